import { Temporal } from 'temporal-polyfill';
import { isBusinessDay, nextBusinessDay, previousBusinessDay } from '../bank/calendar.ts';
import type { SeededRandom } from './seeded-random.ts';
import type { Company } from './statement-company.ts';
import { type Appointment, planMonth } from './statement-plan.ts';
import type { BookingDay } from './statement-trade.ts';

/** Of a month's lines, how many may be appointments: the rest is everyday business. */
const APPOINTED = 0.6;

/** A day on which lines are booked. */
export interface PlannedDay extends BookingDay {
  appointments: Appointment[];
  /** How many lines of everyday business there are, besides the appointments. */
  trades: number;
}

/**
 * The days from `from` to `to` (both included) on which the company's lines fall, in order. The days of a whole month
 * have `linesPerMonth` lines together, which are shared out over all of its days, in the range or not.
 */
export function* plannedDays(options: {
  from: Temporal.PlainDate;
  to: Temporal.PlainDate;
  linesPerMonth: number;
  company: Company;
  random: SeededRandom;
}): Generator<PlannedDay, void, undefined> {
  const within = (date: Temporal.PlainDate): string | undefined =>
    isBetween(date, options.from, options.to) ? date.toString() : undefined;
  const lastMonth = options.to.toPlainYearMonth();
  for (
    let month = options.from.toPlainYearMonth();
    Temporal.PlainYearMonth.compare(month, lastMonth) <= 0;
    month = month.add({ months: 1 })
  ) {
    const capacity = Math.floor(options.linesPerMonth * APPOINTED);
    const appointments = planMonth(month, options.company, capacity, options.random);
    const appointed = appointments.reduce((sum, { lines }) => sum + lines, 0);
    for (const { day, trades } of shareOut(month, options.linesPerMonth - appointed)) {
      const date = within(day);
      const due = appointments.filter((appointment) => appointment.date.equals(day));
      if (date === undefined || (trades === 0 && due.length === 0)) continue;
      const before = within(previousBusinessDay(day));
      const cleared = within(nextBusinessDay(nextBusinessDay(day)));
      yield { date, open: isBusinessDay(day), before, cleared, appointments: due, trades };
    }
  }
}

/** Exactly so many lines over the business days of a month; 五十日 (the 5th, 10th, …) and the last day have most. */
function shareOut(month: Temporal.PlainYearMonth, lines: number): { day: Temporal.PlainDate; trades: number }[] {
  const days = Array.from({ length: month.daysInMonth }, (_, index) => month.toPlainDate({ day: index + 1 }));
  const weights = days.map((day): number => (isBusinessDay(day) ? (day.day % 5 === 0 ? 3 : 1) : 0));
  weights[days.findLastIndex(isBusinessDay)] = 4;
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let passed = 0;
  let given = 0;
  return days.map((day, index) => {
    passed += weights[index] ?? 0;
    const trades = Math.floor((lines * passed) / total) - given;
    given += trades;
    return { day, trades };
  });
}

function isBetween(date: Temporal.PlainDate, from: Temporal.PlainDate, to: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(date, from) >= 0 && Temporal.PlainDate.compare(date, to) <= 0;
}
