import type { AuthorizationServer, ClientAuth } from 'oauth4webapi';

/**
 * How a client proves who it is at the authorization server without a shared secret: made by `privateKeyJwt()` or
 * `tlsClientAuth()` of `@renkei/sdk/fapi2`. Its members are for this package only.
 *
 * @example
 * ```ts
 * import type { ClientAuthentication } from '@renkei/sdk';
 * import { tlsClientAuth } from '@renkei/sdk/fapi2';
 *
 * const clientAuthentication: ClientAuthentication = tlsClientAuth();
 * ```
 */
export interface ClientAuthentication {
  /** @hidden Whether the client is known by the certificate of its connection. */
  readonly mutualTls: boolean;
  /** @hidden Throws a `ConfigurationError` when the bank does not support it. */
  check(server: AuthorizationServer): void;
  /** @hidden Puts the proof into a request. */
  readonly authenticate: ClientAuth;
}
