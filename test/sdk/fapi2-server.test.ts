import { BankLink, type BankLinkOptions, MemoryTokenStore } from '@renkei/sdk';
import { dpop, generateDpopKey, privateKeyJwt, tlsClientAuth } from '@renkei/sdk/fapi2';
import { mtlsFetch } from '@renkei/sdk/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { caught } from './caught.ts';
import { hour, redirectUri } from './fake-bank.ts';
import { browse, startFapi2Server } from './fapi2-server.ts';

let server: Awaited<ReturnType<typeof startFapi2Server>>;
let key: CryptoKeyPair;

beforeAll(async () => {
  key = await generateDpopKey();
  const jwk = (await crypto.subtle.exportKey('jwk', key.publicKey)) as { kty: string };
  const common = {
    redirect_uris: [redirectUri],
    grant_types: ['authorization_code', 'refresh_token'],
    response_types: ['code' as const],
    scope: 'balances transactions deposits',
  };
  const signing = { token_endpoint_auth_method: 'private_key_jwt' as const, jwks: { keys: [{ ...jwk, kid: 'k1' }] } };
  const bound = { tls_client_certificate_bound_access_tokens: true };
  server = await startFapi2Server((certificate) => [
    { ...common, ...signing, client_id: 'dpop', dpop_bound_access_tokens: true },
    { ...common, ...signing, ...bound, client_id: 'signed-certificate' },
    {
      ...common,
      ...bound,
      client_id: 'certificate',
      token_endpoint_auth_method: 'tls_client_auth',
      tls_client_auth_subject_dn: certificate.subject,
    },
    {
      ...common,
      ...bound,
      client_id: 'self-signed',
      token_endpoint_auth_method: 'self_signed_tls_client_auth',
      jwks: { keys: [certificate.jwk as { kty: string }] },
    },
  ]);
});

afterAll(() => server.stop());

const signed = () => privateKeyJwt({ key: key.privateKey, keyId: 'k1' });
const showing = (which: 'certificate' | 'another') => mtlsFetch({ ...server[which], ca: server.ca });

function link(options: Partial<BankLinkOptions>): BankLink {
  return new BankLink({ issuer: server.issuer, apiUrl: server.api, clientId: 'dpop', redirectUri, ...options });
}

/** Everything a linkage does: start, complete, read, refresh by a clock that goes ahead, read again, end. */
async function wholeLinkage(options: Partial<BankLinkOptions>): Promise<string[]> {
  let time = Date.now();
  const bank = link({ now: () => time, ...options });
  const from = server.used.length;
  const { url, pending } = await bank.start({ services: ['balances', 'deposits'] });
  expect([...new URL(url).searchParams.keys()].sort()).toEqual(['client_id', 'request_uri']);
  const linkage = await bank.complete(await browse(url), pending);
  expect(linkage.services).toEqual(['balances', 'deposits']);
  expect((await linkage.status()).services).toEqual(['balances', 'deposits']);
  time += hour;
  expect((await linkage.status()).daysLeft).toBe(90);
  await linkage.end();
  const direct = server.used.slice(from).filter(({ url }) => /^\/(request|token|api)/.test(url));
  return direct.map(({ method, url, status }) => `${method} ${url} ${status}`);
}

describe('oidc-provider in its profile FAPI 2.0', () => {
  test('takes private_key_jwt and DPoP, with its nonces', async () => {
    const options = { clientAuthentication: signed(), dpop: dpop(await generateDpopKey()) };
    expect(await wholeLinkage(options)).toEqual([
      'POST /request 400',
      'POST /request 201',
      'POST /token 200',
      'GET /api/v1/linkage 401',
      'GET /api/v1/linkage 200',
      'POST /token 200',
      'GET /api/v1/linkage 200',
      'DELETE /api/v1/linkage 204',
    ]);
  });

  test.each([
    ['certificate', () => tlsClientAuth()],
    ['self-signed', () => tlsClientAuth()],
    ['signed-certificate', signed],
  ])(
    'takes mutual TLS and certificate-bound tokens at its endpoints for certificates: client %s',
    async (clientId, authentication) => {
      const fetch = showing('certificate');
      const options = { clientId, clientAuthentication: authentication(), mutualTls: true, apiUrl: server.tls, fetch };
      expect(await wholeLinkage(options)).toEqual([
        'POST /request 201',
        'POST /token 200',
        'GET /api/v1/linkage 200',
        'POST /token 200',
        'GET /api/v1/linkage 200',
        'DELETE /api/v1/linkage 204',
      ]);
    },
  );

  test('refuses a certificate that is not the client’s', async () => {
    const options = { clientId: 'self-signed', clientAuthentication: tlsClientAuth(), fetch: showing('another') };
    expect(await caught(link(options).start())).toMatchObject({ code: 'authorization', error: 'invalid_client' });
  });

  test('refuses an access token that is shown with another certificate; a client with a new one gets another', async () => {
    const tokenStore = new MemoryTokenStore();
    const options = { clientId: 'signed-certificate', clientAuthentication: signed(), mutualTls: true, tokenStore };
    const before = link({ ...options, apiUrl: server.tls, fetch: showing('certificate') });
    const { url, pending } = await before.start({ services: ['balances'] });
    const { id } = await before.complete(await browse(url), pending);
    const from = server.used.length;
    const after = link({ ...options, apiUrl: server.tls, fetch: showing('another') });
    await (await after.open(id)).status();
    expect(server.used.slice(from).map(({ url, status }) => `${url} ${status}`)).toEqual([
      '/api/v1/linkage 401',
      '/.well-known/oauth-authorization-server 200',
      '/token 200',
      '/api/v1/linkage 200',
    ]);
  });

  test('refuses a code that is redeemed with another key than the pushed request had', async () => {
    const options = { clientAuthentication: signed() };
    const first = link({ ...options, dpop: dpop(await generateDpopKey()) });
    const { url, pending } = await first.start({ services: ['balances'] });
    const second = link({ ...options, dpop: dpop(await generateDpopKey()) });
    expect(await caught(second.complete(await browse(url), pending))).toMatchObject({ error: 'invalid_grant' });
  });

  test('renews the tokens of a linkage after a restart with another key', async () => {
    const options = { clientAuthentication: signed(), tokenStore: new MemoryTokenStore() };
    const before = link({ ...options, dpop: dpop(await generateDpopKey()) });
    const { url, pending } = await before.start({ services: ['balances'] });
    const { id } = await before.complete(await browse(url), pending);
    const after = link({ ...options, dpop: dpop(await generateDpopKey()) });
    expect((await (await after.open(id)).status()).daysLeft).toBe(90);
  });

  test('refuses a client that forgets the proof of possession or the signature', async () => {
    const unbound = link({ clientAuthentication: signed() });
    const { url, pending } = await unbound.start({ services: ['balances'] });
    expect(await caught(unbound.complete(await browse(url), pending))).toMatchObject({ code: 'authorization' });
    expect(await caught(link({ dpop: dpop(key) }).start())).toMatchObject({ error: 'invalid_client' });
  });
});
