import { BankDataError, type BankDataPlace } from '../bank-data-error.ts';
import { fromEraDate, toEraDate } from './era-date.ts';
import { toZenginText } from './zengin-text.ts';

export const RECORD_LENGTH = 200;

/** N fields are filled with zeros from the left, C fields with spaces from the right. */
interface Kinds {
  /** N: a code. */
  digits: string;
  /** N: a count or whole yen. */
  whole: number;
  /** N(6): YYYY-MM-DD here, YYMMDD of the era in the file. */
  date: string;
  /** C: names of people, companies, banks and branches. */
  name: string;
  /** C: other text. */
  text: string;
}

export interface Field<Key extends string = string, Kind extends keyof Kinds = keyof Kinds> {
  readonly key: Key;
  readonly label: string;
  readonly width: number;
  readonly kind: Kind;
}

/** What is always written so, and not looked at when it is read. */
interface Constant {
  readonly constant: string;
}

export type Layout = readonly (Field | Constant)[];

/** What a record holds. Nothing is written as zeros or spaces, and is read as 0 or empty text. */
export type Values<L extends Layout> = {
  [F in Extract<L[number], Field> as F['key']]: Kinds[F['kind']];
};

type Given<T> = { [Key in keyof T]?: T[Key] | null | undefined };

export const field = <Key extends string, Kind extends keyof Kinds>(
  key: Key,
  label: string,
  width: number,
  kind: Kind,
): Field<Key, Kind> => ({ key, label, width, kind });

export const constant = (text: string): Constant => ({ constant: text });
export const zeros = (width: number): Constant => constant('0'.repeat(width));
export const spaces = (width: number): Constant => constant(' '.repeat(width));

/** How a record is written, and which. */
export interface Writing {
  readonly lossy: boolean;
  readonly place: BankDataPlace;
}

/** A record of 200 characters. */
export function writeRecord<L extends Layout>(layout: L, values: Given<Values<L>>, options: Writing): string {
  const given: Readonly<Record<string, unknown>> = values;
  return layout
    .map((part) => ('constant' in part ? part.constant : writeField(part, given[part.key] ?? undefined, options)))
    .join('');
}

export function readRecord<L extends Layout>(layout: L, text: string, place: BankDataPlace): Values<L> {
  let start = 0;
  const entries: [string, unknown][] = [];
  for (const part of layout) {
    const end = start + ('constant' in part ? part.constant.length : part.width);
    if ('key' in part)
      entries.push([part.key, readField(part, text.slice(start, end), { ...place, field: part.label })]);
    start = end;
  }
  return Object.fromEntries(entries) as Values<L>;
}

function writeField({ label, width, kind }: Field, value: unknown, { lossy, place: of }: Writing): string {
  const place = { ...of, field: label };
  if (kind === 'name' || kind === 'text') {
    const text = toZenginText(String(value ?? ''), kind, lossy, place);
    if (text.length > width && !lossy) throw tooLong(`${text.length} characters`, width, place);
    return text.slice(0, width).padEnd(width);
  }
  const digits = kind === 'date' ? toEraDate(String(value), place) : String(value ?? '');
  if (!/^\d*$/.test(digits)) throw new BankDataError(`expected at most ${width} digits`, place);
  if (digits.length > width) throw tooLong(`${digits.length} digits`, width, place);
  return digits.padStart(width, '0');
}

const tooLong = (found: string, width: number, place: BankDataPlace) =>
  new BankDataError(`${found} do not fit: the field has ${width}`, place);

function readField({ width, kind }: Field, text: string, place: BankDataPlace): string | number {
  if (kind === 'name' || kind === 'text') return text.trimEnd();
  if (!/^(\d+| *)$/.test(text)) throw new BankDataError(`expected ${width} digits`, place);
  if (kind === 'date') return fromEraDate(text, place);
  return kind === 'whole' ? Number(text) : text.trim();
}
