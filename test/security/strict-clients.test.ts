import * as oauth from 'oauth4webapi';
import * as openid from 'openid-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';
import {
  type AppKind,
  appKinds,
  authorizationParameters,
  createStrictApp,
  createStrictVendor,
  customerAllows,
  named,
} from '../support/strict-app.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(async () => {
  expect(sandbox.faults).toEqual([]);
  await sandbox.close();
});

const kinds = appKinds.map((kind): [string, AppKind] => [named(kind), kind]);
const tokenTypeOf = ({ bound }: AppKind) => (bound === 'dpop' ? 'dpop' : 'bearer');

/** What the tokens are bound to, as introspection tells it. */
const confirmationOf = ({ bound }: AppKind) => {
  if (bound === undefined) return undefined;
  return bound === 'dpop'
    ? { jkt: expect.stringMatching(/^[\w-]{43}$/) }
    : { 'x5t#S256': expect.stringMatching(/^[\w-]{43}$/) };
};

describe('oauth4webapi links, reads, refreshes, introspects and revokes', () => {
  test.each(kinds)('%s', async (_, kind) => {
    const vendor = await createStrictVendor(sandbox, await createStrictApp(sandbox, kind));
    const tokens = await vendor.link();
    expect(tokens.token_type).toBe(tokenTypeOf(kind));
    expect((await vendor.read(tokens.access_token)).status).toBe(200);
    const fresh = await vendor.refresh(tokens.refresh_token ?? '');
    expect(fresh.refresh_token === tokens.refresh_token).toBe(kind.profile === 'fapi2');
    expect((await vendor.read(fresh.access_token)).status).toBe(200);
    const known = await vendor.introspect(fresh.access_token);
    expect(known).toMatchObject({ active: true, scope: 'balances transactions' });
    expect(known.cnf).toEqual(confirmationOf(kind));
    await vendor.revoke(fresh.refresh_token ?? '');
    expect(await vendor.introspect(fresh.access_token)).toEqual({ active: false });
    await expect(vendor.read(fresh.access_token)).rejects.toThrow(oauth.WWWAuthenticateChallengeError);
  });
});

describe('openid-client links, reads, refreshes, introspects and revokes', () => {
  test.each(kinds)('%s', async (_, kind) => {
    const app = await createStrictApp(sandbox, kind);
    const authentication = {
      client_secret_basic: () => openid.ClientSecretBasic(app.client.client_secret),
      client_secret_post: () => openid.ClientSecretPost(app.client.client_secret),
      private_key_jwt: () => openid.PrivateKeyJwt(app.signingKey),
      tls_client_auth: () => openid.TlsClientAuth(),
      self_signed_tls_client_auth: () => openid.TlsClientAuth(),
    }[kind.method]();
    const { client_id: id, ...metadata } = app.metadata;
    const config = await openid.discovery(new URL(sandbox.issuer), id, metadata, authentication, {
      algorithm: 'oauth2',
      execute: [openid.allowInsecureRequests],
      [openid.customFetch]: app.fetch as never,
    });
    const proved = app.bearsDpop ? { DPoP: openid.getDPoPHandle(config, app.dpopKey) } : {};
    const { parameters, verifier, state } = await authorizationParameters();
    const url =
      kind.profile === 'fapi2'
        ? await openid.buildAuthorizationUrlWithPAR(config, parameters, proved)
        : openid.buildAuthorizationUrl(config, parameters);
    const checks = { pkceCodeVerifier: verifier, expectedState: state };
    const tokens = await openid.authorizationCodeGrant(config, await customerAllows(url.href), checks, {}, proved);
    expect(tokens.token_type).toBe(tokenTypeOf(kind));
    const read = (token: string) =>
      openid.fetchProtectedResource(config, token, new URL(`${app.api}/accounts`), 'GET', null, undefined, proved);
    expect((await read(tokens.access_token)).status).toBe(200);
    const fresh = await openid.refreshTokenGrant(config, tokens.refresh_token ?? '', {}, proved);
    expect(fresh.refresh_token === tokens.refresh_token).toBe(kind.profile === 'fapi2');
    expect((await read(fresh.access_token)).status).toBe(200);
    const known = await openid.tokenIntrospection(config, fresh.access_token);
    expect(known).toMatchObject({ active: true });
    expect(known.cnf).toEqual(confirmationOf(kind));
    await openid.tokenRevocation(config, fresh.refresh_token ?? '');
    expect(await openid.tokenIntrospection(config, fresh.access_token)).toEqual({ active: false });
    await expect(read(fresh.access_token)).rejects.toThrow(openid.WWWAuthenticateChallengeError);
  });
});
