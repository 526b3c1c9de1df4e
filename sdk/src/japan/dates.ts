import { BankDataError } from '../bank-data-error.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

// 標準時ニ関スル件 (明治28年勅令第167号): UTC+9 all year. Summer time was used until 1951 and its law repealed in 1952.
const OFFSET = 9 * HOUR;
const FIRST_INSTANT = Date.UTC(1952, 0, 1) - OFFSET;
const LAST_INSTANT = Date.UTC(10_000, 0, 1) - OFFSET - 1;

/**
 * Some days, first and last included: what `linkage.transactions()` and `linkage.deposits()` take.
 *
 * @example
 * ```ts
 * import { type DateRange, monthOf } from '@renkei/sdk/japan';
 *
 * const november: DateRange = monthOf('2026-11-20');
 * for await (const line of linkage.transactions('202-1-2222222', november)) console.info(line.amount);
 * ```
 */
export interface DateRange {
  /** First day, YYYY-MM-DD. */
  dateFrom: string;
  /** Last day, YYYY-MM-DD. */
  dateTo: string;
}

/**
 * The calendar date in Japan at an instant, whatever the machine's time zone is. A date that a bank gave (`bookDate`) is a
 * date in Japan already and needs no conversion.
 *
 * @param instant - a `Date`, epoch milliseconds, or ISO 8601 text with its offset (`2026-11-20T09:00:00+09:00`)
 * @returns YYYY-MM-DD
 * @throws {@link BankDataError} for text without an offset, and for times before 1952 (Japan had summer time until 1951)
 *
 * @example
 * ```ts
 * import { japanDate } from '@renkei/sdk/japan';
 *
 * const today = japanDate(new Date());
 * japanDate('2026-11-20T23:30:00Z'); // 2026-11-21: the day begins nine hours before that of UTC
 * ```
 */
export function japanDate(instant: Date | number | string): string {
  return japanTime(instant).slice(0, 10);
}

/**
 * An instant as the clocks in Japan show it, to the second (what is left of it is cut off).
 *
 * @param instant - like that of {@link japanDate}
 * @returns ISO 8601 with Japan's offset
 * @throws {@link BankDataError} like {@link japanDate}
 *
 * @example
 * ```ts
 * import { japanTime } from '@renkei/sdk/japan';
 *
 * japanTime('2026-11-20T00:00:00Z'); // 2026-11-20T09:00:00+09:00
 * ```
 */
export function japanTime(instant: Date | number | string): string {
  const text = typeof instant === 'string';
  if (text && !/T.*(Z|[+-]\d{2}:?\d{2})$/i.test(instant)) {
    throw new BankDataError(
      `${JSON.stringify(instant)} is no instant: expected a time with its offset, like …T09:00:00+09:00`,
    );
  }
  const milliseconds = text ? Date.parse(instant) : Number(instant);
  if (!(milliseconds >= FIRST_INSTANT && milliseconds <= LAST_INSTANT)) {
    throw new BankDataError('expected an instant of the years 1952 to 9999');
  }
  return new Date(milliseconds + OFFSET).toISOString().replace(/\.\d+Z$/, '+09:00');
}

/**
 * The instant at which a date begins in Japan: for comparing dates with timestamps, and for `setTimeout`.
 *
 * @param date - YYYY-MM-DD
 * @throws {@link BankDataError} for a date that does not exist
 *
 * @example
 * ```ts
 * import { japanMidnight } from '@renkei/sdk/japan';
 *
 * japanMidnight('2026-11-20').toISOString(); // 2026-11-19T15:00:00.000Z
 * ```
 */
export function japanMidnight(date: string): Date {
  return new Date(dayNumber(date) * DAY - OFFSET);
}

/**
 * The date some days later, or earlier.
 *
 * @param date - YYYY-MM-DD
 * @param days - a whole number, negative for earlier
 * @throws {@link BankDataError} for a date that does not exist, and past the year 9999
 *
 * @example
 * ```ts
 * import { addDays } from '@renkei/sdk/japan';
 *
 * addDays('2026-12-31', 1); // 2027-01-01
 * ```
 */
export function addDays(date: string, days: number): string {
  return dateOf(dayNumber(date) + wholeNumber(days));
}

/**
 * How many days lie between two dates.
 *
 * @returns 0 for the same date, negative when `to` is earlier
 * @throws {@link BankDataError} for a date that does not exist
 *
 * @example
 * ```ts
 * import { daysBetween } from '@renkei/sdk/japan';
 *
 * daysBetween('2026-11-20', '2026-12-31'); // 41
 * ```
 */
export function daysBetween(from: string, to: string): number {
  return dayNumber(to) - dayNumber(from);
}

/**
 * So many days that end with a date, which counts among them.
 *
 * @param days - 1 or more
 * @param until - YYYY-MM-DD
 * @throws {@link BankDataError} for a date that does not exist, and for less than a day
 *
 * @example
 * ```ts
 * import { japanDate, lastDays } from '@renkei/sdk/japan';
 *
 * lastDays(7, '2026-11-20'); // { dateFrom: '2026-11-14', dateTo: '2026-11-20' }
 * for await (const line of linkage.transactions('202-1-2222222', lastDays(30, japanDate(new Date())))) {
 *   console.info(line.bookDate, line.amount);
 * }
 * ```
 */
export function lastDays(days: number, until: string): DateRange {
  if (wholeNumber(days) < 1) throw new BankDataError('expected 1 day or more');
  return { dateFrom: addDays(until, 1 - days), dateTo: until };
}

/**
 * The calendar month around a date.
 *
 * @param date - YYYY-MM-DD
 * @param months - another month: -1 the one before, 1 the one after. Default: 0
 * @throws {@link BankDataError} for a date that does not exist
 *
 * @example
 * ```ts
 * import { monthOf } from '@renkei/sdk/japan';
 *
 * monthOf('2026-11-20'); // { dateFrom: '2026-11-01', dateTo: '2026-11-30' }
 * monthOf('2026-11-20', -1); // { dateFrom: '2026-10-01', dateTo: '2026-10-31' }
 * ```
 */
export function monthOf(date: string, months = 0): DateRange {
  const first = new Date(dayNumber(date) * DAY);
  first.setUTCMonth(first.getUTCMonth() + wholeNumber(months), 1);
  const last = new Date(first);
  last.setUTCMonth(last.getUTCMonth() + 1, 0);
  return { dateFrom: dateOf(first.getTime() / DAY), dateTo: dateOf(last.getTime() / DAY) };
}

/** Whether it is YYYY-MM-DD of a day that exists. */
export function isDate(date: string): boolean {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(date) ? Date.parse(date) : Number.NaN;
  // `Date.parse` moves 30 February to March.
  return !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === date;
}

/** Days since 1970-01-01, a Thursday. */
export function dayNumber(date: string): number {
  if (isDate(date)) return Date.parse(date) / DAY;
  throw new BankDataError(`${JSON.stringify(date)} is no date: expected YYYY-MM-DD, of a day that exists`);
}

function dateOf(dayNumber: number): string {
  const date = new Date(dayNumber * DAY);
  if (!(date.getTime() <= LAST_INSTANT && date.getUTCFullYear() >= 0)) {
    throw new BankDataError('the date is not in the years 0000 to 9999');
  }
  return date.toISOString().slice(0, 10);
}

export function wholeNumber(value: number): number {
  if (!Number.isSafeInteger(value)) throw new BankDataError(`${value} is no whole number`);
  return value;
}
