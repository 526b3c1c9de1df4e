import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSandbox, type Sandbox } from '@renkei/sandbox';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAdapterFactory } from '../../sandbox/src/oauth/adapter.ts';
import { type Changes, dpopProof } from '../support/proofs.ts';
import { createRawApp, errorOf, profileKinds, type RawApp, type Tokens } from '../support/raw-app.ts';
import { inWorld, openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { createStrictApp, createStrictVendor } from '../support/strict-app.ts';

let sandbox: TestSandbox;
let app: RawApp;
let tokens: Tokens;
beforeAll(async () => {
  sandbox = await openSandbox();
  app = await createRawApp(sandbox, profileKinds.fapi2);
  tokens = await app.link();
});
afterAll(async () => {
  expect(sandbox.faults).toEqual([]);
  await sandbox.close();
});

const now = () => Math.floor(Date.now() / 1000);
const accounts = () => `${sandbox.issuer}/api/v1/accounts`;

/** A proof that is good for reading the accounts, but for the changes. */
const proof = (changes: Changes = {}) =>
  dpopProof(app.app.dpopKey, { method: 'GET', url: accounts(), accessToken: tokens.access_token }, changes);

/** Reads the accounts with any headers. */
const readWith = (headers: Record<string, string>, url = accounts()) => app.app.fetch(url, { headers });
const withProof = (DPoP: string, scheme = 'DPoP') =>
  readWith({ Authorization: `${scheme} ${tokens.access_token}`, DPoP });

async function refusalOf(response: Response) {
  const { code, detail } = (await response.json()) as { code: string; detail: string };
  return { status: response.status, code, detail, challenge: response.headers.get('www-authenticate') ?? '' };
}

describe('a DPoP proof at a service (fapi2-security-profile-final-dpop-negative-tests)', () => {
  const none = async () => new UnsecuredJWT({ htm: 'GET', htu: accounts(), jti: randomUUID(), iat: now() }).encode();

  test.each<[string, () => Promise<string>, RegExp]>([
    ['that is no JWT', async () => 'proof', /cannot be verified/],
    ['sent twice', async () => `${await proof()}, ${await proof()}`, /cannot be verified/],
    ['without typ', () => proof({ header: { typ: undefined } }), /"?typ"?/],
    ['of another typ', () => proof({ header: { typ: 'JWT' } }), /typ/],
    ['without jwk', () => proof({ header: { jwk: undefined } }), /jwk/],
    ['with alg none', none, /cannot be verified/],
    ['whose signature is wrong', async () => `${(await proof()).slice(0, -8)}AAAAAAAA`, /signature/],
    ['without jti', () => proof({ claims: { jti: undefined } }), /has no jti/],
    ['without htm', () => proof({ claims: { htm: undefined } }), /htm .*expected GET/],
    ['for another method', () => proof({ claims: { htm: 'PUT' } }), /htm .*expected GET/],
    ['without htu', () => proof({ claims: { htu: undefined } }), /htu .*expected http/],
    ['for another URL', () => proof({ claims: { htu: `${accounts()}/other` } }), /htu .*expected http/],
    ['for another host', () => proof({ claims: { htu: 'http://bank.example/api/v1/accounts' } }), /htu /],
    ['without iat', () => proof({ claims: { iat: undefined } }), /has no iat/],
    ['made an hour ago', () => proof({ claims: { iat: now() - 3600 } }), /iat .*300 seconds/],
    ['made in an hour', () => proof({ claims: { iat: now() + 3600 } }), /iat .*300 seconds/],
    ['without ath', () => proof({ claims: { ath: undefined } }), /ath/],
    ['for another token', () => proof({ claims: { ath: 'x'.repeat(43) } }), /ath/],
    ['that expired', () => proof({ claims: { exp: now() - 60 } }), /exp/],
    ['that is not valid yet', () => proof({ claims: { nbf: now() + 600 } }), /nbf/],
  ])('%s is refused', async (_, make, reason) => {
    const { status, code, detail, challenge } = await refusalOf(await withProof(await make()));
    expect([status, code]).toEqual([401, 'invalid_dpop_proof']);
    expect(detail).toMatch(reason);
    expect(challenge).toMatch(/^DPoP realm="gunma", error="invalid_dpop_proof", algs="ES256 PS256 Ed25519 EdDSA"$/);
  });

  test('of an algorithm that is not announced is refused', async () => {
    const { publicKey, privateKey } = await generateKeyPair('RS256');
    const jwk = await exportJWK(publicKey);
    const made = await proof({ header: { alg: 'RS256', jwk }, key: privateKey as CryptoKey });
    expect((await refusalOf(await withProof(made))).detail).toMatch(/alg/);
  });

  test('with a private key in its header is refused', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256', { extractable: true });
    expect(publicKey).toBeDefined();
    const made = await proof({ header: { jwk: await exportJWK(privateKey) }, key: privateKey as CryptoKey });
    expect((await refusalOf(await withProof(made))).code).toBe('invalid_dpop_proof');
  });

  test('of another key than the token’s is refused', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    const made = await proof({ header: { jwk: await exportJWK(publicKey) }, key: privateKey as CryptoKey });
    const refusal = await refusalOf(await withProof(made));
    expect(refusal).toMatchObject({ status: 401, code: 'invalid_token' });
    expect(refusal.detail).toContain('of another key');
  });

  test('that is missing is refused, and the error says what to send', async () => {
    const refusal = await refusalOf(await readWith({ Authorization: `DPoP ${tokens.access_token}` }));
    expect(refusal).toMatchObject({ status: 401, code: 'invalid_dpop_proof' });
    expect(refusal.detail).toContain('send a DPoP proof of it in the DPoP header');
  });

  test('is used once', async () => {
    const made = await proof();
    expect((await withProof(made)).status).toBe(200);
    expect((await refusalOf(await withProof(made))).detail).toContain('used before');
  });

  test('is used once among fifty at the same time', async () => {
    const made = await proof();
    const answers = await Promise.all(Array.from({ length: 50 }, () => withProof(made)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 401]));
  });

  test.each<[string, () => Changes]>([
    ['has an htu with a query and a fragment', () => ({ claims: { htu: `${accounts()}?a=b#c` } })],
    [
      'spells scheme and host in capitals',
      () => ({ claims: { htu: accounts().replace('http://localhost', 'HTTP://LOCALHOST') } }),
    ],
    ['says more than it needs to', () => ({ claims: { more: true }, header: { more: 1 } })],
    [
      'was made ten seconds ago (fapi2-security-profile-final-ensure-dpopproof-with-iat-10seconds-before-succeeds)',
      () => ({ claims: { iat: now() - 10 } }),
    ],
    [
      'is made in ten seconds (fapi2-security-profile-final-ensure-dpopproof-with-iat-10seconds-after-succeeds)',
      () => ({ claims: { iat: now() + 10 } }),
    ],
    [
      'has nbf and exp around now (fapi2-security-profile-final-check-dpop-proof-nbf-exp)',
      () => ({ claims: { nbf: now() - 10, exp: now() + 60 } }),
    ],
  ])('is accepted that %s', async (_, changes) => {
    expect((await withProof(await proof(changes()))).status).toBe(200);
  });

  test('covers a URL whose query it leaves out', async () => {
    const url = `${accounts()}?limit=1`;
    const DPoP = await proof();
    expect((await readWith({ Authorization: `DPoP ${tokens.access_token}`, DPoP }, url)).status).toBe(200);
  });

  test.each(['dpop', 'DPOP', 'DPoP'])(
    'goes with the scheme %s (fapi2-security-profile-final-access-token-type-header-case-sensitivity)',
    async (scheme) => {
      expect((await withProof(await proof(), scheme)).status).toBe(200);
    },
  );

  test('is judged by the real time, wherever the clock of the world is', async () => {
    const world = await sandbox.createWorld({ clock: '2031-05-01T12:00:00+09:00' });
    const there = inWorld(sandbox, world);
    const vendor = await createRawApp(there, profileKinds.fapi2);
    const { access_token: token } = await vendor.link();
    const made = { claims: { jti: 'once in this world' } };
    expect((await vendor.read(token, '/accounts', { dpop: made })).status).toBe(200);
    await world.clock.advance('PT10M');
    expect((await vendor.read(token, '/accounts', { dpop: made })).status).toBe(401);
    expect((await vendor.read(token)).status).toBe(200);
    await world.close();
  });

  test('stays used when the world goes back to a snapshot', async () => {
    const snapshot = await sandbox.snapshot();
    const made = await proof();
    expect((await withProof(made)).status).toBe(200);
    await sandbox.restore(snapshot);
    expect((await refusalOf(await withProof(made))).detail).toContain('used before');
  });
});

