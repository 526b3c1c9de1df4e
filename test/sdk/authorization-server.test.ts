import { ConfigurationError, InvalidResponseError } from '@renkei/sdk';
import { describe, expect, test } from 'vitest';
import { caught } from './caught.ts';
import { FakeBank, offline, redirectUri } from './fake-bank.ts';

describe('options', () => {
  test.each([
    { issuer: 'http://bank.example' },
    { issuer: 'http://localhost.example:4400/gunma' },
    { issuer: 'ftp://localhost/gunma' },
    { issuer: 'https://user:hunter2@bank.example' },
    { issuer: 'https://bank.example/?a=1' },
    { issuer: 'https://bank.example/#a' },
    { issuer: 'bank.example' },
    { issuer: '' },
    { clientId: '' },
    { clientSecret: '' },
    { redirectUri: 'http://app.example/callback' },
    { redirectUri: 'https://app.example/callback#here' },
    { redirectUri: '/callback' },
    { timeout: 0 },
    { timeout: 1.5 },
    { timeout: Number.POSITIVE_INFINITY },
  ])('%j is refused with a next step', (options) => {
    const construct = () => new FakeBank().link(options);
    expect(construct).toThrow(ConfigurationError);
    expect(construct).toThrow(/^(?!.*hunter2).*;/);
  });

  test.each(['http://localhost:4400/gunma', 'http://127.0.0.1:4400/gunma', 'http://[::1]:4400/gunma'])(
    'plain http works on loopback: %s',
    async (issuer) => {
      const fake = new FakeBank(issuer);
      const linkage = await fake.linked();
      expect((await linkage.status()).daysLeft).toBe(90);
    },
  );

  test('a private-use redirect URI of a native app is accepted (RFC 8252 §7.1)', async () => {
    const bank = new FakeBank().link({ redirectUri: 'com.example.app:/callback' });
    expect(new URL((await bank.start()).url).searchParams.get('redirect_uri')).toBe('com.example.app:/callback');
  });
});

describe('metadata', () => {
  test('they are read at the well-known place of RFC 8414, and only endpoints in them are used', async () => {
    const fake = new FakeBank();
    fake.metadata.token_endpoint = 'https://tokens.bank.example/t';
    await fake.linked();
    expect(fake.received.map(({ url }) => url.href)).toEqual([
      'https://bank.example/.well-known/oauth-authorization-server/gunma',
      'https://tokens.bank.example/t',
    ]);
  });

  test('they are fetched once, however many ask at the same time', async () => {
    const fake = new FakeBank();
    const bank = fake.link();
    await Promise.all([bank.start(), bank.start(), bank.start()]);
    await bank.start();
    expect(fake.count('/gunma')).toBe(1);
  });

  test('a failure is not kept', async () => {
    const fake = new FakeBank();
    const bank = fake.link();
    fake.once('/gunma', offline, offline, offline);
    expect(await caught(bank.start())).toMatchObject({ code: 'network' });
    await expect(bank.start()).resolves.toHaveProperty('url');
  });

  test('one caller that gives up does not spoil them for another', async () => {
    const fake = new FakeBank();
    const bank = fake.link();
    const controller = new AbortController();
    const first = caught(bank.start({ signal: controller.signal }));
    const second = bank.start();
    controller.abort(new Error('left'));
    expect(await first).toMatchObject({ message: 'left' });
    await expect(second).resolves.toHaveProperty('url');
  });

  test.each(['https://evil.example/gunma', 'https://bank.example/gunma/', 'HTTPS://bank.example/gunma', undefined])(
    'the issuer %s is not exactly the expected one',
    async (issuer) => {
      const fake = new FakeBank();
      fake.metadata.issuer = issuer;
      expect(await caught(fake.link().start())).toBeInstanceOf(ConfigurationError);
    },
  );

  test('a bank without S256 is refused', async () => {
    const fake = new FakeBank();
    fake.metadata.code_challenge_methods_supported = ['plain'];
    expect(await caught(fake.link().start())).toBeInstanceOf(ConfigurationError);
  });

  test.each(['http://bank.example/oauth/token', 'http://localhost/oauth/token'])(
    'the token endpoint %s of an https issuer is refused',
    async (endpoint) => {
      const fake = new FakeBank();
      fake.metadata.token_endpoint = endpoint;
      expect(await caught(fake.link().start())).toBeInstanceOf(ConfigurationError);
    },
  );

  test('an http endpoint elsewhere is refused for a loopback issuer too', async () => {
    const fake = new FakeBank('http://localhost:4400/gunma');
    fake.metadata.token_endpoint = 'http://bank.example/oauth/token';
    expect(await caught(fake.link().start())).toBeInstanceOf(ConfigurationError);
  });

  test.each([undefined, 7, 'oauth/authorize'])('the authorization endpoint %j is refused', async (endpoint) => {
    const fake = new FakeBank();
    fake.metadata.authorization_endpoint = endpoint;
    expect(await caught(fake.link().start())).toBeInstanceOf(InvalidResponseError);
  });

  test.each([
    ['HTML', () => new Response('<html>', { headers: { 'content-type': 'text/html' } })],
    ['a list', () => Response.json([])],
    ['404', () => new Response('no', { status: 404 })],
    ['a redirect', () => Response.redirect('https://evil.example/', 302)],
  ])('%s instead of metadata is an InvalidResponseError', async (_, answer) => {
    const fake = new FakeBank();
    fake.once('/gunma', answer);
    expect(await caught(fake.link().start())).toBeInstanceOf(InvalidResponseError);
  });
});

