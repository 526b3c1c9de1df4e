import { createHash, hkdfSync } from 'node:crypto';
import { calculateJwkThumbprint, EmbeddedJWK, errors, type JWK, type JWTPayload, jwtVerify } from 'jose';
import type { Kysely } from 'kysely';
import type { Schema } from '../store/schema.ts';
import { rememberProof } from '../store/seen-proofs.ts';
import { realNow } from '../world/clock.ts';

/** The algorithms of DPoP proofs. */
export const dpopAlgorithms = ['ES256', 'PS256', 'Ed25519', 'EdDSA'] as const;

/** For how long a proof or a nonce is accepted; proofs are judged by the real time, which they are made in. */
const WINDOW_SECONDS = 300;

/** The nonces of a bank, RFC 9449 §8. They are the same at the authorization server, so that a client needs one for both. */
export interface DpopNonces {
  next(): string;
  isCurrent(nonce: string): boolean;
}

/** The secret from which the nonces come. */
export function nonceSecretOf(cookieKey: string): Buffer {
  return createHash('sha256').update(`dpop-nonce ${cookieKey}`).digest();
}

/** The nonces that `oidc-provider` makes of the secret: one a minute, good for some minutes. */
export function dpopNonces(secret: Buffer): DpopNonces {
  const nonceAt = (minute: number): string => {
    const salt = Buffer.alloc(8);
    salt.writeBigUInt64BE(BigInt(minute));
    return Buffer.from(hkdfSync('sha256', secret, salt, 'DPoP', 32)).toString('base64url');
  };
  const minute = () => Math.floor(realNow() / 60_000);
  return {
    next: () => nonceAt(minute() + 1),
    isCurrent: (nonce) => [-2, -1, 0, 1, 2].some((step) => nonceAt(minute() + step) === nonce),
  };
}

/** A request with a DPoP proof. */
export interface ProvedRequest {
  /** The `DPoP` header. */
  readonly proof: string | undefined;
  readonly method: string;
  /** Where it was sent to. */
  readonly url: string;
  readonly accessToken: string;
  /** The thumbprint of the key that the token is bound to. */
  readonly jkt: string;
  readonly requiresNonce: boolean;
}

/** A proof that does not prove it, RFC 9449 §7.1 and §9. */
export class ProofRefusal extends Error {
  override name = 'ProofRefusal';
  readonly error: 'invalid_dpop_proof' | 'invalid_token' | 'use_dpop_nonce';

  constructor(description: string, error: ProofRefusal['error'] = 'invalid_dpop_proof') {
    super(description);
    this.error = error;
  }
}

function expect(condition: boolean, description: string): asserts condition {
  if (!condition) throw new ProofRefusal(description);
}

async function verified(proof: string): Promise<{ payload: JWTPayload; jwk: JWK }> {
  try {
    const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, {
      algorithms: [...dpopAlgorithms],
      typ: 'dpop+jwt',
    });
    return { payload, jwk: protectedHeader.jwk as JWK };
  } catch (error) {
    const reason = error instanceof errors.JOSEError || error instanceof TypeError ? error.message : 'it is malformed';
    throw new ProofRefusal(`the DPoP proof cannot be verified: ${reason}`);
  }
}

/** A URL without its query and its fragment, normalized (RFC 9449 §4.3). */
function target(text: unknown): string | undefined {
  const url = typeof text === 'string' ? URL.parse(text) : null;
  if (url === null) return undefined;
  url.search = '';
  url.hash = '';
  return url.href;
}

/**
 * Checks the DPoP proof of a request to the data API, RFC 9449 §4.3 and §7.1.
 *
 * @param memory - where proofs that were used are remembered
 * @throws {@link ProofRefusal}
 */
export async function checkProof(
  memory: { readonly db: Kysely<Schema>; readonly bank: string; readonly nonces: DpopNonces },
  request: ProvedRequest,
): Promise<void> {
  const { proof, method, accessToken, jkt, requiresNonce } = request;
  expect(proof !== undefined, 'the access token is bound to a key; send a DPoP proof of it in the DPoP header');
  const { payload, jwk } = await verified(proof);
  const { jti, iat, nonce, htm, htu, ath } = payload;
  const url = target(request.url);
  expect(typeof jti === 'string' && jti !== '', 'the DPoP proof has no jti');
  expect(typeof iat === 'number', 'the DPoP proof has no iat');
  expect(htm === method, `htm of the DPoP proof is not the method of the request; expected ${method}`);
  expect(target(htu) === url, `htu of the DPoP proof is not the URL of the request; expected ${url}`);
  const hash = createHash('sha256').update(accessToken).digest('base64url');
  expect(ath === hash, 'ath of the DPoP proof is not the SHA-256 of the access token in base64url');
  // A new token helps there, not another proof: RFC 9449 §7.1, its figure of an invalid key binding.
  if ((await calculateJwkThumbprint(jwk)) !== jkt) {
    throw new ProofRefusal('the DPoP proof is of another key than the access token', 'invalid_token');
  }
  if (nonce === undefined) {
    if (requiresNonce)
      throw new ProofRefusal('the DPoP proof needs the nonce of the DPoP-Nonce header', 'use_dpop_nonce');
    const isRecent = Math.abs(realNow() / 1000 - iat) <= WINDOW_SECONDS;
    expect(isRecent, `iat of the DPoP proof is more than ${WINDOW_SECONDS} seconds from now (real time)`);
  } else if (typeof nonce !== 'string' || !memory.nonces.isCurrent(nonce)) {
    throw new ProofRefusal(
      'the nonce of the DPoP proof is not current; use that of the DPoP-Nonce header',
      'use_dpop_nonce',
    );
  }
  // Until the last moment at which it would still pass: iat may lie ahead.
  const isNew = await rememberProof(memory.db, { bank: memory.bank, id: `${jkt} ${jti}` }, 2 * WINDOW_SECONDS);
  expect(isNew, 'the DPoP proof was used before; make a new one for each request, with its own jti');
}
