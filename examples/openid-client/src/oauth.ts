import * as oauth from 'openid-client';

/** The vendor, as the bank registered it. */
export interface Registration {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** How requests are sent. Default: the global `fetch`. */
  readonly fetch?: typeof fetch;
}

/** What has to be kept in the customer's session while he is at the bank. */
export interface Pending {
  readonly state: string;
  readonly codeVerifier: string;
}

/** What a linkage is worth. Keep it encrypted. */
export interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** The customer has to link again. */
class LinkageEndedError extends Error {
  override name = 'LinkageEndedError';
  /** Why, when the bank says so: `expired`, `login_password_changed`, … */
  readonly reason: string | undefined;
  constructor(reason: string | undefined) {
    super(`the linkage is over (${reason ?? 'no reason told'}); send the customer to link again`);
    this.reason = reason;
  }
}

// #region discover
export async function discoverBank({ issuer, clientId, clientSecret, fetch }: Registration) {
  const server = new URL(issuer);
  return oauth.discovery(server, clientId, undefined, oauth.ClientSecretBasic(clientSecret), {
    algorithm: 'oauth2', // RFC 8414: the bank is no OpenID provider, there is no ID token
    execute: server.hostname === 'localhost' ? [oauth.allowInsecureRequests] : [],
    ...(fetch && { [oauth.customFetch]: fetch as oauth.CustomFetch }),
  });
}
// #endregion

// #region authorize
export async function startLinkage(bank: oauth.Configuration, redirectUri: string, services: readonly string[]) {
  const pending: Pending = { state: oauth.randomState(), codeVerifier: oauth.randomPKCECodeVerifier() };
  const url = oauth.buildAuthorizationUrl(bank, {
    redirect_uri: redirectUri,
    scope: services.join(' '),
    state: pending.state,
    code_challenge: await oauth.calculatePKCECodeChallenge(pending.codeVerifier),
    code_challenge_method: 'S256',
  });
  return { url: url.href, pending };
}
// #endregion

// #region callback
export async function completeLinkage(bank: oauth.Configuration, callbackUrl: URL, pending: Pending): Promise<Tokens> {
  // It compares state and iss (RFC 9207) before it sends the code and the verifier.
  const answer = await oauth.authorizationCodeGrant(bank, callbackUrl, {
    expectedState: pending.state,
    pkceCodeVerifier: pending.codeVerifier,
  });
  return { accessToken: answer.access_token, refreshToken: answer.refresh_token ?? '' };
}
// #endregion

// #region refresh
export async function refreshTokens(bank: oauth.Configuration, { refreshToken }: Tokens): Promise<Tokens> {
  try {
    const answer = await oauth.refreshTokenGrant(bank, refreshToken);
    // The bank rotates: the old refresh token is worth nothing from here on.
    return { accessToken: answer.access_token, refreshToken: answer.refresh_token ?? refreshToken };
  } catch (error) {
    if (!(error instanceof oauth.ResponseBodyError) || error.error !== 'invalid_grant') throw error;
    const { reason } = error.cause;
    throw new LinkageEndedError(typeof reason === 'string' ? reason : undefined);
  }
}
// #endregion

// #region revoke
export async function endLinkage(bank: oauth.Configuration, { refreshToken }: Tokens): Promise<void> {
  await oauth.tokenRevocation(bank, refreshToken);
}
// #endregion
