import type { IncomingMessage } from 'node:http';
import { type Configuration, errors, interactionPolicy, type KoaContextWithOIDC, Provider } from 'oidc-provider';
import { authenticationMethods, type CertificateSubject, fapi2Algorithms } from '../bank/client-terms.ts';
import type { BankProfile } from '../bank/profile.ts';
import type { WorldStore } from '../store/world-store.ts';
import { realNow } from '../world/clock.ts';
import { createAdapterFactory } from './adapter.ts';
import { allOrNothing } from './all-or-nothing.ts';
import { certificateHas } from './client-certificate.ts';
import { extraClientMetadata, extrasOf } from './clients.ts';
import { dpopAlgorithms, nonceSecretOf } from './dpop.ts';
import type { ServerKeys } from './keys.ts';
import { metadataOfPlainOAuth, tellConsentEnd, worldTimeIntrospection } from './responses.ts';
import { type TlsSide, told, unpushed } from './told.ts';

/** A page for the customer when an OAuth request cannot be answered by a redirect. */
export type RenderOAuthError = (
  ctx: KoaContextWithOIDC,
  error: { error: string; error_description?: string | undefined },
) => string;

/** What an authorization server is made of. */
export interface ProviderOptions extends TlsSide {
  readonly store: WorldStore;
  readonly profile: BankProfile;
  /** The bank's base URL. */
  readonly issuer: string;
  /** Kept with the world. */
  readonly keys: ServerKeys;
  /** The page for errors that cannot be redirected. */
  readonly renderError: RenderOAuthError;
}

/** Every linkage asks for the login, and ends at our consent screen. */
function linkagePolicy() {
  const { Check, base } = interactionPolicy;
  const policy = base();
  policy.get('login')?.checks.add(
    new Check('linkage', 'every linkage starts with a login', (ctx) => {
      const { oidc } = ctx;
      const missed = unpushed(ctx);
      if (missed) throw new errors.InvalidRequest(missed);
      const params = oidc.params as { scope?: string };
      // RFC 6749 §3.3: a request without `scope` asks for all that the client may have.
      params.scope ??= oidc.client?.scope as string;
      if (![...oidc.requestParamOIDCScopes].some((scope) => scope !== 'openid')) {
        throw new errors.InvalidScope('none of the scopes is a service of this bank', params.scope);
      }
      return oidc.result?.login === undefined ? Check.REQUEST_PROMPT : Check.NO_NEED_TO_PROMPT;
    }),
  );
  return policy;
}

function answerError(
  ctx: KoaContextWithOIDC,
  { renderError }: ProviderOptions,
  error: Parameters<RenderOAuthError>[1],
): void {
  if (ctx.accepts('html', 'json') === 'json') {
    ctx.body = error;
    return;
  }
  ctx.type = 'html';
  ctx.body = renderError(ctx, error);
}

const isFapi2 = (client: unknown): boolean => extrasOf(client).profile === 'fapi2';

/** What a client assertion has to be beyond RFC 7523. */
const assertClientAssertion: NonNullable<Configuration['assertJwtClientAuthClaimsAndHeader']> = async (
  ctx,
  claims,
  header,
  client,
) => {
  const now = realNow() / 1000;
  const refuse = (reason: string) => {
    throw new errors.InvalidClientAuth(reason);
  };
  // FAPI 2.0 §5.3.2.1-8: one audience, the issuer; RFC 7519 leaves the clock's tolerance to us.
  if (claims.aud !== ctx.oidc.issuer) refuse('aud must be the issuer, as a string');
  if (Number(claims.iat ?? 0) > now + 60) refuse('iat is more than 60 seconds ahead');
  // RFC 7523 §3-4. Its jti has to be remembered for as long.
  if (Number(claims.exp) > now + 3600) refuse('exp is more than an hour ahead');
  if (isFapi2(client) && !fapi2Algorithms.includes(String(header.alg))) {
    refuse(`the profile fapi2 of this app does not take ${header.alg}; sign with ES256, PS256 or EdDSA`);
  }
};

/** Client certificates, RFC 8705. */
function mutualTls({ certificates }: TlsSide) {
  // Koa keeps Node's request; the types of the library do not say so.
  const requestOf = (ctx: unknown) => (ctx as { req: IncomingMessage }).req;
  return {
    enabled: true,
    certificateBoundAccessTokens: true,
    selfSignedTlsClientAuth: true,
    tlsClientAuth: true,
    getCertificate: (ctx: unknown) => certificates.of(requestOf(ctx)),
    certificateAuthorized: (ctx: unknown) => certificates.isOfAuthority(requestOf(ctx)),
    certificateSubjectMatches: (ctx: unknown, member: CertificateSubject, expected: string) => {
      const certificate = certificates.of(requestOf(ctx));
      return certificate !== undefined && certificateHas(certificate, member, expected);
    },
  };
}

/** Its cookies are bound to the path of a linkage, which `__Host-` forbids (decision 005). */
function cookieNames(issuer: string) {
  const prefix = issuer.startsWith('https:') ? '__Secure-' : '_';
  return { session: `${prefix}session`, interaction: `${prefix}interaction`, resume: `${prefix}interaction_resume` };
}

