import { items, read, sameAccount } from './answers.ts';
import type { BankApi } from './bank-api.ts';
import type { Account, Balance, Deposit, LinkageStatus, Service, Transaction } from './bank-types.ts';
import { ConfigurationError } from './request-errors.ts';
import { accountShape, balanceShape, date, depositShape, statusShape, transactionShape } from './shapes.ts';

/**
 * What every call takes.
 *
 * @example
 * ```ts
 * const controller = new AbortController();
 * await linkage.status({ signal: controller.signal });
 * ```
 */
export interface CallOptions {
  /** Aborting it rejects the call with the signal's reason. */
  signal?: AbortSignal | undefined;
}

/**
 * How a list is read.
 *
 * @example
 * ```ts
 * for await (const account of linkage.accounts({ pageSize: 500 })) console.info(account.accountId);
 * ```
 */
export interface ListOptions extends CallOptions {
  /** How many items the bank sends at once, 1 to 500. Default: the bank's, 100. */
  pageSize?: number | undefined;
}

/**
 * Which part of a statement is read. Dates are YYYY-MM-DD in Japan time.
 *
 * @example
 * ```ts
 * import type { StatementOptions } from '@renkei/sdk';
 *
 * const october: StatementOptions = { dateFrom: '2026-10-01', dateTo: '2026-10-31', pageSize: 500 };
 * for await (const line of linkage.transactions('202-1-2222222', october)) console.info(line.amount);
 * ```
 */
export interface StatementOptions extends ListOptions {
  /** First book date. Default: the first day that the bank lets be read. */
  dateFrom?: string | undefined;
  /** Last book date. Default: today. */
  dateTo?: string | undefined;
}

/**
 * A customer's linked bank. Made by `bank.complete()` and `bank.open()`.
 *
 * Every method can throw {@link LinkageEndedError} (the customer must link again), {@link ApiProblemError} (the bank
 * refused), {@link NetworkError}, {@link TimeoutError}, {@link InvalidResponseError} and, when a refresh is refused
 * because of the client, {@link AuthorizationError}. Reads are tried up to three times when the network fails or the
 * bank answers 429 or 503.
 *
 * @example
 * ```ts
 * for await (const account of linkage.accounts()) {
 *   const { balance } = await linkage.balance(account.accountId);
 *   console.info(account.branchName, account.accountNumber, `${balance}円`);
 * }
 * ```
 */
export class Linkage {
  /** The name of the linkage in the token store: random, no secret. Keep it with your customer. */
  readonly id: string;
  /** What the customer allowed when linking or at the last refresh before it was opened. */
  readonly services: readonly Service[];
  readonly #api: BankApi;
  readonly #forget: () => Promise<void>;

  constructor(id: string, services: readonly Service[], api: BankApi, forget: () => Promise<void>) {
    this.id = id;
    this.services = services;
    this.#api = api;
    this.#forget = forget;
  }

  /**
   * The accounts whose inquiry PIN is registered, in the order of branch and number.
   *
   * @example
   * ```ts
   * for await (const account of linkage.accounts()) console.info(account.accountId, account.accountHolder);
   * ```
   */
  accounts(options: ListOptions = {}): AsyncGenerator<Account, void, undefined> {
    const { pageSize: limit, signal } = options;
    return items<Account>('accounts', accountShape, undefined, (nextItemKey) =>
      this.#api.listAccounts(given({ limit, nextItemKey }), signal),
    );
  }

  /**
   * One account.
   *
   * @example
   * ```ts
   * const { bankName, branchName } = await linkage.account('202-1-2222222');
   * ```
   */
  async account(accountId: string, options: CallOptions = {}): Promise<Account> {
    const answer = this.#api.getAccount(checkAccountId(accountId), options.signal);
    return sameAccount(await read(answer, accountShape), accountId);
  }

  /**
   * The balance in whole yen after the last line booked up to now. Needs the service `balances`.
   *
   * @example
   * ```ts
   * const { balance, asOf } = await linkage.balance('202-1-2222222');
   * ```
   */
  async balance(accountId: string, options: CallOptions = {}): Promise<Balance> {
    const answer = this.#api.getBalance(checkAccountId(accountId), options.signal);
    return sameAccount(await read(answer, balanceShape), accountId);
  }

  /**
   * Statement lines, oldest first. Needs the service `transactions`. Further pages are fetched as you go on.
   * Identical lines on one day are real: tell lines apart by `transactionId`.
   *
   * @example
   * ```ts
   * for await (const line of linkage.transactions('202-1-2222222', { dateFrom: '2026-10-01', pageSize: 500 })) {
   *   console.info(line.bookDate, line.direction === '1' ? line.amount : -line.amount, line.description);
   * }
   * ```
   */
  transactions(accountId: string, options: StatementOptions = {}): AsyncGenerator<Transaction, void, undefined> {
    checkAccountId(accountId);
    return items<Transaction>('transactions', transactionShape, accountId, (nextItemKey) =>
      this.#api.listTransactions(accountId, statementQuery(options, nextItemKey), options.signal),
    );
  }

  /**
   * Incoming transfers with their paying side, oldest first. Needs the service `deposits`.
   *
   * @example
   * ```ts
   * for await (const deposit of linkage.deposits('202-1-2222222')) {
   *   console.info(deposit.payerName, deposit.amount, deposit.ediInformation);
   * }
   * ```
   */
  deposits(accountId: string, options: StatementOptions = {}): AsyncGenerator<Deposit, void, undefined> {
    checkAccountId(accountId);
    return items<Deposit>('deposits', depositShape, accountId, (nextItemKey) =>
      this.#api.listDeposits(accountId, statementQuery(options, nextItemKey), options.signal),
    );
  }

  /**
   * The consent as the bank knows it now.
   *
   * @example
   * ```ts
   * const { daysLeft, expiresAt } = await linkage.status();
   * if (daysLeft <= 7) console.info('please link again before', expiresAt);
   * ```
   */
  async status(options: CallOptions = {}): Promise<LinkageStatus> {
    return read(this.#api.getLinkage(options.signal), statusShape);
  }

  /**
   * Ends the consent at the bank, then removes the tokens from the store. It is not sent again when the network or the
   * bank fails: the tokens are then kept, and you may call it again. Throws {@link LinkageEndedError} when the consent
   * was over already.
   *
   * @example
   * ```ts
   * await linkage.end();
   * ```
   */
  async end(options: CallOptions = {}): Promise<void> {
    await this.#api.endLinkage(options.signal);
    await this.#forget();
  }
}

function checkAccountId(accountId: string): string {
  if (/^[A-Za-z0-9_-]{1,64}$/.test(accountId)) return accountId;
  throw new ConfigurationError('accountId must be 1 to 64 letters, digits, _ or -; take one from linkage.accounts()');
}

function statementQuery(options: StatementOptions, nextItemKey: string | undefined) {
  const { dateFrom, dateTo, pageSize } = options;
  // Without types, a `Date` comes here easily.
  if (![dateFrom, dateTo].every((day) => day === undefined || date(day))) {
    throw new ConfigurationError('dateFrom and dateTo must be YYYY-MM-DD (Japan time)');
  }
  return given({ dateFrom, dateTo, limit: pageSize, nextItemKey });
}

/** For types only: `openapi-fetch` leaves out what is undefined. */
function given<T extends object>(members: T): { [K in keyof T]?: NonNullable<T[K]> } {
  return members as never;
}
