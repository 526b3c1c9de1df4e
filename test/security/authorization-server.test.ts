import { generateKeyPair } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { certificateFetch } from '../support/certificate-fetch.ts';
import { createRawApp, errorOf, profileKinds, type RawApp } from '../support/raw-app.ts';
import { CALLBACK, openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { createStrictApp, createStrictVendor } from '../support/strict-app.ts';
import { createVisitor } from '../support/visitor.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(async () => {
  expect(sandbox.faults).toEqual([]);
  await sandbox.close();
});

const signing = ['RS256', 'PS256', 'ES256', 'Ed25519', 'EdDSA'];
const proving = ['ES256', 'PS256', 'Ed25519', 'EdDSA'];

describe('the metadata', () => {
  test('says what the bank does and nothing more (fapi2-security-profile-final-discovery-end-point-verification)', async () => {
    const { issuer, tlsOrigin } = sandbox;
    const tls = `${tlsOrigin}/gunma/oauth`;
    expect(await (await fetch(`${issuer}/.well-known/oauth-authorization-server`)).json()).toEqual({
      issuer,
      authorization_endpoint: `${issuer}/oauth/authorize`,
      token_endpoint: `${issuer}/oauth/token`,
      pushed_authorization_request_endpoint: `${issuer}/oauth/par`,
      revocation_endpoint: `${issuer}/oauth/revoke`,
      introspection_endpoint: `${issuer}/oauth/introspect`,
      jwks_uri: `${issuer}/oauth/jwks`,
      mtls_endpoint_aliases: {
        token_endpoint: `${tls}/token`,
        pushed_authorization_request_endpoint: `${tls}/par`,
        revocation_endpoint: `${tls}/revoke`,
        introspection_endpoint: `${tls}/introspect`,
      },
      scopes_supported: ['balances', 'transactions', 'deposits'],
      response_types_supported: ['code'],
      response_modes_supported: ['form_post', 'fragment', 'query'],
      grant_types_supported: ['authorization_code', 'refresh_token'],
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: [
        'client_secret_basic',
        'client_secret_post',
        'private_key_jwt',
        'tls_client_auth',
        'self_signed_tls_client_auth',
        'none',
      ],
      token_endpoint_auth_signing_alg_values_supported: signing,
      dpop_signing_alg_values_supported: proving,
      tls_client_certificate_bound_access_tokens: true,
      authorization_response_iss_parameter_supported: true,
    });
  });

  test('is the same on the TLS listener', async () => {
    const path = '/gunma/.well-known/oauth-authorization-server';
    const ca = await (await sandbox.control('GET', '/certificates/ca.pem')).text();
    const byTls = await certificateFetch(ca)(`${sandbox.tlsOrigin}${path}`);
    expect(await byTls.json()).toEqual(await (await fetch(`${sandbox.origin}${path}`)).json());
  });

  test.each(signing)('announces %s for client assertions, and takes it', async (alg) => {
    const { publicKey, privateKey } = await generateKeyPair(alg);
    const jwks = {
      keys: [await crypto.subtle.exportKey('jwk', publicKey as CryptoKey)].map(({ kty, n, e, crv, x, y }) => ({
        kty,
        n,
        e,
        crv,
        x,
        y,
      })),
    };
    const app = await createRawApp(sandbox, { profile: 'standard', method: 'private_key_jwt' }, { jwks });
    const changes = { header: { alg }, key: privateKey as CryptoKey };
    expect(await errorOf(await app.post('token', unknownToken, { assertion: changes }))).toMatchObject({
      error: 'invalid_grant',
    });
  });

  test.each(proving)(
    'announces %s for DPoP proofs, and takes it at the token endpoint and at a service',
    async (alg) => {
      const dpopKey = (await generateKeyPair(alg, { extractable: true })) as CryptoKeyPair;
      const made = await createStrictApp(sandbox, { ...profileKinds.standard, bound: 'dpop' });
      const app = await createRawApp(sandbox, made.kind, {}, { ...made, dpopKey });
      const dpop = { header: { alg } };
      const { form } = await app.authorized();
      const tokens = await (await app.post('token', form, { dpop })).json();
      expect(tokens).toMatchObject({ token_type: 'DPoP' });
      expect((await app.read(tokens.access_token, '/accounts', { dpop })).status).toBe(200);
    },
  );

  test.each(['query', 'fragment', 'form_post'])('announces response_mode %s, and answers in it', async (mode) => {
    const app = await createRawApp(sandbox, profileKinds.standard);
    const { url, state } = await app.authorizationUrl({ response_mode: mode });
    const { visitor, left } = await pressed(url, 'deny');
    const answer = await visitor.request(left.headers.get('location') ?? '');
    const told = mode === 'form_post' ? await answer.text() : (answer.headers.get('location') ?? '');
    expect(told).toContain(
      { query: '?error=access_denied', fragment: '#error=access_denied', form_post: 'access_denied' }[mode],
    );
    expect(told).toContain(state);
  });

  test('announces the method none: a public app links and refreshes', async () => {
    const client = await sandbox.registerClient({ token_endpoint_auth_method: 'none' });
    const app = await createStrictApp(sandbox, profileKinds.standard);
    const publicApp = { ...app, client, metadata: { client_id: client.client_id } };
    const raw = await createRawApp(sandbox, { ...profileKinds.standard, method: 'none' as never }, {}, publicApp);
    const tokens = await raw.link();
    expect((await raw.read(tokens.access_token)).status).toBe(200);
    expect((await raw.refresh(tokens.refresh_token)).status).toBe(200);
  });
});