function configuration(options: ProviderOptions): Configuration {
  const { store, profile, issuer, keys } = options;
  const { settings } = profile;
  const consentSeconds = settings.consentDays * 24 * 60 * 60;
  const isOwn = (_ctx: unknown, client: { clientId: string }, token: { clientId?: string | undefined }) =>
    client.clientId === token.clientId;
  return {
    adapter: createAdapterFactory(store, profile),
    cookies: {
      keys: [keys.cookieKey],
      names: cookieNames(issuer),
      short: { sameSite: 'lax' },
      long: { sameSite: 'lax' },
    },
    jwks: keys.jwks as NonNullable<Configuration['jwks']>,
    scopes: [...profile.services],
    claims: {},
    responseTypes: ['code'],
    clientAuthMethods: [...authenticationMethods],
    extraClientMetadata: { properties: [...extraClientMetadata] },
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'], dPoPSigningAlgValues: [...dpopAlgorithms] },
    pkce: { required: () => true },
    findAccount: async (_ctx, accountId) => ({ accountId, claims: async () => ({ sub: accountId }) }),
    interactions: {
      policy: linkagePolicy(),
      url: (ctx, interaction) => `${ctx.oidc.provider.issuer}/link/${interaction.uid}`,
    },
    // RFC 6749 §4.1.3: the token request repeats the redirect URI of the authorization request.
    allowOmittingSingleRegisteredRedirectUri: false,
    assertJwtClientAuthClaimsAndHeader: assertClientAssertion,
    clientBasedCORS: () => false,
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    // FAPI 2.0 §5.3.2.1-9: no rotation.
    rotateRefreshToken: ({ oidc }) => !isFapi2(oidc.client),
    expiresWithSession: async () => false,
    revokeGrantPolicy: () => true,
    renderError: async (ctx, failure, thrown) => answerError(ctx, options, told(ctx, options, failure, thrown)),
    routes: {
      authorization: '/oauth/authorize',
      pushed_authorization_request: '/oauth/par',
      token: '/oauth/token',
      revocation: '/oauth/revoke',
      introspection: '/oauth/introspect',
      jwks: '/oauth/jwks',
    },
    ttl: {
      AccessToken: settings.accessTokenSeconds,
      // FAPI 2.0 §5.3.2.2-11: 60 seconds at most.
      AuthorizationCode: (_ctx, _code, client) =>
        isFapi2(client) ? Math.min(60, settings.authorizationCodeSeconds) : settings.authorizationCodeSeconds,
      // The consent ends them (see the adapter); these only have to be long enough.
      RefreshToken: consentSeconds,
      Grant: consentSeconds,
      Interaction: 24 * 60 * 60,
      Session: 60,
      PushedAuthorizationRequest: 60,
    },
    features: {
      devInteractions: { enabled: false },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      resourceIndicators: { enabled: false },
      dPoP: {
        enabled: true,
        nonceSecret: nonceSecretOf(keys.cookieKey),
        requireNonce: ({ oidc }) => extrasOf(oidc.client).requireDpopNonce === true,
      },
      mTLS: mutualTls(options),
      fapi: { enabled: true, profile: (_ctx, client) => (isFapi2(client) ? '2.0' : undefined) },
      pushedAuthorizationRequests: { enabled: true },
      introspection: { enabled: true, allowedPolicy: async (...args) => isOwn(...args) },
      revocation: { enabled: true, allowedPolicy: async (...args) => isOwn(...args) },
    },
  };
}

/**
 * The authorization server of a bank.
 */
export function createProvider(options: ProviderOptions): Provider {
  const { store, profile, issuer } = options;
  const provider = new Provider(issuer, configuration(options));
  // Only our own front sets X-Forwarded-*; see `asCalledByIssuer`.
  provider.proxy = true;
  // Nobody shall take a token of a sandbox for a real one.
  for (const [model, prefix] of [
    [provider.AccessToken, 'sandbox_at_'],
    [provider.RefreshToken, 'sandbox_rt_'],
    [provider.AuthorizationCode, 'sandbox_code_'],
  ] as const) {
    const prototype = model.prototype as unknown as { generateTokenId: () => string };
    const { generateTokenId } = prototype;
    prototype.generateTokenId = function () {
      return prefix + generateTokenId.call(this);
    };
  }
  // They come once the answer is made, before it is sent.
  const tell = (ctx: KoaContextWithOIDC, thrown: Error) => {
    const { body } = ctx;
    // RFC 9110 §15.5.2: a 401 challenges, which only HTTP Basic does.
    if (ctx.status === 401 && !ctx.response.get('WWW-Authenticate')) ctx.status = 400;
    if (typeof body === 'object' && body !== null) ctx.body = told(ctx, options, body as { error: string }, thrown);
  };
  provider.on('grant.error', tell).on('pushed_authorization_request.error', tell);
  provider.on('introspection.error', tell).on('revocation.error', tell);
  provider.use(metadataOfPlainOAuth(options));
  provider.use(tellConsentEnd(store, profile));
  provider.use(worldTimeIntrospection(store, profile));
  provider.use(allOrNothing(store, (ctx, error) => answerError(ctx, options, error)));
  return provider;
}
