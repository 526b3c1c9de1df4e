import Encoding from 'encoding-japanese';
import { BankDataError, type BankDataPlace } from '../bank-data-error.ts';
import { shown } from './shown.ts';

/** The printers' mark for a character that is not at hand. */
const GETA = '〓';

const known = new Map<string, readonly number[] | undefined>();

/** A character in Windows-31J, which is what banks and spreadsheets in Japan call Shift_JIS: it has ①, ㈱ and 髙. */
function bytesOf(character: string): readonly number[] | undefined {
  if (!known.has(character)) known.set(character, convert(character));
  return known.get(character);
}

function convert(character: string): readonly number[] | undefined {
  try {
    return Encoding.convert(character, { to: 'SJIS', from: 'UNICODE', type: 'array', fallback: 'error' });
  } catch {
    return undefined;
  }
}

/** The text, if Shift_JIS has all of it; an error, or 〓 for what it lacks when the file may be lossy. */
export function shiftJisText(text: string, lossy: boolean, place: BankDataPlace): string {
  if (/^[ -~｡-ﾟ]*$/.test(text)) return text;
  return Array.from(text, (character) => {
    if (character >= ' ' && bytesOf(character)) return character;
    if (lossy) return GETA;
    throw new BankDataError(`${shown(character)} is not in Shift_JIS`, { ...place, character });
  }).join('');
}

/** The bytes of text that {@link shiftJisText} gave. */
export function encodeShiftJis(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(2 * text.length);
  let length = 0;
  for (const character of text) {
    for (const byte of bytesOf(character) ?? []) {
      bytes[length] = byte;
      length += 1;
    }
  }
  return bytes.slice(0, length);
}

export function decodeShiftJis(bytes: Uint8Array): string {
  try {
    return new TextDecoder('shift_jis', { fatal: true }).decode(bytes);
  } catch {
    throw new BankDataError('the file is not in Shift_JIS');
  }
}
