import { parseWorldFile } from '@renkei/sandbox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { components } from '../../openapi/generated/sandbox.ts';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { createVendor } from '../support/vendor.ts';
import { createVisitor, walk } from '../support/visitor.ts';
import { problemIn } from './problem.ts';

type Customer = components['schemas']['Customer'];

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(async () => {
  expect(sandbox.faults).toEqual([]);
  await sandbox.close();
});

async function customers(query = ''): Promise<Customer[]> {
  const response = await sandbox.control('GET', `/customers${query}`);
  expect(response.status).toBe(200);
  return ((await response.json()) as { customers: Customer[] }).customers;
}

const customer = async (loginId: string) => (await customers('?bank=gunma')).find((one) => one.loginId === loginId);
const setLocked = (loginId: string, locked: boolean) =>
  sandbox.control('PATCH', `/customers/gunma/${loginId}`, { locked });

describe('one customer', () => {
  test('is as in the list', async () => {
    const one = await sandbox.control('GET', '/customers/gunma/ito');
    expect([one.status, await one.json()]).toEqual([200, await customer('ito')]);
    const nobody = await sandbox.control('GET', '/customers/gunma/nobody');
    expect(await problemIn(nobody)).toMatchObject({ status: 404, code: 'customer_not_found' });
  });
});

describe('the list of customers', () => {
  test('has everyone with his credentials, by bank and login ID', async () => {
    const all = await customers();
    const names = all.map(({ bank, loginId }) => `${bank} ${loginId}`);
    expect(names).toContain('gunma tanaka');
    expect(names).toEqual(names.toSorted());
    expect(all.find(({ bank, loginId }) => bank === 'gunma' && loginId === 'ito')).toEqual({
      bank: 'gunma',
      loginId: 'ito',
      loginPassword: 'ito-pw1',
      name: '伊藤 経理',
      company: 'サンドボックスサービス合同会社',
      role: 'operator',
      loginMethod: 'password',
      locked: false,
      services: ['balances', 'transactions', 'deposits'],
      mailAddress: 'ito@customer.example',
      mailUndeliverable: false,
      purpose: { ja: expect.any(String), en: expect.any(String) },
      certificates: [],
      accounts: [
        {
          accountId: '001-1-2000003',
          label: 'インターネット支店 (001) 普通 2000003',
          inquiryPin: '1111',
          inquiryPinState: 'unregistered',
          inquiryPermitted: true,
        },
        expect.objectContaining({ inquiryPin: '2222', inquiryPinState: 'unregistered' }),
        expect.objectContaining({ inquiryPin: '3333', inquiryPinState: 'registered' }),
        expect.objectContaining({ inquiryPin: '4444', inquiryPinState: 'pending' }),
      ],
    });
    expect(all.find(({ bank, loginId }) => bank === 'gunma' && loginId === 'suzuki')?.certificates).toHaveLength(6);
  });

  test('can be that of one bank', async () => {
    expect(await customers('?bank=gunma')).toEqual((await customers()).filter(({ bank }) => bank === 'gunma'));
    expect(await customers('?bank=elsewhere')).toEqual([]);
  });

  test.each(['?bank=', '?bank=GUNMA', '?bank=gunma&bank=gunma', "?bank=' or 1=1 --"])('refuses %s', async (query) => {
    const response = await sandbox.control('GET', `/customers${query}`);
    expect(response.status).toBe(400);
    expect(await problemIn(response)).toMatchObject({ code: 'invalid_request', errors: [{ location: 'query/bank' }] });
  });

  test('shows an account as 未登録 again once its day is over', async () => {
    const states = async () =>
      (await customers()).flatMap(({ accounts }) => accounts.map((one) => one.inquiryPinState));
    expect(await states()).toContain('pending');
    await sandbox.advance('P1D');
    expect(await states()).not.toContain('pending');
    await sandbox.advance('-P1D');
    expect(await states()).toContain('pending');
  });
});

