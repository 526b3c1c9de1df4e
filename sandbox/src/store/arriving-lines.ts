import { type Kysely, sql } from 'kysely';
import { movedBy, type StatementLine } from '../bank/statement.ts';
import type { Schema } from './schema.ts';
import { lastLineOn, type StatementPlan, toRow } from './statements.ts';

/** A line as it arrives: its place and its balance follow from what was booked before. */
export type ArrivingLine = Omit<StatementLine, 'sequence' | 'balance'>;

/** What was booked for later days comes after the new lines, and its balances change with them. */
async function moveLater(
  db: Kysely<Schema>,
  { bank, accountId }: { readonly bank: string; readonly accountId: string },
  after: number,
  lines: readonly ArrivingLine[],
): Promise<void> {
  const count = lines.length;
  const sum = lines.reduce((total, line) => total + movedBy(line), 0);
  const later = db.updateTable('statement_lines').where('bank', '=', bank).where('account_id', '=', accountId);
  // By way of negative numbers: a number is never there twice.
  await later
    .set({ sequence: sql`-sequence`, balance: sql`balance + ${sum}` })
    .where('sequence', '>', after)
    .execute();
  await later
    .set({ sequence: sql`${count} - sequence` })
    .where('sequence', '<', 0)
    .execute();
  const { statement_plan: plan } = await db
    .selectFrom('accounts')
    .select('statement_plan')
    .where('bank', '=', bank)
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  if (plan === null) return;
  const { arrived = { count: 0, sum: 0 }, ...rest } = JSON.parse(plan) as StatementPlan;
  const moved = { ...rest, arrived: { count: arrived.count + count, sum: arrived.sum + sum } };
  await db
    .updateTable('accounts')
    .set({ statement_plan: JSON.stringify(moved) })
    .where('bank', '=', bank)
    .where('account_id', '=', accountId)
    .execute();
}

/**
 * Books lines on an account after all of a day. Call it in a transaction.
 *
 * @param account - with its statement made up to that day
 * @param today - the day, `YYYY-MM-DD`
 * @param lines - booked in this order
 * @returns the lines as they are kept
 */
export async function bookLines(
  db: Kysely<Schema>,
  account: {
    readonly bank: string;
    readonly accountId: string;
    readonly openingBalance: number;
  },
  today: string,
  lines: readonly ArrivingLine[],
): Promise<readonly StatementLine[]> {
  const { bank, accountId, openingBalance } = account;
  const last = await lastLineOn(db, bank, accountId, today);
  const after = last?.sequence ?? 0;
  await moveLater(db, account, after, lines);
  let balance = last?.balance ?? openingBalance;
  const booked = lines.map((line, index) => {
    balance += movedBy(line);
    return { ...line, sequence: after + index + 1, balance };
  });
  if (booked.length > 0) {
    await db
      .insertInto('statement_lines')
      .values(booked.map((line) => toRow(bank, accountId, line)))
      .execute();
  }
  return booked;
}
