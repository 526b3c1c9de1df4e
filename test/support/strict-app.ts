import { X509Certificate } from 'node:crypto';
import { exportJWK } from 'jose';
import * as oauth from 'oauth4webapi';
import { createAuthority } from '../../sandbox/src/pki/authority.ts';
import { type Certificate, certificateFetch } from './certificate-fetch.ts';
import { CALLBACK, type TestClient, type TestSandbox } from './sandbox.ts';
import { type Behaviour, createVisitor, walk } from './visitor.ts';

/** How an app is registered. */
export interface AppKind {
  readonly profile: 'standard' | 'fapi2';
  readonly method:
    | 'client_secret_basic'
    | 'client_secret_post'
    | 'private_key_jwt'
    | 'tls_client_auth'
    | 'self_signed_tls_client_auth';
  /** What its tokens are bound to. */
  readonly bound?: 'dpop' | 'certificate';
  readonly requireDpopNonce?: boolean;
}

/** Every combination that a vendor can choose. */
export const appKinds: readonly AppKind[] = [
  { profile: 'standard', method: 'client_secret_basic' },
  { profile: 'standard', method: 'client_secret_post' },
  { profile: 'standard', method: 'private_key_jwt' },
  { profile: 'standard', method: 'tls_client_auth' },
  { profile: 'standard', method: 'self_signed_tls_client_auth' },
  { profile: 'standard', method: 'client_secret_basic', bound: 'dpop' },
  { profile: 'standard', method: 'client_secret_basic', bound: 'certificate' },
  { profile: 'fapi2', method: 'private_key_jwt', bound: 'dpop' },
  { profile: 'fapi2', method: 'private_key_jwt', bound: 'dpop', requireDpopNonce: true },
  { profile: 'fapi2', method: 'private_key_jwt', bound: 'certificate' },
  { profile: 'fapi2', method: 'tls_client_auth', bound: 'dpop' },
  { profile: 'fapi2', method: 'tls_client_auth', bound: 'certificate' },
  { profile: 'fapi2', method: 'self_signed_tls_client_auth', bound: 'dpop' },
  { profile: 'fapi2', method: 'self_signed_tls_client_auth', bound: 'certificate' },
];

/** A kind in words. */
export const named = ({ profile, method, bound, requireDpopNonce }: AppKind): string => {
  const tokens = bound === undefined ? 'bearer tokens' : `tokens bound by ${bound === 'dpop' ? 'DPoP' : 'certificate'}`;
  return `${profile}, ${method}, ${tokens}${requireDpopNonce ? ' with nonces' : ''}`;
};

async function selfSigned(): Promise<Certificate & { jwks: { keys: object[] } }> {
  const { certificatePem, privateKeyPem } = await createAuthority({
    commonName: 'a vendor of its own',
    organization: 'Vendor',
    serialNumber: '01',
    now: new Date(),
  });
  const der = certificatePem.replace(/-----[^-]+-----|\s/g, '');
  const jwk = await exportJWK(new X509Certificate(certificatePem).publicKey);
  return { cert: certificatePem, key: privateKeyPem, jwks: { keys: [{ ...jwk, x5c: [der] }] } };
}

/** An app registered for a profile, with its keys: what a vendor holds. */
export interface StrictApp {
  readonly kind: AppKind;
  readonly client: TestClient;
  /** Whether it calls the bank with its certificate. */
  readonly showsCertificate: boolean;
  readonly certificate: Certificate;
  readonly signingKey: CryptoKey;
  readonly dpopKey: CryptoKeyPair;
  /** Shows its certificate where TLS asks for one. */
  readonly fetch: typeof fetch;
  /** Where the services are read, with a certificate or without. */
  readonly api: string;
  readonly bearsDpop: boolean;
  readonly metadata: oauth.Client;
}

/** Issues a certificate of the sandbox CA. */
export async function issueCertificate(sandbox: TestSandbox, commonName: string) {
  const response = await sandbox.control('POST', '/certificates', { commonName, organization: 'Vendor, Inc.' });
  return (await response.json()) as Record<
    'certificatePem' | 'privateKeyPem' | 'authorityPem' | 'subjectDn' | 'fingerprint',
    string
  >;
}

/** Registers an app of a kind. */
export async function createStrictApp(
  sandbox: TestSandbox,
  kind: AppKind,
  more: Record<string, unknown> = {},
): Promise<StrictApp> {
  const { profile, method, bound, requireDpopNonce } = kind;
  const signing = (await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ])) as CryptoKeyPair;
  const issued = await issueCertificate(sandbox, 'vendor-app');
  const own = await selfSigned();
  const isSelfSigned = method === 'self_signed_tls_client_auth';
  const certificate = isSelfSigned
    ? { cert: own.cert, key: own.key }
    : { cert: issued.certificatePem, key: issued.privateKeyPem };
  const showsCertificate = bound === 'certificate' || method.endsWith('tls_client_auth');
  const client = await sandbox.registerClient({
    profile,
    token_endpoint_auth_method: method,
    ...(method === 'private_key_jwt' ? { jwks: { keys: [await exportJWK(signing.publicKey)] } } : {}),
    ...(method === 'tls_client_auth' ? { tls_client_auth_subject_dn: issued.subjectDn } : {}),
    ...(isSelfSigned ? { jwks: own.jwks } : {}),
    ...(bound === 'dpop' ? { dpop_bound_access_tokens: true } : {}),
    ...(bound === 'certificate' ? { tls_client_certificate_bound_access_tokens: true } : {}),
    ...(requireDpopNonce ? { requireDpopNonce } : {}),
    ...more,
  });
  return {
    kind,
    client,
    showsCertificate,
    certificate,
    signingKey: signing.privateKey,
    dpopKey: await oauth.generateKeyPair('ES256'),
    fetch: certificateFetch(issued.authorityPem, showsCertificate ? certificate : undefined) as typeof fetch,
    api: `${showsCertificate ? `${sandbox.tlsOrigin}/gunma` : sandbox.issuer}/api/v1`,
    bearsDpop: bound === 'dpop',
    metadata: { client_id: client.client_id, use_mtls_endpoint_aliases: showsCertificate },
  };
}

