import type { Temporal } from 'temporal-polyfill';
import { isBusinessDay, nextBusinessDay, previousBusinessDay } from '../bank/calendar.ts';
import type { StatementLine } from '../bank/statement.ts';
import { toZenginText } from '../bank/zengin.ts';
import type { SeededRandom } from './seeded-random.ts';
import { type Bill, bills, type Company, payroll, rentBill } from './statement-company.ts';
import { type BookingDay, cash, type Entry, incomingTransfer, otherBankCheque } from './statement-trade.ts';

/** What an appointment can see when its day has come. */
interface Situation {
  day: BookingDay;
  /** Whole yen. */
  balance: number;
  /** A line of a day before that can still be corrected. */
  correctable: StatementLine | undefined;
}

/** Lines that fall on a date known in advance. `entries` gives at most `lines` of them. */
export interface Appointment {
  date: Temporal.PlainDate;
  lines: number;
  entries: (situation: Situation) => Entry[];
}

const texts = { interest: toZenginText('ヨキンリソク'), correction: toZenginText('テイセイ') };

/**
 * The appointments of a month, most important first, with at most `capacity` lines together: what does not fit is left
 * out. All fall into the month; all but cash are on business days.
 */
export function planMonth(
  month: Temporal.PlainYearMonth,
  company: Company,
  capacity: number,
  random: SeededRandom,
): Appointment[] {
  let room = capacity;
  return appointments(month, company, random).filter(({ lines }) => {
    if (lines > room) return false;
    room -= lines;
    return true;
  });
}

function appointments(month: Temporal.PlainYearMonth, company: Company, random: SeededRandom): Appointment[] {
  const isDue = ({ every }: { every: number }): boolean => month.month % every === 0;
  const dayBetween = (low: number, high: number): Temporal.PlainDate =>
    month.toPlainDate({ day: random.integer(low, high) });

  const bill = ({ description, day, low, high }: Bill): Appointment => ({
    date: onOrAfter(month.toPlainDate({ day })),
    lines: 1,
    entries: () => [{ direction: '2', category: '14', amount: random.integer(low, high), description }],
  });
  const withdrawal = (): Appointment => ({
    date: dayBetween(1, month.daysInMonth),
    lines: 1,
    entries: () => [cash('2', 10_000 * random.integer(1, 10))],
  });
  const quarterlyCorrection = { date: onOrAfter(month.toPlainDate({ day: 18 })), lines: 1, entries: correction };
  const halfYearlyInterest = { date: onOrAfter(month.toPlainDate({ day: 22 })), lines: 1, entries: interest };
  return [
    ...(month.month % 3 === 2 ? [quarterlyCorrection] : []),
    ...(month.month % 6 === 2 ? [halfYearlyInterest] : []),
    {
      date: onOrBefore(month.toPlainDate({ day: month.daysInMonth })),
      lines: company.salaries.length + 1,
      entries: () => payroll(company),
    },
    { date: onOrAfter(dayBetween(2, 27)), lines: 2, entries: ({ day }) => twins(incomingTransfer(random, day)) },
    bill(rentBill(company)),
    withdrawal(),
    { date: onOrAfter(dayBetween(1, 27)), lines: 1, entries: ({ day }) => [otherBankCheque(random, day)] },
    ...bills.filter(isDue).map(bill),
    withdrawal(),
  ];
}

/** Two lines that differ in nothing but their place: whoever looks for duplicates must keep both. */
function twins(entry: Entry): Entry[] {
  return [entry, entry];
}

function interest({ balance }: Situation): Entry[] {
  const amount = Math.max(1, Math.floor(balance * 0.0008));
  return [{ direction: '1', category: '18', amount, description: texts.interest }];
}

/** Undoes a line of a day before, from the same value date. */
function correction({ correctable }: Situation): Entry[] {
  if (correctable === undefined) return [];
  const { amount, valueDate } = correctable;
  const direction = correctable.direction === '1' ? '2' : '1';
  const description = `${texts.correction} ${correctable.description}`;
  return [{ direction, category: '19', amount, valueDate, description }];
}

function onOrBefore(date: Temporal.PlainDate): Temporal.PlainDate {
  return isBusinessDay(date) ? date : previousBusinessDay(date);
}

/** The day or the next business day; the last one before, when the next is already in another month. */
function onOrAfter(date: Temporal.PlainDate): Temporal.PlainDate {
  if (isBusinessDay(date)) return date;
  const next = nextBusinessDay(date);
  return next.month === date.month ? next : previousBusinessDay(date);
}
