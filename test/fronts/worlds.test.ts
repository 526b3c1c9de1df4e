import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createSandbox, parseWorldFile, type Sandbox, SandboxError } from '@renkei/sandbox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { worldOfScreens } from '../browser/world.ts';
import { temporaryDirectory } from '../store/directory.ts';
import { createApp, requestAt } from '../support/app.ts';

const NINE = '2026-11-20T09:00:00+09:00';
const faults: unknown[] = [];
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox({ clock: NINE, world: worldOfScreens(), report: (fault) => void faults.push(fault) });
});
afterAll(async () => {
  expect(faults).toEqual([]);
  await sandbox.close();
});

const pinStates = async (world: Pick<Sandbox, 'customers'>) =>
  (await world.customers('gunma'))
    .find(({ loginId }) => loginId === 'tanaka')
    ?.accounts.map(({ inquiryPinState }) => inquiryPinState);

const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('two worlds', () => {
  test('have a customer each, in states of their own', async () => {
    const [one, two] = await Promise.all([sandbox.createWorld(), sandbox.createWorld()]);
    await one.customer('gunma', 'tanaka').link(await requestAt(one, 'gunma'));
    expect(await pinStates(one)).toEqual(['registered', 'registered']);
    expect(await pinStates(two)).toEqual(['unregistered', 'unregistered']);
    expect(await pinStates(sandbox)).toEqual(['unregistered', 'unregistered']);
    await one.changeCustomer('gunma', 'sato', { locked: true });
    const url = await requestAt(two, 'gunma');
    expect(new URL(await two.customer('gunma', 'sato').link(url)).searchParams.has('code')).toBe(true);
    await Promise.all([one.close(), two.close()]);
  });

  test('have a clock, clients and an issuer each', async () => {
    const [one, two] = await Promise.all([
      sandbox.createWorld({ id: 'one' }),
      sandbox.createWorld({ id: 'two', clock: '2030-01-01T00:00:00+09:00' }),
    ]);
    await one.clock.freeze();
    await one.clock.set('2027-04-01T12:00:00+09:00');
    expect(await one.clock.now()).toBe('2027-04-01T12:00:00+09:00');
    expect(await two.clock.now()).toMatch(/^2030-01-01T00:00:\d\d\+09:00$/);
    expect(await sandbox.clock.now()).toMatch(/^2026-11-20T09:\d\d:\d\d\+09:00$/);
    const client = await one.registerClient({ redirect_uris: ['http://localhost:9999/callback'], client_name: 'x' });
    const { clients } = await two.control<{ clients: { client_id: string }[] }>('GET', '/clients');
    expect(clients.map(({ client_id }) => client_id)).not.toContain(client.client_id);
    await Promise.all([one.close(), two.close()]);
  });

  test('tell their own issuer in both forms of the metadata', async () => {
    const world = await sandbox.createWorld({ id: 'meta' });
    const issuer = 'http://localhost:4400/w/meta/gunma';
    const forms = [
      `${issuer}/.well-known/oauth-authorization-server`,
      'http://localhost:4400/.well-known/oauth-authorization-server/w/meta/gunma',
    ];
    for (const form of forms) {
      const metadata = (await (await sandbox.fetch(form)).json()) as Record<string, string>;
      expect(metadata).toMatchObject({ issuer, token_endpoint: `${issuer}/oauth/token` });
    }
    const main = await sandbox.fetch('http://localhost:4400/.well-known/oauth-authorization-server/gunma');
    expect(await main.json()).toMatchObject({ issuer: 'http://localhost:4400/gunma' });
    await world.close();
  });

  test('take no token of each other', async () => {
    const [one, two] = await Promise.all([sandbox.createWorld(), sandbox.createWorld()]);
    const registration = { redirect_uris: ['http://localhost:9999/callback'], client_name: 'x', client_id: 'same' };
    await Promise.all([one.registerClient(registration), two.registerClient(registration)].map(refusal));
    const bank = await createApp(one, 'gunma');
    const { url, pending } = await bank.start();
    const tokens: string[] = [];
    const linkage = await bank.complete(await one.customer('gunma', 'sato').link(url), pending);
    expect(linkage.services).toHaveLength(3);
    const spy = async (request: Request | string | URL, init?: RequestInit) => {
      const sent = new Request(request, init);
      tokens.push(sent.headers.get('authorization') ?? '');
      return one.fetch(sent);
    };
    const watched = await createApp(one, 'gunma', {}, spy);
    const started = await watched.start();
    const again = await watched.complete(await one.customer('gunma', 'sato').link(started.url), started.pending);
    await again.status();
    const Authorization = tokens.findLast((token) => token.startsWith('Bearer ')) ?? '';
    const statusIn = async (origin: string) =>
      (await sandbox.fetch(`${origin}/gunma/api/v1/accounts`, { headers: { Authorization } })).status;
    expect([await statusIn(one.origin), await statusIn(two.origin), await statusIn(sandbox.origin)]).toEqual([
      200, 401, 401,
    ]);
    await Promise.all([one.close(), two.close()]);
  });

  test('set cookies below their own paths, so that they do not meet in one browser', async () => {
    const [one, two] = await Promise.all([sandbox.createWorld({ id: 'c1' }), sandbox.createWorld({ id: 'c2' })]);
    const pathsOf = async (world: Sandbox | typeof one) => {
      const response = await world.fetch(await requestAt(world, 'gunken'));
      const site = await world.fetch(`${world.origin}/gunken/ib`);
      return [...response.headers.getSetCookie(), ...site.headers.getSetCookie()].map(
        (cookie) => /path=([^;]+)/i.exec(cookie)?.[1] ?? '/',
      );
    };
    for (const world of [one, two]) {
      for (const path of await pathsOf(world)) expect(path).toMatch(new RegExp(`^/w/${world.id}/gunken/`));
    }
    for (const path of await pathsOf(sandbox)) expect(path).toMatch(/^\/gunken\//);
    await Promise.all([one.close(), two.close()]);
  });
});

describe('a world that is made', () => {
  test('can be the world of the sandbox with changes', async () => {
    const changes = {
      banks: {
        gunma: {
          settings: { consentDays: 30 },
          companies: [
            {
              id: 'works',
              customers: [
                { loginId: 'sato', loginPassword: 'other-pw1' },
                {
                  loginId: 'novice',
                  loginPassword: 'novice-pw1',
                  name: '新人 経理',
                  login: 'password',
                  purpose: { ja: '新人', en: 'New' },
                },
              ],
            },
          ],
        },
      },
    };
    const world = await sandbox.createWorld({ changes });
    const customers = await world.customers('gunma');
    const sato = customers.find(({ loginId }) => loginId === 'sato');
    expect(sato).toMatchObject({ loginPassword: 'other-pw1', name: '佐藤 経理' });
    expect(customers).toHaveLength((await sandbox.customers('gunma')).length + 1);
    const { banks } = await world.control<{ banks: { bank: string; consentDays: number }[] }>('GET', '/banks');
    expect(banks.find(({ bank }) => bank === 'gunma')?.consentDays).toBe(30);
    await world.customer('gunma', 'novice').link(await requestAt(world, 'gunma'));
    await world.close();
  });

  test('can be another world file, or a world', async () => {
    const file = 'name: tiny\nbanks:\n  gunma:\n    companies: []\n';
    const [one, two] = await Promise.all([
      sandbox.createWorld({ file }),
      sandbox.createWorld({ world: parseWorldFile(file, 'tiny.yaml') }),
    ]);
    for (const world of [one, two]) {
      expect(await world.customers()).toEqual([]);
      expect(await world.control('GET', '/health')).toMatchObject({ world: 'tiny' });
      await world.close();
    }
  });

  test.each([
    [
      { file: 'banks:\n  gunma:\n    companis: []\n' },
      400,
      'invalid_world',
      /file:3: banks\.gunma\.companis: unknown key/,
    ],
    [{ file: 'banks: [\n' }, 400, 'invalid_world', /^file:\d+: /],
    [{ changes: { bonks: {} } }, 400, 'invalid_world', /^changes: bonks: unknown key/],
    [
      {
        changes: { banks: { gunma: { companies: [{ id: 'works', customers: [{ loginId: 'sato', locked: 'x' }] }] } } },
      },
      400,
      'invalid_world',
      /^changes: banks\.gunma\.companies\.1\.customers\.0\.locked: .*expected boolean/,
    ],
    [{ world: { banks: { gunma: 1 } } as never }, 400, 'invalid_world', /^world: banks\.gunma: /],
    [{ world: {} as never, changes: {} }, 400, 'invalid_request', /send one of file, world and changes/],
    [{ id: '../up' }, 400, 'invalid_request', /body\/id/],
    [{ id: 'Capital' }, 400, 'invalid_request', /body\/id/],
    [{ clock: 'tomorrow' }, 400, 'invalid_request', /body\/clock/],
    [{ clock: '1901-01-01T00:00:00+09:00' }, 400, 'invalid_request', /body\/clock: expected a time between 2000/],
    [{ idleSeconds: 0 }, 400, 'invalid_request', /body\/idleSeconds/],
    [{ pord: 1 } as never, 400, 'invalid_request', /pord|additional/],
  ])('is refused with its mistake: %j', async (options, status, code, message) => {
    const error = await refusal(sandbox.createWorld(options));
    expect(error).toBeInstanceOf(SandboxError);
    expect(error).toMatchObject({ status, code, message: expect.stringMatching(message) });
  });

  test('has an id that is free, however many ask for it at the same time', async () => {
    const tries = await Promise.all(Array.from({ length: 5 }, () => refusal(sandbox.createWorld({ id: 'wanted' }))));
    expect(tries.filter((error) => error === undefined)).toHaveLength(1);
    expect(tries.find((error) => error !== undefined)).toMatchObject({ status: 409, code: 'world_taken' });
    await sandbox.control('DELETE', '/worlds/wanted');
    await (await sandbox.createWorld({ id: 'wanted' })).close();
  });

  test('is listed, and makes no worlds itself', async () => {
    const world = await sandbox.createWorld({ id: 'listed' });
    const { worlds } = await sandbox.control<{ worlds: object[] }>('GET', '/worlds');
    const origin = 'http://localhost:4400/w/listed';
    expect(worlds).toEqual([{ id: 'listed', origin, control: `${origin}/sandbox/v1` }]);
    expect(await refusal(world.control('POST', '/worlds', {}))).toMatchObject({ status: 404 });
    await world.close();
    expect(await sandbox.control('GET', '/worlds')).toEqual({ worlds: [] });
  });
});

describe('a world that ends', () => {
  test('is gone, with a problem that says so', async () => {
    const world = await sandbox.createWorld({ id: 'brief' });
    await world.close();
    await world.close();
    const response = await sandbox.fetch(`${sandbox.origin}/w/brief/gunma/api/v1/accounts`);
    expect([response.status, response.headers.get('content-type')]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ]);
    expect(await response.json()).toMatchObject({
      code: 'world_not_found',
      detail: 'there is no world brief, or no longer; make one with POST /sandbox/v1/worlds',
    });
    expect(await refusal(sandbox.control('DELETE', '/worlds/brief'))).toMatchObject({ status: 404 });
    const metadata = `${sandbox.origin}/.well-known/oauth-authorization-server/w/brief/gunma`;
    expect((await sandbox.fetch(metadata)).status).toBe(404);
  });

  test('answers the requests in flight first', async () => {
    const world = await sandbox.createWorld();
    const asked = Promise.all(Array.from({ length: 10 }, () => world.customers()));
    await new Promise((resolve) => setTimeout(resolve, 20));
    await world.close();
    expect(await asked).toHaveLength(10);
  });

  test('ends by itself when nobody uses it, and only then', { timeout: 60_000 }, async () => {
    const [idle, used] = await Promise.all([
      sandbox.createWorld({ id: 'idle', idleSeconds: 1 }),
      sandbox.createWorld({ id: 'used', idleSeconds: 5 }),
    ]);
    // The sweep comes every ten seconds of real time.
    for (let seconds = 0; seconds < 14; seconds += 1) {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      await used.clock.now();
    }
    expect(await refusal(idle.clock.now())).toMatchObject({ status: 404, code: 'world_not_found' });
    await Promise.all([idle.close(), used.close()]);
  });
});

