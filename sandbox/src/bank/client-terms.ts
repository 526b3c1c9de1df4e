import { createPublicKey, type JsonWebKey, type KeyObject, X509Certificate } from 'node:crypto';

/** The security profiles that an app can be registered for. `fapi2` is the FAPI 2.0 Security Profile. */
export const securityProfiles = ['standard', 'fapi2'] as const;
/** One of them. */
export type SecurityProfile = (typeof securityProfiles)[number];

/** How an app can authenticate (RFC 7591 §2, RFC 8705 §2). */
export const authenticationMethods = [
  'client_secret_basic',
  'client_secret_post',
  'private_key_jwt',
  'tls_client_auth',
  'self_signed_tls_client_auth',
  'none',
] as const;
/** One of them. */
export type AuthenticationMethod = (typeof authenticationMethods)[number];

/** What names the certificate of `tls_client_auth` (RFC 8705 §2.1.2). */
const certificateSubjects = [
  'tls_client_auth_subject_dn',
  'tls_client_auth_san_dns',
  'tls_client_auth_san_uri',
  'tls_client_auth_san_ip',
  'tls_client_auth_san_email',
] as const;
/** One of them. */
export type CertificateSubject = (typeof certificateSubjects)[number];

/** What a registration says of security, by the names of RFC 7591 §2, 8705 §2 and §3.4, 9126 §6 and 9449 §5.2. */
export interface ClientTerms extends Partial<Readonly<Record<CertificateSubject, string>>> {
  readonly profile?: SecurityProfile;
  readonly token_endpoint_auth_method?: AuthenticationMethod;
  readonly jwks?: unknown;
  readonly dpop_bound_access_tokens?: boolean;
  readonly tls_client_certificate_bound_access_tokens?: boolean;
  readonly require_pushed_authorization_requests?: boolean;
  /** The sandbox's own: every DPoP proof has to carry a nonce of the bank (RFC 9449 §8). */
  readonly requireDpopNonce?: boolean;
}

/** The terms of a registration with what it left out. */
export interface AgreedTerms extends ClientTerms {
  readonly profile: SecurityProfile;
  readonly token_endpoint_auth_method: AuthenticationMethod;
}

/** The members that {@link ClientTerms} has. */
export const termMembers = [
  'profile',
  'token_endpoint_auth_method',
  'jwks',
  'dpop_bound_access_tokens',
  'tls_client_certificate_bound_access_tokens',
  'require_pushed_authorization_requests',
  'requireDpopNonce',
  ...certificateSubjects,
] as const satisfies readonly (keyof ClientTerms)[];

/** What is wrong with the terms of a registration. */
export interface TermsMistake {
  /** Where: `['jwks', 'keys', 0, 'alg']`. */
  readonly path: readonly [member: keyof ClientTerms, ...inside: (string | number)[]];
  /** What was wrong and what was expected. */
  readonly message: string;
}

/** FAPI 2.0 §5.4.1: the algorithms that a client may sign with. */
export const fapi2Algorithms: readonly string[] = ['ES256', 'PS256', 'EdDSA', 'Ed25519'];

const strongMethods: readonly string[] = ['private_key_jwt', 'tls_client_auth', 'self_signed_tls_client_auth'];

/** Fills in what a registration leaves out. */
export function agreedTerms({ profile = 'standard', ...asked }: ClientTerms): AgreedTerms {
  if (profile === 'standard') return { profile, token_endpoint_auth_method: 'client_secret_basic', ...asked };
  const bound = asked.tls_client_certificate_bound_access_tokens ? {} : { dpop_bound_access_tokens: true };
  const required = { require_pushed_authorization_requests: true };
  return { profile, token_endpoint_auth_method: 'private_key_jwt', ...bound, ...required, ...asked };
}

/** An app with this way of authenticating has a secret. */
export const hasSecret = (method: AuthenticationMethod): boolean => method.startsWith('client_secret');

function profileMistake(terms: AgreedTerms): TermsMistake | undefined {
  const { profile, token_endpoint_auth_method: method } = terms;
  const isDpopBound = terms.dpop_bound_access_tokens === true;
  const isCertificateBound = terms.tls_client_certificate_bound_access_tokens === true;
  if (isDpopBound && isCertificateBound) {
    const message = 'a token is bound to one thing; expected this or dpop_bound_access_tokens to be true, not both';
    return { path: ['tls_client_certificate_bound_access_tokens'], message };
  }
  if (profile === 'standard') return undefined;
  if (!strongMethods.includes(method)) {
    const message = `${method} is not for the profile fapi2; expected private_key_jwt, tls_client_auth or self_signed_tls_client_auth`;
    return { path: ['token_endpoint_auth_method'], message };
  }
  if (!isDpopBound && !isCertificateBound) {
    const message =
      'the profile fapi2 wants tokens that are bound to a key; expected true, or true for tls_client_certificate_bound_access_tokens';
    return { path: ['dpop_bound_access_tokens'], message };
  }
  if (terms.require_pushed_authorization_requests === false) {
    const message = 'the profile fapi2 wants pushed authorization requests; expected true, or leave it out';
    return { path: ['require_pushed_authorization_requests'], message };
  }
  return undefined;
}