describe('a token bound to a key', () => {
  test('is refused as a bearer token, with a proof or without', async () => {
    for (const headers of [{}, { DPoP: await proof() }]) {
      const refusal = await refusalOf(await readWith({ Authorization: `Bearer ${tokens.access_token}`, ...headers }));
      expect(refusal).toMatchObject({ status: 401, code: 'invalid_token' });
      expect(refusal.detail).toContain('bound to a key (RFC 9449); send it as Authorization: DPoP');
      expect(refusal.challenge).toMatch(/^DPoP .*error="invalid_token"/);
    }
  });

  test('is challenged in the scheme that it came in, also where it is unknown', async () => {
    const { challenge } = await refusalOf(await readWith({ Authorization: 'DPoP sandbox_at_unknown' }));
    expect(challenge).toMatch(/^DPoP realm="gunma", error="invalid_token", algs=/);
  });

  test('is its reverse: a bearer token is refused under the scheme DPoP', async () => {
    const plain = await createRawApp(sandbox, profileKinds.standard);
    const { access_token: token } = await plain.link();
    const DPoP = await dpopProof(app.app.dpopKey, { method: 'GET', url: accounts(), accessToken: token });
    const refusal = await refusalOf(await readWith({ Authorization: `DPoP ${token}`, DPoP }));
    expect(refusal).toMatchObject({ status: 401, code: 'invalid_token' });
    expect(refusal.challenge).toMatch(/^Bearer .*error="invalid_token"/);
  });

  test('is asked for by both schemes where there is none', async () => {
    const { challenge } = await refusalOf(await readWith({}));
    expect(challenge).toBe('Bearer realm="gunma", DPoP realm="gunma", algs="ES256 PS256 Ed25519 EdDSA"');
  });

  test('comes to any app that proves a key, as RFC 9449 §5 has it', async () => {
    const plain = await createRawApp(sandbox, profileKinds.standard);
    const { form } = await plain.authorized();
    const bound = (await (await plain.post('token', form, { dpop: {} })).json()) as Tokens;
    expect(bound.token_type).toBe('DPoP');
    expect((await plain.read(bound.access_token)).status).toBe(401);
  });

  test('ends a linkage by its proof too: DELETE wants htm DELETE', async () => {
    const vendor = await createRawApp(sandbox, profileKinds.fapi2);
    const { access_token: accessToken } = await vendor.link();
    const url = `${sandbox.issuer}/api/v1/linkage`;
    const end = async (method: string) => {
      const DPoP = await dpopProof(vendor.app.dpopKey, { method, url, accessToken });
      return fetch(url, { method: 'DELETE', headers: { Authorization: `DPoP ${accessToken}`, DPoP } });
    };
    expect((await end('GET')).status).toBe(401);
    expect((await end('DELETE')).status).toBe(204);
  });
});

