import { BankDataError } from '../bank-data-error.ts';
import { RECORD_LENGTH, type Writing } from './zengin-record.ts';

/**
 * How a Zengin file is written.
 *
 * @example
 * ```ts
 * import type { ZenginWriteOptions } from '@renkei/sdk/bank-files';
 *
 * const options: ZenginWriteOptions = { lineBreaks: false, lossy: true };
 * ```
 */
export interface ZenginWriteOptions {
  /** CR LF after each record of 200 bytes (改行あり), or nothing (改行なし). Default: true. */
  lineBreaks?: boolean | undefined;
  /**
   * Writes a space for what the Zengin set lacks, such as kanji, and cuts text that is longer than its field. Default:
   * false, both are errors.
   */
  lossy?: boolean | undefined;
}

/** A record, and which of the file's it is, from 1. */
export interface FileRecord {
  readonly line: number;
  readonly text: string;
}

/** The records of one account. */
export interface RecordGroup {
  readonly header: FileRecord;
  readonly data: readonly FileRecord[];
  readonly trailer: FileRecord;
}

const CR = 0x0d;
const LF = 0x0a;
/** Ctrl+Z, the end of a file in MS-DOS. */
const SUB = 0x1a;

/** A file: the records of each statement, then the end record, which counts all. */
export function writeFile<S>(
  statements: readonly S[],
  { lineBreaks = true, lossy = false }: ZenginWriteOptions,
  recordsOf: (statement: S, writing: Writing) => readonly string[],
  endOf: (records: number, writing: Writing) => string,
): Uint8Array<ArrayBuffer> {
  if (statements.length === 0) throw new BankDataError('expected a statement at least');
  const records = statements.flatMap((statement, index) =>
    recordsOf(statement, { lossy, place: { statement: index + 1 } }),
  );
  return encodeRecords([...records, endOf(records.length + 1, { lossy, place: {} })], lineBreaks);
}

/** Records of the Zengin set as JIS X 0201: half-width kana are 0xa1 to 0xdf. */
function encodeRecords(records: readonly string[], lineBreaks: boolean): Uint8Array<ArrayBuffer> {
  const text = records.map((record) => record + (lineBreaks ? '\r\n' : '')).join('');
  const bytes = new Uint8Array(text.length);
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    bytes[index] = code < 0x80 ? code : code - 0xff61 + 0xa1;
  }
  return bytes;
}

/** The records by account, in the order of the layout: header, data, trailer, as often as there are accounts; then the end. */
export function readGroups(
  bytes: Uint8Array,
  typeCode: string,
): { readonly groups: readonly RecordGroup[]; readonly end: FileRecord } {
  const groups: RecordGroup[] = [];
  let open: { header: FileRecord; data: FileRecord[] } | undefined;
  let end: FileRecord | undefined;
  for (const record of records(bytes)) {
    const { line, text } = record;
    const kind = text.charAt(0);
    if (kind === '1' && !open && !end) {
      if (text.slice(1, 3) !== typeCode) {
        const message = `expected ${typeCode} (${titles[typeCode]}), found ${text.slice(1, 3)}`;
        throw new BankDataError(message, { line, field: '種別コード' });
      }
      open = { header: record, data: [] };
    } else if (kind === '2' && open) {
      open.data.push(record);
    } else if (kind === '8' && open) {
      groups.push({ ...open, trailer: record });
      open = undefined;
    } else if (kind === '9' && !open && !end && groups.length > 0) {
      end = record;
    } else {
      const expected = end ? 'nothing after the end record' : open ? '2 or 8' : groups.length > 0 ? '1 or 9' : '1';
      throw new BankDataError(`expected ${expected}, found ${JSON.stringify(kind)}`, { line, field: 'データ区分' });
    }
  }
  if (!end) throw new BankDataError('the file has no end record (データ区分 9): it may be cut off');
  return { groups, end };
}

const titles: Readonly<Record<string, string>> = { '01': '振込入金通知', '03': '入出金取引明細' };

/** Each 200 bytes, with or without line breaks between them. */
function* records(bytes: Uint8Array): Generator<FileRecord, void, undefined> {
  const decoder = new TextDecoder('shift_jis', { fatal: true });
  let line = 0;
  for (let start = 0; start < bytes.length; ) {
    const first = bytes[start] ?? SUB;
    if (line > 0 && (first === CR || first === LF || first === SUB)) {
      start += 1;
      continue;
    }
    line += 1;
    const record = bytes.subarray(start, start + RECORD_LENGTH);
    const broken = record.findIndex((byte) => byte === CR || byte === LF);
    const length = broken < 0 ? record.length : broken;
    if (length < RECORD_LENGTH) {
      throw new BankDataError(
        `expected ${RECORD_LENGTH} bytes, found ${length}: the file is cut off, or was saved by a text editor`,
        {
          line,
        },
      );
    }
    yield { line, text: decode(decoder, record, line) };
    start += RECORD_LENGTH;
  }
}

function decode(decoder: TextDecoder, record: Uint8Array, line: number): string {
  try {
    const text = decoder.decode(record);
    if (text.length === RECORD_LENGTH) return text;
  } catch {
    // No Shift_JIS at all, EBCDIC for one.
  }
  throw new BankDataError('expected JIS text of one byte a character (half-width)', { line });
}

/** A number of a trailer or end record, which follows from the records before it. */
export function checkTotal(
  label: string,
  found: number,
  { line }: FileRecord,
  expected: readonly [number, ...number[]],
): void {
  if (expected.includes(found)) return;
  const message = `expected ${expected[0]}, which follows from the records before it, found ${found}`;
  throw new BankDataError(message, { line, field: label });
}
