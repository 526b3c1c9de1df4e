import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import type { StatementLine } from '../bank/statement.ts';
import { generateStatement } from '../world/statement-generator.ts';
import type { Schema } from './schema.ts';

/** Which lines of an account: book dates from and to, both included. */
export interface LineRange {
  readonly bank: string;
  readonly accountId: string;
  readonly dateFrom: string;
  readonly dateTo: string;
  /** Only incoming transfers. */
  readonly depositsOnly: boolean;
}

type Row = Schema['statement_lines'];

/** A line as the table keeps it. */
export function toRow(bank: string, accountId: string, line: StatementLine): Row {
  return {
    bank,
    account_id: accountId,
    sequence: line.sequence,
    book_date: line.bookDate,
    value_date: line.valueDate,
    direction: line.direction,
    category: line.category,
    amount: line.amount,
    balance: line.balance,
    description: line.description,
    payer_name: line.deposit?.payerName ?? null,
    remitting_bank: line.deposit?.remittingBank ?? null,
    remitting_branch: line.deposit?.remittingBranch ?? null,
    edi_information: line.deposit?.ediInformation ?? null,
  };
}

function fromRow(row: Row): StatementLine {
  const line = {
    sequence: row.sequence,
    bookDate: row.book_date,
    valueDate: row.value_date,
    direction: row.direction as StatementLine['direction'],
    category: row.category as StatementLine['category'],
    amount: row.amount,
    balance: row.balance,
    description: row.description,
  };
  if (row.payer_name === null) return line;
  return {
    ...line,
    deposit: {
      payerName: row.payer_name,
      remittingBank: row.remitting_bank ?? '',
      remittingBranch: row.remitting_branch ?? '',
      ediInformation: row.edi_information,
    },
  };
}

// A batch takes some milliseconds; larger ones take longer for each line.
const BATCH = 500;

/**
 * Keeps the lines of an account, in batches; between them others get their turn.
 *
 * @param onKept - told after each batch how many more are kept
 */
export async function insertLines(
  db: Kysely<Schema>,
  bank: string,
  accountId: string,
  lines: Iterable<StatementLine>,
  onKept: (count: number) => void = () => {},
): Promise<void> {
  let batch: Row[] = [];
  const flush = async () => {
    if (batch.length > 0) await db.insertInto('statement_lines').values(batch).execute();
    onKept(batch.length);
    batch = [];
  };
  for (const line of lines) {
    batch.push(toRow(bank, accountId, line));
    if (batch.length < BATCH) continue;
    await flush();
    await nextTurn();
  }
  await flush();
}

/** How a statement is made up. */
export type StatementPlan = Parameters<typeof generateStatement>[0] & {
  /** Up to which day that is done, `YYYY-MM-DD`. */
  readonly madeTo?: string;
  /** Lines that were booked besides: how many, and what they add up to. */
  readonly arrived?: { readonly count: number; readonly sum: number };
};

/** The lines that are still to be made, up to a day. They follow from the plan alone, in however many steps they are made. */
function* missingLines({ madeTo = '', arrived, ...plan }: StatementPlan, to: string): Generator<StatementLine> {
  const { count, sum } = arrived ?? { count: 0, sum: 0 };
  for (const line of generateStatement(plan)) {
    if (line.bookDate > to) return;
    if (line.bookDate > madeTo) yield { ...line, sequence: line.sequence + count, balance: line.balance + sum };
  }
}

/**
 * Makes the statement of an account up to a day, as far as nobody has read it before: a world with many accounts starts at
 * once, and no line is made that nobody can read.
 *
 * @param account - as it was loaded; nothing happens when its lines are there
 * @param to - book date of the last lines that can be read, `YYYY-MM-DD`
 */
export async function makeStatement(
  db: Kysely<Schema>,
  bank: string,
  { accountId, statementTo }: { readonly accountId: string; readonly statementTo: string | null },
  to: string,
): Promise<void> {
  if (statementTo === null || statementTo >= to) return;
  await db.transaction().execute(async (transaction) => {
    const row = await transaction
      .selectFrom('accounts')
      .select('statement_plan')
      .where('bank', '=', bank)
      .where('account_id', '=', accountId)
      .executeTakeFirstOrThrow();
    const plan = JSON.parse(row.statement_plan ?? '') as StatementPlan;
    // Somebody else who read it first has made it meanwhile.
    if ((plan.madeTo ?? '') >= to) return;
    await insertLines(transaction, bank, accountId, missingLines(plan, to));
    await transaction
      .updateTable('accounts')
      .set({ statement_plan: JSON.stringify({ ...plan, madeTo: to }) })
      .where('bank', '=', bank)
      .where('account_id', '=', accountId)
      .execute();
  });
}

/** A page of lines, oldest first, after a sequence number. */
export async function listLines(
  db: Kysely<Schema>,
  range: LineRange,
  after: number,
  limit: number,
): Promise<StatementLine[]> {
  let query = db
    .selectFrom('statement_lines')
    .selectAll()
    .where('bank', '=', range.bank)
    .where('account_id', '=', range.accountId)
    .where('sequence', '>', after)
    .where('book_date', '>=', range.dateFrom)
    .where('book_date', '<=', range.dateTo)
    .orderBy('sequence')
    .limit(limit);
  if (range.depositsOnly) query = query.where('payer_name', 'is not', null);
  const rows = await query.execute();
  return rows.map(fromRow);
}

/** A line by its sequence number. */
export async function findLine(
  db: Kysely<Schema>,
  bank: string,
  accountId: string,
  sequence: number,
): Promise<StatementLine | undefined> {
  const row = await db
    .selectFrom('statement_lines')
    .selectAll()
    .where('bank', '=', bank)
    .where('account_id', '=', accountId)
    .where('sequence', '=', sequence)
    .executeTakeFirst();
  return row && fromRow(row);
}

/** The last line booked up to a date; `undefined` when there is none. */
export async function lastLineOn(
  db: Kysely<Schema>,
  bank: string,
  accountId: string,
  date: string,
): Promise<{ readonly sequence: number; readonly balance: number } | undefined> {
  return db
    .selectFrom('statement_lines')
    .select(['sequence', 'balance'])
    .where('bank', '=', bank)
    .where('account_id', '=', accountId)
    .where('book_date', '<=', date)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
}
