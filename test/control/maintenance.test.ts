import { parseWorldFile } from '@renkei/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { createVendor } from '../support/vendor.ts';
import { createVisitor } from '../support/visitor.ts';
import { problemIn } from './problem.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
});
beforeEach(async () => {
  await sandbox.control('POST', '/reset');
  await sandbox.control('PUT', '/clock', { frozen: true });
});
afterAll(async () => {
  expect(sandbox.faults).toEqual([]);
  await sandbox.close();
});

const behaviour = { loginId: 'sato', loginPassword: 'sato-pw1' };
const end = '2026-11-20T11:00:00+09:00';

describe('a bank under maintenance', () => {
  test('answers the data API, the token endpoint and the screens with 503, until when, and then goes on', async () => {
    const vendor = await createVendor(sandbox);
    const tokens = await vendor.link(behaviour);
    const visitor = createVisitor();
    const { url } = await vendor.authorizationUrl();
    const arrived = await visitor.follow(url);
    expect(await (await sandbox.control('PUT', '/banks/gunma/maintenance', { for: 'PT2H' })).json()).toMatchObject({
      bank: 'gunma',
      to: end,
    });

    const read = await vendor.read(tokens.access_token, '/accounts');
    expect(read.headers.get('retry-after')).toBe('7200');
    expect(await problemIn(read)).toMatchObject({ status: 503, code: 'maintenance', until: end });
    const refreshed = await vendor.refresh(tokens.refresh_token ?? '');
    expect([refreshed.status, (await refreshed.json()) as unknown]).toMatchObject([
      503,
      { error: 'temporarily_unavailable' },
    ]);
    const page = await fetch(arrived.url, { headers: { Accept: 'text/html' } });
    expect([page.status, page.headers.get('retry-after')]).toEqual([503, '7200']);
    expect(await page.text()).toContain(`ただいまメンテナンス中のため、サービスをご利用いただけません。${end}以降に`);
    expect((await fetch(`${sandbox.issuer}/.well-known/oauth-authorization-server`)).status).toBe(200);
    expect((await fetch(`${sandbox.origin}/mizuho/api/v1/accounts`)).status).toBe(401);

    await sandbox.advance('PT2H');
    const again = (await (await vendor.refresh(tokens.refresh_token ?? '')).json()) as { access_token: string };
    expect((await vendor.read(again.access_token, '/accounts')).status).toBe(200);
  });

  test('can be told for later, and opened before its end', async () => {
    const window = { from: '2026-11-20T22:00:00+09:00', to: '2026-11-21T06:00:00+09:00' };
    await sandbox.control('PUT', '/banks/gunma/maintenance', window);
    const status = async () => (await fetch(`${sandbox.issuer}/api/v1/accounts`)).status;
    expect(await status()).toBe(401);
    await sandbox.advance('PT14H');
    expect(await status()).toBe(503);
    expect((await sandbox.control('DELETE', '/banks/gunma/maintenance')).status).toBe(204);
    expect(await status()).toBe(401);
  });

  test.each([
    ['gunma', { for: 'two hours' }, 400, 'invalid_request'],
    ['gunma', { to: '2026-11-20T08:00:00+09:00' }, 400, 'invalid_request'],
    ['nowhere', { for: 'PT1H' }, 404, 'bank_not_found'],
  ])('is refused at %s for %j: %d', async (bank, body, status, code) => {
    const answer = await sandbox.control('PUT', `/banks/${bank}/maintenance`, body);
    expect(await problemIn(answer)).toMatchObject({ status, code });
  });
});

describe('a bank with service hours', () => {
  test('is closed outside of them, and a world file may say so, with a maintenance window', async () => {
    const world = parseWorldFile(
      `
banks:
  gunma:
    settings:
      serviceHours:
        businessDays: { from: "08:00", to: "20:00" }
        saturdays: { from: "09:00", to: "17:00" }
        holidays: null
    maintenance: { from: "2026-11-20T10:00:00+09:00", to: "2026-11-20T11:00:00+09:00" }
`,
      'world.yaml',
    );
    const bank = await openSandbox({ world });
    const answer = async (now: string) => {
      await bank.control('PUT', '/clock', { now, frozen: true });
      const response = await fetch(`${bank.issuer}/api/v1/accounts`);
      return ((await response.json()) as { code: string; until?: string }).until ?? response.status;
    };
    expect(await answer('2026-11-20T09:59:00+09:00')).toBe(401);
    expect(await answer('2026-11-20T10:30:00+09:00')).toBe('2026-11-20T11:00:00+09:00');
    expect(await answer('2026-11-20T20:00:00+09:00')).toBe('2026-11-21T09:00:00+09:00');
    await bank.close();
  });
});
