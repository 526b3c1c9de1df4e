import { generateRandomCodeVerifier, generateRandomState } from 'oauth4webapi';
import { AuthorizationServer } from './authorization-server.ts';
import { createBankApi } from './bank-api.ts';
import { isService, type Service } from './bank-types.ts';
import { confirmCallback, readCallback } from './callback.ts';
import { codeChallenge } from './code-challenge.ts';
import { type CallOptions, Linkage } from './linkage.ts';
import { CallbackError, LinkageNotFoundError } from './linkage-errors.ts';
import { createLinkageFetch } from './linkage-fetch.ts';
import { type BankLinkOptions, type Settings, settingsFrom } from './options.ts';
import type { PendingLinkage } from './pending-linkage.ts';
import { keepRecent } from './recent.ts';
import { ConfigurationError } from './request-errors.ts';
import { TokenKeeper } from './token-keeper.ts';

/**
 * What `start()` takes.
 *
 * @example
 * ```ts
 * import type { StartOptions } from '@renkei/sdk';
 *
 * const options: StartOptions = { services: ['deposits'], signal: AbortSignal.timeout(5_000) };
 * const { url } = await bank.start(options);
 * ```
 */
export interface StartOptions extends CallOptions {
  /** What to ask for. Left out: all that the client is registered for. The customer may allow less. */
  services?: readonly Service[] | undefined;
}

/**
 * What `start()` gives.
 *
 * @example
 * ```ts
 * import type { StartedLinkage } from '@renkei/sdk';
 *
 * const { url, pending }: StartedLinkage = await bank.start();
 * ```
 */
export interface StartedLinkage {
  /** Where to send the customer's browser. */
  url: string;
  /** What `complete()` wants back. A secret: keep it in the customer's own session. */
  pending: PendingLinkage;
}

/**
 * One bank, as your app is registered there. Make one for each bank and keep it: it caches the bank's metadata and
 * makes sure that no linkage is refreshed twice at once. Throws {@link ConfigurationError} when an option cannot work.
 *
 * @example
 * ```ts
 * import { BankLink } from '@renkei/sdk';
 *
 * const bank = new BankLink({
 *   issuer: 'http://localhost:4400/gunma',
 *   clientId: 'demo-accounting',
 *   clientSecret: 'sandbox-demo-secret',
 *   redirectUri: 'http://localhost:3000/callback',
 * });
 * const { url, pending } = await bank.start({ services: ['balances', 'transactions'] });
 * ```
 */
export class BankLink {
  readonly #settings: Settings;
  readonly #server: AuthorizationServer;
  readonly #keeper: TokenKeeper;
  readonly #usedStates = new Map<string, true>();

  constructor(options: BankLinkOptions) {
    this.#settings = settingsFrom(options);
    this.#server = new AuthorizationServer(this.#settings);
    this.#keeper = new TokenKeeper(this.#settings, (tokens) => this.#server.refresh(tokens));
  }

  /**
   * Begins a linkage (RFC 6749 §4.1.1) with a fresh state and PKCE verifier (RFC 7636). Throws
   * {@link ConfigurationError} when the issuer or a service is wrong, {@link NetworkError}, {@link TimeoutError} or
   * {@link InvalidResponseError} when the bank's metadata cannot be read.
   *
   * @example
   * ```ts
   * const { url, pending } = await bank.start({ services: ['balances', 'transactions', 'deposits'] });
   * // keep pending in the customer's session, then redirect to url
   * ```
   */
  async start(options: StartOptions = {}): Promise<StartedLinkage> {
    const { services, signal } = options;
    if (services && (services.length === 0 || !services.every(isService))) {
      throw new ConfigurationError('services must be some of balances, transactions, deposits; leave it out for all');
    }
    const { issuer, clientId, redirectUri } = this.#settings;
    const state = generateRandomState();
    const codeVerifier = generateRandomCodeVerifier();
    const request = {
      response_type: 'code',
      client_id: clientId,
      redirect_uri: redirectUri,
      ...(services && { scope: services.join(' ') }),
      state,
      code_challenge: await codeChallenge(codeVerifier),
      code_challenge_method: 'S256',
    };
    const url = await this.#server.authorizationUrl(request, signal);
    return { url, pending: { issuer, state, codeVerifier, ...(services && { services: [...services] }) } };
  }

  /**
   * Ends a linkage with the callback that the customer's browser brought: checks it, redeems its code (once, never
   * again) and keeps the tokens. `callbackUrl` may be relative to the redirect URI (`/callback?code=…`).
   *
   * Throws {@link LinkageDeniedError} when the customer refused, {@link CallbackError} when the callback does not
   * belong to `pending` or was used, {@link AuthorizationError} when the bank refused, {@link NetworkError},
   * {@link TimeoutError} or {@link InvalidResponseError} when the bank cannot be understood.
   *
   * @example
   * ```ts
   * const linkage = await bank.complete(callbackUrl, pending);
   * console.info(linkage.id, linkage.services);
   * ```
   */
  async complete(callbackUrl: string | URL, pending: PendingLinkage, options: CallOptions = {}): Promise<Linkage> {
    const { signal } = options;
    const parameters = readCallback(callbackUrl, pending, this.#settings);
    const server = await this.#server.metadata(signal);
    const code = confirmCallback(server, parameters, pending);
    if (this.#usedStates.has(pending.state)) {
      throw new CallbackError('already_used', 'the callback was used before, perhaps by a reload of the page');
    }
    keepRecent(this.#usedStates, pending.state, true);
    const tokens = await this.#server.redeem(code, pending, signal);
    const id = crypto.randomUUID();
    await this.#settings.tokenStore.set(id, tokens);
    return this.#linkage(id, tokens.services);
  }

  /**
   * A linkage that is kept in the token store. The bank is not asked yet. Throws {@link LinkageNotFoundError} when the
   * store does not have it, {@link ConfigurationError} when it is of another bank or client.
   *
   * @example
   * ```ts
   * const { id } = linkage; // kept with your customer
   * const again = await bank.open(id);
   * ```
   */
  async open(linkageId: string, options: CallOptions = {}): Promise<Linkage> {
    options.signal?.throwIfAborted();
    const tokens = await this.#keeper.load(linkageId);
    if (!tokens) throw new LinkageNotFoundError();
    return this.#linkage(linkageId, tokens.services);
  }

  #linkage(id: string, services: readonly Service[]): Linkage {
    const fetch = createLinkageFetch(id, this.#settings, this.#keeper);
    const api = createBankApi(this.#settings.apiUrl, fetch);
    return new Linkage(id, Object.freeze([...services]), api, () => this.#keeper.forget(id, 'ended_by_vendor'));
  }
}
