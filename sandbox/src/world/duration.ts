import { Temporal } from 'temporal-polyfill';
import { JAPAN } from '../bank/japan-time.ts';

/**
 * The instant that lies an ISO 8601 duration after another, in Japan's calendar.
 *
 * @param instant - epoch milliseconds
 * @param duration - for example `PT61S`, `P90D`, `-P1D`
 * @throws RangeError when it is no ISO 8601 duration or leads out of the calendar
 */
export function addDuration(instant: number, duration: string): number {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(JAPAN).add(Temporal.Duration.from(duration))
    .epochMilliseconds;
}

/**
 * An instant from RFC 3339.
 *
 * @param text - for example `2026-11-20T09:00:00+09:00`
 * @returns epoch milliseconds
 * @throws RangeError when it is no date-time with an offset
 */
export function parseInstant(text: string): number {
  return Temporal.Instant.from(text).epochMilliseconds;
}