describe('a DPoP proof at the token endpoint', () => {
  test.each<[string, () => Changes]>([
    ['of another typ', () => ({ header: { typ: 'JWT' } })],
    ['without jwk', () => ({ header: { jwk: undefined } })],
    ['without jti', () => ({ claims: { jti: undefined } })],
    ['for another method', () => ({ claims: { htm: 'GET' } })],
    ['for another URL', () => ({ claims: { htu: `${sandbox.issuer}/oauth/par` } })],
    ['made an hour ago', () => ({ claims: { iat: now() - 3600 } })],
  ])('%s is refused', async (_, changes) => {
    const { form } = await app.authorized();
    const { status, error } = await errorOf(await app.post('token', form, { dpop: changes() }));
    expect(status).toBe(400);
    expect(error).toMatch(/^(invalid_dpop_proof|use_dpop_nonce)$/);
  });

  test('is used once', async () => {
    const { refresh_token: token } = await app.link();
    const dpop = { claims: { jti: randomUUID() } };
    expect((await app.refresh(token, { dpop })).status).toBe(200);
    const refusal = await errorOf(await app.refresh(token, { dpop }));
    expect(refusal).toMatchObject({ status: 400, error: 'invalid_grant' });
    expect(refusal.error_description).toContain('Replay');
  });

  test.each([
    ['dpop_jkt', 'fapi2-security-profile-final-ensure-token-endpoint-fails-with-mismatched-dpop-jkt'],
    [
      'the proof of the PAR request',
      'fapi2-security-profile-final-ensure-token-endpoint-fails-with-mismatched-dpop-proof-jkt',
    ],
  ])('is of the key that %s bound the code to (%s)', async (by) => {
    const keys = (await generateKeyPair('ES256')) as CryptoKeyPair;
    const dpop = { header: { jwk: await exportJWK(keys.publicKey) }, key: keys.privateKey };
    const { form } =
      by === 'dpop_jkt'
        ? await app.authorized({}, { dpop_jkt: 'x'.repeat(43) })
        : await app.authorized({}, {}, { dpop });
    expect(await errorOf(await app.post('token', form))).toMatchObject({ status: 400, error: 'invalid_grant' });
  });

  test('may bind the code at the PAR endpoint (fapi2-security-profile-final-ensure-dpopproof-at-par-endpoint-binding-success)', async () => {
    const { form } = await app.authorized({}, {}, { dpop: {} });
    expect((await app.post('token', form)).status).toBe(200);
  });

  test('may bind the code by dpop_jkt (fapi2-security-profile-final-ensure-dpop-auth-code-binding-success)', async () => {
    const dpop_jkt = await calculateJwkThumbprint(await exportJWK(app.app.dpopKey.publicKey));
    const { form } = await app.authorized({}, { dpop_jkt });
    expect((await app.post('token', form)).status).toBe(200);
  });

  test('fits dpop_jkt of the same request (fapi2-security-profile-final-ensure-mismatched-dpop-jkt-fails)', async () => {
    const { refused } = await app.authorizationUrl({ dpop_jkt: 'x'.repeat(43) }, { dpop: {} });
    expect(await errorOf(refused as Response)).toMatchObject({ status: 400, error: 'invalid_request' });
  });
});