describe('worlds in a directory', () => {
  test('are there again after a restart, and leave nothing behind when they end', async () => {
    const data = temporaryDirectory();
    const options = { data, clock: NINE, world: worldOfScreens() };
    const first = await createSandbox(options);
    const kept = await first.createWorld({ id: 'kept' });
    await kept.customer('gunma', 'tanaka').link(await requestAt(kept, 'gunma'));
    await (await first.createWorld({ id: 'ended' })).close();
    await first.close();
    expect(readdirSync(join(data, 'worlds'))).toEqual(['kept']);
    writeFileSync(join(data, 'worlds', '.note'), 'not a world');
    mkdirSync(join(data, 'worlds'), { recursive: true });
    const second = await createSandbox(options);
    const { worlds } = await second.control<{ worlds: { id: string; origin: string }[] }>('GET', '/worlds');
    expect(worlds.map(({ id }) => id)).toEqual(['kept']);
    const answer = await second.fetch(`${worlds[0]?.origin}/sandbox/v1/customers?bank=gunma`);
    const { customers } = (await answer.json()) as { customers: Awaited<ReturnType<Sandbox['customers']>> };
    const tanaka = customers.find(({ loginId }) => loginId === 'tanaka');
    expect(tanaka?.accounts.map(({ inquiryPinState }) => inquiryPinState)).toEqual(['registered', 'registered']);
    await second.close();
  });
});
