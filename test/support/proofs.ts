import { createHash, randomUUID } from 'node:crypto';
import { exportJWK, type JWTPayload, SignJWT } from 'jose';

/** What differs from a good one; `undefined` takes a member away. */
export interface Changes {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  /** Signs in place of the key of the proof. */
  readonly key?: CryptoKey;
}

const seconds = () => Math.floor(Date.now() / 1000);

/** A client assertion, RFC 7523. */
export async function clientAssertion(
  clientId: string,
  audience: string,
  key: CryptoKey,
  changes: Changes = {},
): Promise<string> {
  const claims = {
    iss: clientId,
    sub: clientId,
    aud: audience,
    jti: randomUUID(),
    iat: seconds(),
    exp: seconds() + 60,
  };
  return new SignJWT({ ...claims, ...changes.claims } as JWTPayload)
    .setProtectedHeader({ alg: 'ES256', ...changes.header })
    .sign(changes.key ?? key);
}

/** What a DPoP proof is for. */
export interface Proved {
  readonly method: string;
  readonly url: string;
  readonly accessToken?: string;
}

/** A DPoP proof, RFC 9449 §4.2. */
export async function dpopProof(keys: CryptoKeyPair, proved: Proved, changes: Changes = {}): Promise<string> {
  const { method, url, accessToken } = proved;
  const ath = accessToken && createHash('sha256').update(accessToken).digest('base64url');
  const claims = { jti: randomUUID(), htm: method, htu: url, iat: seconds(), ...(ath ? { ath } : {}) };
  return new SignJWT({ ...claims, ...changes.claims } as JWTPayload)
    .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk: await exportJWK(keys.publicKey), ...changes.header })
    .sign(changes.key ?? keys.privateKey);
}