/** What an authorization request has besides `client_id`. */
export async function authorizationParameters(more: Record<string, string> = {}) {
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const parameters: Record<string, string> = {
    response_type: 'code',
    redirect_uri: CALLBACK,
    scope: 'balances transactions',
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...more,
  };
  return { parameters, verifier, state };
}

/** Walks the screens of a linkage to the vendor's callback. */
export async function customerAllows(url: string, behaviour: Behaviour = {}): Promise<URL> {
  return new URL((await walk(createVisitor(), url, { loginId: 'sato', ...behaviour })).url);
}

type Request = () => Promise<Response>;

/** An app on `oauth4webapi`, which refuses whatever an RFC does not allow. */
export async function createStrictVendor(sandbox: TestSandbox, app: StrictApp) {
  const { client, metadata, kind } = app;
  const options = { [oauth.customFetch]: app.fetch as never, [oauth.allowInsecureRequests]: true };
  const issuer = new URL(sandbox.issuer);
  const discovery = await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...options });
  const server = await oauth.processDiscoveryResponse(issuer, discovery);
  const dpop = oauth.DPoP(metadata, app.dpopKey);
  const proved = app.bearsDpop ? { ...options, DPoP: dpop } : options;
  const authentication = {
    client_secret_basic: () => oauth.ClientSecretBasic(client.client_secret),
    client_secret_post: () => oauth.ClientSecretPost(client.client_secret),
    private_key_jwt: () => oauth.PrivateKeyJwt(app.signingKey),
    tls_client_auth: () => oauth.TlsClientAuth(),
    self_signed_tls_client_auth: () => oauth.TlsClientAuth(),
  }[kind.method]();

  /** RFC 9449 §8: once more with the nonce that the answer brought. */
  async function twice<T>(request: Request, process: (response: Response) => Promise<T>): Promise<T> {
    try {
      return await process(await request());
    } catch (error) {
      if (!oauth.isDPoPNonceError(error)) throw error;
      return process(await request());
    }
  }

  async function authorizationUrl(more: Record<string, string> = {}) {
    const { parameters, verifier, state } = await authorizationParameters(more);
    let sent: Record<string, string> = parameters;
    if (kind.profile === 'fapi2') {
      const { request_uri } = await twice(
        () =>
          oauth.pushedAuthorizationRequest(server, metadata, authentication, new URLSearchParams(parameters), proved),
        (response) => oauth.processPushedAuthorizationResponse(server, metadata, response),
      );
      sent = { request_uri };
    }
    const query = new URLSearchParams({ client_id: client.client_id, ...sent });
    return { url: `${server.authorization_endpoint}?${query}`, verifier, state };
  }

  const redeem = (callback: URL, { verifier, state }: { verifier: string; state: string }) => {
    const answer = oauth.validateAuthResponse(server, metadata, callback, state);
    return twice(
      () => oauth.authorizationCodeGrantRequest(server, metadata, authentication, answer, CALLBACK, verifier, proved),
      (response) => oauth.processAuthorizationCodeResponse(server, metadata, response),
    );
  };

  return {
    app,
    server,
    options,
    authentication,
    authorizationUrl,
    redeem,
    link: async (behaviour: Behaviour = {}) => {
      const started = await authorizationUrl();
      return redeem(await customerAllows(started.url, behaviour), started);
    },
    refresh: (token: string) =>
      twice(
        () => oauth.refreshTokenGrantRequest(server, metadata, authentication, token, proved),
        (response) => oauth.processRefreshTokenResponse(server, metadata, response),
      ),
    introspect: async (token: string) => {
      const response = await oauth.introspectionRequest(server, metadata, authentication, token, options);
      return oauth.processIntrospectionResponse(server, metadata, response);
    },
    revoke: async (token: string) => {
      const response = await oauth.revocationRequest(server, metadata, authentication, token, options);
      return oauth.processRevocationResponse(response);
    },
    read: (token: string, path = '/accounts') => {
      const request = () =>
        oauth.protectedResourceRequest(token, 'GET', new URL(app.api + path), new Headers(), null, proved);
      return request().catch((error) => {
        if (!oauth.isDPoPNonceError(error)) throw error;
        return request();
      });
    },
  };
}
