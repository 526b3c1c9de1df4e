/**
 * Keys that stay the same, so that an import which is run twice books nothing twice.
 *
 * @packageDocumentation
 */

import type { Account, Deposit, Transaction } from './bank-types.ts';

/**
 * What names an account in Japan: bank, branch, type and number.
 *
 * @example
 * ```ts
 * import { type AccountNumber, accountKey } from '@renkei/sdk/line-keys';
 *
 * const written: AccountNumber = { bankCode: '9990', branchCode: '001', accountType: '1', accountNumber: '0000001' };
 * accountKey(written); // 9990-001-1-0000001
 * ```
 */
export type AccountNumber = Pick<Account, 'bankCode' | 'branchCode' | 'accountNumber'> & {
  /** 預金種目: `1` 普通, `2` 当座, `4` 貯蓄, `9` その他. */
  accountType: string;
};

/**
 * The same text for the same account, under every linkage of every customer, and in files too. An `accountId` is not:
 * it names the account at its bank only.
 *
 * @param account - as the bank's API or a file gives it
 *
 * @example
 * ```ts
 * import { accountKey } from '@renkei/sdk/line-keys';
 *
 * for await (const account of linkage.accounts()) console.info(accountKey(account)); // 9990-001-1-2000002
 * ```
 */
export function accountKey(account: AccountNumber): string {
  const { bankCode, branchCode, accountType, accountNumber } = account;
  return [bankCode, branchCode, accountType, accountNumber].join('-');
}

/**
 * The key of a line that the bank's API gave: book each key once, and an import that runs twice books nothing twice. It
 * is the same at every page size, in every period, after a new linkage, and by whichever of the company's operators; a
 * line that comes later, a correction too, has a key of its own. An incoming transfer has the key of its statement line:
 * it adds the payer to that line and is no line besides.
 *
 * The key stands on `transactionId`, which the API promises to be stable and of which it says no more: do not sort by it.
 *
 * @param account - whose line it is
 * @param line - a statement line or an incoming transfer
 *
 * @example
 * ```ts
 * import { lineKey } from '@renkei/sdk/line-keys';
 *
 * const booked = new Map<string, number>(); // a table with the key as its primary key: INSERT … ON CONFLICT DO NOTHING
 * for await (const account of linkage.accounts()) {
 *   for await (const line of linkage.transactions(account.accountId)) booked.set(lineKey(account, line), line.amount);
 * }
 * ```
 */
export function lineKey(
  account: AccountNumber,
  line: Pick<Transaction, 'transactionId'> | Pick<Deposit, 'transactionId'>,
): string {
  return `${accountKey(account)}:${line.transactionId}`;
}

/**
 * The parts of a line that its bank never changes.
 *
 * @example
 * ```ts
 * import type { LineContent } from '@renkei/sdk/line-keys';
 *
 * const fee: LineContent = {
 *   bookDate: '2026-11-20',
 *   valueDate: '2026-11-20',
 *   direction: '2',
 *   amount: 440,
 *   description: 'ﾌﾘｺﾐﾃｽｳﾘﾖｳ',
 * };
 * ```
 */
export type LineContent = Pick<Transaction, 'bookDate' | 'valueDate' | 'direction' | 'amount' | 'description'>;

/**
 * The keys of lines that have no id, as in banks' files: by what they say and, among lines that say the same, by their
 * number (the first, the second …). Lines that come later, a correction or a back-dated one, change no key that was
 * given before, wherever they stand. The balance is left out: it changes when a line comes in before.
 *
 * Give it all lines of every book date in the file, as banks export them. From half a day it cannot tell whether an
 * identical line is the first or the second.
 *
 * @param account - whose lines they are
 * @param lines - in any order
 * @returns a key for each line, in the same order
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { readZenginTransactions } from '@renkei/sdk/bank-files';
 * import { contentKeys } from '@renkei/sdk/line-keys';
 *
 * for (const { account, lines } of readZenginTransactions(readFileSync('statement.txt'))) {
 *   const keys = contentKeys(account, lines);
 *   lines.forEach((line, index) => console.info(keys[index], line.amount));
 * }
 * ```
 */
export function contentKeys(account: AccountNumber, lines: readonly LineContent[]): string[] {
  const seen = new Map<string, number>();
  return lines.map(({ bookDate, valueDate, direction, amount, description }) => {
    const content = [bookDate, valueDate, direction, amount, description.normalize('NFKC').trim()].join(':');
    const number = (seen.get(content) ?? 0) + 1;
    seen.set(content, number);
    return `${accountKey(account)}:${number}:${content}`;
  });
}
