import type { DatabaseSync } from 'node:sqlite';
import type { Account } from '@renkei/sdk';
import { accountKey } from '@renkei/sdk/line-keys';
import type { AccountRecord } from './records.ts';

/** The accounts in our books. */
export class AccountBook {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** With the number of lines booked for each. */
  all(): (AccountRecord & { lines: number })[] {
    const rows = this.#database
      .prepare(
        `SELECT accounts.*, (SELECT count(*) FROM lines WHERE account = accounts.key) AS lines
         FROM accounts ORDER BY branchCode, accountNumber`,
      )
      .all();
    return rows as (AccountRecord & { lines: number })[];
  }

  find(key: string): AccountRecord | undefined {
    return this.#database.prepare('SELECT * FROM accounts WHERE key = ?').get(key) as AccountRecord | undefined;
  }

  of(linkageId: string): AccountRecord[] {
    return this.#database.prepare('SELECT * FROM accounts WHERE linkageId = ?').all(linkageId) as AccountRecord[];
  }

  /** Puts the account under a linkage. A known account keeps its lines: this is how a re-linkage goes on where the old one ended. */
  attach(linkageId: string, account: Account): string {
    const key = accountKey(account);
    const { accountId, bankName, branchCode, branchName, accountTypeName, accountNumber, accountHolder, memo } =
      account;
    this.#database
      .prepare(
        `INSERT INTO accounts (key, linkageId, bankAccountId, bankName, branchCode, branchName, accountTypeName,
           accountNumber, accountHolder, memo)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (key) DO UPDATE SET linkageId = excluded.linkageId, bankAccountId = excluded.bankAccountId,
           bankName = excluded.bankName, branchName = excluded.branchName, accountTypeName = excluded.accountTypeName,
           accountHolder = excluded.accountHolder, memo = excluded.memo`,
      )
      .run(
        key,
        linkageId,
        accountId,
        bankName,
        branchCode,
        branchName,
        accountTypeName,
        accountNumber,
        accountHolder,
        memo,
      );
    return key;
  }

  /** Accounts that the linkage no longer opens are without one from now on. */
  detachOthers(linkageId: string, keys: string[]): void {
    this.#database
      .prepare(
        `UPDATE accounts SET linkageId = NULL
         WHERE linkageId = ? AND key NOT IN (SELECT value FROM json_each(?))`,
      )
      .run(linkageId, JSON.stringify(keys));
  }

  /** Removes the accounts of a linkage with all their lines. */
  removeOf(linkageId: string): void {
    this.#database.prepare('DELETE FROM accounts WHERE linkageId = ?').run(linkageId);
  }
}
