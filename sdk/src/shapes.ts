import type { Account, Balance, Deposit, LinkageStatus, Transaction } from './bank-types.ts';
import { isService } from './bank-types.ts';
import type { Page } from './pages.ts';

/** A rule for one member of an answer. */
type Rule = (value: unknown) => boolean;
export type Shape<T> = Record<keyof T, Rule>;

const text: Rule = (value) => typeof value === 'string';
const textOrNull: Rule = (value) => value === null || text(value);
const whole: Rule = (value) => Number.isSafeInteger(value);
const positive: Rule = (value) => whole(value) && (value as number) >= 0;
export const date: Rule = (value) => text(value) && /^\d{4}-\d{2}-\d{2}$/.test(value as string);
const dateTime: Rule = (value) => text(value) && !Number.isNaN(Date.parse(value as string));
const yen: Rule = (value) => value === 'JPY';

export const accountShape: Shape<Account> = {
  accountId: text,
  bankCode: text,
  bankName: text,
  branchCode: text,
  branchName: text,
  accountType: text,
  accountTypeName: text,
  accountNumber: text,
  accountHolder: text,
  memo: textOrNull,
  currency: yen,
};

export const balanceShape: Shape<Balance> = { accountId: text, balance: whole, currency: yen, asOf: dateTime };

export const transactionShape: Shape<Transaction> = {
  transactionId: text,
  bookDate: date,
  valueDate: date,
  direction: (value) => value === '1' || value === '2',
  category: text,
  amount: positive,
  balance: whole,
  description: text,
};

export const depositShape: Shape<Deposit> = {
  transactionId: text,
  bookDate: date,
  valueDate: date,
  amount: positive,
  payerName: text,
  remittingBank: text,
  remittingBranch: text,
  ediInformation: textOrNull,
};

export const statusShape: Shape<LinkageStatus> = {
  services: (value) => Array.isArray(value) && value.every(isService),
  grantedAt: dateTime,
  expiresAt: dateTime,
  daysLeft: positive,
};

export const pageShape: Shape<Page> = {
  hasNext: (value) => typeof value === 'boolean',
  nextItemKey: (value) => value === undefined || text(value),
};

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The name of the first member that is missing or wrong; nothing when the value has the shape. Unknown members pass. */
export function misfit(value: unknown, shape: Record<string, Rule>): string | undefined {
  if (!isRecord(value)) return 'the answer itself';
  return Object.keys(shape).find((name) => !shape[name]?.(value[name]));
}
