import createClient, { type Client } from 'openapi-fetch';
import type { Configuration } from 'openid-client';
import { refreshTokens, type Tokens } from './oauth.ts';
import type { components, paths } from './openapi.ts';

type Problem = components['schemas']['Problem'];
type PageQuery = { limit: number; nextItemKey?: string };
export type Account = components['schemas']['Account'];
export type Transaction = components['schemas']['Transaction'];

/** The bank refused a call, with problem details (RFC 9457). */
export class BankProblemError extends Error {
  override name = 'BankProblemError';
  readonly problem: Problem | undefined;
  constructor(problem: Problem | undefined) {
    super(`the bank refused: ${problem?.status} ${problem?.code}: ${problem?.detail}`);
    this.problem = problem;
  }
}

/** Where the tokens of one linkage are kept: a row of your database, encrypted. */
export interface TokenBox {
  load(): Promise<Tokens>;
  save(tokens: Tokens): Promise<void>;
}

export function inMemory(tokens: Tokens): TokenBox {
  let kept = tokens;
  return {
    load: async () => kept,
    save: async (fresh) => {
      kept = fresh;
    },
  };
}

// #region read
/** The data of one linkage, typed by the bank's OpenAPI description. */
export class Linkage {
  readonly #api: Client<paths>;

  constructor(bank: Configuration, box: TokenBox, send: typeof fetch = fetch) {
    this.#api = createClient<paths>({
      baseUrl: bank.serverMetadata().issuer,
      fetch: authorized(bank, box, send),
    });
  }

  async *accounts(): AsyncGenerator<Account> {
    const read = (query: PageQuery) => this.#api.GET('/api/v1/accounts', { params: { query } });
    for await (const { accounts } of pages(read)) yield* accounts;
  }

  async *transactions(accountId: string): AsyncGenerator<Transaction> {
    const read = (query: PageQuery) =>
      this.#api.GET('/api/v1/accounts/{accountId}/transactions', { params: { path: { accountId }, query } });
    for await (const { transactions } of pages(read)) yield* transactions;
  }
}

async function* pages<Page extends { nextItemKey?: string }>(
  read: (query: PageQuery) => Promise<{ data?: Page; error?: Problem }>,
): AsyncGenerator<Page> {
  let query: PageQuery | undefined = { limit: 500 };
  while (query) {
    const { data, error }: { data?: Page; error?: Problem } = await read(query);
    if (!data) throw new BankProblemError(error);
    yield data;
    query = data.nextItemKey === undefined ? undefined : { limit: 500, nextItemKey: data.nextItemKey };
  }
}
// #endregion

// #region send
/** Sends the access token. When the bank takes it no longer, it is refreshed, once for all that wait. */
function authorized(bank: Configuration, box: TokenBox, send: typeof fetch) {
  let refreshing: Promise<Tokens> | undefined;

  async function refreshed(): Promise<Tokens> {
    const tokens = await refreshTokens(bank, await box.load());
    await box.save(tokens);
    return tokens;
  }

  async function tokensAfter(rejected: Tokens): Promise<Tokens> {
    const tokens = await (refreshing ?? box.load());
    if (tokens.accessToken !== rejected.accessToken) return tokens;
    refreshing ??= refreshed().finally(() => {
      refreshing = undefined;
    });
    return refreshing;
  }

  const sendWith = (request: Request, { accessToken }: Tokens) => {
    request.headers.set('Authorization', `Bearer ${accessToken}`);
    return send(request.clone());
  };

  return async (request: Request): Promise<Response> => {
    const tokens = await (refreshing ?? box.load());
    const response = await sendWith(request, tokens);
    return response.status === 401 ? sendWith(request, await tokensAfter(tokens)) : response;
  };
}
// #endregion
