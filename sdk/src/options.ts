import type { ClientAuthentication } from './client-authentication.ts';
import { ConfigurationError } from './request-errors.ts';
import { bearer, type TokenScheme } from './token-scheme.ts';
import { MemoryTokenStore, type TokenStore } from './tokens.ts';

/**
 * How a {@link BankLink} is set up.
 *
 * @example
 * ```ts
 * import type { BankLinkOptions } from '@renkei/sdk';
 *
 * const options: BankLinkOptions = {
 *   issuer: 'http://localhost:4400/gunma',
 *   clientId: 'demo-accounting',
 *   clientSecret: process.env.BANK_CLIENT_SECRET,
 *   redirectUri: 'http://localhost:3000/callback',
 *   timeout: 10_000,
 * };
 * ```
 */
export interface BankLinkOptions {
  /** The bank's issuer, exactly as its metadata says it (RFC 8414). `https:`, or `http:` on loopback. */
  issuer: string;
  /** Your app, as the bank registered it. */
  clientId: string;
  /** Its secret, sent by client_secret_basic (RFC 6749 §2.3.1). Left out: a public client (`none`). */
  clientSecret?: string | undefined;
  /** Another proof of who the client is, instead of a secret: `privateKeyJwt()` or `tlsClientAuth()`. */
  clientAuthentication?: ClientAuthentication | undefined;
  /** Binds the access tokens to a key (RFC 9449): `dpop()`. Default: bearer tokens. */
  dpop?: TokenScheme | undefined;
  /**
   * Whether `fetch` shows the client's certificate, so that the bank's `mtls_endpoint_aliases` are used (RFC 8705 §5).
   * Default: only with `tlsClientAuth()`.
   */
  mutualTls?: boolean | undefined;
  /**
   * Whether linkages are asked for by a pushed request (RFC 9126). Default: with `clientAuthentication`, `dpop` or
   * `mutualTls`. It always is when the bank's metadata requires it.
   */
  pushedAuthorizationRequests?: boolean | undefined;
  /** Where the bank's API is, when not below the issuer: banks may have another host for certificates. */
  apiUrl?: string | undefined;
  /** Where the bank sends the customer back to: one of the registered URIs, letter for letter. */
  redirectUri: string;
  /** Where linkages are kept. Default: in memory. */
  tokenStore?: TokenStore | undefined;
  /** How requests are sent. Default: the global `fetch`, looked up at each request. */
  fetch?: ((request: Request) => Promise<Response>) | undefined;
  /** The time in epoch milliseconds. Default: `Date.now`. */
  now?: (() => number) | undefined;
  /** How long one request may take until its last byte, in milliseconds. Default: 30,000. */
  timeout?: number | undefined;
  /** How to wait before a read is tried again. Default: by `setTimeout`. Tests pass one that does not wait. */
  wait?: ((milliseconds: number, signal: AbortSignal | undefined) => Promise<void>) | undefined;
}

export interface Settings {
  issuer: string;
  clientId: string;
  clientSecret: string | undefined;
  clientAuthentication: ClientAuthentication | undefined;
  scheme: TokenScheme;
  mutualTls: boolean;
  pushed: boolean;
  apiUrl: string;
  redirectUri: string;
  tokenStore: TokenStore;
  fetch: (url: string, init: RequestInit) => Promise<Response>;
  now: () => number;
  timeout: number;
  wait: (milliseconds: number, signal: AbortSignal | undefined) => Promise<void>;
}

export function settingsFrom(options: BankLinkOptions): Settings {
  const {
    issuer,
    clientId,
    clientSecret,
    clientAuthentication,
    dpop,
    mutualTls = clientAuthentication?.mutualTls ?? false,
    pushedAuthorizationRequests: pushed = Boolean(clientAuthentication || dpop || mutualTls),
    apiUrl = issuer,
    redirectUri,
    tokenStore = new MemoryTokenStore(),
    fetch,
    now = Date.now,
    timeout = 30_000,
    wait = sleep,
  } = options;
  for (const [name, made] of Object.entries({ clientAuthentication, dpop })) {
    if (made && typeof made.check !== 'function') {
      throw new ConfigurationError(`${name} must be made by a function of @renkei/sdk/fapi2; call it with the key`);
    }
  }
  if (clientSecret && clientAuthentication) {
    throw new ConfigurationError('clientSecret and clientAuthentication exclude each other; leave out one of them');
  }
  if (clientSecret !== undefined) requireText('clientSecret', clientSecret, 'leave it out for a public client');
  if (!Number.isInteger(timeout) || timeout < 1 || timeout > 2 ** 31 - 1) {
    throw new ConfigurationError('timeout must be whole milliseconds from 1 to 2147483647; leave it out for 30000');
  }
  requireText('clientId', clientId, 'the bank gives it at registration');
  checkAddress('issuer', issuer);
  checkAddress('apiUrl', apiUrl);
  checkRedirectUri(redirectUri);
  const client = { issuer, clientId, clientSecret, clientAuthentication, redirectUri };
  return {
    ...client,
    scheme: dpop ?? bearer,
    mutualTls,
    pushed,
    apiUrl,
    tokenStore,
    fetch: fetching(fetch),
    now,
    timeout,
    wait,
  };
}

/** `https:`, or `http:` to the same machine (RFC 8252 §7.3). */
export function isProtected(url: URL): boolean {
  return url.protocol === 'https:' || isLoopback(url);
}

export function isLoopback(url: URL): boolean {
  return url.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
}

function checkAddress(name: string, address: string): void {
  const url = parse(name, address);
  if (!isProtected(url)) {
    throw new ConfigurationError(
      `${name} must be https:, or http: on localhost, 127.0.0.1 or [::1]; tokens must not cross a network in the clear`,
    );
  }
  if (url.username || url.password || /[?#]/.test(address)) {
    throw new ConfigurationError(`${name} must have no user, query or fragment (RFC 8414 §2); remove it`);
  }
}

function checkRedirectUri(redirectUri: string): void {
  const url = parse('redirectUri', redirectUri);
  if (url.protocol === 'http:' && !isLoopback(url)) {
    throw new ConfigurationError(
      'redirectUri must be https:, or http: on localhost, 127.0.0.1 or [::1]; register an https: one at the bank',
    );
  }
  if (redirectUri.includes('#')) {
    throw new ConfigurationError('redirectUri must have no fragment (RFC 6749 §3.1.2); remove it');
  }
}

function parse(name: string, value: string): URL {
  const text = requireText(name, value, 'write it in full');
  if (!URL.canParse(text)) throw new ConfigurationError(`${name} must be an absolute URL; write it in full`);
  return new URL(text);
}

function requireText(name: string, value: unknown, nextStep: string): string {
  if (typeof value === 'string' && value !== '') return value;
  throw new ConfigurationError(`${name} must be a text that is not empty; ${nextStep}`);
}

function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener('abort', () => clearTimeout(timer), { once: true });
  });
}

function fetching(given: BankLinkOptions['fetch']): Settings['fetch'] {
  if (!given) return (url, init) => globalThis.fetch(url, init);
  return (url, init) => {
    const request = new Request(url, init);
    // Keeps the request: one that the runtime has collected does not pass an abort on.
    init.signal?.addEventListener('abort', () => request.signal, { once: true });
    return given(request);
  };
}
