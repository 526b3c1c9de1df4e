import type { Account, Transaction } from '@renkei/sdk';

/** The same for the same account under every linkage; an `accountId` names it at its bank only. */
export function accountKey({ bankCode, branchCode, accountType, accountNumber }: Account): string {
  return [bankCode, branchCode, accountType, accountNumber].join('-');
}

/** The same for the same line in every import. Date, amount and text are no key: identical lines on one day are real. */
export function lineKey(account: Account, { transactionId }: Transaction): string {
  return `${accountKey(account)}:${transactionId}`;
}
