import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { worldOfScreens } from '../browser/world.ts';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { createVendor } from '../support/vendor.ts';
import { createVisitor, type Values } from '../support/visitor.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await openSandbox({ world: worldOfScreens() });
});
afterAll(async () => {
  expect(sandbox.faults).toEqual([]);
  await sandbox.close();
});

type Step = readonly [action: string, values: Values];

/** A customer on the screen after some steps. */
async function arrive(bank: string, ...steps: readonly Step[]) {
  const visitor = createVisitor();
  const vendor = await createVendor({ ...sandbox, issuer: `${sandbox.origin}/${bank}` });
  const { url } = await visitor.follow((await vendor.authorizationUrl()).url);
  for (const step of steps) expect((await visitor.press(url, ...step)).status).toBe(200);
  return { visitor, url };
}

/** Presses a button twenty times at once, in one tab or in several. */
async function twentyTimes(visits: readonly Awaited<ReturnType<typeof arrive>>[], step: Step): Promise<void> {
  const answers = Array.from({ length: 20 }, (_, index) => {
    const { visitor, url } = visits[index % visits.length] as (typeof visits)[number];
    return visitor.press(url, ...step);
  });
  for (const { status } of await Promise.all(answers)) expect(status).toBeLessThan(500);
}

const customer = (bank: string, loginId: string) =>
  sandbox.store.db
    .selectFrom('customers')
    .selectAll()
    .where('bank', '=', bank)
    .where('login_id', '=', loginId)
    .executeTakeFirstOrThrow();

const login = (loginId: string, loginPassword = `${loginId}-pw1`): Step => ['login', { loginId, loginPassword }];

describe('of twenty wrong tries at once exactly five count, the fifth of which locks', () => {
  test('login passwords', async () => {
    const visits = await Promise.all([arrive('gunma'), arrive('gunma'), arrive('gunma')]);
    await twentyTimes(visits, login('sato', 'wrong'));
    expect(await customer('gunma', 'sato')).toMatchObject({ login_failures: 5, locked: 1 });
  });

  test('answers of the additional authentication', async () => {
    const visits = await Promise.all([arrive('miyakojima', login('inoue')), arrive('miyakojima', login('inoue'))]);
    await twentyTimes(visits, ['authenticate', { answer: '違います' }]);
    expect(await customer('miyakojima', 'inoue')).toMatchObject({ answer_failures: 5, locked: 1 });
  });

  test('one-time passwords of a camera token', async () => {
    const visits = await Promise.all([arrive('mizuho', login('sato')), arrive('mizuho', login('sato'))]);
    await twentyTimes(visits, ['next', { oneTimePassword: '00000000' }]);
    expect(await customer('mizuho', 'sato')).toMatchObject({
      camera_token_failures: 5,
      camera_token_state: 'suspended',
    });
  });

  test('inquiry PINs', async () => {
    const here: Step[] = [login('tanaka'), ['next', { services: ['balances'] }]];
    const visits = await Promise.all([arrive('gunma', ...here), arrive('gunma', ...here)]);
    await twentyTimes(visits, ['register', { accounts: ['001-1-2000002'], inquiryPin: '9999' }]);
    const account = await sandbox.store.db
      .selectFrom('accounts')
      .selectAll()
      .where('bank', '=', 'gunma')
      .where('account_id', '=', '001-1-2000002')
      .executeTakeFirstOrThrow();
    expect(account).toMatchObject({ pin_failures: 5, pin_locked: 1 });
  });
});