describe('the token endpoint', () => {
  const good = {
    access_token: 'a-secret',
    token_type: 'Bearer',
    expires_in: 1800,
    refresh_token: 'r-secret',
    scope: '',
  };
  async function redeemed(answer: () => Response) {
    const fake = new FakeBank();
    const bank = fake.link();
    const { url, pending } = await bank.start();
    const callback = fake.allow(url);
    fake.once('/oauth/token', answer);
    return { fake, error: await caught(bank.complete(callback, pending)) };
  }

  test.each([
    ['HTML', () => new Response('<h1>a-secret</h1>', { headers: { 'content-type': 'text/html' } })],
    [
      'broken JSON',
      () => new Response('{"access_token":"a-secret"', { headers: { 'content-type': 'application/json' } }),
    ],
    ['null', () => Response.json(null)],
    ['no access_token', () => Response.json({ ...good, access_token: undefined })],
    ['a token that fits into no header', () => Response.json({ ...good, access_token: 'a-secret\n' })],
    ['another token_type', () => Response.json({ ...good, token_type: 'mac' })],
    ['no refresh_token', () => Response.json({ ...good, refresh_token: undefined })],
    ['an expires_in as text', () => Response.json({ ...good, expires_in: '1800' })],
    ['a negative expires_in', () => Response.json({ ...good, expires_in: -1 })],
    ['no scope when none was asked for', () => Response.json({ ...good, scope: undefined })],
    ['500', () => new Response('oops', { status: 500 })],
    ['503', () => Response.json({}, { status: 503, headers: { 'retry-after': '1' } })],
  ])('%s is an InvalidResponseError without the tokens, and nothing is sent again', async (_, answer) => {
    const { fake, error } = await redeemed(answer);
    expect(error).toBeInstanceOf(InvalidResponseError);
    expect(String((error as Error).stack)).not.toContain('a-secret');
    expect(fake.count('/oauth/token')).toBe(1);
  });

  test('a redirect is not followed', async () => {
    const { fake, error } = await redeemed(() => Response.redirect('https://evil.example/', 307));
    expect(error).toMatchObject({ status: 307, message: expect.stringContaining('redirect, which is never followed') });
    expect(fake.received.every(({ redirect }) => redirect === 'manual')).toBe(true);
    expect(fake.received.some(({ url }) => url.hostname === 'evil.example')).toBe(false);
  });

  test('the redirect URI that was sent to authorize is sent again', async () => {
    const fake = new FakeBank();
    await fake.linked();
    expect(fake.received.at(-1)?.form.get('redirect_uri')).toBe(redirectUri);
  });
});
