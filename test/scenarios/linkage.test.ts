import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { createVendor } from '../support/vendor.ts';
import { createVisitor, walk } from '../support/visitor.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(async () => {
  expect(sandbox.faults).toEqual([]);
  await sandbox.close();
});

const errorIn = (url: string) => new URL(url).searchParams.get('error');

describe('a vendor with its own OAuth client', () => {
  it('links a customer and reads the accounts, knowing only the issuer and its registration', async () => {
    const vendor = await createVendor(sandbox);
    const tokens = await vendor.link();
    expect(tokens).toMatchObject({ token_type: 'bearer', expires_in: 1800, scope: 'balances transactions deposits' });
    expect(tokens.access_token).toMatch(/^sandbox_/);
    expect(tokens.refresh_token).toMatch(/^sandbox_/);
    const { accounts } = (await (await vendor.read(tokens.access_token, '/accounts')).json()) as {
      accounts: unknown[];
    };
    expect(accounts).toHaveLength(2);
  });

  it('finds the same metadata below the issuer, at the origin and for OpenID clients', async () => {
    const read = async (url: string) => (await fetch(url)).json();
    const metadata = await read(`${sandbox.issuer}/.well-known/oauth-authorization-server`);
    expect(await read(`${sandbox.origin}/.well-known/oauth-authorization-server/gunma`)).toEqual(metadata);
    expect(await read(`${sandbox.issuer}/.well-known/openid-configuration`)).toEqual(metadata);
    expect(metadata).toMatchObject({
      issuer: sandbox.issuer,
      scopes_supported: ['balances', 'transactions', 'deposits'],
    });
    expect(JSON.stringify(metadata)).not.toContain('openid');
  });

  it('is told in scope when the customer allows less than was asked for', async () => {
    const tokens = await (await createVendor(sandbox)).link({ services: ['balances'] });
    expect(tokens.scope).toBe('balances');
  });

  it('asks for all its services when it leaves out scope', async () => {
    const vendor = await createVendor(
      sandbox,
      await sandbox.registerClient({ services: ['balances', 'transactions'] }),
    );
    const started = await vendor.authorizationUrl();
    const url = new URL(started.url);
    url.searchParams.delete('scope');
    const { url: callback } = await walk(createVisitor(), url.href, { loginId: 'sato' });
    expect((await vendor.redeem(callback, started)).scope).toBe('balances transactions');
  });

  it('is refused a service that its registration does not have', async () => {
    const vendor = await createVendor(sandbox, await sandbox.registerClient({ services: ['balances'] }));
    const { url } = await vendor.authorizationUrl({ scope: 'balances deposits' });
    const { url: callback } = await createVisitor().follow(url);
    expect(errorIn(callback)).toBe('invalid_scope');
  });

  it('gets access_denied, its state and the issuer when the customer presses 拒否', async () => {
    const vendor = await createVendor(sandbox);
    const { url, state } = await vendor.authorizationUrl();
    const { url: callback, screens } = await walk(createVisitor(), url, { loginId: 'sato', deny: true });
    const parameters = Object.fromEntries(new URL(callback).searchParams);
    expect(screens).toEqual(['entry', 'service-selection', 'consent']);
    expect(parameters).toMatchObject({ error: 'access_denied', state, iss: sandbox.issuer });
    expect(parameters).not.toHaveProperty('code');
  });

  it('can push the authorization request, reload it, and use it once', async () => {
    const vendor = await createVendor(sandbox);
    const started = await vendor.authorizationUrl();
    const credentials = btoa(`${vendor.client.client_id}:${vendor.client.client_secret}`);
    const pushed = await fetch(`${sandbox.issuer}/oauth/par`, {
      method: 'POST',
      headers: { Authorization: `Basic ${credentials}` },
      body: new URL(started.url).searchParams,
    });
    const { request_uri: requestUri } = (await pushed.json()) as { request_uri: string };
    const url = `${sandbox.issuer}/oauth/authorize?${new URLSearchParams({ client_id: vendor.client.client_id, request_uri: requestUri })}`;
    const reloaded = await createVisitor().follow(url);
    expect(reloaded.response?.status).toBe(200);
    const { url: callback } = await walk(createVisitor(), url, { loginId: 'sato' });
    expect((await vendor.redeem(callback, started)).access_token).toMatch(/^sandbox_at_/);
    const { response: again } = await createVisitor().follow(url);
    expect(again?.status).toBe(400);
    expect(await again?.json()).toMatchObject({ error: 'invalid_request_uri' });
  });
});

