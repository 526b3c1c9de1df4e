import {
  type Account,
  type Balance,
  BankLink,
  type BankLinkOptions,
  type Linkage,
  type LinkageStatus,
  type PendingLinkage,
} from '@renkei/sdk';
import type { LineRecord, Service } from './records.ts';
import { mergeStatement } from './statement.ts';

/** Where a linkage lives: which bank, and which of our linkages there. */
export type LinkageAddress = { issuer: string; id: string };

/** What a bank says about one account. Balance is null where the consent leaves it out. */
export type AccountStatement = { balance: Balance | null; lines: LineRecord[] };

/** All that this app asks of the banks, in the order in which a customer lives it. */
export class BankLinkage {
  readonly #options: Omit<BankLinkOptions, 'issuer'>;
  readonly #banks = new Map<string, BankLink>();

  constructor(options: Omit<BankLinkOptions, 'issuer'>) {
    this.#options = options;
  }

  /** The customer chose a bank and services: here is where to send them, and what to remember until they are back. */
  async start(issuer: string, services: Service[]): Promise<{ url: string; pending: PendingLinkage }> {
    return this.#bank(issuer).start({ services });
  }

  /** The customer is back from the bank. */
  async complete(issuer: string, callbackUrl: string, pending: PendingLinkage): Promise<Linkage> {
    return this.#bank(issuer).complete(callbackUrl, pending);
  }

  /** The accounts that the customer opened to us. */
  async accounts(address: LinkageAddress): Promise<Account[]> {
    const linkage = await this.#open(address);
    return collect(linkage.accounts());
  }

  /** Balance and lines of an account, as far back as the bank lets us read. Each line is announced as it arrives. */
  async statement(
    address: LinkageAddress,
    accountId: string,
    announce: (bookDate: string) => void,
  ): Promise<AccountStatement> {
    const linkage = await this.#open(address);
    const covers = (service: Service) => linkage.services.includes(service);

    const balance = covers('balances') ? await linkage.balance(accountId) : null;

    const transactions = [];
    if (covers('transactions')) {
      for await (const line of linkage.transactions(accountId, { pageSize: 500 })) {
        transactions.push(line);
        announce(line.bookDate);
      }
    }

    const deposits = covers('deposits') ? await collect(linkage.deposits(accountId, { pageSize: 500 })) : [];

    return { balance, lines: mergeStatement(transactions, deposits) };
  }

  /** What the customer agreed to, and until when. */
  async consent(address: LinkageAddress, signal?: AbortSignal): Promise<LinkageStatus> {
    const linkage = await this.#open(address);
    return linkage.status({ signal });
  }

  /** The customer wants no more of it. */
  async end(address: LinkageAddress): Promise<void> {
    const linkage = await this.#open(address);
    await linkage.end();
  }

  #open({ issuer, id }: LinkageAddress): Promise<Linkage> {
    return this.#bank(issuer).open(id);
  }

  /** One BankLink a bank, kept: it makes sure that a linkage's tokens are never refreshed twice at once. */
  #bank(issuer: string): BankLink {
    const bank = this.#banks.get(issuer) ?? new BankLink({ ...this.#options, issuer });
    this.#banks.set(issuer, bank);
    return bank;
  }
}

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected = [];
  for await (const item of items) collected.push(item);
  return collected;
}
