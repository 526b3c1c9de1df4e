import * as oauth from 'oauth4webapi';
import { checkedFetch } from './contract.ts';
import { CALLBACK, type TestClient, type TestSandbox } from './sandbox.ts';
import { type Behaviour, createVisitor, walk } from './visitor.ts';

const insecure = {
  [oauth.allowInsecureRequests]: true,
  [oauth.customFetch]: checkedFetch as (url: string, init: object) => Promise<Response>,
};

/** A bank that a vendor can register at. */
export type VendorsBank = Pick<TestSandbox, 'issuer' | 'registerClient'>;

/** A vendor with an OAuth client of its own, which knows the issuer URL and its registration and nothing else. */
export async function createVendor(sandbox: VendorsBank, client?: TestClient) {
  const registered = client ?? (await sandbox.registerClient());
  const issuer = new URL(sandbox.issuer);
  const discovery = await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...insecure });
  const server = await oauth.processDiscoveryResponse(issuer, discovery);
  const authentication = oauth.ClientSecretBasic(registered.client_secret);

  async function authorizationUrl(parameters: Record<string, string> = {}) {
    const verifier = oauth.generateRandomCodeVerifier();
    const state = oauth.generateRandomState();
    const url = new URL(server.authorization_endpoint ?? '');
    const all = {
      response_type: 'code',
      client_id: registered.client_id,
      redirect_uri: CALLBACK,
      scope: 'balances transactions deposits',
      state,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      ...parameters,
    };
    for (const [name, value] of Object.entries(all)) url.searchParams.set(name, value);
    return { url: url.href, verifier, state };
  }

  function requestTokens(callbackUrl: string, { verifier, state }: { verifier: string; state: string }) {
    const parameters = oauth.validateAuthResponse(server, registered, new URL(callbackUrl), state);
    return oauth.authorizationCodeGrantRequest(
      server,
      registered,
      authentication,
      parameters,
      CALLBACK,
      verifier,
      insecure,
    );
  }

  async function redeem(callbackUrl: string, started: { verifier: string; state: string }) {
    const response = await requestTokens(callbackUrl, started);
    return oauth.processAuthorizationCodeResponse(server, registered, response);
  }

  return {
    client: registered,
    server,
    authorizationUrl,
    /** A raw redemption, with whatever comes back. */
    requestTokens,
    redeem,
    /** Links a customer from start to tokens. */
    link: async (behaviour: Behaviour = {}, parameters: Record<string, string> = {}) => {
      const started = await authorizationUrl(parameters);
      const { url } = await walk(createVisitor(), started.url, behaviour);
      return redeem(url, started);
    },
    /** A raw refresh, with whatever comes back. */
    refresh: (refreshToken: string) =>
      oauth.refreshTokenGrantRequest(server, registered, authentication, refreshToken, insecure),
    /** Reads the data API with an access token. */
    read: (accessToken: string, path: string, method = 'GET') =>
      checkedFetch(`${sandbox.issuer}/api/v1${path}`, { method, headers: { Authorization: `Bearer ${accessToken}` } }),
  };
}
