import { mistakeAt } from '../http/problem.ts';

// Certificates and database columns are at home between these years.
const EARLIEST = Date.UTC(2000, 0, 1);
const LATEST = Date.UTC(2100, 0, 1);

/**
 * An instant that a request names.
 *
 * @param location - where it stands, for the message
 * @param read - reads it
 * @throws Problem 400 when it is none, or beyond what certificates and the database can hold
 */
export function instantFrom(location: string, read: () => number): number {
  let instant: number;
  try {
    instant = read();
  } catch {
    instant = Number.NaN;
  }
  if (instant >= EARLIEST && instant < LATEST) return instant;
  const message =
    'expected a time between 2000 and 2099, e.g. 2026-11-20T09:00:00+09:00, or an ISO 8601 duration that leads to one, e.g. P90D';
  throw mistakeAt(location, message);
}
