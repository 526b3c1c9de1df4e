import type { CryptoKey, CryptoKeyPair, JWK } from 'oauth4webapi';
import { ConfigurationError } from './request-errors.ts';

/**
 * A private key of FAPI 2.0 §5.4.1: P-256 (signs by ES256), RSA of 2048 bits and more (PS256) or Ed25519, from WebCrypto
 * or as a JWK (RFC 7517).
 *
 * @example
 * ```ts
 * import { createPrivateKey } from 'node:crypto';
 * import { readFileSync } from 'node:fs';
 * import type { PrivateKey } from '@renkei/sdk/fapi2';
 *
 * const key: PrivateKey = createPrivateKey(readFileSync('client-key.pem')).export({ format: 'jwk' });
 * ```
 */
export type PrivateKey = CryptoKey | JWK;

const algorithms = {
  ES256: { name: 'ECDSA', namedCurve: 'P-256' },
  PS256: { name: 'RSA-PSS', hash: 'SHA-256' },
  Ed25519: { name: 'Ed25519' },
};

export interface SigningKey {
  /** As JWTs and metadata call it. */
  readonly algorithm: keyof typeof algorithms;
  /** Imported at the first use. */
  privateKey(): Promise<CryptoKey>;
  publicKey(): Promise<CryptoKey>;
}

/** Throws a `ConfigurationError` unless FAPI 2.0 allows the key. `pair` is needed for the public key of a `CryptoKey`. */
export function signingKey(option: string, key: PrivateKey, pair?: CryptoKeyPair): SigningKey {
  const wrong = (what: string) =>
    new ConfigurationError(`${option} ${what}; make one by generateDpopKey(), or by openssl and give it as a JWK`);
  const algorithm = isJwk(key) ? algorithmOfJwk(key) : algorithmOfCryptoKey(key);
  if (!algorithm) {
    throw wrong('must be a private key of P-256, RSA (PS256, 2048 bits or more) or Ed25519 (FAPI 2.0 §5.4.1)');
  }
  if (!isJwk(key)) {
    if (pair && !pair.publicKey?.extractable) throw wrong('must have a public key that may be exported');
    return { algorithm, privateKey: async () => key, publicKey: async () => pair?.publicKey as CryptoKey };
  }
  const load = (members: JWK, usage: 'sign' | 'verify') =>
    crypto.subtle.importKey('jwk', members, algorithms[algorithm], usage === 'verify', [usage]).catch(() => {
      // What the runtime says could quote the key.
      throw wrong('must be a valid JWK');
    });
  const { kty, crv, x, y, n, e } = key;
  const { alg, use, key_ops, ext, ...members } = key;
  return {
    algorithm,
    privateKey: once(() => load(members, 'sign')),
    publicKey: once(() => load(JSON.parse(JSON.stringify({ kty, crv, x, y, n, e })), 'verify')),
  };
}

/** The promise of the first call, for every call. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function isJwk(key: PrivateKey): key is JWK {
  return typeof key === 'object' && key !== null && 'kty' in key;
}

function algorithmOfJwk({ kty, crv, alg, n = '', d }: JWK): SigningKey['algorithm'] | undefined {
  if (!d) return undefined;
  if (kty === 'EC' && crv === 'P-256') return 'ES256';
  if (kty === 'OKP' && crv === 'Ed25519') return 'Ed25519';
  // 2048 bits are 342 letters of base64url.
  return kty === 'RSA' && (alg ?? 'PS256') === 'PS256' && n.length >= 342 ? 'PS256' : undefined;
}

function algorithmOfCryptoKey(key: CryptoKey | undefined): SigningKey['algorithm'] | undefined {
  if (key?.type !== 'private') return undefined;
  const { name, namedCurve, hash, modulusLength } = key.algorithm as EcKeyAlgorithm & RsaHashedKeyAlgorithm;
  if (name === 'ECDSA' && namedCurve === 'P-256') return 'ES256';
  if (name === 'Ed25519') return 'Ed25519';
  return name === 'RSA-PSS' && hash.name === 'SHA-256' && modulusLength >= 2048 ? 'PS256' : undefined;
}
