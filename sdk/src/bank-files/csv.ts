import { BankDataError } from '../bank-data-error.ts';

/** A row, and the line of the file on which it begins. */
export interface CsvRow {
  readonly line: number;
  readonly fields: readonly string[];
}

/** The rows of CSV text (RFC 4180), without empty ones. */
export function* csvRows(text: string): Generator<CsvRow, void, undefined> {
  // A field, quoted or not, and what ends it.
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y;
  let line = 1;
  let row: CsvRow & { fields: string[] } = { line, fields: [] };
  for (let isOpen = true; isOpen; ) {
    const match = pattern.exec(text);
    if (!match) throw new BankDataError('a quotation mark is not closed, or is followed by text', { line });
    const [all, quoted, plain = '', mark] = match;
    row.fields.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    line += all.split('\n').length - 1;
    if (mark === ',') continue;
    if (row.fields.length > 1 || row.fields[0] !== '') yield row;
    row = { line, fields: [] };
    isOpen = mark !== '';
  }
}

/** A row in which every field is quoted, with its line break. */
export function writeCsvRow(fields: readonly string[]): string {
  return `${fields.map((text) => `"${text.replaceAll('"', '""')}"`).join(',')}\r\n`;
}
