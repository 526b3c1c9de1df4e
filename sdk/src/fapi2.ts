export { dpop, generateDpopKey } from './dpop.ts';
export type { PrivateKeyJwtOptions } from './private-key-jwt.ts';
export { privateKeyJwt } from './private-key-jwt.ts';
export type { PrivateKey } from './signing-key.ts';
export { tlsClientAuth } from './tls-client-auth.ts';
