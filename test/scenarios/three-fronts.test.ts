import type { LinkOptions, OtherWorld, Walk } from '@renkei/sandbox';
import type { Linkage } from '@renkei/sdk';
import * as oauth from 'oauth4webapi';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { worldOfScreens } from '../browser/world.ts';
import { createApp } from '../support/app.ts';
import { type Fronts, openFronts } from '../support/fronts.ts';
import { CALLBACK, type TestClient } from '../support/sandbox.ts';

// The same vendor's code against the same bank: over a port, through MSW, and in process. What comes out must be the same.

const NINE = '2026-11-20T09:00:00+09:00';
const line = { bookDate: '2026-10-01', direction: '1', category: '11', amount: 110_000, description: 'ｶ)ﾃｽﾄｼﾖｳﾃﾝ' };

/** Every account has the same two lines, one of them a deposit. */
function smallWorld() {
  const world = worldOfScreens();
  for (const { companies } of Object.values(world.banks)) {
    for (const account of companies.flatMap(({ accounts }) => accounts)) {
      const deposit = { payerName: 'ｶ)ﾃｽﾄｼﾖｳﾃﾝ', remittingBank: 'ﾃｽﾄ', remittingBranch: 'ﾎﾝﾃﾝ' };
      account.statement = {
        lines: [
          { ...line, deposit },
          { ...line, direction: '2', amount: 1 },
        ],
      } as never;
    }
  }
  return world;
}

let fronts: Fronts;
beforeAll(async () => {
  fronts = await openFronts({ clock: NINE, world: smallWorld() });
});
afterAll(() => fronts.close());

/** What a scenario uses. */
interface Stage {
  readonly world: OtherWorld;
  readonly fetch: typeof fetch;
  /** Links a customer with the SDK, by a client of its own. */
  link(bank: string, loginId: string, options?: LinkOptions): Promise<{ walk: Walk; linkage: Linkage }>;
  walk(bank: string, loginId: string, options?: LinkOptions): Promise<Walk>;
}

function stage(world: OtherWorld, fetchOfFront: typeof fetch): Stage {
  const link: Stage['link'] = async (bank, loginId, options) => {
    const app = await createApp(world, bank, {}, fetchOfFront);
    const { url, pending } = await app.start();
    const walk = await world.customer(bank, loginId).walk(url, options);
    return { walk, linkage: await app.complete(walk.callbackUrl ?? 'about:blank', pending) };
  };
  return {
    world,
    fetch: fetchOfFront,
    link,
    walk: async (bank, loginId, options) => {
      const app = await createApp(world, bank, {}, fetchOfFront);
      return world.customer(bank, loginId).walk((await app.start()).url, options);
    },
  };
}

async function all<T>(list: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of list) items.push(item);
  return items;
}

async function readEverything(linkage: Linkage) {
  const accounts = await all(linkage.accounts());
  const perAccount = await Promise.all(
    accounts.map(async ({ accountId }) => ({
      balance: await linkage.balance(accountId),
      transactions: await all(linkage.transactions(accountId)),
      deposits: await all(linkage.deposits(accountId)),
    })),
  );
  return { services: linkage.services, accounts, perAccount, status: await linkage.status() };
}

const errorOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error: Error & { code?: string; reason?: string; status?: number }) => ({
      name: error.name,
      code: error.code,
      reason: error.reason,
      status: error.status,
      message: error.message,
    }),
  );

/** What differs from run to run: addresses, ids and secrets. */
function masked(result: unknown, { origin }: OtherWorld): unknown {
  const text = JSON.stringify(result)
    .replaceAll(origin, '{world}')
    .replaceAll(encodeURIComponent(origin), '{world}')
    .replaceAll(new URL(origin).pathname, '{path}')
    .replace(/sandbox_[a-z]+_[\w-]+/g, '{token}')
    .replace(/state=[\w-]+/g, 'state={state}')
    .replace(/\/link\/[\w-]+/g, '/link/{id}')
    .replace(/(requestId[\\"]+:[\\"]+)[\w-]+/g, '$1{id}')
    .replace(/"id":"[\w-]{22}"/g, '"id":"{id}"')
    .replace(/"content":"\d{8}"/g, '"content":"{challenge}"')
    .replace(/challenge=\d{8}/g, 'challenge={challenge}');
  return JSON.parse(text);
}

