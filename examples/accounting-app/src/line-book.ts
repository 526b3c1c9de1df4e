import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { foldKana } from '@renkei/sdk/japan';
import { inOneTransaction } from './database.ts';
import type { LineRecord } from './records.ts';

/** Which lines: a month (`2026-11`) and words in the text; empty means all. */
export type LineFilter = { month: string; text: string };

/** The booked lines. */
export class LineBook {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /**
   * Books an account's statement: all of it or nothing. A line that is there already is not booked again; it only gains
   * what it did not have, such as the payer once the consent covers deposits.
   *
   * @returns how many lines are new
   */
  book(account: string, balance: { balance: number; asOf: string } | null, lines: LineRecord[], at: string): number {
    return inOneTransaction(this.#database, () => {
      const before = this.count(account);
      const upsert = this.#database.prepare(upsertLine);
      const positions = new Map<string, number>();
      for (const line of lines) {
        const position = positions.get(line.bookDate) ?? 0;
        positions.set(line.bookDate, position + 1);
        upsert.run(...lineValues(account, position, line));
      }
      const last = lines.findLast((line) => line.balance !== null);
      this.#database
        .prepare(
          `UPDATE accounts SET balance = coalesce(?, balance), balanceAsOf = coalesce(?, balanceAsOf), lastImportAt = ?
           WHERE key = ?`,
        )
        .run(balance?.balance ?? last?.balance ?? null, balance?.asOf ?? last?.bookDate ?? null, at, account);
      return this.count(account) - before;
    });
  }

  count(account: string, filter: LineFilter = { month: '', text: '' }): number {
    const row = this.#database
      .prepare(`SELECT count(*) AS lines FROM lines WHERE ${condition}`)
      .get(...conditionValues(account, filter));
    return Number(row?.lines);
  }

  /** Newest first. */
  page(account: string, filter: LineFilter, page: { size: number; offset: number }): LineRecord[] {
    const rows = this.#database
      .prepare(`SELECT * FROM lines WHERE ${condition} ORDER BY bookDate DESC, position DESC LIMIT ? OFFSET ?`)
      .all(...conditionValues(account, filter), page.size, page.offset);
    return rows as LineRecord[];
  }

  /** Money in and out over the lines of a filter, in yen. */
  totals(account: string, filter: LineFilter): { in: number; out: number } {
    const row = this.#database
      .prepare(
        `SELECT coalesce(sum(amount) FILTER (WHERE direction = '1'), 0) AS moneyIn,
           coalesce(sum(amount) FILTER (WHERE direction = '2'), 0) AS moneyOut FROM lines WHERE ${condition}`,
      )
      .get(...conditionValues(account, filter));
    return { in: Number(row?.moneyIn), out: Number(row?.moneyOut) };
  }

  /** The months that have lines, newest first. */
  months(account: string): string[] {
    const rows = this.#database
      .prepare('SELECT DISTINCT substr(bookDate, 1, 7) AS month FROM lines WHERE account = ? ORDER BY month DESC')
      .all(account);
    return rows.map((row) => String(row.month));
  }

  /** The balance at the end of each day that had lines, oldest first. */
  closingBalances(account: string): { date: string; balance: number }[] {
    const rows = this.#database
      .prepare(
        `SELECT bookDate AS date, balance, max(position) FROM lines
         WHERE account = ? AND balance IS NOT NULL GROUP BY bookDate ORDER BY bookDate`,
      )
      .all(account);
    return rows.map((row) => ({ date: String(row.date), balance: Number(row.balance) }));
  }
}

// The order within a day is the statement's; a transfer that comes without its statement line knows no order.
const upsertLine = `
  INSERT INTO lines (account, transactionId, position, bookDate, valueDate, direction, category, amount, balance,
    description, payerName, remittingBank, remittingBranch, ediInformation, search)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (account, transactionId) DO UPDATE SET
    position = CASE WHEN excluded.balance IS NULL THEN position ELSE excluded.position END,
    description = CASE WHEN excluded.balance IS NULL THEN description ELSE excluded.description END,
    search = CASE WHEN excluded.payerName IS NULL THEN search ELSE excluded.search END,
    category = coalesce(excluded.category, category),
    balance = coalesce(excluded.balance, balance),
    payerName = coalesce(excluded.payerName, payerName),
    remittingBank = coalesce(excluded.remittingBank, remittingBank),
    remittingBranch = coalesce(excluded.remittingBranch, remittingBranch),
    ediInformation = coalesce(excluded.ediInformation, ediInformation)`;

function lineValues(account: string, position: number, line: LineRecord): SQLInputValue[] {
  const texts = [line.description, line.payerName, line.remittingBank, line.remittingBranch, line.ediInformation];
  return [
    account,
    line.transactionId,
    position,
    line.bookDate,
    line.valueDate,
    line.direction,
    line.category,
    line.amount,
    line.balance,
    ...texts,
    foldKana(texts.filter((text) => text !== null).join('\n')),
  ];
}

// instr, not LIKE: what people type is no pattern.
const condition = `account = ? AND (? = '' OR substr(bookDate, 1, 7) = ?) AND (? = '' OR instr(search, ?) > 0)`;

function conditionValues(account: string, { month, text }: LineFilter): string[] {
  const words = foldKana(text);
  return [account, month, month, words, words];
}
