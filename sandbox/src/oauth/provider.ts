import { type Configuration, errors, interactionPolicy, type KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { BankProfile } from '../bank/profile.ts';
import type { WorldStore } from '../store/world-store.ts';
import { realNow } from '../world/clock.ts';
import { createAdapterFactory } from './adapter.ts';
import type { ServerKeys } from './keys.ts';
import { metadataOfPlainOAuth, tellConsentEnd, worldTimeIntrospection } from './responses.ts';

/** A page for the customer when an OAuth request cannot be answered by a redirect. */
export type RenderOAuthError = (
  ctx: KoaContextWithOIDC,
  error: { error: string; error_description?: string | undefined },
) => string;

/** Every linkage asks for the login, and ends at our consent screen. */
function linkagePolicy() {
  const { Check, base } = interactionPolicy;
  const policy = base();
  policy.get('login')?.checks.add(
    new Check('linkage', 'every linkage starts with a login', ({ oidc }) => {
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

/** Its cookies are bound to the path of a linkage, which `__Host-` forbids (decision 005). */
function cookieNames(issuer: string) {
  const prefix = issuer.startsWith('https:') ? '__Secure-' : '_';
  return { session: `${prefix}session`, interaction: `${prefix}interaction`, resume: `${prefix}interaction_resume` };
}

function configuration(
  store: WorldStore,
  profile: BankProfile,
  issuer: string,
  keys: ServerKeys,
  renderError: RenderOAuthError,
): Configuration {
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
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'none'],
    clientDefaults: { id_token_signed_response_alg: 'ES256' },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    pkce: { required: () => true },
    findAccount: async (_ctx, accountId) => ({ accountId, claims: async () => ({ sub: accountId }) }),
    interactions: {
      policy: linkagePolicy(),
      url: (ctx, interaction) => `${ctx.oidc.provider.issuer}/link/${interaction.uid}`,
    },
    // RFC 6749 §4.1.3: the token request repeats the redirect URI of the authorization request.
    allowOmittingSingleRegisteredRedirectUri: false,
    assertJwtClientAuthClaimsAndHeader: async (ctx, claims) => {
      // FAPI 2.0 §5.3.2.1-8: one audience, the issuer; RFC 7519 leaves the clock's tolerance to us.
      const tooLate = Number(claims.iat ?? 0) > realNow() / 1000 + 60;
      if (claims.aud !== ctx.oidc.issuer) throw new errors.InvalidClientAuth('aud must be the issuer, as a string');
      if (tooLate) throw new errors.InvalidClientAuth('iat is more than 60 seconds ahead');
    },
    clientBasedCORS: () => false,
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: true,
    expiresWithSession: async () => false,
    revokeGrantPolicy: () => true,
    renderError: async (ctx, out) => {
      if (ctx.accepts('html', 'json') === 'json') {
        ctx.body = out;
        return;
      }
      ctx.type = 'html';
      ctx.body = renderError(ctx, out);
    },
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
      AuthorizationCode: settings.authorizationCodeSeconds,
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
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: true },
      introspection: { enabled: true, allowedPolicy: async (...args) => isOwn(...args) },
      revocation: { enabled: true, allowedPolicy: async (...args) => isOwn(...args) },
    },
  };
}

/**
 * The authorization server of a bank.
 *
 * @param store - the world
 * @param profile - the bank
 * @param issuer - its base URL
 * @param keys - kept with the world
 * @param renderError - the page for errors that cannot be redirected
 */
export function createProvider(
  store: WorldStore,
  profile: BankProfile,
  issuer: string,
  keys: ServerKeys,
  renderError: RenderOAuthError,
): Provider {
  const provider = new Provider(issuer, configuration(store, profile, issuer, keys, renderError));
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
  provider.use(metadataOfPlainOAuth);
  provider.use(tellConsentEnd(store, profile));
  provider.use(worldTimeIntrospection(store, profile));
  return provider;
}
