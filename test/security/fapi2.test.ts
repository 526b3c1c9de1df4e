import { createSandbox } from '@renkei/sandbox';
import { generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseWorldFile } from '../../sandbox/src/world/world-file.ts';
import { createRawApp, errorOf, profileKinds, type RawApp } from '../support/raw-app.ts';
import { CALLBACK, inWorld, openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { authorizationParameters, createStrictApp, createStrictVendor, customerAllows } from '../support/strict-app.ts';
import { createVisitor } from '../support/visitor.ts';

let sandbox: TestSandbox;
let app: RawApp;
let other: RawApp;
beforeAll(async () => {
  sandbox = await openSandbox();
  app = await createRawApp(sandbox, profileKinds.fapi2);
  other = await createRawApp(sandbox, profileKinds.fapi2);
});
afterAll(async () => {
  expect(sandbox.faults).toEqual([]);
  await sandbox.close();
});

const authorizeUrl = (parameters: Record<string, string>) =>
  `${sandbox.issuer}/oauth/authorize?${new URLSearchParams(parameters)}`;

describe('a pushed authorization request', () => {
  test('is the only kind: parameters in the URL are refused, and the error says where to push them (fapi2-security-profile-final-ensure-unsigned-authorization-request-without-using-par-fails)', async () => {
    const { parameters, state } = await authorizationParameters();
    const url = authorizeUrl({ client_id: app.app.client.client_id, ...parameters });
    const response = await fetch(url, { redirect: 'manual' });
    const location = new URL(response.headers.get('location') ?? '');
    expect(location.href.startsWith(CALLBACK)).toBe(true);
    expect(Object.fromEntries(location.searchParams)).toEqual({
      error: 'invalid_request',
      error_description: `the profile fapi2 of this app wants a pushed authorization request (RFC 9126): send the parameters to ${sandbox.issuer}/oauth/par first`,
      state,
      iss: sandbox.issuer,
    });
  });

  test('is the only kind of a standard app too that registers it so (RFC 9126 §6)', async () => {
    const pushing = { require_pushed_authorization_requests: true };
    const standard = await createRawApp(sandbox, profileKinds.standard, pushing);
    expect(await standard.refusal({})).toMatchObject({
      error: 'invalid_request',
      error_description: `the registration of this app wants a pushed authorization request (RFC 9126): send the parameters to ${sandbox.issuer}/oauth/par first`,
    });
  });

  test('needs client_id and request_uri alone afterwards (fapi2-security-profile-final-par-without-duplicate-parameters)', async () => {
    const { url } = await app.authorizationUrl();
    expect([...new URL(url).searchParams.keys()]).toEqual(['client_id', 'request_uri']);
    expect((await customerAllows(url)).searchParams.get('code')).toMatch(/^sandbox_code_/);
  });

  test('wants the app to authenticate', async () => {
    const { parameters } = await authorizationParameters();
    const refusal = await errorOf(await app.post('par', parameters, { assertion: false }));
    expect(refusal).toMatchObject({ status: 400, error: 'invalid_client' });
    expect(refusal.error_description).toBe(
      'the profile fapi2 of this app wants private_key_jwt (RFC 7523): send client_assertion and client_assertion_type',
    );
  });

  test('can be opened again before the customer is through (fapi2-security-profile-final-par-ensure-reused-request-uri-prior-to-auth-completion-succeeds)', async () => {
    const { url } = await app.authorizationUrl();
    const { response } = await createVisitor().follow(url);
    expect(await response?.json()).toMatchObject({ id: 'entry' });
    expect((await customerAllows(url)).searchParams.has('code')).toBe(true);
  });

  test('works once (fapi2-security-profile-final-par-attempt-reuse-request_uri)', async () => {
    const { url } = await app.authorizationUrl();
    await customerAllows(url);
    const { response } = await createVisitor().follow(url);
    expect(response?.status).toBe(400);
    expect(await response?.json()).toMatchObject({ error: 'invalid_request_uri' });
  });

  test('works for a minute of the world (fapi2-security-profile-final-par-attempt-to-use-expired-request_uri)', async () => {
    const { url } = await app.authorizationUrl();
    await sandbox.advance('PT61S');
    const { response } = await createVisitor().follow(url);
    expect(await response?.json()).toMatchObject({
      error: 'invalid_request_uri',
      error_description: 'request_uri is invalid, expired, or was already used',
    });
    const page = await fetch(url, { headers: { Accept: 'text/html' } });
    expect(await page.text()).toContain('request_uri is invalid, expired, or was already used');
  });

  test('works for its app alone (fapi2-security-profile-final-par-attempt-to-use-request_uri-for-different-client)', async () => {
    const { url } = await app.authorizationUrl();
    const stolen = new URL(url);
    stolen.searchParams.set('client_id', other.app.client.client_id);
    const response = await fetch(stolen, { redirect: 'manual', headers: { Accept: 'application/json' } });
    expect(response.status).toBe(400);
    expect(response.headers.get('location')).toBeNull();
  });

  test('holds no request_uri (fapi2-security-profile-final-par-authorization-request-containing-request_uri-form-param)', async () => {
    const { refused } = await app.authorizationUrl({ request_uri: 'urn:ietf:params:oauth:request_uri:x' });
    expect(await errorOf(refused as Response)).toMatchObject({ status: 400, error: 'request_uri_not_supported' });
  });

  test('may bring a long state (fapi2-security-profile-final-ensure-authorization-request-with-long-state)', async () => {
    const state = 'x'.repeat(384);
    const { callback } = await app.authorized({}, { state });
    expect(callback.searchParams.get('state')).toBe(state);
  });

  test('may bring a nonce, which a bank without OpenID Connect ignores (fapi2-security-profile-final-ensure-authorization-request-with-64-char-nonce-success)', async () => {
    const { form } = await app.authorized({}, { nonce: 'n'.repeat(64), scope: 'openid balances' });
    const tokens = (await (await app.post('token', form)).json()) as Record<string, unknown>;
    expect(tokens).toMatchObject({ scope: 'balances' });
    expect(tokens).not.toHaveProperty('id_token');
  });
});

describe('tokens', () => {
  test('come only to who holds the key: the error says so (fapi2-security-profile-final-ensure-holder-of-key-required)', async () => {
    const { form } = await app.authorized();
    const refusal = await errorOf(await app.post('token', form, { dpop: false }));
    expect(refusal).toMatchObject({ status: 400, error: 'invalid_grant' });
    expect(refusal.error_description).toBe(
      'the profile fapi2 of this app wants a DPoP proof (RFC 9449): send one in the DPoP header',
    );
    expect((await app.post('token', form)).status).toBe(200);
  });

  test('are refreshed without rotation, also fifty at once (fapi2-security-profile-final-refresh-token, FAPI 2.0 §5.3.2.1-9)', async () => {
    const { refresh_token: token } = await app.link();
    const answers = await Promise.all(Array.from({ length: 50 }, () => app.refresh(token)));
    const fresh = (await Promise.all(answers.map((answer) => answer.json()))) as { refresh_token: string }[];
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(fresh.map(({ refresh_token }) => refresh_token))).toEqual(new Set([token]));
    expect(await errorOf(await app.refresh(token, { assertion: false }))).toMatchObject({ error: 'invalid_client' });
    expect(await errorOf(await app.refresh(token, { dpop: false }))).toMatchObject({ error: 'invalid_grant' });
  });

  test('are refused an assertion signed with RS256 (fapi2-security-profile-final-ensure-signed-client-assertion-with-RS256-fails)', async () => {
    const { privateKey } = await generateKeyPair('RS256');
    const changes = { header: { alg: 'RS256' }, key: privateKey as CryptoKey };
    const refusal = await errorOf(await app.refresh('sandbox_rt_unknown', { assertion: changes }));
    expect(refusal).toMatchObject({ status: 400, error: 'invalid_client' });
  });

  test('are refused RS256 also of a key that could sign either', async () => {
    const { publicKey, privateKey } = await generateKeyPair('PS256', { extractable: true });
    const { kty, n, e } = await crypto.subtle.exportKey('jwk', publicKey as CryptoKey);
    const rsa = await createRawApp(sandbox, profileKinds.fapi2, { jwks: { keys: [{ kty, n, e }] } });
    const pkcs8 = await crypto.subtle.exportKey('pkcs8', privateKey as CryptoKey);
    const rs256 = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
    const key = await crypto.subtle.importKey('pkcs8', pkcs8, rs256, false, ['sign']);
    const sign = (alg: string, one: CryptoKey) =>
      rsa.refresh('sandbox_rt_unknown', { assertion: { header: { alg }, key: one } });
    expect(await errorOf(await sign('PS256', privateKey as CryptoKey))).toMatchObject({ error: 'invalid_grant' });
    const refusal = await errorOf(await sign('RS256', key));
    expect(refusal).toMatchObject({ status: 400, error: 'invalid_client' });
    expect(refusal.error_description).toContain('does not take RS256; sign with ES256, PS256 or EdDSA');
  });

  test('go by codes of 60 seconds at most, whatever the bank gives other apps', async () => {
    const changes = { banks: { gunma: { settings: { authorizationCodeSeconds: 600 } } } };
    const slow = await sandbox.createWorld({ changes });
    const there = inWorld(sandbox, slow);
    for (const [kind, status] of [
      [profileKinds.standard, 200],
      [profileKinds.fapi2, 400],
    ] as const) {
      const vendor = await createRawApp(there, kind);
      const { form } = await vendor.authorized();
      await slow.clock.advance('PT61S');
      expect((await vendor.post('token', form)).status).toBe(status);
    }
    await slow.close();
  });
});

