import { StatementSync } from 'node:sqlite';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { worldOfScreens } from '../browser/world.ts';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { createVendor } from '../support/vendor.ts';
import { createVisitor, type Screen, type Visitor } from '../support/visitor.ts';

/** What was compared in a time that tells nothing: the pairs of digests, as hex. */
const compared = vi.hoisted(() => [] as (readonly [string, string])[]);
vi.mock('node:crypto', async (importOriginal) => {
  const crypto = await importOriginal<typeof import('node:crypto')>();
  const timingSafeEqual: typeof crypto.timingSafeEqual = (left, right) => {
    const hex = (view: NodeJS.ArrayBufferView) =>
      Buffer.from(view.buffer, view.byteOffset, view.byteLength).toString('hex');
    compared.push([hex(left as NodeJS.ArrayBufferView), hex(right as NodeJS.ArrayBufferView)]);
    return crypto.timingSafeEqual(left, right);
  };
  return { ...crypto, timingSafeEqual };
});

const { createHash } = await import('node:crypto');
const digest = (text: string) => createHash('sha256').update(text).digest('hex');

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await openSandbox({ world: worldOfScreens() });
});
beforeEach(async () => {
  await sandbox.control('POST', '/reset');
  await sandbox.control('PUT', '/clock', { now: '2026-11-20T09:00:00+09:00', frozen: true });
});
afterAll(async () => {
  expect(sandbox.faults).toEqual([]);
  await sandbox.close();
});

/** Whether this secret was compared, by its digest, with what was typed. */
const wasCompared = (typed: string, kept: string): boolean =>
  compared.some((pair) => pair.includes(digest(typed)) && pair.includes(digest(kept)));

async function arrive(bank: string) {
  const visitor = createVisitor();
  const vendor = await createVendor({ ...sandbox, issuer: `${sandbox.origin}/${bank}` });
  return { visitor, url: (await visitor.follow((await vendor.authorizationUrl()).url)).url };
}

describe('an unknown ID, a wrong password and a locked customer', () => {
  const tries = [
    ['an unknown ID', 'nobody', 'wrong1'],
    ['a wrong password', 'sato', 'wrong1'],
    ['a locked customer with the right password', 'yamamoto', 'yamamoto-pw1'],
    ['a certificate customer without his certificate', 'suzuki', 'suzuki-pw1'],
  ] as const;

  /** The same at the internet-banking site; its locked customer is made so. */
  const triesAtSite = [
    ['nobody', 'wrong1'],
    ['mori', 'wrong1'],
    ['abe', 'abepw1'],
  ] as const;

  /** What one try shows, and all that was computed for it: comparisons, and statements for the database. */
  async function tried(visitor: Visitor, url: string, loginId: string, loginPassword: string) {
    const statements: string[] = [];
    const spies = (['all', 'run'] as const).map((name) => {
      const original = StatementSync.prototype[name] as (...parameters: unknown[]) => never;
      return vi.spyOn(StatementSync.prototype, name).mockImplementation(function (this: StatementSync, ...parameters) {
        statements.push(this.sourceSQL);
        return original.apply(this, parameters);
      });
    });
    compared.length = 0;
    const answer = await visitor.press(url, 'login', { loginId, loginPassword });
    const comparisons = compared.length;
    for (const spy of spies) spy.mockRestore();
    // The login ID stays in its field.
    const { fields, ...screen } = (await answer.json()) as Screen;
    expect(fields[0]).toMatchObject({ name: 'loginId', value: loginId });
    return { status: answer.status, headers: [...answer.headers.keys()], screen, comparisons, statements };
  }

  function seeAlike([first, ...others]: readonly Awaited<ReturnType<typeof tried>>[], comparisons: number): void {
    expect([first?.status, first?.comparisons]).toEqual([422, comparisons]);
    expect(first?.statements.filter((sql) => /^select/i.test(sql)).length).toBeGreaterThan(3);
    expect(first?.statements.filter((sql) => /^update "customers"/i.test(sql))).toHaveLength(1);
    for (const other of others) expect(other).toEqual(first);
  }

  test('look the same, and take the same: the same comparisons, the same reads and writes', async () => {
    const results = [];
    for (const [, loginId, loginPassword] of tries) {
      const { visitor, url } = await arrive('gunma');
      results.push(await tried(visitor, url, loginId, loginPassword));
    }
    seeAlike(results, 1);
  });

  test('look and take the same at the internet-banking site', async () => {
    await sandbox.control('PATCH', '/customers/gunken/abe', { locked: true });
    const results = [];
    for (const [loginId, loginPassword] of triesAtSite) {
      const visitor = createVisitor();
      const url = `${sandbox.origin}/gunken/ib`;
      await visitor.see(url);
      results.push(await tried(visitor, url, loginId, loginPassword));
    }
    // The cookie's signature, and the password.
    seeAlike(results, 2);
  });
});

