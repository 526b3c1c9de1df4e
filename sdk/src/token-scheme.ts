import type { AuthorizationServer, DPoPHandle } from 'oauth4webapi';
import type { Send } from './send.ts';

/**
 * How access tokens are asked for and shown: as bearer tokens (RFC 6750), which is the default, or with a proof of
 * possession, made by `dpop()` of `@renkei/sdk/fapi2`. Its members are for this package only.
 *
 * @example
 * ```ts
 * import type { TokenScheme } from '@renkei/sdk';
 * import { dpop, generateDpopKey } from '@renkei/sdk/fapi2';
 *
 * const scheme: TokenScheme = dpop(await generateDpopKey());
 * ```
 */
export interface TokenScheme {
  /** @hidden What the token endpoint has to call the tokens. */
  readonly tokenType: 'Bearer' | 'DPoP';
  /** @hidden What the bank sent for the proofs, and must not be quoted. */
  unquotable(): Iterable<string>;
  /** @hidden Throws a `ConfigurationError` when the bank does not support the scheme. */
  check(server: AuthorizationServer): void;
  /** @hidden Makes a request to the authorization server. */
  atServer(request: (proof: { DPoP?: DPoPHandle }) => Promise<Response>): Promise<Response>;
  /** @hidden Makes a request to the bank's API. */
  atApi(request: { method: string; url: string }, accessToken: string, send: Send): Promise<Response>;
}

export const bearer: TokenScheme = {
  tokenType: 'Bearer',
  unquotable: () => [],
  check() {},
  atServer: (request) => request({}),
  atApi: ({ method, url }, accessToken, send) =>
    send(url, { method, headers: { accept: 'application/json', authorization: `Bearer ${accessToken}` } }),
};