/** Logs in, and presses a button that ends the linkage. */
async function pressed(url: string, action: 'deny' | 'abort') {
  const visitor = createVisitor();
  const screen = (await visitor.request(url)).headers.get('location') ?? '';
  if (action === 'deny') {
    await visitor.press(screen, 'login', { loginId: 'sato', loginPassword: 'sato-pw1' });
    await visitor.press(screen, 'next', { services: ['balances'] });
  }
  return { visitor, left: await visitor.press(screen, action) };
}

async function expectDenial(started: { url: string; state: string }, action: 'deny' | 'abort', iss: string) {
  const { visitor, left } = await pressed(started.url, action);
  expect(left.status).toBe(303);
  const { url: callback } = await visitor.follow(left.headers.get('location') ?? '');
  const parameters = Object.fromEntries(new URL(callback).searchParams);
  expect(parameters).toMatchObject({ error: 'access_denied', state: started.state, iss });
  expect(parameters).not.toHaveProperty('code');
}

const unknownToken = { grant_type: 'refresh_token', refresh_token: 'sandbox_rt_unknown' };

describe.each(Object.entries(profileKinds))('an app of the profile %s', (profile, kind) => {
  const isFapi2 = profile === 'fapi2';
  let app: RawApp;
  let other: RawApp;
  beforeAll(async () => {
    app = await createRawApp(sandbox, kind);
    other = await createRawApp(sandbox, kind);
  });

  describe('asks for authorization', () => {
    test.each(['token', 'code token', 'id_token', 'code id_token', 'none'])(
      'only with response_type code, not %s (fapi2-security-profile-final-ensure-response-type-token-fails, fapi2-security-profile-final-ensure-response-type-code-idtoken-fails)',
      async (type) => {
        const { error, location } = await app.refusal({ response_type: type });
        expect(error).toBe('unsupported_response_type');
        expect(location === null).toBe(isFapi2);
      },
    );

    test.each([
      ['another path', 'http://localhost:9999/other'],
      ['another host', 'http://127.0.0.1:9999/callback'],
      ['something added', `${CALLBACK}/more`],
      ['a query added', `${CALLBACK}?more=1`],
      ['another port', 'http://localhost:9998/callback'],
      ['capitals', 'http://localhost:9999/CALLBACK'],
      ['a dot segment', 'http://localhost:9999/x/../callback'],
    ])(
      'with a redirect URI as registered: %s is an error and no redirect (fapi2-security-profile-final-ensure-registered-redirect-uri)',
      async (_, uri) => {
        const { status, error, location } = await app.refusal({ redirect_uri: uri });
        expect(status).toBe(400);
        expect(error).toMatch(/^invalid_(redirect_uri|request)$/);
        expect(location).toBeNull();
      },
    );

    test('with a redirect URI (fapi2-security-profile-final-ensure-redirect-uri-in-authorization-request)', async () => {
      const { status, error, location } = await app.refusal({ redirect_uri: '' });
      expect([status, error, location]).toEqual([400, 'invalid_request', null]);
    });

    test.each<[string, string, Record<string, string>]>([
      [
        'none at all',
        'fapi2-security-profile-final-par-ensure-pkce-required',
        { code_challenge: '', code_challenge_method: '' },
      ],
      ['a malformed challenge', 'fapi2-security-profile-final-par-ensure-pkce-required', { code_challenge: 'short' }],
      ['plain', 'fapi2-security-profile-final-par-plain-pkce-rejected', { code_challenge_method: 'plain' }],
      ['no method', 'fapi2-security-profile-final-par-plain-pkce-rejected', { code_challenge_method: '' }],
    ])('with PKCE S256, not with %s (%s)', async (_, _module, more) => {
      expect(await app.refusal(more)).toMatchObject({ error: 'invalid_request' });
    });

    test('with each parameter once', async () => {
      const { url } = await app.authorizationUrl();
      const twice = isFapi2
        ? await app.post('par', new URLSearchParams('response_type=code&scope=balances&scope=deposits'))
        : await fetch(`${url}&scope=deposits`, { redirect: 'manual' });
      const location = twice.headers.get('location');
      const told = location ? new URL(location).searchParams.get('error') : (await twice.json()).error;
      expect(told).toBe('invalid_request');
    });

    test('with parameters that nobody knows, which are ignored (oidcc-ensure-request-with-unknown-parameter-succeeds)', async () => {
      const { url } = await app.authorizationUrl({ unheard_of: 'x', nonce: 'n', max_age: '0', prompt: 'none' });
      const { response } = await createVisitor().follow(url);
      expect(await response?.json()).toMatchObject({ id: 'entry' });
    });

    test('without state too (fapi2-security-profile-final-ensure-authorization-request-without-state-success)', async () => {
      const { callback } = await app.authorized({}, { state: '' });
      expect(callback.searchParams.has('state')).toBe(false);
      expect(callback.searchParams.get('iss')).toBe(sandbox.issuer);
    });

    test('with its scopes in any order (fapi2-security-profile-final-ensure-other-scope-order-succeeds)', async () => {
      const { form } = await app.authorized({}, { scope: 'transactions balances' });
      const { scope } = (await (await app.post('token', form)).json()) as { scope: string };
      expect(scope.split(' ').toSorted()).toEqual(['balances', 'transactions']);
    });

    test('and the browser is sent on by 303, without CORS, in no frame, and nothing is stored', async () => {
      const { url } = await app.authorizationUrl();
      const response = await fetch(url, { redirect: 'manual', headers: { Origin: 'https://evil.example' } });
      expect(response.status).toBe(303);
      expect([...response.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
      expect(response.headers.get('x-frame-options')).toBe('DENY');
      expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(response.headers.get('cache-control')).toContain('no-store');
      const preflight = await fetch(url, {
        method: 'OPTIONS',
        headers: { Origin: 'https://evil.example', 'Access-Control-Request-Method': 'GET' },
      });
      expect(preflight.headers.get('access-control-allow-origin')).toBeNull();
    });

    test('and is told access_denied on 拒否 (fapi2-security-profile-final-user-rejects-authentication)', async () => {
      await expectDenial(await app.authorizationUrl(), 'deny', sandbox.issuer);
    });

    test('and is told access_denied on 中断', async () => {
      const mizuho = { ...sandbox, issuer: `${sandbox.origin}/mizuho` };
      const vendor = await createRawApp(mizuho, kind);
      await expectDenial(await vendor.authorizationUrl({ scope: 'deposits' }), 'abort', mizuho.issuer);
    });
  });

  describe('redeems a code', () => {
    let form: Record<string, string>;
    let tokens: { access_token: string; refresh_token: string };
    beforeEach(async () => {
      ({ form } = await app.authorized());
    });
    const refused = async (asker: RawApp, changes: Record<string, string>) => {
      const changed = Object.entries({ ...form, ...changes }).filter(([, value]) => value !== '');
      return errorOf(await asker.post('token', Object.fromEntries(changed)));
    };

    test('that is its own (fapi2-security-profile-final-ensure-authorization-code-is-bound-to-client)', async () => {
      expect(await refused(other, {})).toMatchObject({ status: 400, error: 'invalid_grant' });
    });

    test('with the redirect URI of the request', async () => {
      const { error } = await refused(app, { redirect_uri: 'http://localhost:9999/other' });
      expect(error).toBe('invalid_grant');
      expect((await refused(app, { redirect_uri: '' })).error).toBe('invalid_request');
    });

    test.each([
      ['missing', 'fapi2-security-profile-final-ensure-pkce-code-verifier-required', ''],
      ['wrong', 'fapi2-security-profile-final-incorrect-pkce-code-verifier-rejected', 'w'.repeat(43)],
      ['malformed', 'fapi2-security-profile-final-incorrect-pkce-code-verifier-rejected', 'short'],
    ])('with its verifier, not a %s one (%s)', async (_, _module, verifier) => {
      const isMalformed = verifier === 'short';
      expect(await refused(app, { code_verifier: verifier })).toMatchObject({
        status: 400,
        error: isMalformed ? 'invalid_request' : 'invalid_grant',
      });
    });

    test('in time (fapi2-security-profile-final-ensure-token-endpoint-fails-with-expired-auth-code)', async () => {
      await sandbox.advance('PT61S');
      expect(await refused(app, {})).toMatchObject({ status: 400, error: 'invalid_grant' });
    });

    test('once: a second time ends the tokens of the first (fapi2-security-profile-final-attempt-reuse-authorization-code-after-one-second, oidcc-codereuse)', async () => {
      tokens = (await (await app.post('token', form)).json()) as typeof tokens;
      expect((await app.read(tokens.access_token)).status).toBe(200);
      expect(await refused(app, {})).toMatchObject({ status: 400, error: 'invalid_grant' });
      expect((await app.read(tokens.access_token)).status).toBe(401);
      expect((await app.refresh(tokens.refresh_token)).status).toBe(400);
    });

    test('of a customer who allowed less, which scope tells', async () => {
      const { form: reduced } = await app.authorized({ services: ['balances'] });
      const answer = await app.post('token', reduced);
      expect(await answer.json()).toMatchObject({ scope: 'balances' });
    });
  });

  describe('at the token endpoint', () => {
    test.each(['password', 'client_credentials', 'implicit', 'urn:ietf:params:oauth:grant-type:device_code'])(
      'is refused the grant %s',
      async (grant) => {
        const refusal = await errorOf(await app.post('token', { grant_type: grant, username: 'sato', password: 'x' }));
        expect(refusal).toMatchObject({ status: 400, error: 'unsupported_grant_type' });
      },
    );

    test('is refused a parameter twice', async () => {
      const form = new URLSearchParams('grant_type=refresh_token&refresh_token=a&refresh_token=b');
      expect(await errorOf(await app.post('token', form))).toMatchObject({ status: 400, error: 'invalid_request' });
    });

    test('cannot use the refresh token of another app (fapi2-security-profile-final-refresh-token)', async () => {
      const { refresh_token: token } = await app.link();
      expect(await errorOf(await other.refresh(token))).toMatchObject({ status: 400, error: 'invalid_grant' });
      expect((await app.refresh(token)).status).toBe(200);
    });

    test('authenticates: 401 with WWW-Authenticate for failed Basic, otherwise 400 (fapi2-security-profile-final-ensure-client-assertion-in-token-endpoint)', async () => {
      const failed = await app.post(
        'token',
        unknownToken,
        isFapi2 ? { assertion: false } : { headers: { Authorization: `Basic ${btoa('nobody:wrong')}` } },
      );
      expect(await failed.clone().json()).toMatchObject({ error: 'invalid_client' });
      expect(failed.status).toBe(isFapi2 ? 400 : 401);
      expect(failed.headers.get('www-authenticate')?.startsWith('Basic ') ?? false).toBe(!isFapi2);
    });
  });

  test.each(['par', 'token', 'revoke', 'introspect'])(
    'gets answers of /oauth/%s that nobody stores',
    async (endpoint) => {
      const response = await app.post(endpoint, { token: 'x', ...unknownToken });
      expect(response.headers.get('cache-control')).toContain('no-store');
    },
  );

  test.each(['par', 'token', 'revoke', 'introspect'])(
    'posts to /oauth/%s (fapi2-security-profile-final-par-attempt-invalid-http-method)',
    async (endpoint) => {
      const response = await fetch(`${sandbox.issuer}/oauth/${endpoint}`);
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
    },
  );

  describe('asks about tokens', () => {
    test('authenticated only, and hears active false of a dead, an unknown and a foreign one, and no more', async () => {
      const tokens = await app.link();
      const introspect = async (asker: RawApp, token: string) => (await asker.post('introspect', { token })).json();
      expect(await introspect(app, tokens.access_token)).toMatchObject({
        active: true,
        scope: 'balances transactions',
      });
      expect(await introspect(app, tokens.refresh_token)).toMatchObject({ active: true });
      expect(await introspect(other, tokens.access_token)).toEqual({ active: false });
      expect(await introspect(app, 'unknown')).toEqual({ active: false });
      const anonymous = await fetch(`${sandbox.issuer}/oauth/introspect`, {
        method: 'POST',
        body: new URLSearchParams({ token: tokens.access_token, client_id: app.app.client.client_id }),
      });
      expect(anonymous.status).toBe(400);
      expect(await anonymous.json()).toMatchObject({ error: 'invalid_client' });
      expect((await app.post('revoke', { token: tokens.access_token })).status).toBe(200);
      expect(await introspect(app, tokens.access_token)).toEqual({ active: false });
      expect(await introspect(app, tokens.refresh_token)).toEqual({ active: false });
    });

    test('and revokes them: an unknown one is answered 200, one of another app stays', async () => {
      const tokens = await app.link();
      expect((await app.post('revoke', { token: 'unknown' })).status).toBe(200);
      expect((await other.post('revoke', { token: tokens.refresh_token })).status).toBe(200);
      expect((await app.read(tokens.access_token)).status).toBe(200);
      const anonymous = await fetch(`${sandbox.issuer}/oauth/revoke`, {
        method: 'POST',
        body: new URLSearchParams({ token: tokens.refresh_token, client_id: app.app.client.client_id }),
      });
      expect(anonymous.status).toBe(400);
      expect((await app.post('revoke', { token: tokens.refresh_token })).status).toBe(200);
      expect((await app.read(tokens.access_token)).status).toBe(401);
    });
  });

  describe('reads a service', () => {
    test('with the token in the header, not in the query', async () => {
      const { access_token: token } = await app.link();
      const response = await app.read(token, `/accounts?access_token=${token}`);
      expect(response.status).toBe(400);
      expect(response.headers.get('www-authenticate')).toContain('error="invalid_request"');
      const alone = await fetch(`${sandbox.issuer}/api/v1/accounts?access_token=${token}`);
      expect(alone.status).toBe(400);
    });

    test('that the consent covers; another is 403 insufficient_scope', async () => {
      const { access_token: token } = await app.link({ services: ['balances'] });
      const response = await app.read(token, '/accounts/001-1-3000001/transactions');
      expect(response.status).toBe(403);
      const scheme = isFapi2 ? 'DPoP' : 'Bearer';
      expect(response.headers.get('www-authenticate')).toMatch(new RegExp(`^${scheme} .*error="insufficient_scope"`));
    });
  });
});

describe('an app that authenticates by private_key_jwt', () => {
  let app: RawApp;
  beforeAll(async () => {
    app = await createRawApp(sandbox, profileKinds.fapi2);
  });
  const now = () => Math.floor(Date.now() / 1000);
  const sent = async (endpoint: string, claims: Record<string, unknown>) => {
    const form = endpoint === 'par' ? { response_type: 'code' } : unknownToken;
    return errorOf(await app.post(endpoint, form, { assertion: { claims } }));
  };

  describe.each(['par', 'token'])('at /oauth/%s', (endpoint) => {
    test.each<[string, string, (issuer: string) => unknown]>([
      [
        'the token endpoint',
        'fapi2-security-profile-final-par-test-token-endpoint-url-as-audience-fails',
        (issuer) => `${issuer}/oauth/token`,
      ],
      [
        'the PAR endpoint',
        'fapi2-security-profile-final-par-test-par-endpoint-url-as-audience-fails',
        (issuer) => `${issuer}/oauth/par`,
      ],
      ['a list with the issuer', 'fapi2-security-profile-final-par-test-array-as-audience-fails', (issuer) => [issuer]],
      [
        'another bank',
        'fapi2-security-profile-final-ensure-client-assertion-with-wrong-aud-fails',
        () => 'https://bank.example',
      ],
      ['nobody', 'fapi2-security-profile-final-ensure-client-assertion-with-wrong-aud-fails', () => undefined],
    ])('names the issuer as its audience, not %s (%s)', async (_, _module, audience) => {
      const refusal = await sent(endpoint, { aud: audience(sandbox.issuer) });
      expect(refusal).toMatchObject({ status: 400, error: 'invalid_client' });
      expect(refusal.error_description).toMatch(/aud/);
    });

    test.each<[string, string, RegExp, () => Record<string, unknown>]>([
      [
        'expired five minutes ago',
        'fapi2-security-profile-final-ensure-client-assertion-with-exp-is-5-minutes-in-past-fails',
        /expired/,
        () => ({ iat: now() - 400, exp: now() - 300 }),
      ],
      [
        'has no sub',
        'fapi2-security-profile-final-ensure-client-assertion-with-no-sub-fails',
        /sub/,
        () => ({ sub: undefined }),
      ],
      [
        'is made 70 seconds from now',
        'fapi2-security-profile-final-par-ensure-jwt-client-assertions-nbf-over-60-seconds-in-the-future-fails',
        /not active yet|ahead/,
        () => ({ iat: now() + 70, nbf: now() + 70, exp: now() + 120 }),
      ],
    ])('is refused an assertion that %s (%s)', async (_, _module, reason, claims) => {
      const refusal = await sent(endpoint, claims());
      expect(refusal).toMatchObject({ status: 400, error: 'invalid_client' });
      expect(refusal.error_description).toMatch(reason);
    });

    test.each<[string, () => Record<string, unknown>]>([
      ['no exp', () => ({ exp: undefined })],
      ['no jti', () => ({ jti: undefined })],
      ['another iss', () => ({ iss: 'nobody' })],
      ['an iat 70 seconds ahead', () => ({ iat: now() + 70 })],
      ['an exp of tomorrow', () => ({ exp: now() + 86_400 })],
    ])('is refused an assertion with %s', async (_, claims) => {
      expect(await sent(endpoint, claims())).toMatchObject({ status: 400, error: 'invalid_client' });
    });

    test('may be 8 seconds ahead (fapi2-security-profile-final-par-ensure-jwt-client-assertions-nbf-8-seconds-in-the-future-is-accepted)', async () => {
      const refusal = await sent(endpoint, { iat: now() + 8, nbf: now() + 8, exp: now() + 60 });
      expect(refusal.error).toBe(endpoint === 'par' ? 'invalid_request' : 'invalid_grant');
    });

    test('uses an assertion once', async () => {
      const claims = { jti: `once at ${endpoint}` };
      expect((await sent(endpoint, claims)).error).not.toBe('invalid_client');
      expect(await sent(endpoint, claims)).toMatchObject({ error: 'invalid_client' });
    });

    test('uses an assertion once among fifty at the same time', async () => {
      const claims = { jti: `at once at ${endpoint}` };
      const answers = await Promise.all(Array.from({ length: 50 }, () => sent(endpoint, claims)));
      const passed = answers.filter(({ error_description: told }) => !/used (only )?(once|before)/.test(told));
      expect(passed).toHaveLength(1);
    });
  });

  test('cannot send the client_id of another app (fapi2-security-profile-final-ensure-client-id-in-token-endpoint)', async () => {
    const other = await createRawApp(sandbox, profileKinds.fapi2);
    const form = { ...unknownToken, client_id: other.app.client.client_id };
    expect(await errorOf(await app.post('token', form))).toMatchObject({ status: 400, error: 'invalid_request' });
  });

  test('is judged by the real time, wherever the clock of the world is', async () => {
    await sandbox.advance('P400D');
    expect((await sent('token', {})).error).toBe('invalid_grant');
    await sandbox.advance('-P400D');
  });
});

describe('a native app', () => {
  const registration = { application_type: 'native', redirect_uris: ['http://127.0.0.1/cb', 'http://[::1]:1/cb'] };
  const answerTo = async (redirectUri: string) => {
    const app = await createRawApp(sandbox, profileKinds.standard, registration);
    const { url } = await app.authorizationUrl({ redirect_uri: redirectUri });
    return (await fetch(url, { redirect: 'manual' })).status;
  };

  test.each(['http://127.0.0.1:51004/cb', 'http://127.0.0.1/cb', 'http://[::1]:50000/cb'])(
    'may listen on any port of loopback: %s (RFC 8252 §7.3)',
    async (uri) => {
      expect(await answerTo(uri)).toBe(303);
    },
  );

  test.each([
    'http://127.0.0.1:51004/other',
    'http://localhost:51004/cb',
    'https://127.0.0.1:51004/cb',
    'http://127.0.0.1:51004/cb?x=1',
    'http://127.0.0.2:51004/cb',
  ])('may vary nothing else: %s', async (uri) => {
    expect(await answerTo(uri)).toBe(400);
  });
});

test('a vendor without a DPoP key or a certificate meets no trace of either', async () => {
  const vendor = await createStrictVendor(sandbox, await createStrictApp(sandbox, profileKinds.standard));
  const { access_token: token } = await vendor.link();
  const response = await vendor.read(token);
  expect(response.headers.get('dpop-nonce')).toBeNull();
  expect(await vendor.introspect(token)).not.toHaveProperty('cnf');
});