describe('every secret that is typed or sent is compared in a time that tells nothing', () => {
  beforeEach(() => {
    compared.length = 0;
  });
  const json = { 'Content-Type': 'application/json' };
  const customer = async (bank: string, loginId: string) => {
    const found = (await sandbox.customers(bank)).find((one) => one.loginId === loginId);
    if (found === undefined) throw new Error(`${bank} has no ${loginId}`);
    return found;
  };

  test('the login password, of a linkage and of the internet-banking site', async () => {
    const { visitor, url } = await arrive('gunma');
    await visitor.press(url, 'login', { loginId: 'sato', loginPassword: 'sato-pw2' });
    expect(wasCompared('sato-pw2', 'sato-pw1')).toBe(true);
    await createVisitor().press(`${sandbox.origin}/gunken/ib`, 'login', { loginId: 'mori', loginPassword: 'moripw2' });
    expect(wasCompared('moripw2', 'moripw1')).toBe(true);
  });

  test('the answer of the additional authentication', async () => {
    const asked = (await sandbox.customers('miyakojima')).find(
      (one) => one.additionalAuthentication && one.loginMethod === 'password' && !one.locked,
    );
    const { loginId = '', loginPassword = '', additionalAuthentication } = asked ?? {};
    const { visitor, url } = await arrive('miyakojima');
    await visitor.press(url, 'login', { loginId, loginPassword });
    await visitor.press(url, 'authenticate', { answer: '違う' });
    expect(wasCompared('違う', additionalAuthentication?.answer ?? '')).toBe(true);
  });

  test('the inquiry PIN, of every account that is ticked', async () => {
    const { visitor, url } = await arrive('gunma');
    await visitor.press(url, 'login', { loginId: 'tanaka', loginPassword: 'tanaka-pw1' });
    await visitor.press(url, 'next', { services: ['balances'] });
    compared.length = 0;
    await visitor.press(url, 'register', { accounts: ['001-1-2000002', '202-2-1111111'], inquiryPin: '9999' });
    expect(compared.filter((pair) => pair.includes(digest('9999')) && pair.includes(digest('1234')))).toHaveLength(2);
  });

  test('the one-time passwords of both kinds of token', async () => {
    const software = await arrive('gunken');
    await software.visitor.press(software.url, 'login', { loginId: 'abe', loginPassword: 'abepw1' });
    await software.visitor.press(software.url, 'next', { oneTimePassword: '000000' });
    expect(wasCompared('000000', await sandbox.oneTimePassword('gunken', 'abe'))).toBe(true);
    const camera = await arrive('mizuho');
    await camera.visitor.press(camera.url, 'login', { loginId: 'sato', loginPassword: 'sato-pw1' });
    const challenge = (await camera.visitor.see(camera.url)).twoDimensionalCode?.content ?? '';
    await camera.visitor.press(camera.url, 'next', { oneTimePassword: '00000000' });
    expect(wasCompared('00000000', await sandbox.oneTimePassword('mizuho', 'sato', challenge))).toBe(true);
  });

  test('what the token app is set up with, whether there is such a token or not', async () => {
    const { softwareToken } = await customer('gunken', 'abe');
    for (const userId of [softwareToken?.userId ?? '', '00000000000']) {
      compared.length = 0;
      await fetch(`${sandbox.origin}/gunken/token-app/activate`, {
        method: 'POST',
        headers: json,
        body: JSON.stringify({ serviceId: 'x', userId, activationPassword: 'wrong123' }),
      });
      expect(compared).toHaveLength(2);
      expect(compared.flat()).toContain(digest('wrong123'));
    }
  });

  test('the login password against that for the app, where a token is issued', async () => {
    const ib = `${sandbox.origin}/gunken/ib`;
    const { press } = createVisitor();
    await press(ib, 'login', { loginId: 'mori', loginPassword: 'moripw1' });
    for (const action of ['menu-applications', 'one-time-password', 'issue']) await press(ib, action);
    const refused = await press(ib, 'next', { mailAddress: 'a@b.example', activationPassword: 'moripw1' });
    expect(((await refused.json()) as Screen).errors).toMatchObject([
      { code: 'activation_password_is_login_password' },
    ]);
    expect(wasCompared('moripw1', 'moripw1')).toBe(true);
  });

  test('the CSRF token of a form, and the signature of a cookie', async () => {
    const { visitor, url } = await arrive('gunma');
    const headers = { Accept: 'text/html' };
    const body = new URLSearchParams({ csrfToken: 'made-up', screen: 'entry', action: 'login' });
    expect((await visitor.request(url, { method: 'POST', headers, body })).status).toBe(403);
    expect(compared.flat()).toContain(digest('made-up'));
    await fetch(`${sandbox.origin}/gunken/ib`, { headers: { Cookie: 'ib_session=abc.signed' } });
    expect(compared.flat()).toContain(digest('signed'));
  });

  test('the bearer token of the control API beyond loopback', async () => {
    const open = await openSandbox({ world: worldOfScreens(), host: '0.0.0.0' });
    await fetch(`${open.origin}/sandbox/v1/health`, { headers: { Authorization: 'Bearer guessed' } });
    expect(wasCompared('guessed', open.controlToken ?? '')).toBe(true);
    await open.close();
  });
});