test('two requests that both found a jti unused do not both use it', async () => {
  const profile = sandbox.store.profiles.get('gunma');
  if (profile === undefined) throw new Error('there is no gunma');
  const replays = createAdapterFactory(sandbox.store, profile)('ReplayDetection');
  const uses = [1, 2].map(() => replays.upsert('a jti', {}, 60).then(() => 'used'));
  const [first, second] = await Promise.allSettled(uses);
  expect([first?.status, second?.status]).toEqual(['fulfilled', 'rejected']);
});

describe('an app that is registered with requireDpopNonce', () => {
  let vendor: RawApp;
  beforeAll(async () => {
    vendor = await createRawApp(sandbox, { ...profileKinds.fapi2, requireDpopNonce: true });
  });

  test('is told use_dpop_nonce and the nonce, at the token endpoint and at the services; one nonce fits both', async () => {
    const { form } = await vendor.authorized();
    const without = await vendor.post('token', form);
    expect(await errorOf(without.clone())).toMatchObject({ status: 400, error: 'use_dpop_nonce' });
    const nonce = without.headers.get('dpop-nonce') ?? '';
    expect(nonce).toMatch(/^[\w-]{43}$/);
    const answer = await vendor.post('token', form, { dpop: { claims: { nonce } } });
    expect(answer.status).toBe(200);
    const { access_token: token } = (await answer.json()) as Tokens;

    const read = await vendor.read(token);
    expect(read.headers.get('dpop-nonce')).toMatch(/^[\w-]{43}$/);
    const refusal = await refusalOf(read);
    expect(refusal).toMatchObject({ status: 401, code: 'use_dpop_nonce' });
    expect(refusal.challenge).toMatch(/^DPoP realm="gunma", error="use_dpop_nonce", algs=/);
    expect((await vendor.read(token, '/accounts', { dpop: { claims: { nonce } } })).status).toBe(200);
  });

  test.each(['made-up', '', 7])('is refused the nonce %j', async (nonce) => {
    const own = await createRawApp(sandbox, profileKinds.fapi2);
    const { access_token: token } = await own.link();
    const refusal = await refusalOf(await own.read(token, '/accounts', { dpop: { claims: { nonce } } }));
    expect(refusal).toMatchObject({ status: 401, code: 'use_dpop_nonce' });
  });
});

/** An app of the profile fapi2 at a sandbox in this process, which has linked a customer. */
async function linkedInProcess(inProcess: Sandbox) {
  const there = inWorld(sandbox, inProcess);
  const made = await createStrictApp(there, profileKinds.fapi2);
  const inside = { ...made, fetch: inProcess.fetch as typeof fetch, api: `${there.issuer}/api/v1` };
  const vendor = await createStrictVendor(there, inside);
  const started = await vendor.authorizationUrl();
  const callback = await inProcess.customer('gunma', 'sato').link(started.url);
  const { access_token: token } = await vendor.redeem(new URL(callback), started);
  return { vendor, token, raw: await createRawApp(there, profileKinds.fapi2, {}, inside) };
}

test('DPoP needs no socket: the profile fapi2 works in process too', async () => {
  const inProcess = await createSandbox();
  const { vendor, token } = await linkedInProcess(inProcess);
  expect((await vendor.read(token)).status).toBe(200);
  await inProcess.close();
});

test('a proof stays used over a restart on the same data', async () => {
  const data = mkdtempSync(join(tmpdir(), 'renkei-dpop-'));
  const before = await createSandbox({ data });
  const { raw, token } = await linkedInProcess(before);
  const dpop = { claims: { jti: 'once before the restart' } };
  expect((await raw.read(token, '/accounts', { dpop })).status).toBe(200);
  await before.close();
  const after = await createSandbox({ data });
  const again = { ...raw.app, fetch: after.fetch as typeof fetch };
  const later = await createRawApp(inWorld(sandbox, after), profileKinds.fapi2, {}, again);
  expect((await refusalOf(await later.read(token, '/accounts', { dpop }))).detail).toContain('used before');
  expect((await later.read(token)).status).toBe(200);
  await after.close();
  rmSync(data, { recursive: true });
});
