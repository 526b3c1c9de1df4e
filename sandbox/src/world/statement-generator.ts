import { Temporal } from 'temporal-polyfill';
import { LARGEST_BALANCE, movedBy, type StatementLine } from '../bank/statement.ts';
import { createSeededRandom } from './seeded-random.ts';
import { createCompany } from './statement-company.ts';
import { type PlannedDay, plannedDays } from './statement-days.ts';
import { type Entry, type Funds, income, tradeEntries } from './statement-trade.ts';

/**
 * The statement of a believable small company, oldest line first, the same for the same options. Lines are made as they
 * are asked for, in constant memory. The balance always adds up and, unless it opens below zero, never falls below it:
 * what cannot be paid gives way to money that comes in.
 *
 * Book and value dates lie within `from` and `to` (YYYY-MM-DD in Japan time, both included; no lines when `from` is
 * later). A whole month has exactly `linesPerMonth` lines, a part of one the lines of its days. Throws a RangeError, at
 * the first line, for a date that does not exist or a number that is not whole or too large.
 */
export function* generateStatement(options: {
  /** Any text. */
  seed: string;
  from: string;
  to: string;
  /** Whole yen, at most 13 digits. */
  openingBalance: number;
  linesPerMonth: number;
}): Generator<StatementLine, void, undefined> {
  const { openingBalance, linesPerMonth } = options;
  if (!Number.isInteger(openingBalance) || Math.abs(openingBalance) > LARGEST_BALANCE) {
    throw new RangeError('openingBalance must be whole yen of at most 13 digits');
  }
  if (!Number.isSafeInteger(linesPerMonth) || linesPerMonth < 0) {
    throw new RangeError('linesPerMonth must be a whole number');
  }
  const from = Temporal.PlainDate.from(options.from);
  const to = Temporal.PlainDate.from(options.to);
  const random = createSeededRandom(options.seed);
  const company = createCompany(linesPerMonth, random);
  const reserve = company.salaries.reduce((sum, salary) => sum + salary, company.rent);
  const funds: Funds = { balance: openingBalance, target: Math.max(openingBalance, 3_000_000 + 3 * reserve), reserve };
  let sequence = 0;
  let correctable: StatementLine | undefined;

  for (const day of plannedDays({ from, to, linesPerMonth, company, random })) {
    let latest: StatementLine | undefined;
    for (const entry of entriesOf(day)) {
      sequence += 1;
      funds.balance += movedBy(entry);
      const line = { sequence, bookDate: day.date, valueDate: day.date, ...entry, balance: funds.balance };
      if (line.category === '11' || line.category === '14') latest = line;
      if (line.category === '19') correctable = undefined;
      yield line;
    }
    correctable = latest ?? correctable;
  }

  /** Lazy: every group is made when the one before it is booked, so that it sees the balance. */
  function* entriesOf(day: PlannedDay): Generator<Entry, void, undefined> {
    for (const { lines, entries } of day.appointments) {
      const due = entries({ day, balance: funds.balance, correctable });
      const paid = outgoings(due) <= Math.max(0, funds.balance) ? due : [];
      yield* paid;
      for (let missing = lines - paid.length; missing > 0; missing--) yield income(random, day);
    }
    for (let room = day.trades; room > 0; ) {
      const entries = tradeEntries(random, day, funds, room);
      room -= entries.length;
      yield* entries;
    }
  }
}

function outgoings(entries: Entry[]): number {
  return entries.reduce((sum, { direction, amount }) => (direction === '2' ? sum + amount : sum), 0);
}
