/**
 * For apps that a bank registers for the FAPI 2.0 Security Profile: keys and certificates in the place of a secret. What it makes
 * is an option of a `BankLink`.
 *
 * @packageDocumentation
 */

export { dpop, generateDpopKey } from './dpop.ts';
export type { PrivateKeyJwtOptions } from './private-key-jwt.ts';
export { privateKeyJwt } from './private-key-jwt.ts';
export type { PrivateKey } from './signing-key.ts';
export { tlsClientAuth } from './tls-client-auth.ts';
