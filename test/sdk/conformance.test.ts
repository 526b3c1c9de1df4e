import { CallbackError, ConfigurationError } from '@renkei/sdk';
import { dpop, generateDpopKey, privateKeyJwt } from '@renkei/sdk/fapi2';
import { describe, expect, test } from 'vitest';
import { caught } from './caught.ts';
import { hour } from './fake-bank.ts';
import { challenge, Fapi2Bank } from './fapi2-bank.ts';

const key = await generateDpopKey();

/** A client with private_key_jwt and DPoP, which has pushed its request. */
async function started() {
  const fake = new Fapi2Bank();
  fake.clientKey = key.publicKey as never;
  const clientAuthentication = privateKeyJwt({ key: key.privateKey });
  const bank = fake.link({ clientSecret: undefined, clientAuthentication, dpop: dpop(await generateDpopKey()) });
  return { fake, bank, ...(await bank.start()) };
}

/** The callback comes with members changed, and nothing more is sent to the bank. */
async function refusedCallback(members: Record<string, string | undefined>, problem: string) {
  const { fake, bank, url, pending } = await started();
  const code = new URL(fake.allow(url)).searchParams.get('code') ?? '';
  const before = fake.received.length;
  const error = await caught(bank.complete(fake.callback(url, { code, ...members }), pending));
  expect(error).toBeInstanceOf(CallbackError);
  expect(error).toMatchObject({ problem });
  expect(fake.received).toHaveLength(before);
}

/** The linkage works although an answer of the token endpoint is unusual. */
async function linkedWith(change: (tokens: Record<string, unknown>) => void) {
  const { fake, bank, url, pending } = await started();
  const { fetch } = fake;
  const unusual = async (request: Request) => {
    const tokens = (await (await fetch(request)).json()) as Record<string, unknown>;
    change(tokens);
    return Response.json(tokens);
  };
  const callback = fake.allow(url);
  fake.once('/oauth/token', unusual);
  const linkage = await bank.complete(callback, pending);
  expect((await linkage.status()).daysLeft).toBe(90);
  return { fake, linkage };
}

describe('fapi2-security-profile-final-client-test', () => {
  test('-happy-path: with nonces of the authorization server and of the API', async () => {
    const { fake, bank } = await started();
    fake.nonces.set('https://bank.example', 'nonce-1');
    const linkage = await fake.linked(bank);
    expect((await linkage.status()).daysLeft).toBe(90);
    expect(fake.proofs.at(-1)?.nonce).toBe('nonce-1');
  });

  test('-happy-path-no-dpop-nonce: without', async () => {
    const { fake, bank } = await started();
    expect((await (await fake.linked(bank)).status()).daysLeft).toBe(90);
    expect(fake.proofs.every(({ nonce }) => nonce === undefined)).toBe(true);
  });

  test('-happy-path-no-mtls-endpoint-aliases: the endpoints themselves are used with a certificate', async () => {
    const fake = new Fapi2Bank();
    const clientAuthentication = privateKeyJwt({ key: key.privateKey });
    const proof = dpop(await generateDpopKey());
    await fake.linked(fake.link({ clientSecret: undefined, clientAuthentication, dpop: proof, mutualTls: true }));
    expect(fake.received.at(-1)?.url.href).toBe(fake.metadata.token_endpoint);
  });

  test('-discovery-issuer-mismatch: metadata of another issuer stop the client before it pushes', async () => {
    const { fake } = await started();
    fake.metadata.issuer = `${fake.issuer}/other`;
    const before = fake.received.length;
    expect(await caught(fake.link().start())).toBeInstanceOf(ConfigurationError);
    expect(fake.received).toHaveLength(before + 1);
  });

  test('-remove-authorization-response-iss: a callback without iss is refused', () =>
    refusedCallback({ iss: undefined }, 'iss_missing'));

  test('-invalid-authorization-response-iss: a callback with a wrong iss is refused', () =>
    refusedCallback({ iss: 'https://bank.example/gunma/1' }, 'iss_mismatch'));

  test('-ensure-authorization-response-with-invalid-state-fails: a callback with a wrong state is refused', () =>
    refusedCallback({ state: 'another' }, 'state_mismatch'));

  test('-ensure-authorization-response-with-invalid-missing-state-fails: a callback without state is refused', () =>
    refusedCallback({ state: undefined }, 'state_missing'));

  test('-token-endpoint-response-without-expires_in: the token is used until the API refuses it, then renewed', async () => {
    const { fake, linkage } = await linkedWith((tokens) => delete tokens.expires_in);
    fake.time += 24 * hour;
    expect((await linkage.status()).daysLeft).toBe(90);
    expect(fake.received.map(({ path }) => path.replace('/gunma', '')).slice(-3)).toEqual([
      '/api/v1/linkage',
      '/oauth/token',
      '/api/v1/linkage',
    ]);
  });

  test('-token-type-case-insensitivity: the token_type dPOp is DPoP', () =>
    linkedWith((tokens) => {
      tokens.token_type = 'dPOp';
    }));

  test('-rs-dpop-auth-scheme-case-insensitivity: a challenge of the scheme dpOP is answered', async () => {
    const { fake, bank } = await started();
    const linkage = await fake.linked(bank);
    fake.once('/linkage', () => {
      const { status, headers } = challenge(true, 'nonce-2');
      headers.set('www-authenticate', 'dpOP error="use_dpop_nonce"');
      fake.nonces.set('https://bank.example', 'nonce-2');
      return new Response(null, { status, headers });
    });
    expect((await linkage.status()).daysLeft).toBe(90);
  });
});
