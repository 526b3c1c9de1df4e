import {
  AuthorizationError,
  type BankLinkOptions,
  ConfigurationError,
  InvalidResponseError,
  LinkageEndedError,
  MemoryTokenStore,
} from '@renkei/sdk';
import { dpop, generateDpopKey, privateKeyJwt, tlsClientAuth } from '@renkei/sdk/fapi2';
import { beforeAll, describe, expect, test } from 'vitest';
import { caught, collect } from './caught.ts';
import { hour, oauthError, offline, redirectUri, silent } from './fake-bank.ts';
import { challenge, Fapi2Bank } from './fapi2-bank.ts';

const { subtle } = crypto;
const ecdsa = { name: 'ECDSA', namedCurve: 'P-256' };
const usages: KeyUsage[] = ['sign', 'verify'];
let clientKey: CryptoKeyPair;
let dpopKey: CryptoKeyPair;

beforeAll(async () => {
  clientKey = await generateDpopKey();
  dpopKey = await generateDpopKey({ extractable: true });
});

/** A bank of FAPI 2.0, and a client of it. */
function fapi2(options: Partial<BankLinkOptions> = {}) {
  const fake = new Fapi2Bank();
  fake.clientKey = clientKey.publicKey as never;
  const clientAuthentication = privateKeyJwt({ key: clientKey.privateKey, keyId: 'k1' });
  const own = { clientSecret: undefined, clientAuthentication, dpop: dpop(dpopKey), ...options };
  return { fake, bank: fake.link(own), own };
}

test('a client of FAPI 2.0 links, reads, refreshes and ends', async () => {
  const { fake, bank } = fapi2();
  const linkage = await fake.linked(bank);
  expect(await collect(linkage.accounts({ pageSize: 1 }))).toHaveLength(2);
  fake.time += hour;
  expect(await linkage.status()).toHaveProperty('daysLeft');
  await linkage.end();
  expect(await caught(linkage.status())).toBeInstanceOf(LinkageEndedError);
});

