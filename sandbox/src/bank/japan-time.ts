import { Temporal } from 'temporal-polyfill';

/** The zone of every date at a Japanese bank. */
export const JAPAN = 'Asia/Tokyo';

const zoned = (instant: number): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(JAPAN);

const HOUR = 60 * 60 * 1000;

/** A day in Japan begins on the hour: while an hour lasts, its date is asked for again and again. */
let latest = { hour: Number.NaN, date: '' };

/**
 * The date in Japan at an instant.
 *
 * @param instant - epoch milliseconds, world time
 * @returns `YYYY-MM-DD`
 */
export function japanDate(instant: number): string {
  const hour = Math.floor(instant / HOUR);
  if (hour !== latest.hour) latest = { hour, date: zoned(instant).toPlainDate().toString() };
  return latest.date;
}

/**
 * An instant as RFC 3339 with Japan's offset, to the second.
 *
 * @param instant - epoch milliseconds, world time
 * @returns for example `2026-11-20T09:00:00+09:00`
 */
export function japanTimestamp(instant: number): string {
  return zoned(instant).toString({ timeZoneName: 'never', smallestUnit: 'second' });
}

/** The first day of what may be inquired into is the same all day long. */
let latestSum = { date: '', days: 0, sum: '' };

/**
 * A date some days later (or earlier).
 *
 * @param date - `YYYY-MM-DD`
 * @param days - whole days, negative for earlier
 */
export function addDays(date: string, days: number): string {
  if (date !== latestSum.date || days !== latestSum.days) {
    latestSum = { date, days, sum: Temporal.PlainDate.from(date).add({ days }).toString() };
  }
  return latestSum.sum;
}
