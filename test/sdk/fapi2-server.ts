import { createHash, generateKeyPairSync, randomBytes, X509Certificate } from 'node:crypto';
import { createServer as createPlainServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { calculateJwkThumbprint, EmbeddedJWK, type JWK, jwtVerify } from 'jose';
import { type ClientMetadata, type Configuration, interactionPolicy, type JWKS, Provider } from 'oidc-provider';
import { CookieJar } from 'tough-cookie';
import { makeCertificates } from './certificates.ts';
import { redirectUri } from './fake-bank.ts';

/** A token as `oidc-provider` keeps it. */
type Token = { jkt?: string; 'x5t#S256'?: string; clientId: string; scope: string };

const services = ['balances', 'transactions', 'deposits'];

/** A bank whose authorization server is `oidc-provider` in its FAPI 2.0 profile, over TCP and TLS. */
export async function startFapi2Server(clients: (certificate: { subject: string; jwk: JWK }) => ClientMetadata[]) {
  const { ca, server, certificate, another } = await makeCertificates();
  const { publicKey, subject } = new X509Certificate(certificate.cert);
  const x5c = [new X509Certificate(certificate.cert).raw.toString('base64')];
  const jwk = { ...(publicKey.export({ format: 'jwk' }) as JWK), x5c, use: 'sig' };

  let handle: RequestListener = () => {};
  const plain = createPlainServer((request, response) => handle(request, response));
  const api = createPlainServer((request, response) => handle(request, response));
  const secure = createServer(
    {
      ...server,
      ca,
      requestCert: true,
      rejectUnauthorized: false,
    },
    (request, response) => handle(request, response),
  );
  const issuer = `http://localhost:${await listen(plain)}`;
  const tls = `https://localhost:${await listen(secure)}`;
  const provider = new Provider(issuer, configuration(tls, clients({ subject, jwk })));
  const used: { method: string; url: string; status: number }[] = [];
  const callback = provider.callback();
  handle = (request, response) => {
    const { method = '', url = '' } = request;
    response.once('finish', () => used.push({ method, url: url.replace(/\?.*/, ''), status: response.statusCode }));
    const interaction = /^\/interaction\//.test(url);
    if (interaction) return void provider.interactionFinished(request, response, { login: { accountId: 'tanaka' } });
    if (!url.startsWith('/api/')) return void callback(request, response);
    return void answer(provider, request).then(
      ({ status, headers, body }) => response.writeHead(status, headers).end(body && JSON.stringify(body)),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  };
  return {
    issuer,
    tls,
    api: `http://localhost:${await listen(api)}`,
    used,
    ca,
    certificate,
    another,
    stop: () => {
      for (const server of [plain, api, secure]) server.close().closeAllConnections();
    },
  };
}

/** The customer's browser goes to the bank, where all is allowed, and comes back to the redirect URI. */
export async function browse(url: string): Promise<string> {
  const cookies = new CookieJar();
  for (let at = url; ; ) {
    if (at.startsWith(redirectUri)) return at;
    const response = await fetch(at, { redirect: 'manual', headers: { cookie: await cookies.getCookieString(at) } });
    for (const cookie of response.headers.getSetCookie()) await cookies.setCookie(cookie, at);
    const location = response.headers.get('location');
    if (!location) throw new Error(`${response.status} ${await response.text()}`);
    at = new URL(location, at).href;
  }
}

function configuration(tls: string, clients: ClientMetadata[]): Configuration {
  const policy = interactionPolicy.base();
  policy.remove('consent');
  const certificateOf = (ctx: { req: IncomingMessage }) => peer(ctx.req);
  return {
    clients,
    clientAuthMethods: ['private_key_jwt', 'tls_client_auth', 'self_signed_tls_client_auth'],
    jwks: {
      keys: [
        generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }) as JWKS['keys'][0],
      ],
    },
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'], clientAuthSigningAlgValues: ['PS256', 'ES256', 'Ed25519'] },
    scopes: services,
    responseTypes: ['code'],
    cookies: { keys: ['a test'] },
    findAccount: async (_ctx, accountId) => ({ accountId, claims: async () => ({ sub: accountId }) }),
    issueRefreshToken: async () => true,
    rotateRefreshToken: false,
    expiresWithSession: async () => false,
    interactions: { policy, url: (_ctx, { uid }) => `/interaction/${uid}` },
    loadExistingGrant: async (ctx) => {
      const { client, session, provider, params } = ctx.oidc;
      const grant = new provider.Grant({ clientId: client?.clientId ?? '', accountId: session?.accountId ?? '' });
      grant.addOIDCScope(params?.scope as string);
      await grant.save();
      return grant;
    },
    ttl: { AccessToken: 300, AuthorizationCode: 60, Grant: 3600, RefreshToken: 3600, Interaction: 60, Session: 60 },
    discovery: {
      mtls_endpoint_aliases: {
        token_endpoint: `${tls}/token`,
        pushed_authorization_request_endpoint: `${tls}/request`,
      },
    },
    features: {
      devInteractions: { enabled: false },
      fapi: { enabled: true, profile: '2.0' },
      pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true },
      dPoP: { enabled: true, nonceSecret: randomBytes(32), requireNonce: () => true },
      mTLS: {
        enabled: true,
        certificateBoundAccessTokens: true,
        tlsClientAuth: true,
        selfSignedTlsClientAuth: true,
        getCertificate: certificateOf,
        certificateAuthorized: (ctx) => (ctx.req.socket as TLSSocket).authorized,
        certificateSubjectMatches: (ctx, _property, expected) => certificateOf(ctx)?.subject === expected,
      },
    },
  };
}

function peer(request: IncomingMessage): X509Certificate | undefined {
  return (request.socket as Partial<TLSSocket>).getPeerX509Certificate?.();
}

/** The bank's API: it takes a token only from whom it was given to. */
async function answer(provider: Provider, request: IncomingMessage) {
  const [scheme = '', value = ''] = (request.headers.authorization ?? '').split(' ');
  const token = (await provider.AccessToken.find(value)) as Token | undefined;
  const refuse = (error: string) => {
    const challenge = `${scheme} error="${error}"`;
    const headers = { 'www-authenticate': challenge, 'dpop-nonce': 'of-the-api', 'content-type': 'application/json' };
    return { status: 401, headers, body: { code: error, title: error, status: 401 } };
  };
  if (!token) return refuse('invalid_token');
  if (token.jkt) {
    const proof = String(request.headers.dpop);
    const { payload, protectedHeader } = await jwtVerify(proof, EmbeddedJWK, { typ: 'dpop+jwt' });
    if (payload.nonce !== 'of-the-api') return refuse('use_dpop_nonce');
    const ath = createHash('sha256').update(value).digest('base64url');
    const thumbprint = await calculateJwkThumbprint(protectedHeader.jwk as JWK);
    if (scheme !== 'DPoP' || payload.ath !== ath || thumbprint !== token.jkt) return refuse('invalid_token');
  } else {
    const shown = peer(request)?.raw;
    const thumbprint = shown && createHash('sha256').update(shown).digest('base64url');
    if (scheme !== 'Bearer' || !thumbprint || thumbprint !== token['x5t#S256']) return refuse('invalid_token');
  }
  const headers = { 'content-type': 'application/json' };
  if (request.method === 'DELETE') return { status: 204, headers };
  const period = { grantedAt: '2026-11-20T09:00:00+09:00', expiresAt: '2027-02-18T09:00:00+09:00', daysLeft: 90 };
  return { status: 200, headers, body: { services: token.scope.split(' '), ...period } };
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  return (server.address() as AddressInfo).port;
}