const insecure = (fetchOfFront: typeof fetch) => ({
  [oauth.allowInsecureRequests]: true,
  [oauth.customFetch]: fetchOfFront as (url: string, init: object) => Promise<Response>,
});

/** A vendor on an OAuth client of its own: metadata, PKCE, code, refresh, reuse of the old refresh token, revocation. */
async function ownClient({ world, fetch }: Stage) {
  const options = insecure(fetch);
  const issuer = new URL(`${world.origin}/gunma`);
  const server = await oauth.processDiscoveryResponse(
    issuer,
    await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...options }),
  );
  const registration = { redirect_uris: [CALLBACK], client_name: 'テスト会計' };
  const client = (await world.registerClient(registration)) as TestClient;
  const authentication = oauth.ClientSecretBasic(client.client_secret);
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const url = new URL(server.authorization_endpoint ?? '');
  url.search = new URLSearchParams({
    response_type: 'code',
    client_id: client.client_id,
    redirect_uri: CALLBACK,
    scope: 'balances transactions',
    state,
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  }).toString();
  const callbackUrl = await world.customer('gunma', 'sato').link(url);
  const parameters = oauth.validateAuthResponse(server, client, new URL(callbackUrl), state);
  const redeem = () =>
    oauth.authorizationCodeGrantRequest(server, client, authentication, parameters, CALLBACK, verifier, options);
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, await redeem());
  const refresh = (token: string) => oauth.refreshTokenGrantRequest(server, client, authentication, token, options);
  const fresh = await refresh(tokens.refresh_token ?? '');
  const reused = await refresh(tokens.refresh_token ?? '');
  // Client certificates need TLS, which only a port has.
  const { mtls_endpoint_aliases, tls_client_certificate_bound_access_tokens, ...metadata } = server;
  const methods = server.token_endpoint_auth_methods_supported?.filter((method) => !method.includes('tls_client'));
  return {
    server: { ...metadata, token_endpoint_auth_methods_supported: methods },
    tokens,
    fresh: [fresh.status, await fresh.json()],
    reused: [reused.status, await reused.json()],
    again: (await redeem()).status,
  };
}