describe('a customer’s lock', () => {
  test('keeps him out, and lets him in again when it is taken off', async () => {
    const vendor = await createVendor(sandbox);
    const locked = await setLocked('tanaka', true);
    expect([locked.status, await locked.json()]).toMatchObject([200, { loginId: 'tanaka', locked: true }]);
    await expect(vendor.link()).rejects.toThrow(/^entry: .*login_refused/);

    expect(await (await setLocked('tanaka', false)).json()).toMatchObject({ locked: false });
    expect((await vendor.link()).access_token).toMatch(/^sandbox_at_/);
  });

  test('of the customer who is there to be locked can be taken off', async () => {
    const vendor = await createVendor(sandbox);
    await expect(vendor.link({ loginId: 'yamamoto' })).rejects.toThrow(/login_refused/);
    await setLocked('yamamoto', false);
    expect((await vendor.link({ loginId: 'yamamoto' })).access_token).toMatch(/^sandbox_at_/);
  });

  test('comes with the fifth wrong password, and takes the count with it when it goes', async () => {
    const vendor = await createVendor(sandbox);
    const visitor = createVisitor();
    const { url } = await walk(visitor, (await vendor.authorizationUrl()).url, { stopAt: 'entry' });
    const tryWrong = () => visitor.press(url, 'login', { loginId: 'kato', loginPassword: 'wrong' });
    for (let tries = 0; tries < 4; tries += 1) await tryWrong();
    expect((await customer('kato'))?.locked).toBe(false);
    await tryWrong();
    expect((await customer('kato'))?.locked).toBe(true);

    await setLocked('kato', false);
    await tryWrong();
    expect((await customer('kato'))?.locked).toBe(false);
    const response = await visitor.press(url, 'login', { loginId: 'kato', loginPassword: 'kato-pw1' });
    expect(await response.json()).toMatchObject({ id: 'service-selection' });
  });

  test.each([
    ['nothing', {}, 'body'],
    ['a word', { locked: 'no' }, 'body/locked'],
    ['a number', { locked: 0 }, 'body/locked'],
    ['something else', { locked: true, name: 'x' }, 'body/name'],
    ['a list', [true], 'body'],
  ])('refuses %s, and changes nothing', async (_, body, location) => {
    const response = await sandbox.control('PATCH', '/customers/gunma/sato', body);
    expect(response.status).toBe(400);
    expect((await problemIn(response)).errors?.[0]?.location).toBe(location);
    expect((await customer('sato'))?.locked).toBe(false);
  });

  test.each(['/customers/gunma/nobody', '/customers/elsewhere/sato', '/customers/gunma/%2e%2e%2f'])(
    'answers 404 where there is no such customer: %s',
    async (path) => {
      const response = await sandbox.control('PATCH', path, { locked: true });
      expect(response.status).toBe(404);
      expect(await problemIn(response)).toMatchObject({ code: 'customer_not_found' });
    },
  );
});

describe('a locked account', () => {
  test('is shown as locked', async () => {
    const vendor = await createVendor(sandbox);
    const visitor = createVisitor();
    const behaviour = { loginId: 'ito', stopAt: 'inquiry-pin-registration' };
    const { url } = await walk(visitor, (await vendor.authorizationUrl()).url, behaviour);
    for (let tries = 0; tries < 5; tries += 1) {
      await visitor.press(url, 'register', { accounts: ['001-1-2000003'], inquiryPin: '9999' });
    }
    expect((await customer('ito'))?.accounts.map(({ inquiryPinState }) => inquiryPinState)).toEqual([
      'locked',
      'unregistered',
      'registered',
      'pending',
    ]);
  });
});

describe('a customer’s software token', () => {
  // RFC 6238 appendix B has 14050471 for its step of 30 seconds at 1111111111 s; here the step is 60 seconds.
  const instant = Math.floor(1_111_111_111 / 30) * 60_000;
  const world = parseWorldFile(
    `
banks:
  gunma:
    companies:
      - id: shop
        name: 商店
        customers:
          - loginId: sato
            loginPassword: sato-pw
            name: 佐藤
            login: password
            tokenSecret: GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ
            purpose: { ja: ソフトウェアトークン, en: Software token }
`,
    'world.yaml',
  );

  test('shows its password in world time', async () => {
    const other = await openSandbox({ world });
    const shown = async (after: number) => {
      await other.control('PUT', '/clock', { now: new Date(instant + after).toISOString(), frozen: true });
      return (await other.control('GET', '/customers/gunma/sato/one-time-password')).json();
    };
    expect(await shown(0)).toEqual({ oneTimePassword: '050471', secondsLeft: 60 });
    expect(await shown(59_999)).toEqual({ oneTimePassword: '050471', secondsLeft: 1 });
    expect(await shown(-1)).toEqual({ oneTimePassword: '081804', secondsLeft: 1 });
    await other.close();
  });

  test.each([
    ['/customers/gunma/tanaka/one-time-password', 'no_token'],
    ['/customers/gunma/nobody/one-time-password', 'customer_not_found'],
    ['/customers/elsewhere/tanaka/one-time-password', 'customer_not_found'],
  ])('is missing at %s: %s', async (path, code) => {
    const response = await sandbox.control('GET', path);
    expect(response.status).toBe(404);
    expect((await problemIn(response)).code).toBe(code);
  });
});