describe('pushed authorization requests (RFC 9126)', () => {
  test('the URL holds the client and the request URI only, and all else was pushed', async () => {
    const { fake, bank } = fapi2();
    const { url, pending } = await bank.start({ services: ['balances'] });
    expect(Object.fromEntries(new URL(url).searchParams)).toEqual({
      client_id: 'demo-accounting',
      request_uri: expect.stringMatching(/^urn:/),
    });
    expect(Object.fromEntries(fake.received.at(-1)?.form ?? [])).toMatchObject({
      response_type: 'code',
      client_id: 'demo-accounting',
      redirect_uri: redirectUri,
      scope: 'balances',
      state: pending.state,
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
  });

  test('a client with a secret pushes when it is told to, or when the bank requires it', async () => {
    for (const { required, pushedAuthorizationRequests } of [
      { required: true, pushedAuthorizationRequests: undefined },
      { required: true, pushedAuthorizationRequests: false },
      { required: false, pushedAuthorizationRequests: true },
    ]) {
      const fake = new Fapi2Bank();
      fake.tokenType = 'Bearer';
      fake.metadata.require_pushed_authorization_requests = required;
      const linkage = await fake.linked(fake.link({ pushedAuthorizationRequests }));
      const pushed = fake.received.find(({ path }) => path.endsWith('/oauth/par'));
      expect(pushed?.headers.get('authorization')).toMatch(/^Basic /);
      expect(await linkage.status()).toHaveProperty('daysLeft');
    }
  });

  test('a client that need not push does not', async () => {
    const fake = new Fapi2Bank();
    expect(new URL((await fake.link().start()).url).searchParams.has('request_uri')).toBe(false);
    const { bank } = fapi2({ dpop: undefined, pushedAuthorizationRequests: false });
    expect(new URL((await bank.start()).url).searchParams.has('state')).toBe(true);
  });

  test.each([
    ['invalid_client', 'check clientId and how the client authenticates'],
    ['invalid_scope', 'ask for services that the client is registered for'],
    ['invalid_dpop_proof', 'check the clock of this machine'],
    ['constructor', 'compare the options with the client as the bank registered it'],
    ['invalid_request', 'compare the options with the client as the bank registered it'],
  ])('a refusal, %s, is an AuthorizationError with the next step', async (error, nextStep) => {
    const { fake, bank } = fapi2();
    fake.once('/oauth/par', () => oauthError(error, {}, error === 'invalid_client' ? 401 : 400));
    const refused = await caught(bank.start());
    expect(refused).toBeInstanceOf(AuthorizationError);
    expect(refused).toMatchObject({ error, message: expect.stringMatching(`${error} happened.*; ${nextStep}$`) });
  });

  test.each([
    ['HTML', () => new Response('<h1>created</h1>', { status: 201 })],
    ['no request_uri', () => Response.json({ expires_in: 60 }, { status: 201 })],
    ['a request_uri with a space', () => Response.json({ request_uri: 'urn:a b' }, { status: 201 })],
    ['503', () => new Response('busy', { status: 503 })],
    ['a redirect', () => Response.redirect('https://evil.example/', 307)],
  ])('%s instead of a request URI is an InvalidResponseError, and nothing is sent again', async (_, answer) => {
    const { fake, bank } = fapi2();
    fake.once('/oauth/par', answer);
    expect(await caught(bank.start())).toBeInstanceOf(InvalidResponseError);
    expect(fake.count('/oauth/par')).toBe(1);
  });

  test('a push that fails in the network, takes too long or is aborted is sent once', async () => {
    const { fake, bank } = fapi2({ timeout: 50 });
    fake.once('/oauth/par', offline, silent, silent);
    expect(await caught(bank.start())).toMatchObject({ code: 'network' });
    expect(await caught(bank.start())).toMatchObject({ code: 'timeout' });
    const controller = new AbortController();
    const left = caught(bank.start({ signal: controller.signal }));
    await expect.poll(() => fake.count('/oauth/par')).toBe(3);
    controller.abort(new Error('left'));
    expect(await left).toMatchObject({ message: 'left' });
    expect(fake.count('/oauth/par')).toBe(3);
  });
});

describe('private_key_jwt (RFC 7523)', () => {
  test('each assertion is for the issuer only, good for a minute of the real time, and fresh', async () => {
    const { fake, bank } = fapi2({ now: () => 0 });
    await fake.linked(bank);
    expect(fake.assertions).toHaveLength(2);
    for (const { payload, header } of fake.assertions) {
      expect(header).toEqual({ alg: 'ES256', kid: 'k1' });
      expect(payload).toMatchObject({ iss: 'demo-accounting', sub: 'demo-accounting', aud: fake.issuer });
      expect((payload.exp as number) - (payload.iat as number)).toBe(60);
      expect(Math.abs((payload.iat as number) - Date.now() / 1000)).toBeLessThan(60);
    }
    expect(new Set(fake.assertions.map(({ payload }) => payload.jti)).size).toBe(2);
  });

  test('no secret and no Authorization header is sent with it', async () => {
    const { fake, bank } = fapi2();
    await fake.linked(bank);
    for (const { form, headers } of fake.received.filter(({ method }) => method === 'POST')) {
      expect(headers.has('authorization')).toBe(false);
      expect(form.has('client_secret')).toBe(false);
      expect(form.get('client_assertion_type')).toBe('urn:ietf:params:oauth:client-assertion-type:jwt-bearer');
    }
  });

  test.each([
    ['ES256', ecdsa],
    ['PS256', { name: 'RSA-PSS', hash: 'SHA-256', modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) }],
    ['Ed25519', { name: 'Ed25519' }],
  ])('%s signs, by a key of WebCrypto and by a JWK', async (algorithm, parameters) => {
    const { publicKey, privateKey } = (await subtle.generateKey(parameters, true, usages)) as CryptoKeyPair;
    for (const key of [privateKey, await subtle.exportKey('jwk', privateKey)]) {
      const { fake, bank } = fapi2({ clientAuthentication: privateKeyJwt({ key }) });
      fake.clientKey = publicKey as never;
      await bank.start();
      expect(fake.assertions.map(({ header }) => header)).toEqual([{ alg: algorithm }]);
    }
  });

  test.each([
    ['nothing', async () => undefined],
    ['a text', async () => 'MIGHAgEA-secret'],
    ['a public key', async () => clientKey.publicKey],
    ['a public JWK', async () => subtle.exportKey('jwk', clientKey.publicKey)],
    ['a JWK of P-384', async () => ({ kty: 'EC', crv: 'P-384', x: 'x', y: 'y', d: 'd-secret' })],
    ['a JWK of RSA with 1024 bits', async () => ({ kty: 'RSA', n: 'n'.repeat(171), e: 'AQAB', d: 'd-secret' })],
    ['a JWK of RS256', async () => ({ kty: 'RSA', alg: 'RS256', n: 'n'.repeat(342), e: 'AQAB', d: 'd-secret' })],
    [
      'a key that does not sign',
      async () =>
        ((await subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveKey'])) as CryptoKeyPair)
          .privateKey,
    ],
  ])('%s instead of a private key of FAPI 2.0 is refused at once', async (_, key) => {
    const given = (await key()) as never;
    expect(() => privateKeyJwt({ key: given })).toThrow(ConfigurationError);
    expect(() => privateKeyJwt({ key: given })).toThrow(/^(?!.*secret).*FAPI 2.0.*;/);
    expect(() => dpop(given)).toThrow(ConfigurationError);
  });

  test('a JWK that is damaged is refused at its first use, and not quoted', async () => {
    const key = { kty: 'EC', crv: 'P-256', x: 'x', y: 'y', d: 'd-secret' };
    for (const options of [{ clientAuthentication: privateKeyJwt({ key }) }, { dpop: dpop(key) }]) {
      const error = await caught(fapi2(options).bank.start());
      expect(error).toBeInstanceOf(ConfigurationError);
      expect(String((error as Error).stack)).not.toContain('d-secret');
    }
  });

  test('a key in the place of what is made from it, or a secret besides, is refused with a next step', () => {
    expect(() => fapi2({ dpop: dpopKey as never })).toThrow(/dpop must be made by .*;/);
    expect(() => fapi2({ clientAuthentication: clientKey as never })).toThrow(
      /clientAuthentication must be made by .*;/,
    );
    expect(() => fapi2({ clientSecret: 'demo-secret' })).toThrow(/^(?!.*demo-secret).*exclude each other;/);
  });
});

describe('DPoP (RFC 9449)', () => {
  test('every request has a proof of its own, for its method and URL, and with a token for the token', async () => {
    const { fake, bank } = fapi2({ now: () => Date.parse('2000-01-01') });
    const linkage = await fake.linked(bank);
    await collect(linkage.transactions('acc-1', { dateFrom: '2026-10-01' }));
    const { issuer } = fake;
    expect(fake.proofs.map(({ htm, htu, ath }) => [htm, htu, ath !== undefined])).toEqual([
      ['POST', `${issuer}/oauth/par`, false],
      ['POST', `${issuer}/oauth/token`, false],
      ['GET', `${issuer}/api/v1/accounts/acc-1/transactions`, true],
    ]);
    expect(new Set(fake.proofs.map(({ jti }) => jti)).size).toBe(3);
    for (const { iat } of fake.proofs) expect(Math.abs((iat as number) - Date.now() / 1000)).toBeLessThan(60);
    expect(fake.received.at(-1)?.headers.get('authorization')).toBe(`DPoP ${fake.accessToken}`);
  });

  test('a read that is tried again has a new proof, for the bank may have seen the first', async () => {
    const { fake, bank } = fapi2();
    const linkage = await fake.linked(bank);
    const seen: (string | null)[] = [];
    fake.once('/linkage', (request) => {
      seen.push(request.headers.get('dpop'));
      return offline();
    });
    await linkage.status();
    seen.push(fake.received.at(-1)?.headers.get('dpop') ?? null);
    expect(new Set(seen).size).toBe(2);
  });

  test('a nonce is put in where the bank asks for it, and what was refused for it is sent once more', async () => {
    const { fake, bank } = fapi2();
    const origin = new URL(fake.issuer).origin;
    const renew = (nonce: string) => fake.nonces.set(origin, nonce);
    renew('nonce-1');
    const { url, pending } = await bank.start();
    const callback = fake.allow(url);
    renew('nonce-2');
    const linkage = await bank.complete(callback, pending);
    renew('nonce-3');
    await linkage.balance('acc-1');
    fake.time += hour;
    renew('nonce-4');
    await linkage.balance('acc-1');
    renew('nonce-5');
    await linkage.end();
    expect(fake.received.map(({ method, path }) => `${method} ${path}`).slice(1)).toEqual([
      ...Array(2).fill('POST /gunma/oauth/par'),
      ...Array(2).fill('POST /gunma/oauth/token'),
      ...Array(2).fill('GET /gunma/api/v1/accounts/acc-1/balance'),
      ...Array(2).fill('POST /gunma/oauth/token'),
      'GET /gunma/api/v1/accounts/acc-1/balance',
      ...Array(2).fill('DELETE /gunma/api/v1/linkage'),
    ]);
    expect(new Set(fake.assertions.map(({ payload }) => payload.jti)).size).toBe(6);
  });

  test('a nonce is remembered for its origin only, and a newer one takes its place', async () => {
    const { fake, bank } = fapi2();
    fake.metadata.pushed_authorization_request_endpoint = 'https://par.bank.example/par';
    fake.nonces.set('https://par.bank.example', 'of-par').set('https://bank.example', 'of-bank');
    const linkage = await fake.linked(bank);
    fake.once('/linkage', () => Response.json({}, { headers: { 'dpop-nonce': 'newer' } }));
    await caught(linkage.status());
    fake.nonces.set('https://bank.example', 'newer');
    await linkage.balance('acc-1');
    expect(fake.proofs.map(({ nonce }) => nonce)).toEqual([undefined, 'of-par', undefined, 'of-bank', 'newer']);
  });

  test('a bank that asks for a nonce again and again is asked twice', async () => {
    const { fake, bank } = fapi2();
    const linkage = await fake.linked(bank);
    const again = () => challenge(true, 'nonce-9');
    fake.once('/linkage', again, again, again);
    expect(await caught(linkage.status())).toMatchObject({ status: 401 });
    expect(fake.count('/api/v1/linkage')).toBe(2);
    const never = () => challenge(false, 'nonce-9');
    fake.once('/oauth/par', never, never, never);
    expect(await caught(bank.start())).toMatchObject({ error: 'use_dpop_nonce' });
  });

  test('a challenge without a nonce is not answered', async () => {
    const { fake, bank } = fapi2();
    fake.once('/oauth/par', () => oauthError('use_dpop_nonce'));
    expect(await caught(bank.start())).toMatchObject({ error: 'use_dpop_nonce' });
    expect(fake.count('/oauth/par')).toBe(1);
  });

  test('a bearer token in the place of a bound one is refused and not kept: a downgrade', async () => {
    const tokenStore = new MemoryTokenStore();
    const { fake, bank } = fapi2({ tokenStore });
    const { url, pending } = await bank.start();
    const callback = fake.allow(url);
    fake.once('/oauth/token', () => Response.json({ access_token: 'a', token_type: 'Bearer' }));
    const error = await caught(bank.complete(callback, pending));
    expect(error).toBeInstanceOf(InvalidResponseError);
    expect(error).toMatchObject({ message: expect.stringMatching('token_type DPoP; .*dpop_bound_access_tokens') });

    const { id } = await fake.linked(bank);
    const before = await tokenStore.get(id);
    fake.time += hour;
    fake.once('/oauth/token', () => Response.json({ access_token: 'a', token_type: 'Bearer', expires_in: 60 }));
    expect(await caught((await bank.open(id)).status())).toBeInstanceOf(InvalidResponseError);
    expect(await tokenStore.get(id)).toEqual(before);
  });

  test('a bound token for a client without a key is refused', async () => {
    const { fake } = fapi2();
    fake.guard = async () => undefined;
    expect(await caught(fake.linked(fake.link()))).toMatchObject({
      code: 'invalid_response',
      message: expect.stringContaining('token_type Bearer'),
    });
  });

  test('after a restart with the key kept as a JWK the same access token works', async () => {
    const tokenStore = new MemoryTokenStore();
    const { fake, bank, own } = fapi2({ tokenStore });
    const { id } = await fake.linked(bank);
    const jwk = JSON.parse(JSON.stringify(await subtle.exportKey('jwk', dpopKey.privateKey))) as JsonWebKey;
    const restarted = fake.link({ ...own, dpop: dpop(jwk) });
    await (await restarted.open(id)).status();
    expect(fake.count('/oauth/token')).toBe(1);
  });

  test('after a restart with another key the access token is renewed once, since refresh tokens are not bound', async () => {
    const tokenStore = new MemoryTokenStore();
    const { fake, bank, own } = fapi2({ tokenStore });
    const { id } = await fake.linked(bank);
    const linkage = await fake.link({ ...own, dpop: dpop(await generateDpopKey()) }).open(id);
    await linkage.status();
    await linkage.status();
    expect(fake.count('/oauth/token')).toBe(2);
  });

  test('a key pair whose public key may not be shown is refused', async () => {
    const { privateKey, publicKey } = dpopKey;
    const hidden = await subtle.importKey('jwk', await subtle.exportKey('jwk', publicKey), ecdsa, false, ['verify']);
    expect(() => dpop({ privateKey, publicKey: hidden })).toThrow(/public key that may be exported; /);
  });

  test('a generated key stays in the process unless it is asked for', async () => {
    expect((await generateDpopKey()).privateKey.extractable).toBe(false);
    expect((await generateDpopKey({ extractable: true })).privateKey.extractable).toBe(true);
  });
});

describe('mutual TLS (RFC 8705)', () => {
  const aliases = {
    token_endpoint: 'https://mtls.bank.example/t',
    pushed_authorization_request_endpoint: 'https://mtls.bank.example/p',
    authorization_endpoint: 'https://mtls.bank.example/a',
  };

  test('a client that shows a certificate sends only its client_id, to the endpoints for certificates', async () => {
    const fake = new Fapi2Bank();
    fake.tokenType = 'Bearer';
    fake.metadata.mtls_endpoint_aliases = aliases;
    const sent: Request[] = [];
    const bank = fake.link({
      clientSecret: undefined,
      clientAuthentication: tlsClientAuth(),
      fetch: async (request) => {
        sent.push(request.clone());
        const plain = request.url.replace('mtls.bank.example/t', 'bank.example/gunma/oauth/token');
        return fake.fetch(new Request(plain.replace('mtls.bank.example/p', 'bank.example/gunma/oauth/par'), request));
      },
    });
    const { url, pending } = await bank.start();
    expect(url).toMatch(/^https:\/\/bank\.example\/gunma\/oauth\/authorize\?/);
    await bank.complete(fake.allow(url), pending);
    expect(sent.map(({ url }) => url).slice(1)).toEqual(['https://mtls.bank.example/p', 'https://mtls.bank.example/t']);
    const form = new URLSearchParams(await sent[2]?.text());
    expect([...form.keys()].sort()).toEqual(['client_id', 'code', 'code_verifier', 'grant_type', 'redirect_uri']);
    expect(sent.every(({ headers }) => !headers.has('authorization'))).toBe(true);
  });

  test('without mutual TLS the endpoints for certificates are not used', async () => {
    const { fake, bank } = fapi2();
    fake.metadata.mtls_endpoint_aliases = aliases;
    await fake.linked(bank);
    expect(fake.received.every(({ url }) => url.host === 'bank.example')).toBe(true);
  });

  test('without aliases the endpoints themselves are used, for certificates are shown to https: anyway', async () => {
    const { fake, bank } = fapi2({ mutualTls: true, dpop: undefined });
    fake.tokenType = 'Bearer';
    await expect(fake.linked(bank)).resolves.toHaveProperty('id');
  });

  test('the API is read at apiUrl, when the bank has it elsewhere for certificates', async () => {
    const { fake, bank } = fapi2({ apiUrl: 'https://api.bank.example/gunma' });
    const linkage = await fake.linked(bank);
    await caught(linkage.status());
    expect(fake.received.at(-1)?.url.href).toBe('https://api.bank.example/gunma/api/v1/linkage');
  });

  test.each(['http://api.bank.example', 'https://api.bank.example/?a=1', 'api'])(
    'the apiUrl %s is refused',
    (apiUrl) => {
      expect(() => fapi2({ apiUrl })).toThrow(/^apiUrl must .*;/);
    },
  );
});

describe('what the bank’s metadata lack is named, with a next step', () => {
  test.each<[string, Partial<BankLinkOptions>, Record<string, unknown>]>([
    ['code_challenge_methods_supported', {}, { code_challenge_methods_supported: undefined }],
    ['pushed_authorization_request_endpoint', {}, { pushed_authorization_request_endpoint: undefined }],
    ['token_endpoint_auth_methods_supported', {}, { token_endpoint_auth_methods_supported: ['client_secret_basic'] }],
    [
      'token_endpoint_auth_methods_supported',
      { clientAuthentication: tlsClientAuth() },
      { token_endpoint_auth_methods_supported: undefined },
    ],
    [
      'token_endpoint_auth_signing_alg_values_supported',
      {},
      { token_endpoint_auth_signing_alg_values_supported: ['RS256'] },
    ],
    ['dpop_signing_alg_values_supported', {}, { dpop_signing_alg_values_supported: undefined }],
    ['dpop_signing_alg_values_supported', {}, { dpop_signing_alg_values_supported: ['ES384'] }],
    ['authorization_response_iss_parameter_supported', {}, { authorization_response_iss_parameter_supported: false }],
  ])('%s', async (member, options, change) => {
    const { fake, bank } = fapi2(options);
    Object.assign(fake.metadata, change);
    const error = await caught(bank.start());
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({ message: expect.stringMatching(`^the metadata of ${fake.issuer} .*${member}.*; `) });
    expect(fake.received).toHaveLength(1);
  });

  test('mtls_endpoint_aliases, when the endpoints are http: and no certificate can be shown', async () => {
    const fake = new Fapi2Bank('http://localhost:4400/gunma');
    const bank = fake.link({ clientSecret: undefined, clientAuthentication: tlsClientAuth() });
    const error = await caught(bank.start());
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(error).toMatchObject({ message: expect.stringMatching(/mtls_endpoint_aliases with token_endpoint.*; /) });
  });
});
