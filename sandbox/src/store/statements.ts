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

function toRow(bank: string, accountId: string, line: StatementLine): Row {
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

// SQLite takes 32,766 parameters in a statement.
const BATCH = 2000;

/** Keeps the lines of an account, in batches. */
export async function insertLines(
  db: Kysely<Schema>,
  bank: string,
  accountId: string,
  lines: Iterable<StatementLine>,
): Promise<void> {
  let batch: Row[] = [];
  const flush = async () => {
    if (batch.length > 0) await db.insertInto('statement_lines').values(batch).execute();
    batch = [];
  };
  for (const line of lines) {
    batch.push(toRow(bank, accountId, line));
    if (batch.length === BATCH) await flush();
  }
  await flush();
}

/** How a statement is made up. */
export type StatementPlan = Parameters<typeof generateStatement>[0];

/**
 * Makes the statement of an account up, when nobody has read it before: a world with many accounts starts at once.
 *
 * @param account - as it was loaded; nothing happens when its lines are there
 */
export async function makeStatement(
  db: Kysely<Schema>,
  bank: string,
  { accountId, hasStatement }: { readonly accountId: string; readonly hasStatement: boolean },
): Promise<void> {
  if (hasStatement) return;
  await db.transaction().execute(async (transaction) => {
    const row = await transaction
      .selectFrom('accounts')
      .select('statement_plan')
      .where('bank', '=', bank)
      .where('account_id', '=', accountId)
      .executeTakeFirst();
    // Somebody else who read it first has made it meanwhile.
    if (!row?.statement_plan) return;
    const plan = JSON.parse(row.statement_plan) as StatementPlan;
    await insertLines(transaction, bank, accountId, generateStatement(plan));
    await transaction
      .updateTable('accounts')
      .set({ statement_plan: null })
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

/** The balance after the last line booked up to a date; `undefined` when there is none. */
export async function balanceOn(
  db: Kysely<Schema>,
  bank: string,
  accountId: string,
  date: string,
): Promise<number | undefined> {
  const row = await db
    .selectFrom('statement_lines')
    .select('balance')
    .where('bank', '=', bank)
    .where('account_id', '=', accountId)
    .where('book_date', '<=', date)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.balance;
}
