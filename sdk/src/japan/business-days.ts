import { BankDataError } from '../bank-data-error.ts';
import { addDays, dayNumber, wholeNumber } from './dates.ts';
import { holidays } from './holidays.ts';

const years = new Map(
  holidays
    .trim()
    .split('\n')
    .map((line) => [line.slice(0, 4), new Set(line.slice(5).split(' '))]),
);

/**
 * The first and the last year of the calendar of bank holidays. The government announces holidays up to the next year; of
 * later years they are what today's law and the computed equinoxes make them.
 *
 * @example
 * ```ts
 * import { calendarYears } from '@renkei/sdk/japan';
 *
 * const isKnown = (date: string) => Number(date.slice(0, 4)) <= calendarYears.last;
 * ```
 */
export const calendarYears: {
  /** The first year: earlier dates are refused. */
  readonly first: number;
  /** The last year: later dates are refused. */
  readonly last: number;
} = {
  first: Number([...years.keys()].at(0)),
  last: Number([...years.keys()].at(-1)),
};

/**
 * Whether banks in Japan are open: not on Saturdays, Sundays, national holidays and 31 December – 3 January (銀行法 第15条,
 * 銀行法施行令 第5条; holidays of the Cabinet Office's list by `@holiday-jp/holiday_jp`).
 *
 * @param date - YYYY-MM-DD
 * @throws {@link BankDataError} for a date that does not exist, and outside of {@link calendarYears}
 *
 * @example
 * ```ts
 * import { isBusinessDay } from '@renkei/sdk/japan';
 *
 * isBusinessDay('2026-11-20'); // true
 * isBusinessDay('2026-11-23'); // false: 勤労感謝の日
 * ```
 */
export function isBusinessDay(date: string): boolean {
  const weekday = (dayNumber(date) + 4) % 7;
  const year = years.get(date.slice(0, 4));
  if (!year) {
    const { first, last } = calendarYears;
    throw new BankDataError(`the bank holidays of ${first} to ${last} are known, not those of ${date}`);
  }
  const day = date.slice(5).replace('-', '');
  return weekday > 0 && weekday < 6 && day !== '1231' && day > '0103' && !year.has(day);
}

/**
 * The first business day after a date, never the date itself.
 *
 * @param date - YYYY-MM-DD
 * @throws {@link BankDataError} like {@link isBusinessDay}
 *
 * @example
 * ```ts
 * import { nextBusinessDay } from '@renkei/sdk/japan';
 *
 * nextBusinessDay('2026-12-30'); // 2027-01-04
 * ```
 */
export function nextBusinessDay(date: string): string {
  return addBusinessDays(date, 1);
}

/**
 * The last business day before a date, never the date itself.
 *
 * @param date - YYYY-MM-DD
 * @throws {@link BankDataError} like {@link isBusinessDay}
 *
 * @example
 * ```ts
 * import { previousBusinessDay } from '@renkei/sdk/japan';
 *
 * previousBusinessDay('2026-11-24'); // 2026-11-20
 * ```
 */
export function previousBusinessDay(date: string): string {
  return addBusinessDays(date, -1);
}

/**
 * The date so many business days later, or earlier.
 *
 * @param date - YYYY-MM-DD; it need not be a business day
 * @param days - a whole number, negative for earlier; 0 gives the date itself
 * @throws {@link BankDataError} like {@link isBusinessDay}
 *
 * @example
 * ```ts
 * import { addBusinessDays } from '@renkei/sdk/japan';
 *
 * addBusinessDays('2026-11-20', 2); // 2026-11-25
 * ```
 */
export function addBusinessDays(date: string, days: number): string {
  const step = Math.sign(wholeNumber(days));
  let day = addDays(date, 0);
  for (let left = Math.abs(days); left > 0; left -= isBusinessDay(day) ? 1 : 0) day = addDays(day, step);
  return day;
}

/**
 * The date, or the business day next to it when banks are closed: 「休業日の場合は翌営業日」 is `following`, 「前営業日」
 * `preceding`.
 *
 * @param date - YYYY-MM-DD
 * @param convention - which way to go
 * @throws {@link BankDataError} like {@link isBusinessDay}
 *
 * @example
 * ```ts
 * import { adjustToBusinessDay } from '@renkei/sdk/japan';
 *
 * adjustToBusinessDay('2026-12-27', 'following'); // 2026-12-28: a direct debit of the 27th
 * adjustToBusinessDay('2026-07-25', 'preceding'); // 2026-07-24: salaries of the 25th
 * ```
 */
export function adjustToBusinessDay(date: string, convention: 'following' | 'preceding'): string {
  if (isBusinessDay(date)) return date;
  return convention === 'following' ? nextBusinessDay(date) : previousBusinessDay(date);
}