describe('an authorization request that cannot be trusted', () => {
  it('is told why as JSON when it asks for JSON', async () => {
    const { url } = await (await createVendor(sandbox)).authorizationUrl({ client_id: 'nobody' });
    const response = await fetch(url, { headers: { Accept: 'application/json' } });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: 'invalid_client', iss: sandbox.issuer });
  });

  it('is told invalid_scope when it asks for nothing that the bank has', async () => {
    const { url } = await (await createVendor(sandbox)).authorizationUrl({ scope: 'openid profile' });
    const { url: callback } = await createVisitor().follow(url);
    expect(errorIn(callback)).toBe('invalid_scope');
  });

  it('is given what it may have of several scopes, the unknown ones ignored', async () => {
    const vendor = await createVendor(sandbox);
    const tokens = await vendor.link({ loginId: 'sato' }, { scope: 'openid offline_access balances unknown' });
    expect(tokens.scope).toBe('balances');
  });

  const page = async (parameters: Record<string, string>) => {
    const { url } = await (await createVendor(sandbox)).authorizationUrl(parameters);
    return fetch(url, { redirect: 'manual', headers: { Accept: 'text/html' } });
  };

  it.each([
    ['an unregistered redirect URI', { redirect_uri: 'http://localhost:9999/other' }],
    ['a redirect URI with something added', { redirect_uri: 'http://localhost:9999/callback/../x' }],
    ['an unknown client', { client_id: 'nobody' }],
  ])('gets an error page and no redirect for %s', async (_, parameters) => {
    const response = await page(parameters);
    expect(response.status).toBe(400);
    expect(response.headers.get('location')).toBeNull();
    expect(await response.text()).toContain('サンドボックス（テスト環境）');
  });

  it.each([
    ['no PKCE', { code_challenge: '', code_challenge_method: '' }],
    ['PKCE plain', { code_challenge_method: 'plain' }],
    ['a malformed challenge', { code_challenge: 'short' }],
    ['a response type that no bank gives', { response_type: 'none' }],
  ])('gets an error redirect with state and iss for %s', async (_, parameters) => {
    const response = await page(parameters);
    const location = new URL(response.headers.get('location') ?? '');
    expect(response.status).toBe(303);
    expect(location.searchParams.get('error')).toMatch(/^[a-z_]+$/);
    expect(location.searchParams.get('iss')).toBe(sandbox.issuer);
    expect(location.searchParams.get('state')).not.toBeNull();
  });
});