/** Answers as they come, without any client. */
async function raw({ world, fetch }: Stage) {
  const bank = `${world.origin}/gunken`;
  const told = ['content-type', 'www-authenticate', 'cache-control', 'location', 'allow', 'content-security-policy'];
  const requests: [url: string, init?: RequestInit][] = [
    [`${bank}/api/v1/accounts`],
    [`${bank}/api/v1/accounts`, { headers: { Authorization: 'Bearer none' } }],
    [`${bank}/oauth/token`, { method: 'POST', body: new URLSearchParams({ grant_type: 'password' }) }],
    [`${bank}/oauth/token`],
    [`${bank}/nothing`],
    [`${bank}/ib`, { headers: { Accept: 'text/html' } }],
    [`${bank}/ib`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{' }],
    [`${bank}/ib`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"action":"login"}' }],
    [`${bank}/link/none`, { headers: { Accept: 'application/json' } }],
    [`${world.origin}/sandbox/v1/customers`, { method: 'HEAD' }],
    [`${world.origin}/sandbox/v1/clock`, { method: 'PUT', body: '{}', headers: { Origin: 'http://evil.test' } }],
  ];
  const answers = [];
  for (const [url, init] of requests) {
    const response = await fetch(url, { redirect: 'manual', ...init });
    // Over https the name says what elsewhere the path says (decision 005).
    const overHttp = `ib_session=…; Path=${new URL(bank).pathname}/ib; HttpOnly`;
    const cookies = response.headers
      .getSetCookie()
      .map((cookie) => cookie.replace(/=[^;]*/, '=…').replace(/^__Host-.*; Path=\/; HttpOnly; Secure/, overHttp));
    const text = (await response.text()).replace(/name="csrfToken" value="[^"]*"/g, '');
    const headers = told.map((name) => response.headers.get(name));
    answers.push({ status: response.status, headers, cookies, text });
  }
  return answers;
}

const scenarios: Readonly<Record<string, (on: Stage) => Promise<unknown>>> = {
  ...Object.fromEntries(
    [
      ['gunma', 'tanaka'],
      ['gunma', 'suzuki'],
      ['sorachi', 'kobayashi'],
      ['miyakojima', 'inoue'],
      ['gunken', 'abe'],
      ['mizuho', 'tanaka'],
      ['mizuho', 'sato'],
    ].map(([bank = '', loginId = '']) => [
      `a linkage at ${bank} as ${loginId}, and all that it opens`,
      async ({ link, world }: Stage) => {
        const { walk, linkage } = await link(bank, loginId);
        return {
          walk,
          read: await readEverything(linkage),
          mails: await world.mails(),
          me: await world.customers(bank),
        };
      },
    ]),
  ),
  'a customer who refuses': async ({ link, walk }) => [
    await walk('gunma', 'sato', { deny: true }),
    await walk('mizuho', 'yamada', { deny: true }),
    await errorOf(link('gunma', 'sato', { deny: true })),
  ],
  'a customer who interrupts, or closes the window': async ({ walk }) => [
    await walk('mizuho', 'sato', { interrupt: 'one-time-password' }),
    await walk('gunma', 'tanaka', { interrupt: 'inquiry-pin-registration' }),
    await walk('mizuho', 'watanabe', { interrupt: 'ended' }),
  ],
  'a login that is locked by wrong passwords': async ({ walk, world }) => [
    await walk('gunma', 'sato', { wrongPassword: 4 }),
    await walk('gunma', 'sato', { wrongPassword: 5 }),
    await walk('gunma', 'sato'),
    await world.changeCustomer('gunma', 'sato', { locked: false }),
    await walk('gunma', 'sato'),
  ],
  'services that are not allowed': async ({ link }) => {
    const { linkage } = await link('gunma', 'sato', { services: ['balances'] });
    const [account] = await all(linkage.accounts());
    const accountId = account?.accountId ?? '';
    return [
      linkage.services,
      await linkage.balance(accountId),
      await errorOf(all(linkage.transactions(accountId))),
      await errorOf(all(linkage.deposits(accountId))),
    ];
  },
  'inquiry PINs: some, wrong ones, and one that is locked': async ({ link, walk, world }) => {
    const { walk: some, linkage } = await link('gunma', 'ito', { accounts: ['202-1-1111112'], wrongPin: 1 });
    return [
      some,
      await all(linkage.accounts()),
      await walk('gunma', 'tanaka', { wrongPin: 5 }),
      await world.customers('gunma'),
    ];
  },
  'one-time passwords: once each, a minute later, and suspended': async ({ walk, world }) => {
    const first = await walk('gunken', 'abe');
    const again = await walk('gunken', 'abe');
    await world.clock.advance('PT60S');
    return [
      first,
      again,
      await walk('gunken', 'abe'),
      await walk('gunken', 'abe', { advanceClock: true, wrongOneTimePassword: 2 }),
      await walk('gunken', 'abe', { wrongOneTimePassword: 5 }),
      await walk('mizuho', 'sato', { wrongOneTimePassword: 5, userAgent: 'iPhone' }),
      await world.customers('gunken'),
    ];
  },
  'a consent that ends with its 90 days': async ({ link, world }) => {
    const { linkage } = await link('gunma', 'sato');
    await world.clock.advance('P89DT23H59M59S');
    const lastDay = await linkage.status();
    await world.clock.advance('PT1S');
    return [lastDay, await errorOf(all(linkage.accounts()))];
  },
  'a consent that ends with a new login password': async ({ link, world }) => {
    const { linkage } = await link('mizuho', 'tanaka');
    const before = await all(linkage.accounts());
    await world.changeCustomer('mizuho', 'tanaka', { loginPassword: 'other1' });
    return [before, await errorOf(all(linkage.accounts()))];
  },
  'a consent that the vendor ends': async ({ link }) => {
    const { linkage } = await link('miyakojima', 'hayashi');
    await linkage.end();
    return errorOf(all(linkage.accounts()));
  },
  'a vendor with an OAuth client of its own': ownClient,
  'answers without any client': raw,
};

test.each(Object.keys(scenarios))('%s: the same over a port, through MSW and in process', async (title) => {
  const results: unknown[] = [];
  for (const { fetchOf, makeWorld, open } of fronts.all) {
    const result = await open(async () => {
      const world = await makeWorld();
      await world.clock.freeze();
      await world.clock.set(NINE);
      const played = await scenarios[title]?.(stage(world, fetchOf(world)));
      await world.close();
      return masked(played, world);
    });
    results.push(result);
  }
  const [overPort, ...others] = results;
  expect(overPort).toBeDefined();
  expect(JSON.stringify(overPort)).not.toContain('no error');
  for (const other of others) expect(other).toEqual(overPort);
});