describe('a registration for the profile fapi2', () => {
  const register = async (metadata: Record<string, unknown>) => {
    const registration = { redirect_uris: [CALLBACK], profile: 'fapi2', ...metadata };
    const response = await sandbox.control('POST', '/clients', registration);
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const keys = async (alg: string, more = {}) => {
    const { publicKey } = await generateKeyPair(alg, { extractable: true });
    const { kty, n, e, crv, x, y } = await crypto.subtle.exportKey('jwk', publicKey as CryptoKey);
    return { keys: [{ kty, n, e, crv, x, y, ...more }] };
  };

  test('needs no more than keys: the rest is what the profile wants', async () => {
    const { status, body } = await register({ jwks: await keys('ES256') });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      profile: 'fapi2',
      token_endpoint_auth_method: 'private_key_jwt',
      dpop_bound_access_tokens: true,
      require_pushed_authorization_requests: true,
    });
    expect(body).not.toHaveProperty('client_secret');
  });

  test.each(['ES256', 'PS256', 'Ed25519'])('takes a key for %s', async (alg) => {
    expect((await register({ jwks: await keys(alg, { alg }) })).status).toBe(201);
  });

  test.each<[string, () => unknown, string]>([
    [
      'a secret',
      () => ({ token_endpoint_auth_method: 'client_secret_basic' }),
      'token_endpoint_auth_method: client_secret_basic is not for the profile fapi2; expected private_key_jwt, tls_client_auth or self_signed_tls_client_auth',
    ],
    [
      'no authentication',
      () => ({ token_endpoint_auth_method: 'none' }),
      'token_endpoint_auth_method: none is not for the profile fapi2; expected private_key_jwt, tls_client_auth or self_signed_tls_client_auth',
    ],
    ['no keys', () => ({}), 'jwks: missing; private_key_jwt needs the public keys of the app as a JWK Set'],
    [
      'bearer tokens',
      async () => ({ jwks: await keys('ES256'), dpop_bound_access_tokens: false }),
      'dpop_bound_access_tokens: the profile fapi2 wants tokens that are bound to a key; expected true, or true for tls_client_certificate_bound_access_tokens',
    ],
    [
      'tokens bound twice',
      async () => ({
        jwks: await keys('ES256'),
        dpop_bound_access_tokens: true,
        tls_client_certificate_bound_access_tokens: true,
      }),
      'tls_client_certificate_bound_access_tokens: a token is bound to one thing; expected this or dpop_bound_access_tokens to be true, not both',
    ],
    [
      'requests that are not pushed',
      async () => ({ jwks: await keys('ES256'), require_pushed_authorization_requests: false }),
      'require_pushed_authorization_requests: the profile fapi2 wants pushed authorization requests; expected true, or leave it out',
    ],
    [
      'an algorithm that is not allowed',
      async () => ({ jwks: await keys('RS256', { alg: 'RS256' }) }),
      'jwks/keys/0/alg: RS256 is not for the profile fapi2; expected ES256, PS256 or EdDSA',
    ],
    [
      'a curve that is not allowed',
      async () => ({ jwks: await keys('ES384') }),
      'jwks/keys/0: the profile fapi2 takes no such key; expected P-256, Ed25519, or RSA of 2048 bits or more',
    ],
    [
      'a private key',
      async () => ({ jwks: await keys('ES256', { d: 'AAAA' }) }),
      'jwks/keys/0/d: a private key; expected the public key alone',
    ],
    [
      'mTLS without a name',
      () => ({ token_endpoint_auth_method: 'tls_client_auth' }),
      'tls_client_auth_subject_dn: missing; tls_client_auth needs it, or one of tls_client_auth_san_dns, tls_client_auth_san_uri, tls_client_auth_san_ip, tls_client_auth_san_email',
    ],
    [
      'mTLS with two names',
      () => ({
        token_endpoint_auth_method: 'tls_client_auth',
        tls_client_auth_subject_dn: 'CN=a',
        tls_client_auth_san_dns: 'a.example',
      }),
      'tls_client_auth_san_dns: given besides tls_client_auth_subject_dn; expected one of them',
    ],
  ])('is refused with %s, and told what was expected', async (_, metadata, detail) => {
    const { status, body } = await register((await metadata()) as Record<string, unknown>);
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'invalid_client_metadata', detail });
  });
});

