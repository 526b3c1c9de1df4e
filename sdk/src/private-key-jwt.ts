import { PrivateKeyJwt } from 'oauth4webapi';
import type { ClientAuthentication } from './client-authentication.ts';
import { requireIss, requireListed } from './fapi2-metadata.ts';
import { type PrivateKey, signingKey } from './signing-key.ts';

/**
 * What {@link privateKeyJwt} takes.
 *
 * @example
 * ```ts
 * import type { PrivateKeyJwtOptions } from '@renkei/sdk/fapi2';
 *
 * const options: PrivateKeyJwtOptions = { key: JSON.parse(process.env.CLIENT_KEY ?? '{}'), keyId: '2026-11' };
 * ```
 */
export interface PrivateKeyJwtOptions {
  /** The private key whose public key the bank has in the client's `jwks`. */
  key: PrivateKey;
  /** Its `kid` in that `jwks`: needed when there are several keys. */
  keyId?: string | undefined;
}

/**
 * The client proves who it is by a signed assertion (RFC 7523 §2.2): a fresh one for each request, for the issuer only,
 * good for a minute of the real time. Throws `ConfigurationError` when the key is not one of FAPI 2.0 §5.4.1.
 *
 * @example
 * ```ts
 * import { BankLink } from '@renkei/sdk';
 * import { dpop, generateDpopKey, privateKeyJwt } from '@renkei/sdk/fapi2';
 *
 * const bank = new BankLink({
 *   issuer: 'http://localhost:4400/gunma',
 *   clientId: 'fapi2-accounting',
 *   redirectUri: 'http://localhost:3000/callback',
 *   clientAuthentication: privateKeyJwt({ key: JSON.parse(process.env.CLIENT_KEY ?? '{}'), keyId: '2026-11' }),
 *   dpop: dpop(await generateDpopKey()),
 * });
 * ```
 */
export function privateKeyJwt({ key, keyId }: PrivateKeyJwtOptions): ClientAuthentication {
  const { algorithm, privateKey } = signingKey('key', key);
  return {
    mutualTls: false,
    check(server) {
      const method = 'ask the bank for client_secret or a certificate, or for an issuer of FAPI 2.0';
      requireListed(server, 'token_endpoint_auth_methods_supported', ['private_key_jwt'], method);
      const another = 'register a key of another kind (P-256, RSA or Ed25519)';
      requireListed(server, 'token_endpoint_auth_signing_alg_values_supported', [algorithm], another);
      requireIss(server);
    },
    async authenticate(...request) {
      const kid = keyId === undefined ? {} : { kid: keyId };
      await PrivateKeyJwt({ key: await privateKey(), ...kid })(...request);
    },
  };
}
