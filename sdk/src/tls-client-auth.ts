import { TlsClientAuth } from 'oauth4webapi';
import type { ClientAuthentication } from './client-authentication.ts';
import { requireIss, requireListed } from './fapi2-metadata.ts';

/**
 * The client proves who it is by the certificate of its connection (RFC 8705 §2), of a CA (`tls_client_auth`) or its own
 * (`self_signed_tls_client_auth`). `fetch` has to show it: see `mtlsFetch()` of `@renkei/sdk/node`.
 *
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { BankLink } from '@renkei/sdk';
 * import { tlsClientAuth } from '@renkei/sdk/fapi2';
 * import { mtlsFetch } from '@renkei/sdk/node';
 *
 * const bank = new BankLink({
 *   issuer: 'https://localhost:4443/gunma',
 *   clientId: 'fapi2-accounting',
 *   redirectUri: 'http://localhost:3000/callback',
 *   clientAuthentication: tlsClientAuth(),
 *   fetch: mtlsFetch({ pfx: readFileSync('client.p12'), passphrase: process.env.CLIENT_P12_PASSPHRASE }),
 * });
 * ```
 */
export function tlsClientAuth(): ClientAuthentication {
  return {
    mutualTls: true,
    check(server) {
      const methods = ['tls_client_auth', 'self_signed_tls_client_auth'];
      const nextStep = 'ask the bank for an issuer that knows clients by certificate, or use privateKeyJwt()';
      requireListed(server, 'token_endpoint_auth_methods_supported', methods, nextStep);
      requireIss(server);
    },
    authenticate: TlsClientAuth(),
  };
}
