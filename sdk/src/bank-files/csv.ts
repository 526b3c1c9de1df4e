import { BankDataError } from '../bank-data-error.ts';

/** A row, and the line of the file on which it begins. */
export interface CsvRow {
  readonly line: number;
  readonly fields: readonly string[];
}

/** The rows of CSV text (RFC 4180), without empty ones. */
export function* csvRows(text: string): Generator<CsvRow, void, undefined> {
  const plain = /[^",\r\n]*/y;
  const mark = /,|\r?\n|$/y;
  let line = 1;
  let row: CsvRow & { fields: string[] } = { line, fields: [] };
  for (let at = 0; at <= text.length; ) {
    plain.lastIndex = at;
    const end = text[at] === '"' ? closingQuote(text, at, line) + 1 : at + (plain.exec(text)?.[0].length ?? 0);
    const field = text.slice(at, end);
    row.fields.push(field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field);
    mark.lastIndex = end;
    const [found] = mark.exec(text) ?? [];
    if (found === undefined) throw new BankDataError('a quotation mark must enclose the whole field', { line });
    line += field.split('\n').length - 1;
    at = end + found.length;
    if (found === ',') continue;
    if (row.fields.length > 1 || row.fields[0] !== '') yield row;
    if (found === '') return;
    line += 1;
    row = { line, fields: [] };
  }
}

/** Where a quoted field ends: at a quotation mark that is not doubled. */
function closingQuote(text: string, start: number, line: number): number {
  let end = text.indexOf('"', start + 1);
  while (end >= 0 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  if (end < 0) throw new BankDataError('a quotation mark is not closed', { line });
  return end;
}

/** A row in which every field is quoted, with its line break. */
export function writeCsvRow(fields: readonly string[]): string {
  return `${fields.map((text) => `"${text.replaceAll('"', '""')}"`).join(',')}\r\n`;
}