describe('an app of a world file', () => {
  const file = (client: string) => `
name: small
clients:
  - clientId: strict
    name: 会計
    companyName: 株式会社会計
    redirectUris: [${CALLBACK}]
    ${client}
banks: { gunma: {} }
`;

  test('can be of the profile fapi2', async () => {
    const { publicKey } = await generateKeyPair('ES256', { extractable: true });
    const jwk = await crypto.subtle.exportKey('jwk', publicKey as CryptoKey);
    const members = `profile: fapi2\n    jwks: { keys: [${JSON.stringify(jwk)}] }`;
    const world = parseWorldFile(file(members), 'w.yaml');
    const small = await createSandbox({ world });
    const { clients } = await small.control<{ clients: unknown[] }>('GET', '/clients');
    expect(clients).toEqual([
      expect.objectContaining({
        client_id: 'strict',
        profile: 'fapi2',
        token_endpoint_auth_method: 'private_key_jwt',
        dpop_bound_access_tokens: true,
        require_pushed_authorization_requests: true,
      }),
    ]);
    await small.close();
  });

  test.each([
    [
      'profile: fapi2',
      'w.yaml:4: clients.0.jwks: missing; private_key_jwt needs the public keys of the app as a JWK Set',
    ],
    ['profile: gold', 'clients.0.profile'],
    ['tokenEndpointAuthMethod: tls_client_auth', 'clients.0.tlsClientAuthSubjectDn: missing; tls_client_auth needs it'],
    ['services: [balances]', 'clients.0.clientSecret: missing; client_secret_basic needs it'],
    [
      'profile: fapi2\n    clientSecret: a-secret-it-is\n    tokenEndpointAuthMethod: tls_client_auth\n    tlsClientAuthSanDns: a.example',
      'clients.0.clientSecret: tls_client_auth has none; leave it out',
    ],
  ])('is told its mistake: %s', (client, mistake) => {
    expect(() => parseWorldFile(file(client), 'w.yaml')).toThrow(mistake);
  });
});

describe('the profile fapi2', () => {
  test('holds in every world: another world has an issuer, keys and proofs of its own', async () => {
    const world = await sandbox.createWorld();
    const there = inWorld(sandbox, world);
    const vendor = await createStrictVendor(there, await createStrictApp(there, profileKinds.fapi2));
    const tokens = await vendor.link();
    expect((await vendor.read(tokens.access_token)).status).toBe(200);
    expect(
      (await fetch(`${there.issuer}/api/v1/accounts`, { headers: { Authorization: `Bearer ${tokens.access_token}` } }))
        .status,
    ).toBe(401);
    await world.close();
  });
});
