import * as oauth from 'oauth4webapi';
import { requireIss, requireListed } from './fapi2-metadata.ts';
import { json } from './json.ts';
import { isRecord } from './shapes.ts';
import { once, type PrivateKey, signingKey } from './signing-key.ts';
import type { TokenScheme } from './token-scheme.ts';

/**
 * A new key pair for {@link dpop} (P-256, signs by ES256). It cannot be read out of the process unless `extractable`.
 *
 * @example
 * ```ts
 * import { generateDpopKey } from '@renkei/sdk/fapi2';
 *
 * const { privateKey } = await generateDpopKey({ extractable: true });
 * const jwk = await crypto.subtle.exportKey('jwk', privateKey); // a secret: keep it like the tokens, give it to dpop()
 * ```
 */
export function generateDpopKey(options: { extractable?: boolean } = {}): Promise<oauth.CryptoKeyPair> {
  return oauth.generateKeyPair('ES256', options);
}

/**
 * Binds tokens to a key (RFC 9449): who steals a token cannot use it. Each request gets a proof of its own, made at the
 * real time; a nonce that the bank asks for is put into the proof and the request sent once more, for the bank has not
 * processed it. The code is bound to the key as well when the request is pushed.
 *
 * Give all processes that share a token store the same key, and keep it over a restart: a private JWK does. With a new
 * key the linkages of a confidential client live on, since only their access tokens are bound (RFC 9449 §5) and those
 * are renewed; a linkage that was started and not completed is lost, and so are all of a public client.
 *
 * Throws `ConfigurationError` when the key is not one of FAPI 2.0 §5.4.1.
 *
 * @example
 * ```ts
 * import { BankLink } from '@renkei/sdk';
 * import { dpop, privateKeyJwt } from '@renkei/sdk/fapi2';
 *
 * const bank = new BankLink({
 *   issuer: 'http://localhost:4400/gunma',
 *   clientId: 'fapi2-accounting',
 *   redirectUri: 'http://localhost:3000/callback',
 *   clientAuthentication: privateKeyJwt({ key: JSON.parse(process.env.CLIENT_KEY ?? '{}') }),
 *   dpop: dpop(JSON.parse(process.env.DPOP_KEY ?? '{}')),
 * });
 * ```
 */
export function dpop(key: oauth.CryptoKeyPair | oauth.JWK): TokenScheme {
  const pair = isPair(key) ? key : undefined;
  const { algorithm, privateKey, publicKey } = signingKey('dpop', pair?.privateKey ?? (key as PrivateKey), pair);
  const handle = once(async () => oauth.DPoP({}, { privateKey: await privateKey(), publicKey: await publicKey() }));
  const nonces = new Set<string>();
  return {
    tokenType: 'DPoP',
    unquotable: () => nonces,
    check(server) {
      const nextStep = 'ask the bank for an issuer with DPoP (RFC 9449), or for certificate-bound tokens';
      requireListed(server, 'dpop_signing_alg_values_supported', [algorithm], nextStep);
      requireIss(server);
    },
    async atServer(request) {
      const DPoP = await handle();
      return answeringNonce(nonces, () => request({ DPoP }));
    },
    async atApi({ method, url }, accessToken, send) {
      const headers = new Headers({ accept: 'application/json' });
      const options = {
        DPoP: await handle(),
        [oauth.customFetch]: (target: string, { headers }: { headers: Record<string, string> }) =>
          send(target, { method, headers }),
        // The options of the BankLink allow http: on loopback only.
        [oauth.allowInsecureRequests]: true,
      };
      return answeringNonce(nonces, () =>
        oauth.protectedResourceRequest(accessToken, method, new URL(url), headers, null, options).catch(challenged),
      );
    },
  };
}

/** Sends again, once, when the bank wants its nonce in the proof (RFC 9449 §8, §9). Keeps the last nonces in `seen`. */
async function answeringNonce(seen: Set<string>, request: () => Promise<Response>): Promise<Response> {
  const send = async () => {
    const response = await request();
    const nonce = response.headers.get('dpop-nonce');
    if (nonce) seen.add(nonce);
    if (seen.size > 100) seen.delete(seen.values().next().value as string);
    return response;
  };
  const response = await send();
  return (await wantsNonce(response)) ? send() : response;
}

async function wantsNonce(response: Response): Promise<boolean> {
  if (response.ok || !response.headers.has('dpop-nonce')) return false;
  if (/error="?use_dpop_nonce"?/.test(response.headers.get('www-authenticate') ?? '')) return true;
  const body = await json(response.clone());
  return isRecord(body) && body.error === 'use_dpop_nonce';
}

/** The answer with a challenge, which is for the caller to judge. */
function challenged(error: unknown): Response {
  if (error instanceof oauth.WWWAuthenticateChallengeError) return error.response;
  throw error;
}

function isPair(key: oauth.CryptoKeyPair | oauth.JWK): key is oauth.CryptoKeyPair {
  return typeof key === 'object' && key !== null && 'privateKey' in key;
}