type At = TermsMistake['path'];

function publicKeyOf(jwk: JsonWebKey): KeyObject | undefined {
  try {
    return createPublicKey({ key: jwk, format: 'jwk' });
  } catch {
    return undefined;
  }
}

function algorithmMistake(jwk: JsonWebKey, key: KeyObject, at: At): TermsMistake | undefined {
  if (jwk.alg !== undefined && !fapi2Algorithms.includes(String(jwk.alg))) {
    return { path: [...at, 'alg'], message: `${jwk.alg} is not for the profile fapi2; expected ES256, PS256 or EdDSA` };
  }
  const { namedCurve, modulusLength = 0 } = key.asymmetricKeyDetails ?? {};
  const isStrong = key.asymmetricKeyType === 'ed25519' || namedCurve === 'prime256v1' || modulusLength >= 2048;
  const message = 'the profile fapi2 takes no such key; expected P-256, Ed25519, or RSA of 2048 bits or more';
  return isStrong ? undefined : { path: at, message };
}

function certificateIn(x5c: unknown): X509Certificate | undefined {
  try {
    return new X509Certificate(Buffer.from(String((x5c as unknown[])[0]), 'base64'));
  } catch {
    return undefined;
  }
}

/** RFC 8705 §2.2.2: the certificate itself is registered, by the `x5c` of its key. */
function certificateMistake(jwk: JsonWebKey, key: KeyObject, at: At): TermsMistake | undefined {
  const path: At = [...at, 'x5c'];
  if (jwk.x5c === undefined) {
    return {
      path,
      message: 'missing; self_signed_tls_client_auth needs the certificate of the key, base64 of its DER',
    };
  }
  const certificate = certificateIn(jwk.x5c);
  if (certificate === undefined) return { path, message: 'not a certificate; expected a list with base64 of its DER' };
  if (!certificate.publicKey.equals(key))
    return { path, message: 'of another key; expected the certificate of this key' };
  if (isSelfSigned(certificate)) return undefined;
  const message = 'not self-signed; for a certificate of the sandbox CA register tls_client_auth';
  return { path, message };
}

function keyMistake(terms: AgreedTerms, jwk: JsonWebKey, at: At): TermsMistake | undefined {
  if (jwk?.d !== undefined) return { path: [...at, 'd'], message: 'a private key; expected the public key alone' };
  const key = publicKeyOf(jwk);
  if (key === undefined) {
    return { path: at, message: 'not a public key; expected a JWK (RFC 7517) such as an EC key on P-256' };
  }
  if (terms.token_endpoint_auth_method === 'self_signed_tls_client_auth') return certificateMistake(jwk, key, at);
  return terms.profile === 'fapi2' ? algorithmMistake(jwk, key, at) : undefined;
}

function keysMistake(terms: AgreedTerms): TermsMistake | undefined {
  const { jwks, token_endpoint_auth_method: method } = terms;
  const needsKeys = method === 'private_key_jwt' || method === 'self_signed_tls_client_auth';
  if (jwks === undefined && !needsKeys) return undefined;
  const keys = (jwks as { keys?: unknown } | undefined)?.keys;
  if (!Array.isArray(keys) || keys.length === 0) {
    const found = jwks === undefined ? 'missing' : 'without keys';
    return { path: ['jwks'], message: `${found}; ${method} needs the public keys of the app as a JWK Set` };
  }
  for (const [index, jwk] of keys.entries()) {
    const mistake = keyMistake(terms, jwk as JsonWebKey, ['jwks', 'keys', index]);
    if (mistake) return mistake;
  }
  return undefined;
}

function subjectMistake(terms: AgreedTerms): TermsMistake | undefined {
  if (terms.token_endpoint_auth_method !== 'tls_client_auth') return undefined;
  const [first, second] = certificateSubjects.filter((member) => terms[member] !== undefined);
  if (first === undefined) {
    const message = `missing; tls_client_auth needs it, or one of ${certificateSubjects.slice(1).join(', ')}`;
    return { path: ['tls_client_auth_subject_dn'], message };
  }
  return second && { path: [second], message: `given besides ${first}; expected one of them` };
}

/**
 * What is wrong with the terms of a registration; `undefined` when nothing is.
 *
 * @param terms - with what was left out
 */
export function termsMistake(terms: AgreedTerms): TermsMistake | undefined {
  return profileMistake(terms) ?? keysMistake(terms) ?? subjectMistake(terms);
}

/** Whether a certificate was signed by its own key. */
export function isSelfSigned(certificate: X509Certificate): boolean {
  return certificate.checkIssued(certificate) && certificate.verify(certificate.publicKey);
}
