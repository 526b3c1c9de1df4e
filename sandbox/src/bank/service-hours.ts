import { Temporal } from 'temporal-polyfill';
import { type DayKind, dayKind } from './calendar.ts';
import { japanDate } from './japan-time.ts';

/** From when to when a bank is open on a day, Japan time: `HH:MM`; `24:00` is the end of the day. */
interface Hours {
  readonly from: string;
  readonly to: string;
}

/** The hours of each kind of day; null is closed all day. */
export type ServiceHours = Readonly<Record<DayKind, Hours | null>>;

/** A time during which a bank is under maintenance; epoch milliseconds, up to and not at its end. */
export interface MaintenanceWindow {
  readonly from: number;
  readonly to: number;
}

/** Why a bank does not serve, and until when. */
export interface Closure {
  readonly reason: 'maintenance' | 'out_of_service_hours';
  /** Epoch milliseconds. */
  readonly until: number;
}

/** Whether a text is a time of day, `00:00` to `24:00`. */
export function isTimeOfDay(text: string): boolean {
  return /^([01]\d|2[0-3]):[0-5]\d$|^24:00$/.test(text);
}

const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

function instantOf(date: Temporal.PlainDate, time: string): number {
  return date.toZonedDateTime('Asia/Tokyo').epochMilliseconds + minutes(time) * 60_000;
}

// The longest time that banks in Japan are closed is a few days around the new year.
const DAYS_AHEAD = 31;

/** The next opening at or after a time; undefined when there is none for a month. */
function nextOpening(hours: ServiceHours, now: number): number | undefined {
  const today = Temporal.PlainDate.from(japanDate(now));
  for (let days = 0; days <= DAYS_AHEAD; days += 1) {
    const date = today.add({ days });
    const open = hours[dayKind(date)];
    if (open && instantOf(date, open.to) > now) return Math.max(instantOf(date, open.from), now);
  }
  return undefined;
}

/**
 * Why a bank does not serve at a time, if it does not. Banks have service hours by the kind of day and are closed now and
 * then for maintenance; which, the manuals leave open (our choice: always open).
 *
 * @param hours - `always`, or by the kind of day
 * @param maintenance - the window, if there is one
 * @param now - world time, epoch milliseconds
 */
export function closureAt(
  hours: ServiceHours | 'always',
  maintenance: MaintenanceWindow | undefined,
  now: number,
): Closure | undefined {
  if (maintenance && now >= maintenance.from && now < maintenance.to) {
    return { reason: 'maintenance', until: maintenance.to };
  }
  if (hours === 'always') return undefined;
  const opening = nextOpening(hours, now) ?? now + DAYS_AHEAD * 24 * 60 * 60 * 1000;
  return opening > now ? { reason: 'out_of_service_hours', until: opening } : undefined;
}
