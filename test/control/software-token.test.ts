import { parseWorldFile } from '@renkei/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { components } from '../../openapi/generated/sandbox.ts';
import { worldOfScreens } from '../browser/world.ts';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { problemIn } from './problem.ts';

type Customer = components['schemas']['Customer'];

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await openSandbox({ world: worldOfScreens() });
});
afterAll(async () => {
  expect(sandbox.faults).toEqual([]);
  await sandbox.close();
});
beforeEach(async () => {
  await sandbox.control('POST', '/reset');
});

async function customersOf(one: TestSandbox): Promise<Customer[]> {
  return ((await (await one.control('GET', '/customers?bank=gunken')).json()) as { customers: Customer[] }).customers;
}
const patch = (loginId: string, body: unknown, bank = 'gunken') =>
  sandbox.control('PATCH', `/customers/${bank}/${loginId}`, body);
const otp = (loginId: string) => sandbox.control('GET', `/customers/gunken/${loginId}/one-time-password`);

describe('the software tokens of the default world', () => {
  test('are there in every state, and with every trouble', async () => {
    const operators = (await customersOf(sandbox)).filter(({ company }) => company === 'サンドボックス商店株式会社');
    const shown = operators.map(({ loginId, softwareToken }) => [
      loginId,
      softwareToken?.label,
      softwareToken?.appIsSetUp,
      softwareToken?.phoneClockOffsetSeconds,
      softwareToken?.mailFilter,
    ]);
    expect(shown).toEqual([
      ['abe', '利用中', true, 0, false],
      ['hashimoto', '停止中', true, 0, false],
      ['ikeda', 'トークン発行済', true, 0, false],
      ['ishikawa', 'トークン未発行', false, 0, true],
      ['kaneko', '利用中', false, 0, false],
      ['mori', 'トークン未発行', false, 0, false],
      ['takeuchi', 'トークン発行済', false, 0, false],
      ['yamashita', '利用中', true, -600, false],
    ]);
  });

  test('are the same after a reset', async () => {
    const before = await customersOf(sandbox);
    await patch('abe', { tokenAction: 'initialise' });
    await patch('mori', { mailFilter: true, phoneClockOffsetSeconds: 90 });
    expect(await customersOf(sandbox)).not.toEqual(before);
    await sandbox.control('POST', '/reset');
    expect(await customersOf(sandbox)).toEqual(before);
  });

  test('have a password while an app shows it, and say why where none does', async () => {
    for (const loginId of ['abe', 'ikeda', 'hashimoto', 'yamashita']) {
      const answer = await otp(loginId);
      expect([loginId, answer.status]).toEqual([loginId, 200]);
    }
    const none = await otp('mori');
    expect([none.status, (await problemIn(none)).code]).toEqual([404, 'no_token']);
  });
});

describe('the clerk and the phone', () => {
  test.each([
    ['hashimoto', 'release-suspension', 'in-use'],
    ['hashimoto', 'initialise', 'unissued'],
    ['abe', 'initialise', 'unissued'],
    ['ikeda', 'initialise', 'unissued'],
    ['abe', 'change-phone', 'in-use'],
    ['mori', 'change-phone', 'unissued'],
  ])('make of the token of %s by %s: %s', async (loginId, tokenAction, state) => {
    const answer = await patch(loginId, { tokenAction });
    expect([answer.status, await answer.json()]).toMatchObject([200, { loginId, softwareToken: { state } }]);
  });

  test.each([
    ['abe', 'release-suspension'],
    ['mori', 'release-suspension'],
    ['mori', 'initialise'],
  ])('cannot do to the token of %s: %s', async (loginId, tokenAction) => {
    const before = await customersOf(sandbox);
    const answer = await patch(loginId, { tokenAction, mailFilter: true });
    expect([answer.status, (await problemIn(answer)).code]).toEqual([409, 'token_action_not_possible']);
    expect(await customersOf(sandbox)).toEqual(before);
  });

  test('have nothing to do at a bank without tokens', async () => {
    const answer = await patch('tanaka', { tokenAction: 'initialise' }, 'gunma');
    expect([answer.status, (await problemIn(answer)).code]).toEqual([409, 'token_action_not_possible']);
  });

  test('that lead to another issue are refused at a bank whose site is not played', async () => {
    for (const tokenAction of ['initialise', 'change-phone']) {
      const answer = await patch('ito', { tokenAction }, 'mizuho');
      expect([answer.status, (await problemIn(answer)).code]).toEqual([409, 'token_action_not_possible']);
    }
    expect(await (await patch('ito', { tokenAction: 'suspend' }, 'mizuho')).json()).toMatchObject({
      softwareToken: { state: 'suspended' },
    });
  });

  test('leave the lock of the login as it is', async () => {
    await patch('abe', { locked: true });
    const answer = await patch('abe', { phoneClockOffsetSeconds: 60 });
    expect(await answer.json()).toMatchObject({ locked: true, softwareToken: { phoneClockOffsetSeconds: 60 } });
  });

  test.each([
    ['body/tokenAction', { tokenAction: 'release' }],
    ['body/tokenAction', { tokenAction: null }],
    ['body/mailFilter', { mailFilter: 'yes' }],
    ['body/phoneClockOffsetSeconds', { phoneClockOffsetSeconds: 0.5 }],
    ['body/phoneClockOffsetSeconds', { phoneClockOffsetSeconds: 1e12 }],
    ['body/token', { token: 'initialise' }],
  ])('refuse %s in %j', async (location, body) => {
    const answer = await patch('abe', body);
    expect(answer.status).toBe(400);
    expect((await problemIn(answer)).errors?.[0]?.location).toBe(location);
  });
});

describe('a world file', () => {
  const world = (more: string) => `
banks:
  gunken:
    settings: { wrongOneTimePasswordsBeforeSuspension: 1 }
    companies:
      - id: shop
        name: 商店
        customers:
          - { loginId: sato, loginPassword: satopw, name: 佐藤, login: password, purpose: { ja: 試験, en: Test }, ${more} }
`;

  test.each([
    ['softwareToken: { state: issued, appIsSetUp: false }', { state: 'issued', appIsSetUp: false }],
    ['softwareToken: { state: suspended }', { state: 'suspended', appIsSetUp: true }],
    ['tokenSecret: GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ', { state: 'in-use', userId: '99910000001' }],
    ['mailFilter: true, phoneClockOffsetSeconds: 30', { mailFilter: true, phoneClockOffsetSeconds: 30 }],
  ])('can say %s', async (more, expected) => {
    const other = await openSandbox({ world: parseWorldFile(world(more), 'world.yaml') });
    expect((await customersOf(other))[0]?.softwareToken).toMatchObject(expected);
    await other.close();
  });

  test.each([
    ['softwareToken: { state: lost }', 'softwareToken.state'],
    ['softwareToken: {}', 'softwareToken.state'],
    ['softwareToken: { state: issued, activationPassword: あいうえ }', 'softwareToken.activationPassword'],
    ['phoneClockOffsetSeconds: soon', 'phoneClockOffsetSeconds'],
    ['mailFilter: maybe', 'mailFilter'],
  ])('cannot say %s', (more, key) => {
    expect(() => parseWorldFile(world(more), 'world.yaml')).toThrow(key);
  });
});
