import createClient from 'openapi-fetch';
import type { paths } from '../../openapi/generated/bank.ts';
import type { Account, Balance, LinkageStatus } from './bank-types.ts';
import type { LinkageFetch } from './linkage-fetch.ts';
import type { Page } from './pages.ts';

type Answer<T> = Promise<{ data?: T }>;
type Signal = AbortSignal | undefined;

interface PageQuery {
  limit?: number;
  nextItemKey?: string;
}

interface StatementQuery extends PageQuery {
  dateFrom?: string;
  dateTo?: string;
}

/** The operations of the bank's API, by their names in its description. What they answer is not checked yet. */
export interface BankApi {
  listAccounts(query: PageQuery, signal: Signal): Answer<Page>;
  getAccount(accountId: string, signal: Signal): Answer<Account>;
  getBalance(accountId: string, signal: Signal): Answer<Balance>;
  listTransactions(accountId: string, query: StatementQuery, signal: Signal): Answer<Page>;
  listDeposits(accountId: string, query: StatementQuery, signal: Signal): Answer<Page>;
  getLinkage(signal: Signal): Answer<LinkageStatus>;
  endLinkage(signal: Signal): Promise<unknown>;
}

/** What `openapi-fetch` asks for. Each try makes a real request of it. */
class Asked {
  readonly url: string;
  readonly method: string;

  constructor(url: string, { method }: { method: string }) {
    this.url = url;
    this.method = method;
  }
}

export function createBankApi(baseUrl: string, fetch: LinkageFetch): BankApi {
  const bank = createClient<paths>({ baseUrl, Request: Asked as unknown as typeof Request });
  const account = '/api/v1/accounts/{accountId}';
  return {
    listAccounts: (query, signal) => bank.GET('/api/v1/accounts', { params: { query }, fetch: fetch(signal) }),
    getAccount: (accountId, signal) => bank.GET(account, { params: { path: { accountId } }, fetch: fetch(signal) }),
    getBalance: (accountId, signal) =>
      bank.GET(`${account}/balance`, { params: { path: { accountId } }, fetch: fetch(signal) }),
    listTransactions: (accountId, query, signal) =>
      bank.GET(`${account}/transactions`, { params: { path: { accountId }, query }, fetch: fetch(signal) }),
    listDeposits: (accountId, query, signal) =>
      bank.GET(`${account}/deposits`, { params: { path: { accountId }, query }, fetch: fetch(signal) }),
    getLinkage: (signal) => bank.GET('/api/v1/linkage', { fetch: fetch(signal) }),
    endLinkage: (signal) => bank.DELETE('/api/v1/linkage', { fetch: fetch(signal), parseAs: 'text' }),
  };
}
