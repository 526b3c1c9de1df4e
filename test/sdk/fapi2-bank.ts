import { createHash } from 'node:crypto';
import {
  type CryptoKey,
  calculateJwkThumbprint,
  EmbeddedJWK,
  type JWK,
  type JWTPayload,
  jwtVerify,
  type ProtectedHeaderParameters,
} from 'jose';
import { FakeBank, oauthError, problem } from './fake-bank.ts';

interface Proof extends JWTPayload {
  htm: string;
  htu: string;
  nonce?: string;
  ath?: string;
}

/** A fake bank of FAPI 2.0: it takes pushed requests, signed assertions and proofs of possession only, each once. */
export class Fapi2Bank extends FakeBank {
  readonly assertions: { payload: JWTPayload; header: ProtectedHeaderParameters }[] = [];
  readonly proofs: Proof[] = [];
  /** What each proof has to carry, by origin; nothing when the bank wants none. */
  readonly nonces = new Map<string, string>();
  /** The client's public key; assertions are not looked at without one. */
  clientKey: CryptoKey | JWK | undefined;
  #boundTo = '';
  readonly #used = new Set<string>();

  constructor(issuer?: string) {
    super(issuer);
    this.tokenType = 'DPoP';
    Object.assign(this.metadata, {
      pushed_authorization_request_endpoint: `${this.issuer}/oauth/par`,
      token_endpoint_auth_methods_supported: ['private_key_jwt', 'tls_client_auth'],
      token_endpoint_auth_signing_alg_values_supported: ['ES256', 'PS256', 'Ed25519'],
      dpop_signing_alg_values_supported: ['ES256', 'PS256', 'Ed25519'],
    });
    this.guard = (request, form) => this.#check(request, form);
  }

  async #check(request: Request, form: URLSearchParams): Promise<Response | undefined> {
    const isApi = request.url.startsWith(`${this.issuer}/api/`);
    if (this.clientKey && !isApi) await this.#authenticate(form, this.clientKey);
    if (this.tokenType === 'Bearer') return undefined;
    const { url, origin } = { url: request.url.replace(/\?.*/, ''), origin: new URL(request.url).origin };
    const { payload, protectedHeader } = await jwtVerify<Proof>(request.headers.get('dpop') ?? '', EmbeddedJWK, {
      typ: 'dpop+jwt',
      algorithms: ['ES256', 'PS256', 'Ed25519'],
    });
    this.proofs.push(payload);
    const token = isApi && request.headers.get('authorization')?.replace(/^DPoP /, '');
    const ath = token ? createHash('sha256').update(token).digest('base64url') : undefined;
    if (payload.htm !== request.method || payload.htu !== url || payload.ath !== ath || !this.#fresh(payload)) {
      return isApi ? problem(401, 'invalid_dpop_proof') : oauthError('invalid_dpop_proof');
    }
    const nonce = this.nonces.get(origin);
    if (payload.nonce !== nonce) return challenge(isApi, nonce ?? '');
    const thumbprint = await calculateJwkThumbprint(protectedHeader.jwk as JWK);
    if (!isApi) this.#boundTo = thumbprint;
    return thumbprint === this.#boundTo ? undefined : problem(401, 'invalid_token');
  }

  async #authenticate(form: URLSearchParams, key: CryptoKey | JWK): Promise<void> {
    const { payload, protectedHeader } = await jwtVerify(form.get('client_assertion') ?? '', key);
    if (!this.#fresh(payload)) throw new Error('the assertion was used before');
    this.assertions.push({ payload, header: protectedHeader });
  }

  #fresh({ jti = '', iat = 0 }: JWTPayload): boolean {
    const fresh = jti !== '' && !this.#used.has(jti) && Math.abs(iat - Date.now() / 1000) < 60;
    this.#used.add(jti);
    return fresh;
  }
}

/** RFC 9449 §8 and §9. */
export function challenge(isApi: boolean, nonce: string): Response {
  const headers = { 'dpop-nonce': nonce };
  if (!isApi) return Response.json({ error: 'use_dpop_nonce' }, { status: 400, headers });
  return new Response(null, {
    status: 401,
    headers: { ...headers, 'www-authenticate': 'DPoP error="use_dpop_nonce", error_description="a nonce is required"' },
  });
}
