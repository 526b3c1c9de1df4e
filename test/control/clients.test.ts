import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CALLBACK, openSandbox, type TestClient, type TestSandbox } from '../support/sandbox.ts';
import { createVendor } from '../support/vendor.ts';
import { createVisitor, walk } from '../support/visitor.ts';
import { problemIn } from './problem.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(async () => {
  expect(sandbox.faults).toEqual([]);
  await sandbox.close();
});

const register = (registration: unknown) => sandbox.control('POST', '/clients', registration);

async function registered(registration: Record<string, unknown> = {}): Promise<TestClient> {
  const response = await register({ redirect_uris: [CALLBACK], ...registration });
  expect(response.status).toBe(201);
  return (await response.json()) as TestClient;
}

async function listed(): Promise<TestClient[]> {
  return ((await (await sandbox.control('GET', '/clients')).json()) as { clients: TestClient[] }).clients;
}

describe('a registration', () => {
  test('needs nothing but where codes go', async () => {
    const client = await registered();
    expect(client).toEqual({
      client_id: expect.stringMatching(/^client-[\w-]{12}$/),
      client_secret: expect.stringMatching(/^sandbox-[\w-]{32}$/),
      client_name: client.client_id,
      company_name: client.client_id,
      redirect_uris: [CALLBACK],
      token_endpoint_auth_method: 'client_secret_basic',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      scope: 'balances transactions deposits',
      services: ['balances', 'transactions', 'deposits'],
      skipServiceSelection: false,
      profile: 'standard',
    });
    expect(await listed()).toContainEqual(client);
  });

  test('gives each app an id and a secret of its own', async () => {
    const [one, other] = [await registered(), await registered()];
    expect(one.client_id).not.toBe(other.client_id);
    expect(one.client_secret).not.toBe(other.client_secret);
  });

  test('keeps its names and its services, in the order of the screens', async () => {
    const client = await registered({
      client_name: '会計ソフト「例」',
      company_name: '株式会社<例>',
      services: ['deposits', 'balances'],
      contacts: ['dev@example.com'],
      client_uri: 'https://example.com/',
    });
    expect(client).toMatchObject({
      client_name: '会計ソフト「例」',
      company_name: '株式会社<例>',
      services: ['balances', 'deposits'],
      scope: 'balances deposits',
      contacts: ['dev@example.com'],
      client_uri: 'https://example.com/',
    });
  });

  test('uses the app’s name for its company, where that is left out', async () => {
    expect(await registered({ client_name: '会計' })).toMatchObject({ client_name: '会計', company_name: '会計' });
  });

  test('ignores metadata that it does not know, RFC 7591 §2', async () => {
    const client = await registered({
      client_id: 'chosen',
      client_secret: 'chosen',
      software_id: 'x',
      jwks_uri: 'http://127.0.0.1:1/jwks',
      unheard_of: { of: 1 },
      scope: 'everything',
    });
    expect(Object.keys(client)).not.toContain('jwks_uri');
    expect(Object.keys(client)).not.toContain('unheard_of');
    expect(client.client_id).not.toBe('chosen');
    expect(client.client_secret).not.toBe('chosen');
    expect(client.scope).toBe('balances transactions deposits');
  });

  test('lets the app link a customer at once', async () => {
    const vendor = await createVendor(sandbox, await registered());
    expect((await vendor.link({ loginId: 'sato' })).access_token).toMatch(/^sandbox_at_/);
  });

  test.each([true, false])('with skipServiceSelection %s shows or leaves out that screen', async (skip) => {
    const vendor = await createVendor(
      sandbox,
      await registered({ services: ['balances'], skipServiceSelection: skip }),
    );
    const { url } = await vendor.authorizationUrl({ scope: 'balances' });
    const { screens } = await walk(createVisitor(), url, { loginId: 'sato', stopAt: 'consent' });
    expect(screens).toEqual(skip ? ['entry'] : ['entry', 'service-selection']);
  });

  test.each(['https://example.com/callback', 'http://127.0.0.1:8080/cb', 'http://[::1]/cb', 'https://例え.jp/cb?a=1'])(
    'takes the redirect URI %s',
    async (uri) => {
      expect((await registered({ redirect_uris: [uri, CALLBACK] })).redirect_uris).toEqual([uri, CALLBACK]);
    },
  );
});

