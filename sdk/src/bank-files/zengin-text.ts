import { BankDataError, type BankDataPlace } from '../bank-data-error.ts';
import { toKatakana } from '../japan/katakana.ts';
import { shown } from './shown.ts';

/** A name may have less than other text: no ｦ, and of all marks only ( ) - . */
export type CharacterSet = 'name' | 'text';

const sets: Record<CharacterSet, RegExp> = {
  name: /^[ｱ-ﾝﾞﾟA-Z0-9 ().-]*$/,
  text: /^[ｦｱ-ﾝﾞﾟA-Z0-9 ().\-/\\｢｣]*$/,
};

const SMALL = 'ｧｨｩｪｫｬｭｮｯｰ･¥';
const LARGE = 'ｱｲｳｴｵﾔﾕﾖﾂ-.\\';

/** The half-width form of each full-width kana; the marks of voiced ones are characters of their own. */
const halfWidth = new Map(
  Array.from({ length: 0xff9f - 0xff61 + 1 }, (_, index) => String.fromCharCode(0xff61 + index)).map((half) => [
    half.normalize('NFKC'),
    half,
  ]),
);

/**
 * Text in the banks' character set (全銀協「使用文字」): `カ）テスト` becomes `ｶ)ﾃｽﾄ`. Small kana grow, ー becomes `-`, and in names ヲ
 * becomes ｵ. What has no form in the set is an error, or a space when the file may be lossy.
 */
export function toZenginText(text: string, set: CharacterSet, lossy: boolean, place: BankDataPlace): string {
  if (sets[set].test(text)) return text;
  return Array.from(text, (character) => {
    const half = toHalfWidth(character);
    const written = set === 'name' ? half.replace('ｦ', 'ｵ') : half;
    if (sets[set].test(written)) return written;
    if (lossy) return ' ';
    const message = `${shown(character)} is not in the Zengin set: expected kana, capitals, digits, space or ( ) - .`;
    throw new BankDataError(message, { ...place, character });
  }).join('');
}

function toHalfWidth(character: string): string {
  // NFD takes the voicing marks off their kana.
  return Array.from(toKatakana(character).normalize('NFD').toUpperCase(), (part) => {
    const half = halfWidth.get(part) ?? part;
    return LARGE.charAt(SMALL.indexOf(half)) || half;
  }).join('');
}
