import type { components } from '../../openapi/generated/bank.ts';

type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

/**
 * What a consent can open: `balances` 残高照会, `transactions` 入出金明細照会, `deposits` 振込入金明細照会.
 *
 * @example
 * ```ts
 * import type { Service } from '@renkei/sdk';
 *
 * const services: Service[] = ['balances', 'transactions'];
 * await bank.start({ services });
 * ```
 */
export type Service = Schema<'Service'>;

/**
 * An account that is linked. Codes are strings, zero-filled; names of holders are half-width kana of the Zengin set.
 *
 * @example
 * ```ts
 * import type { Account } from '@renkei/sdk';
 *
 * const title = ({ bankName, branchName, accountNumber }: Account) => `${bankName} ${branchName} ${accountNumber}`;
 * ```
 */
export interface Account extends Schema<'Account'> {}

/**
 * The balance of an account in whole yen (a safe integer, negative when overdrawn), as of a moment in Japan time.
 *
 * @example
 * ```ts
 * import type { Balance } from '@renkei/sdk';
 *
 * const isOverdrawn = ({ balance }: Balance) => balance < 0;
 * ```
 */
export interface Balance extends Schema<'Balance'> {}

/**
 * A statement line. `amount` and `balance` are whole yen (safe integers), the sign is in `direction` (`1` in, `2` out);
 * dates are YYYY-MM-DD in Japan time. A bank may add categories: treat one that you do not know as `18` (other).
 *
 * @example
 * ```ts
 * import type { Transaction } from '@renkei/sdk';
 *
 * const signed = ({ direction, amount }: Transaction) => (direction === '1' ? amount : -amount); // yen
 * ```
 */
export interface Transaction extends Schema<'Transaction'> {}

/**
 * An incoming transfer with its paying side. `amount` is whole yen (a safe integer), dates are YYYY-MM-DD in Japan time.
 *
 * @example
 * ```ts
 * import type { Deposit } from '@renkei/sdk';
 *
 * const pays = (deposit: Deposit, invoice: { yen: number; kana: string }) =>
 *   deposit.amount === invoice.yen && deposit.payerName === invoice.kana;
 * ```
 */
export interface Deposit extends Schema<'Deposit'> {}

/**
 * The consent behind a linkage. Times are ISO 8601 with Japan's offset; `daysLeft` is 1 on the last day.
 *
 * @example
 * ```ts
 * import type { LinkageStatus } from '@renkei/sdk';
 *
 * const endsSoon = ({ daysLeft }: LinkageStatus) => daysLeft <= 7;
 * ```
 */
export interface LinkageStatus extends Schema<'Consent'> {}

/**
 * Why a consent is over: `expired` (the period ended), `superseded` (the customer linked again), `ended_by_vendor`
 * (`linkage.end()`), `token_reused` (a code or refresh token was used twice, perhaps by a thief), `login_password_changed`
 * or `login_id_changed` (some banks end a linkage then; seed 004, 4. 認証認可), `revoked_by_bank`.
 *
 * @example
 * ```ts
 * import type { ConsentEndReason } from '@renkei/sdk';
 *
 * const words: Record<ConsentEndReason, string> = {
 *   expired: '認可期間が終了しました',
 *   superseded: '新しい連携に置き換えられました',
 *   ended_by_vendor: '連携を解除しました',
 *   token_reused: '安全のため連携を終了しました',
 *   login_password_changed: 'ログインパスワードが変更されました',
 *   login_id_changed: 'ログインIDが変更されました',
 *   revoked_by_bank: '銀行が連携を終了しました',
 * };
 * ```
 */
export type ConsentEndReason = Schema<'ConsentEndReason'>;

const services: Record<Service, true> = { balances: true, transactions: true, deposits: true };
const reasons: Record<ConsentEndReason, true> = {
  expired: true,
  superseded: true,
  ended_by_vendor: true,
  token_reused: true,
  login_password_changed: true,
  login_id_changed: true,
  revoked_by_bank: true,
};

export function isService(value: unknown): value is Service {
  return typeof value === 'string' && Object.hasOwn(services, value);
}

export function consentEndReason(value: unknown): ConsentEndReason | undefined {
  return typeof value === 'string' && Object.hasOwn(reasons, value) ? (value as ConsentEndReason) : undefined;
}
