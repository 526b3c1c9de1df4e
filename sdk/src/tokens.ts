import type { Service } from './bank-types.ts';

/**
 * What a token store keeps of a linkage: plain JSON, and a secret. Encrypt it where others can read the store.
 *
 * @example
 * ```ts
 * import { MemoryTokenStore, type LinkageTokens } from '@renkei/sdk';
 *
 * const tokens: LinkageTokens | undefined = await new MemoryTokenStore().get('5f0c…');
 * console.info(tokens?.services); // never print the tokens themselves
 * ```
 */
export interface LinkageTokens {
  /** The bank that gave the tokens. They are never sent to another one. */
  issuer: string;
  /** The client that they were given to. */
  clientId: string;
  /** What the customer allowed. */
  services: Service[];
  /** Opens the services. A secret. */
  accessToken: string;
  /** The end of the access token in epoch milliseconds, by the clock of the `BankLink`; far off when the bank names none. */
  accessTokenExpiresAt: number;
  /** Replaced at each refresh. Using an old one ends the linkage. */
  refreshToken: string;
}

/**
 * Where linkages are kept between requests and restarts: three functions over your database. What they throw is passed
 * on to the caller as it is.
 *
 * `set` must have stored the tokens durably when its promise resolves, in place of the former ones. Do not share a
 * linkage between processes that refresh at the same time: a bank ends a linkage whose old refresh token comes back.
 *
 * @example
 * ```ts
 * import type { LinkageTokens, TokenStore } from '@renkei/sdk';
 *
 * const rows = new Map<string, string>(); // your table
 * const tokenStore: TokenStore = {
 *   get: async (id) => {
 *     const row = rows.get(id);
 *     return row === undefined ? undefined : (JSON.parse(row) as LinkageTokens);
 *   },
 *   set: async (id, tokens) => void rows.set(id, JSON.stringify(tokens)),
 *   delete: async (id) => void rows.delete(id),
 * };
 * ```
 */
export interface TokenStore {
  /** The tokens of a linkage; `undefined` when there are none. */
  get(linkageId: string): Promise<LinkageTokens | undefined>;
  /** Keeps the tokens of a linkage, durably once the promise resolves, in place of the former ones. */
  set(linkageId: string, tokens: LinkageTokens): Promise<void>;
  /** Forgets a linkage; nothing happens when there is none. */
  delete(linkageId: string): Promise<void>;
}

/**
 * A token store that forgets everything when the process ends: for tests and first tries. It is the default.
 *
 * @example
 * ```ts
 * import { MemoryTokenStore } from '@renkei/sdk';
 *
 * const tokenStore = new MemoryTokenStore();
 * ```
 */
export class MemoryTokenStore implements TokenStore {
  readonly #tokens = new Map<string, LinkageTokens>();

  async get(linkageId: string): Promise<LinkageTokens | undefined> {
    return structuredClone(this.#tokens.get(linkageId));
  }

  async set(linkageId: string, tokens: LinkageTokens): Promise<void> {
    this.#tokens.set(linkageId, structuredClone(tokens));
  }

  async delete(linkageId: string): Promise<void> {
    this.#tokens.delete(linkageId);
  }
}
