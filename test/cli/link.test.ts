import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { worldOfScreens } from '../browser/world.ts';
import { createApp } from '../support/app.ts';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { buildCommand, run } from './command.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  await buildCommand();
  sandbox = await openSandbox({ world: worldOfScreens() });
}, 60_000);
afterAll(async () => {
  expect(sandbox.faults).toEqual([]);
  await sandbox.close();
});
beforeEach(() => sandbox.reset());

const link = (...args: string[]) => run(['link', ...args, '--url', sandbox.origin]);

describe('sandbox link', () => {
  test('prints the callback URL of a vendor’s request', async () => {
    const world = await sandbox.createWorld();
    for (const place of [sandbox, world]) {
      const app = await createApp(place as never, 'mizuho');
      const { url, pending } = await app.start();
      const { code, stdout, stderr } = await run(['link', 'mizuho', 'tanaka', '--url', url]);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect((await app.complete(stdout.trim(), pending)).services).toHaveLength(3);
    }
    await world.close();
  });

  test('makes a request itself, and with --json tells all that redeems the code', async () => {
    const { code, stdout } = await link('gunma', 'sato', '--json', '--services', 'balances');
    expect(code).toBe(0);
    const answer = JSON.parse(stdout);
    expect(answer).toMatchObject({ clientId: 'demo-accounting', screens: ['entry', 'service-selection', 'consent'] });
    const response = await fetch(answer.tokenEndpoint, {
      method: 'POST',
      headers: { Authorization: `Basic ${btoa('demo-accounting:sandbox-demo-secret')}` },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: answer.code,
        redirect_uri: answer.redirectUri,
        code_verifier: answer.verifier,
      }),
    });
    expect([response.status, await response.json()]).toMatchObject([200, { scope: 'balances' }]);
    expect((await link('gunma', 'sato')).stdout).toMatch(/^http:\/\/localhost:3000\/callback\?code=\S+\n$/);
  });

  test('says where it stopped, and ends with 1', async () => {
    const [locked, asked, json] = await Promise.all([
      link('gunma', 'yamamoto'),
      link('gunma', 'sato', '--stop-at', 'consent'),
      link('mizuho', 'watanabe', '--json'),
    ]);
    expect(locked).toMatchObject({ code: 1, stdout: '' });
    expect(locked.stderr).toMatch(
      /^sandbox: the linkage stopped at entry: login_refused: .*; the screens were entry, entry\n$/,
    );
    expect(asked.stderr).toMatch(
      /^sandbox: the linkage stopped at consent \(asked\); the screens were entry, service-sel/,
    );
    expect([json.code, JSON.parse(json.stdout)]).toEqual([
      1,
      { stoppedAt: 'ended', reason: 'refused', errors: [], screens: ['entry', 'ended'] },
    ]);
  });

  test('lets the customer refuse and err', async () => {
    const denied = await link('gunma', 'sato', '--deny', '--wrong-password', '2', '--json');
    expect([denied.code, JSON.parse(denied.stdout)]).toMatchObject([
      0,
      { error: 'access_denied', screens: ['entry', 'entry', 'entry', 'service-selection', 'consent'] },
    ]);
    const wrong = await link('gunma', 'tanaka', '--pin', '001-1-2000002=9999', '--accounts', '001-1-2000002');
    expect(wrong.stderr).toContain('inquiry_pin_refused');
    const phone = await link('mizuho', 'sato', '--user-agent', 'iPhone', '--interrupt', 'two-dimensional-code');
    expect(phone.stdout).toContain('error=access_denied');
  });

  test.each([
    [['gunma', 'nobody'], /^sandbox: gunma has no customer nobody; choose among /],
    [['nowhere', 'sato'], /^sandbox: nowhere has no customer sato; choose among nobody/],
    [
      ['gunma', 'sato', '--client', 'none'],
      /^sandbox: there is no app none; choose --client among demo-accounting, demo-/,
    ],
    [
      ['gunma', 'sato', '--stop-at', 'somewhere'],
      /^error: option '--stop-at <screen>' argument 'somewhere' is invalid/,
    ],
    [['gunma', 'sato', '--wrong-pin', 'x'], /^error: .*expected a number/],
    [['gunma', 'sato', '--pin', '1234'], /^error: .*expected ACCOUNT_ID=PIN/],
  ])('tells what is wrong with %j', async (args, reason) => {
    const { code, stdout, stderr } = await link(...args);
    expect([code, stdout]).toEqual([stderr.startsWith('error: ') ? 2 : 1, '']);
    expect(stderr).toMatch(reason);
    expect(stderr.trimEnd()).not.toContain('\n');
  });

  test('tells that there is no sandbox', async () => {
    const { code, stderr } = await run(['link', 'gunma', 'sato', '--url', 'http://127.0.0.1:9']);
    expect(code).toBe(3);
    expect(stderr).toBe('sandbox: there is no sandbox at http://127.0.0.1:9; start one with: npx sandbox start\n');
  });

  test('like every command it takes the URL of a world', async () => {
    const world = await sandbox.createWorld({ id: 'cli', clock: '2030-01-01T00:00:00+09:00' });
    expect((await run(['clock', '--url', world.origin])).stdout).toMatch(/^2030-01-01T00:0/);
    expect((await run(['link', 'gunma', 'sato', '--url', world.origin])).stdout).toContain('%2Fw%2Fcli%2Fgunma');
    await world.close();
  });
});
