import { inspect } from 'node:util';
import { type BankLinkError, MemoryTokenStore, RenkeiError } from '@renkei/sdk';
import { dpop, generateDpopKey, privateKeyJwt } from '@renkei/sdk/fapi2';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { caught } from './caught.ts';
import { FakeBank, hour, oauthError, problem } from './fake-bank.ts';
import { Fapi2Bank } from './fapi2-bank.ts';

/** Everything of a thing that a log could show. */
function shown(thing: unknown): string {
  const error = thing instanceof Error ? [thing.stack, thing.message, String(thing), String(thing.cause)] : [];
  return [...error, JSON.stringify(thing), inspect(thing, { depth: 20, showHidden: true })].join('\n');
}

describe('no secret is shown', () => {
  test('by a BankLink, a Linkage or a MemoryTokenStore', async () => {
    const fake = new FakeBank();
    const tokenStore = new MemoryTokenStore();
    const bank = fake.link({ tokenStore });
    const linkage = await fake.linked(bank);
    await linkage.status();
    for (const thing of [bank, linkage, tokenStore]) expect(shown(thing)).not.toMatch(/secret/);
    expect(JSON.parse(JSON.stringify(linkage))).toEqual({ id: linkage.id, services: linkage.services });
  });

  test('by a linkage id, which is not made from a token', async () => {
    const fake = new FakeBank();
    const linkage = await fake.linked();
    expect(`${fake.accessToken}${fake.refreshToken}`).not.toContain(linkage.id);
  });

  test('by an error, even when fetch or the bank repeats every secret', async () => {
    const fake = new FakeBank();
    const bank = fake.link();
    const errors: unknown[] = [];
    const echo = async (request: Request) => {
      const sent = `${request.headers.get('authorization')} ${decodeURIComponent(await request.clone().text())}`;
      return { sent, secrets: sent.split(/[ =&]/).filter((part) => part.length > 8) };
    };
    const seen = new Set<string>(['demo-secret']);
    const echoes = [
      async (request: Request) => {
        const { sent, secrets } = await echo(request);
        for (const secret of secrets) seen.add(secret);
        throw new TypeError(sent, { cause: new Error(sent) });
      },
      async (request: Request) => {
        const { sent } = await echo(request);
        return Response.json({ error: 'invalid_request', error_description: sent }, { status: 400 });
      },
      async (request: Request) => new Response((await echo(request)).sent),
      async (request: Request) => problem(400, 'invalid_request', { detail: (await echo(request)).sent }),
    ];
    for (const answer of echoes) {
      const { url, pending } = await bank.start();
      for (const secret of [pending.state, pending.codeVerifier]) seen.add(secret);
      const callback = fake.allow(url);
      fake.once('/oauth/token', answer);
      errors.push(await caught(bank.complete(callback, pending)));
      errors.push(await caught(bank.complete(callback, { ...pending, state: 'another' })));
      const echoed = fake.callback(url, { error: 'invalid_scope', error_description: `${pending.state} was bad` });
      errors.push(await caught(bank.complete(echoed, pending)));

      const linkage = await fake.linked(bank);
      fake.once('/balance', answer, answer, answer);
      errors.push(await caught(linkage.balance('acc-1')));
      for (const secret of [fake.accessToken, fake.refreshToken]) seen.add(secret);
      fake.time += hour;
      fake.once('/oauth/token', answer);
      errors.push(await caught(linkage.status()));
    }
    const words = [
      'demo-accounting',
      'authorization_code',
      'refresh_token',
      'grant_type',
      'code_verifier',
      'redirect_uri',
    ];
    const secrets = [...seen].filter((secret) => !words.includes(secret) && !secret.includes('localhost'));
    expect(secrets.length).toBeGreaterThan(10);
    expect(errors).toHaveLength(20);
    for (const error of errors) {
      expect(error).toBeInstanceOf(RenkeiError);
      for (const secret of secrets) expect(shown(error)).not.toContain(secret);
    }
  });

  describe('with the keys of FAPI 2.0', async () => {
    const pair = await generateDpopKey({ extractable: true });
    const jwk = await crypto.subtle.exportKey('jwk', pair.privateKey);
    const { fake, bank, parts } = await fapi2Client(jwk);

    test('by a BankLink, its parts or a Linkage', async () => {
      const linkage = await fake.linked(bank);
      await linkage.status();
      for (const thing of [bank, linkage, ...parts]) {
        expect(shown(thing)).not.toContain(jwk.d);
        expect(shown(thing)).not.toMatch(/secret|nonce-1|eyJ/);
      }
    });

    test('by an error, even when the bank repeats every assertion, proof and nonce', async () => {
      const errors: unknown[] = [];
      const seen = new Set<string>([jwk.d ?? '', 'nonce-1']);
      const echo = async (request: Request) => {
        const form = new URLSearchParams(await request.clone().text());
        const sent = [form.get('client_assertion'), request.headers.get('dpop'), request.headers.get('authorization')];
        for (const secret of sent) if (secret) seen.add(secret.replace('DPoP ', ''));
        return `${sent.join(' ')} with the nonce nonce-1`;
      };
      const headers = { 'dpop-nonce': 'nonce-1' };
      const answers = [
        async (request: Request) => oauthError('invalid_client', { error_description: await echo(request) }),
        async (request: Request) => problem(400, 'invalid_request', { detail: await echo(request) }, headers),
        async (request: Request) => new Response(await echo(request), { status: 400, headers }),
        async (request: Request) => {
          throw new TypeError(await echo(request));
        },
      ];
      for (const answer of answers) {
        fake.once('/oauth/par', answer);
        errors.push(await caught(bank.start()));
        const { url, pending } = await bank.start();
        const callback = fake.allow(url);
        fake.once('/oauth/token', answer);
        errors.push(await caught(bank.complete(callback, pending)));
        const linkage = await fake.linked(bank);
        fake.once('/balance', answer, answer, answer);
        errors.push(await caught(linkage.balance('acc-1')));
        fake.time += hour;
        fake.once('/oauth/token', answer);
        errors.push(await caught(linkage.status()));
      }
      expect(seen.size).toBeGreaterThan(20);
      expect(errors).toHaveLength(16);
      for (const error of errors) {
        expect(error).toBeInstanceOf(RenkeiError);
        for (const secret of seen) expect(shown(error)).not.toContain(secret);
      }
    });
  });
});

/** A client whose both keys are the JWK, at a bank that wants the nonce `nonce-1`. */
async function fapi2Client(jwk: JsonWebKey) {
  const fake = new Fapi2Bank();
  fake.nonces.set(new URL(fake.issuer).origin, 'nonce-1');
  const parts = [privateKeyJwt({ key: jwk }), dpop(jwk)] as const;
  const [clientAuthentication, scheme] = parts;
  return { fake, bank: fake.link({ clientSecret: undefined, clientAuthentication, dpop: scheme }), parts };
}

test('every error is told apart by a literal code', () => {
  expectTypeOf<BankLinkError['code']>().toEqualTypeOf<
    | 'linkage_denied'
    | 'authorization'
    | 'callback_invalid'
    | 'linkage_ended'
    | 'linkage_not_found'
    | 'api_problem'
    | 'network'
    | 'timeout'
    | 'invalid_response'
    | 'configuration'
  >();
});