describe('codes and tokens', () => {
  const started = async (behaviour = {}) => {
    const vendor = await createVendor(sandbox);
    const authorization = await vendor.authorizationUrl();
    const { url } = await walk(createVisitor(), authorization.url, { loginId: 'sato', ...behaviour });
    return { vendor, authorization, callback: url };
  };

  it('gives one of fifty simultaneous redemptions of a code its tokens, and the rest invalid_grant', async () => {
    const { vendor, authorization, callback } = await started();
    const redeem = () => vendor.requestTokens(callback, authorization);
    const responses = await Promise.all(Array.from({ length: 50 }, redeem));
    const failed = responses.filter(({ status }) => status !== 200);
    expect(responses.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(new Set(failed.map(({ status }) => status))).toEqual(new Set([400]));
    for (const response of failed) expect(((await response.json()) as { error: string }).error).toBe('invalid_grant');
  });

  it('refuses a code with a wrong verifier, and after 60 seconds', async () => {
    const { vendor, authorization, callback } = await started();
    await expect(
      vendor.redeem(callback, { ...authorization, verifier: randomBytes(32).toString('base64url') }),
    ).rejects.toThrow();
    const late = await started();
    await sandbox.advance('PT61S');
    await expect(late.vendor.redeem(late.callback, late.authorization)).rejects.toThrow();
  });

  it('ends the tokens of a code that is used again', async () => {
    const { vendor, authorization, callback } = await started();
    const tokens = await vendor.redeem(callback, authorization);
    await expect(vendor.redeem(callback, authorization)).rejects.toThrow();
    const response = await vendor.read(tokens.access_token, '/accounts');
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ code: 'consent_ended', reason: 'token_reused' });
  });

  it('replaces the refresh token at each use, and ends the linkage when an old one comes back', async () => {
    const vendor = await createVendor(sandbox);
    const first = await vendor.link({ loginId: 'sato' });
    const second = (await (await vendor.refresh(first.refresh_token ?? '')).json()) as typeof first;
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect((await vendor.read(second.access_token, '/accounts')).status).toBe(200);
    const reused = await vendor.refresh(first.refresh_token ?? '');
    expect(reused.status).toBe(400);
    const after = await vendor.refresh(second.refresh_token ?? '');
    expect(await after.json()).toMatchObject({ error: 'invalid_grant', reason: 'token_reused' });
  });

  it('answers fifty simultaneous refreshes by the rotation rule, never with a fault', async () => {
    const vendor = await createVendor(sandbox);
    const { refresh_token: token = '' } = await vendor.link({ loginId: 'sato' });
    const responses = await Promise.all(Array.from({ length: 50 }, () => vendor.refresh(token)));
    expect(responses.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
    expect(responses.every(({ status }) => status === 200 || status === 400)).toBe(true);
  });

  it('revokes: the consent of the token ends, others stay, an unknown token is answered 200', async () => {
    const vendor = await createVendor(sandbox);
    const other = await createVendor(sandbox);
    const tokens = await vendor.link({ loginId: 'sato' });
    const untouched = await other.link({ loginId: 'kato' });
    const revoke = (token: string) =>
      fetch(`${sandbox.issuer}/oauth/revoke`, {
        method: 'POST',
        headers: { Authorization: `Basic ${btoa(`${vendor.client.client_id}:${vendor.client.client_secret}`)}` },
        body: new URLSearchParams({ token }),
      });
    expect((await revoke('unknown')).status).toBe(200);
    expect((await revoke(untouched.refresh_token ?? '')).status).toBe(200);
    expect((await other.read(untouched.access_token, '/accounts')).status).toBe(200);
    expect((await revoke(tokens.refresh_token ?? '')).status).toBe(200);
    expect(await (await vendor.read(tokens.access_token, '/accounts')).json()).toMatchObject({
      reason: 'ended_by_vendor',
    });
  });

  it('introspects in world time, and says only active false of what is dead, unknown or foreign', async () => {
    const vendor = await createVendor(sandbox);
    const other = await createVendor(sandbox);
    const tokens = await vendor.link({ loginId: 'sato' });
    const introspect = async (asker: typeof vendor, token: string) => {
      const response = await fetch(`${sandbox.issuer}/oauth/introspect`, {
        method: 'POST',
        headers: { Authorization: `Basic ${btoa(`${asker.client.client_id}:${asker.client.client_secret}`)}` },
        body: new URLSearchParams({ token }),
      });
      return response.json();
    };
    const now = Math.floor(sandbox.store.clock.now() / 1000);
    const known = (await introspect(vendor, tokens.access_token)) as { exp: number; iat: number };
    expect(known).toMatchObject({
      active: true,
      scope: 'balances transactions deposits',
      client_id: vendor.client.client_id,
    });
    expect(Math.abs(known.exp - now - 1800)).toBeLessThan(30);
    expect(Math.abs(known.iat - now)).toBeLessThan(30);
    expect(await introspect(other, tokens.access_token)).toEqual({ active: false });
    expect(await introspect(vendor, 'unknown')).toEqual({ active: false });
    await sandbox.advance('PT31M');
    expect(await introspect(vendor, tokens.access_token)).toEqual({ active: false });
  });

  it('ends at day 90: a second before it refreshes, at the end it says why', async () => {
    const vendor = await createVendor(sandbox);
    await sandbox.control('PUT', '/clock', { frozen: true });
    const tokens = await vendor.link({ loginId: 'sato' });
    await sandbox.advance('P89DT23H59M59S');
    const refreshed = (await (await vendor.refresh(tokens.refresh_token ?? '')).json()) as typeof tokens;
    expect((await vendor.read(refreshed.access_token, '/linkage')).status).toBe(200);
    await sandbox.advance('PT1S');
    const read = await vendor.read(refreshed.access_token, '/accounts');
    expect(await read.json()).toMatchObject({ status: 401, code: 'consent_ended', reason: 'expired' });
    const late = await vendor.refresh(refreshed.refresh_token ?? '');
    const body = (await late.json()) as { error_description: string };
    expect(body).toMatchObject({ error: 'invalid_grant', reason: 'expired' });
    expect(body.error_description).toMatch(/^[\x20-\x7e]+$/);
    await sandbox.control('PUT', '/clock', { frozen: false });
  });

  it('ends when the same customer links the same vendor again, and only then', async () => {
    const vendor = await createVendor(sandbox);
    const other = await createVendor(sandbox);
    const first = await vendor.link({ loginId: 'sato' });
    const elsewhere = await other.link({ loginId: 'sato' });
    const second = await vendor.link({ loginId: 'sato' });
    expect(await (await vendor.read(first.access_token, '/accounts')).json()).toMatchObject({ reason: 'superseded' });
    expect((await vendor.read(second.access_token, '/accounts')).status).toBe(200);
    expect((await other.read(elsewhere.access_token, '/accounts')).status).toBe(200);
  });

  it('wants client authentication: 401 with WWW-Authenticate for failed Basic', async () => {
    const vendor = await createVendor(sandbox);
    const response = await fetch(`${sandbox.issuer}/oauth/token`, {
      method: 'POST',
      headers: { Authorization: `Basic ${btoa(`${vendor.client.client_id}:wrong-secret`)}` },
      body: new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'x' }),
    });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toMatch(/^Basic/);
    expect(response.headers.get('cache-control')).toBe('no-store');
  });
});
