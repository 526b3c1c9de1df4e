import {
  AuthorizationError,
  CallbackError,
  ConfigurationError,
  LinkageDeniedError,
  LinkageNotFoundError,
  MemoryTokenStore,
  type PendingLinkage,
} from '@renkei/sdk';
import { describe, expect, test } from 'vitest';
import { caught } from './caught.ts';
import { FakeBank, oauthError, offline, redirectUri } from './fake-bank.ts';

describe('starting a linkage', () => {
  test('the customer is sent to the authorization endpoint with PKCE S256, a state and the services', async () => {
    const fake = new FakeBank();
    const { url, pending } = await fake.link().start({ services: ['balances', 'transactions'] });
    const { origin, pathname, searchParams } = new URL(url);
    expect(origin + pathname).toBe('https://bank.example/gunma/oauth/authorize');
    expect(Object.fromEntries(searchParams)).toEqual({
      response_type: 'code',
      client_id: 'demo-accounting',
      redirect_uri: redirectUri,
      scope: 'balances transactions',
      state: pending.state,
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
    expect(url).not.toContain(pending.codeVerifier);
  });

  test('no scope is sent when no services are named', async () => {
    const { url, pending } = await new FakeBank().link().start();
    expect(new URL(url).searchParams.has('scope')).toBe(false);
    expect(pending).not.toHaveProperty('services');
  });

  test('each start has a fresh verifier and a fresh state', async () => {
    const bank = new FakeBank().link();
    const all = await Promise.all(Array.from({ length: 20 }, () => bank.start()));
    expect(new Set(all.map(({ pending }) => pending.state)).size).toBe(20);
    expect(new Set(all.map(({ pending }) => pending.codeVerifier)).size).toBe(20);
    expect(new Set(all.map(({ url }) => new URL(url).searchParams.get('code_challenge'))).size).toBe(20);
  });

  test('a parameter that the authorization endpoint already has is kept', async () => {
    const fake = new FakeBank();
    fake.metadata.authorization_endpoint = `${fake.issuer}/oauth/authorize?ui=corporate`;
    expect(new URL((await fake.link().start()).url).searchParams.get('ui')).toBe('corporate');
  });

  test.each([[[]], [['balance']]])('services %j are refused before anything is sent', async (services) => {
    const fake = new FakeBank();
    const error = await caught(fake.link().start({ services: services as never }));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(fake.received).toHaveLength(0);
  });
});

describe('completing a linkage', () => {
  test('a pending linkage survives a session store, and its code is redeemed with the verifier', async () => {
    const fake = new FakeBank();
    const bank = fake.link();
    const { url, pending } = await bank.start({ services: ['balances'] });
    const restored = JSON.parse(JSON.stringify(pending)) as PendingLinkage;
    const linkage = await bank.complete(new URL(fake.allow(url)), restored);
    expect(linkage.services).toEqual(['balances']);
    expect(linkage.id).toMatch(/^[0-9a-f-]{36}$/);
    const sent = fake.received.find(({ path }) => path.endsWith('/oauth/token'));
    expect(sent?.form.get('code_verifier')).toBe(pending.codeVerifier);
  });

  test('the callback may be relative to the redirect URI', async () => {
    const fake = new FakeBank();
    const bank = fake.link();
    const { url, pending } = await bank.start();
    const { pathname, search } = new URL(fake.allow(url));
    await expect(bank.complete(pathname + search, pending)).resolves.toHaveProperty('id');
  });

  test('a confidential client authenticates by client_secret_basic, form-encoded first', async () => {
    const fake = new FakeBank();
    await fake.linked(fake.link({ clientId: 'a:b', clientSecret: 'se cret' }));
    const sent = fake.received.find(({ path }) => path.endsWith('/oauth/token'));
    expect(sent?.headers.get('authorization')).toBe(`Basic ${btoa('a%3Ab:se+cret')}`);
    expect(sent?.form.has('client_id')).toBe(false);
  });

  test('a client without a secret is public', async () => {
    const fake = new FakeBank();
    await fake.linked(fake.link({ clientSecret: undefined }));
    const sent = fake.received.find(({ path }) => path.endsWith('/oauth/token'));
    expect(sent?.headers.has('authorization')).toBe(false);
    expect(sent?.form.get('client_id')).toBe('demo-accounting');
  });

  test('the services are those that the customer allowed, not those asked for', async () => {
    const fake = new FakeBank();
    const bank = fake.link();
    const { url, pending } = await bank.start({ services: ['balances', 'transactions', 'deposits'] });
    const linkage = await bank.complete(fake.allow(url, 'transactions openid'), pending);
    expect(linkage.services).toEqual(['transactions']);
    expect((await bank.open(linkage.id)).services).toEqual(['transactions']);
  });

  test('without a scope in the answer all that was asked for is granted (RFC 6749 §5.1)', async () => {
    const fake = new FakeBank();
    const bank = fake.link();
    const { url, pending } = await bank.start({ services: ['deposits'] });
    const callback = fake.allow(url);
    const tokens = { access_token: 'a', token_type: 'bearer', expires_in: 60, refresh_token: 'r' };
    fake.once('/oauth/token', () => Response.json(tokens));
    expect((await bank.complete(callback, pending)).services).toEqual(['deposits']);
  });

  test('the linkage can be opened from the store by another BankLink, and nothing is asked of the bank', async () => {
    const fake = new FakeBank();
    const tokenStore = new MemoryTokenStore();
    const { id } = await fake.linked(fake.link({ tokenStore }));
    const before = fake.received.length;
    expect((await fake.link({ tokenStore }).open(id)).id).toBe(id);
    expect(fake.received).toHaveLength(before);
  });

  test('a linkage that is not in the store is not found', async () => {
    expect(await caught(new FakeBank().link().open('nobody'))).toBeInstanceOf(LinkageNotFoundError);
  });

  test.each([{ issuer: 'https://bank.example/mizuho' }, { clientId: 'another' }])(
    'a linkage is not opened with %j, so that its tokens never reach another bank or client',
    async (other) => {
      const fake = new FakeBank();
      const tokenStore = new MemoryTokenStore();
      const { id } = await fake.linked(fake.link({ tokenStore }));
      expect(await caught(fake.link({ tokenStore, ...other }).open(id))).toBeInstanceOf(ConfigurationError);
    },
  );
});

describe('refusals', () => {
  async function started(fake = new FakeBank()) {
    const bank = fake.link();
    return { fake, bank, ...(await bank.start()) };
  }

  test('拒否 is a LinkageDeniedError', async () => {
    const { fake, bank, url, pending } = await started();
    const error = await caught(bank.complete(fake.callback(url, { error: 'access_denied' }), pending));
    expect(error).toBeInstanceOf(LinkageDeniedError);
    expect(fake.count('/oauth/token')).toBe(0);
  });

  test('another error in the callback is an AuthorizationError', async () => {
    const { fake, bank, url, pending } = await started();
    const callback = fake.callback(url, { error: 'invalid_scope', error_description: 'ask for less\u0007' });
    const error = await caught(bank.complete(callback, pending));
    expect(error).toBeInstanceOf(AuthorizationError);
    expect(error).toMatchObject({ code: 'authorization', error: 'invalid_scope', errorDescription: 'ask for less ' });
  });

  test('an error of the token endpoint is an AuthorizationError', async () => {
    const { fake, bank, url, pending } = await started();
    const callback = fake.allow(url);
    fake.once('/oauth/token', () => oauthError('invalid_client', {}, 401));
    expect(await caught(bank.complete(callback, pending))).toMatchObject({ error: 'invalid_client' });
  });

  test('a refusal with a wrong state or iss is not believed', async () => {
    const { fake, bank, url, pending } = await started();
    const forged = fake.callback(url, { error: 'access_denied', state: 'x' });
    expect(await caught(bank.complete(forged, pending))).toBeInstanceOf(CallbackError);
    const mixed = fake.callback(url, { error: 'access_denied', iss: 'https://evil.example' });
    expect(await caught(bank.complete(mixed, pending))).toBeInstanceOf(CallbackError);
  });

  test.each([
    ['state_missing', { state: undefined }],
    ['state_mismatch', { state: 'another' }],
    ['iss_missing', { iss: undefined }],
    ['iss_mismatch', { iss: 'https://bank.example/gunma/' }],
    ['code_missing', { code: undefined }],
    ['code_missing', { code: '' }],
    ['response_unsupported', { id_token: 'x' }],
    ['response_unsupported', { token: 'x' }],
    ['response_unsupported', { response: 'x' }],
  ])('%s: a callback with %j is refused, and no code is redeemed', async (expected, members) => {
    const { fake, bank, url, pending } = await started();
    const code = new URL(fake.allow(url)).searchParams.get('code') ?? '';
    const error = await caught(bank.complete(fake.callback(url, { code, ...members }), pending));
    expect(error).toBeInstanceOf(CallbackError);
    expect(error).toMatchObject({ code: 'callback_invalid', problem: expected });
    expect(fake.count('/oauth/token')).toBe(0);
  });

  test.each(['state', 'iss', 'code', 'error'])('a repeated %s is refused, even with the same value', async (name) => {
    const { fake, bank, url, pending } = await started();
    const callback = new URL(fake.allow(url));
    if (name === 'error') callback.searchParams.append(name, 'access_denied');
    callback.searchParams.append(name, callback.searchParams.get(name) ?? '');
    expect(await caught(bank.complete(callback, pending))).toMatchObject({ problem: `${name}_repeated` });
    expect(fake.count('/oauth/token')).toBe(0);
  });

  test.each(['https://localhost:3000/callback', 'http://localhost:3001/callback', 'http://localhost:3000/other'])(
    'a callback that arrived at %s is refused',
    async (place) => {
      const { fake, bank, url, pending } = await started();
      const callback = place + new URL(fake.allow(url)).search;
      expect(await caught(bank.complete(callback, pending))).toMatchObject({ problem: 'redirect_uri_mismatch' });
    },
  );

  test("a callback without the redirect URI's own parameters is refused", async () => {
    const fake = new FakeBank();
    const bank = fake.link({ redirectUri: `${redirectUri}?tenant=1` });
    const { url, pending } = await bank.start();
    expect(await caught(bank.complete(fake.allow(url), pending))).toMatchObject({ problem: 'redirect_uri_mismatch' });
    const { url: second, pending: next } = await bank.start();
    await expect(bank.complete(`${fake.allow(second)}&tenant=1`, next)).resolves.toHaveProperty('id');
  });

  test('a callback that is no URL is refused', async () => {
    const { bank, pending } = await started();
    expect(await caught(bank.complete('http://[', pending))).toMatchObject({ problem: 'url_invalid' });
  });

  test.each([undefined, {}, { issuer: 'https://bank.example/gunma', state: '', codeVerifier: 'v' }])(
    'a lost session (%j) is refused',
    async (pending) => {
      const { fake, bank, url } = await started();
      const error = await caught(bank.complete(fake.allow(url), pending as never));
      expect(error).toMatchObject({ problem: 'pending_invalid' });
    },
  );

  test('a pending linkage of another bank is refused', async () => {
    const { fake, bank, url, pending } = await started();
    const mixed = { ...pending, issuer: 'https://bank.example/mizuho' };
    expect(await caught(bank.complete(fake.allow(url), mixed))).toMatchObject({ problem: 'iss_mismatch' });
  });

  test('a callback used twice is refused locally', async () => {
    const { fake, bank, url, pending } = await started();
    const callback = fake.allow(url);
    await bank.complete(callback, pending);
    expect(await caught(bank.complete(callback, pending))).toMatchObject({ problem: 'already_used' });
    expect(fake.count('/oauth/token')).toBe(1);
  });

  test('of ten simultaneous uses of a callback exactly one reaches the bank', async () => {
    const { fake, bank, url, pending } = await started();
    const callback = fake.allow(url);
    const all = await Promise.allSettled(Array.from({ length: 10 }, () => bank.complete(callback, pending)));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(fake.count('/oauth/token')).toBe(1);
  });

  test('a bank that does not promise iss may leave it out (RFC 9207 §2.3)', async () => {
    const fake = new FakeBank();
    delete fake.metadata.authorization_response_iss_parameter_supported;
    const { bank, url, pending } = await started(fake);
    const callback = new URL(fake.allow(url));
    callback.searchParams.delete('iss');
    await expect(bank.complete(callback, pending)).resolves.toHaveProperty('id');
  });

  test.each([
    ['invalid_grant', () => oauthError('invalid_grant')],
    ['429', () => oauthError('slow_down', {}, 429)],
    ['503', () => new Response('busy', { status: 503, headers: { 'retry-after': '0' } })],
    ['a timeout of the bank', () => new Response('late', { status: 504 })],
  ])('a code exchange that is answered %s is never sent again', async (_, answer) => {
    const { fake, bank, url, pending } = await started();
    const callback = fake.allow(url);
    fake.once('/oauth/token', answer);
    await caught(bank.complete(callback, pending));
    expect(await caught(bank.complete(callback, pending))).toMatchObject({ problem: 'already_used' });
    expect(fake.count('/oauth/token')).toBe(1);
    expect(fake.waits).toEqual([]);
  });

  test('a code exchange is never sent again', async () => {
    const { fake, bank, url, pending } = await started();
    const callback = fake.allow(url);
    fake.once('/oauth/token', offline);
    expect(await caught(bank.complete(callback, pending))).toMatchObject({ code: 'network' });
    expect(await caught(bank.complete(callback, pending))).toMatchObject({ problem: 'already_used' });
    expect(fake.count('/oauth/token')).toBe(1);
  });
});