describe('a registration that cannot be accepted', () => {
  test.each([
    ['http: on another host', 'http://example.com/callback', /http: on a host that is not loopback/],
    ['http: on a host that looks like loopback', 'http://localhost.example.com/', /not loopback/],
    ['a fragment', 'https://example.com/callback#here', /has a fragment/],
    ['an empty fragment', 'https://example.com/callback#', /has a fragment/],
    ['no URI', 'callback', /is not a URI/],
    ['a path', '/callback', /is not a URI/],
    ['a scheme of scripts', 'javascript:alert(1)', /redirect_uris/],
    ['a scheme of data', 'data:text/html,x', /redirect_uris/],
  ])('has %s as its redirect URI', async (_, uri, reason) => {
    const response = await register({ redirect_uris: [CALLBACK, uri] });
    expect(response.status).toBe(400);
    const { code, detail } = await problemIn(response);
    expect(code).toBe('invalid_client_metadata');
    expect(detail).toMatch(reason);
  });

  test.each<[string, unknown, string]>([
    ['no redirect URI at all', { client_name: 'x' }, 'body/redirect_uris'],
    ['an empty list of them', { redirect_uris: [] }, 'body/redirect_uris'],
    ['an empty one', { redirect_uris: [''] }, 'body/redirect_uris/0'],
    ['one that is a number', { redirect_uris: [1] }, 'body/redirect_uris/0'],
    ['a service that there is not', { redirect_uris: [CALLBACK], services: ['transfer'] }, 'body/services/0'],
    ['a service twice', { redirect_uris: [CALLBACK], services: ['balances', 'balances'] }, 'body/services'],
    ['no service', { redirect_uris: [CALLBACK], services: [] }, 'body/services'],
    ['an empty name', { redirect_uris: [CALLBACK], client_name: '' }, 'body/client_name'],
    ['a profile that there is not', { redirect_uris: [CALLBACK], profile: 'gold' }, 'body/profile'],
    [
      'a way to authenticate that there is not',
      { redirect_uris: [CALLBACK], token_endpoint_auth_method: 'password' },
      'body/token_endpoint_auth_method',
    ],
    ['keys that are no set', { redirect_uris: [CALLBACK], jwks: 'keys' }, 'body/jwks'],
    ['a list instead of an object', [], 'body'],
  ])('has %s', async (_, body, location) => {
    const response = await register(body);
    expect(response.status).toBe(400);
    const { code, errors } = await problemIn(response);
    expect(code).toBe('invalid_request');
    expect(errors?.map((error) => error.location)).toContain(location);
  });

  test('is not listed', async () => {
    const before = await listed();
    await register({ redirect_uris: ['http://example.com/'] });
    await register({ redirect_uris: [CALLBACK], token_endpoint_auth_method: 'private_key_jwt' });
    expect(await listed()).toEqual(before);
  });
});

describe('an app with a key pair', () => {
  const privateKeyJwt = { token_endpoint_auth_method: 'private_key_jwt' };

  test('has no secret, and authenticates by a signed assertion', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'one', alg: 'ES256', use: 'sig' }] };
    const client = await registered({ ...privateKeyJwt, jwks });
    expect(client.client_secret).toBeUndefined();
    expect(client.jwks).toEqual(jwks);
    const assertion = await new SignJWT({})
      .setProtectedHeader({ alg: 'ES256', kid: 'one' })
      .setIssuer(client.client_id)
      .setSubject(client.client_id)
      .setAudience(sandbox.issuer)
      .setJti('once')
      .setIssuedAt()
      .setExpirationTime('60s')
      .sign(privateKey);
    const token = (client_assertion: string) =>
      fetch(`${sandbox.issuer}/oauth/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'refresh_token',
          refresh_token: 'sandbox_rt_unknown',
          client_id: client.client_id,
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
          client_assertion,
        }),
      });
    // Authenticated, so it is the token that is refused.
    expect(await (await token(assertion)).json()).toMatchObject({ error: 'invalid_grant' });
    expect(await (await token(`${assertion.slice(0, -8)}AAAAAAAA`)).json()).toMatchObject({ error: 'invalid_client' });
  });

  test('must bring its public keys', async () => {
    const response = await register({ redirect_uris: [CALLBACK], ...privateKeyJwt });
    expect(response.status).toBe(400);
    expect((await problemIn(response)).detail).toMatch(/^jwks: missing; .*JWK Set$/);
  });

  test.each([
    ['a set without keys', { keys: 'none' }],
    ['a set of something else', { keys: ['x'] }],
  ])('is refused with %s', async (_, jwks) => {
    const response = await register({ redirect_uris: [CALLBACK], ...privateKeyJwt, jwks });
    expect(response.status).toBe(400);
    expect((await problemIn(response)).code).toBe('invalid_client_metadata');
  });

  test('must not hand over its private key', async () => {
    const { privateKey } = await generateKeyPair('ES256', { extractable: true });
    const response = await register({
      redirect_uris: [CALLBACK],
      ...privateKeyJwt,
      jwks: { keys: [await exportJWK(privateKey)] },
    });
    expect(response.status).toBe(400);
    expect((await problemIn(response)).code).toBe('invalid_client_metadata');
  });
});

describe('a public app', () => {
  test('has no secret', async () => {
    const client = await registered({ token_endpoint_auth_method: 'none' });
    expect(client.client_secret).toBeUndefined();
    expect(client.token_endpoint_auth_method).toBe('none');
  });
});
