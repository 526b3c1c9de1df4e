import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { components } from '../../openapi/generated/sandbox.ts';
import { worldOfScreens } from '../browser/world.ts';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { createVendor } from '../support/vendor.ts';
import { createVisitor, type Screen, type Visitor, walk } from '../support/visitor.ts';

let sandbox: TestSandbox;
let issuer: string;
let ib: string;
beforeAll(async () => {
  const opened = await openSandbox({ world: worldOfScreens() });
  issuer = `${opened.origin}/gunken`;
  ib = `${issuer}/ib`;
  sandbox = { ...opened, issuer };
});
afterAll(async () => {
  expect(sandbox.faults).toEqual([]);
  await sandbox.close();
});
beforeEach(async () => {
  await sandbox.control('POST', '/reset');
  await sandbox.control('PUT', '/clock', { now: '2026-11-20T09:00:00+09:00', frozen: true });
});

const otp = async (loginId: string) =>
  (
    (await (await sandbox.control('GET', `/customers/gunken/${loginId}/one-time-password`)).json()) as {
      oneTimePassword: string;
    }
  ).oneTimePassword;
async function tokenOf(loginId: string) {
  const { customers } = (await (await sandbox.control('GET', '/customers?bank=gunken')).json()) as {
    customers: components['schemas']['Customer'][];
  };
  return customers.find((one) => one.loginId === loginId)?.softwareToken;
}

async function screenOf(response: Response): Promise<Screen> {
  return (await response.json()) as Screen;
}
const logIn = (visitor: Visitor, loginId: string) =>
  visitor.press(ib, 'login', { loginId, loginPassword: `${loginId}pw1` });

async function atOneTimePassword(loginId = 'abe'): Promise<{ visitor: Visitor; url: string }> {
  const vendor = await createVendor(sandbox);
  const visitor = createVisitor();
  const { url } = await walk(visitor, (await vendor.authorizationUrl()).url, {
    loginId,
    loginPassword: `${loginId}pw1`,
    stopAt: 'one-time-password',
  });
  return { visitor, url };
}

describe('a linkage at a bank with one-time passwords', () => {
  test('needs none before a token is in use', async () => {
    const vendor = await createVendor(sandbox);
    const tokens = await vendor.link({ loginId: 'mori', loginPassword: 'moripw1' });
    const answer = await vendor.read(tokens.access_token, '/accounts');
    expect(((await answer.json()) as { accounts: unknown[] }).accounts).toHaveLength(2);
  });

  test('asks for it after the password, and goes on with the screens of the same institution', async () => {
    const vendor = await createVendor(sandbox);
    const visitor = createVisitor();
    const started = await vendor.authorizationUrl();
    const { url } = await walk(visitor, started.url, {
      loginId: 'abe',
      loginPassword: 'abepw1',
      stopAt: 'one-time-password',
    });
    const screen = await visitor.see(url);
    expect(screen).toMatchObject({
      title: 'ログイン (ワンタイムパスワード認証)',
      code: 'BLI023',
      fields: [{ label: 'ワンタイムパスワード', type: 'one-time-password' }],
      actions: [{ label: '中止する' }, { label: '次へ' }],
    });
    const next = await screenOf(await visitor.press(url, 'next', { oneTimePassword: await otp('abe') }));
    expect(next.id).toBe('service-selection');
    await visitor.press(url, 'next', { services: ['balances'] });
    await visitor.press(url, 'register', { accounts: ['001-1-5000001'], inquiryPin: '1234' });
    await visitor.press(url, 'confirm');
    const allowed = await visitor.press(url, 'allow', { continueAuthorization: true });
    const left = await visitor.follow(allowed.headers.get('location') ?? '');
    const tokens = await vendor.redeem(left.url, started);
    const balance = await vendor.read(tokens.access_token, '/accounts/001-1-5000001/balance');
    expect(balance.status).toBe(200);
  });

  test('is not reached by pressing a later screen’s button', async () => {
    const { visitor, url } = await atOneTimePassword();
    for (const action of ['allow', 'register', 'confirm']) {
      const refused = await visitor.press(url, action, { continueAuthorization: true });
      expect([refused.status, (await screenOf(refused)).id]).toEqual([422, 'one-time-password']);
    }
  });

  test('ends with 中止する, and the vendor is told access_denied', async () => {
    const { visitor, url } = await atOneTimePassword();
    const cancelled = await visitor.press(url, 'cancel');
    const left = await visitor.follow(cancelled.headers.get('location') ?? '');
    expect(new URL(left.url).searchParams.get('error')).toBe('access_denied');
  });

  test('takes each password once, in whatever linkage', async () => {
    const [first, second] = [await atOneTimePassword(), await atOneTimePassword()];
    const password = await otp('abe');
    const taken = await first.visitor.press(first.url, 'next', { oneTimePassword: password });
    expect((await screenOf(taken)).id).toBe('service-selection');
    const again = await second.visitor.press(second.url, 'next', { oneTimePassword: password });
    expect([again.status, (await screenOf(again)).errors[0]?.code]).toEqual([422, 'one_time_password_used']);
  });

  test.each([
    ['', 'one_time_password_required'],
    ['12345', 'one_time_password_malformed'],
    ['1234567', 'one_time_password_malformed'],
    ['１２３４５６', 'one_time_password_malformed'],
    ['12 456', 'one_time_password_malformed'],
  ])('refuses %j and does not count it', async (oneTimePassword, code) => {
    const { visitor, url } = await atOneTimePassword();
    for (let tries = 0; tries < 6; tries += 1) {
      const refused = await visitor.press(url, 'next', { oneTimePassword });
      expect((await screenOf(refused)).errors[0]?.code).toBe(code);
    }
    expect((await tokenOf('abe'))?.state).toBe('in-use');
  });

  test('suspends after five wrong ones exactly, and once, however many come at the same time', async () => {
    const { visitor, url } = await atOneTimePassword();
    const wrong = String((Number(await otp('abe')) + 1) % 1_000_000).padStart(6, '0');
    const codes = async (tries: number) =>
      Promise.all(
        Array.from({ length: tries }, async () => {
          const refused = await visitor.press(url, 'next', { oneTimePassword: wrong });
          expect(refused.status).toBe(422);
          return (await screenOf(refused)).errors[0]?.code;
        }),
      );
    expect(new Set(await codes(4))).toEqual(new Set(['one_time_password_wrong']));
    expect((await tokenOf('abe'))?.state).toBe('in-use');
    expect(new Set(await codes(20))).toEqual(new Set(['one_time_password_suspended']));
    expect((await tokenOf('abe'))?.state).toBe('suspended');
    const right = await visitor.press(url, 'next', { oneTimePassword: await otp('abe') });
    expect((await screenOf(right)).errors[0]?.code).toBe('one_time_password_suspended');
  });

  test('counts four of twenty parallel tries as wrong, and the fifth as the suspension', async () => {
    const visits = await Promise.all(Array.from({ length: 5 }, () => atOneTimePassword()));
    const wrong = String((Number(await otp('abe')) + 1) % 1_000_000).padStart(6, '0');
    const tries = visits.flatMap(({ visitor, url }) =>
      Array.from({ length: 4 }, async () => {
        const refused = await visitor.press(url, 'next', { oneTimePassword: wrong });
        return (await screenOf(refused)).errors[0]?.code;
      }),
    );
    const codes = await Promise.all(tries);
    expect(codes.filter((code) => code === 'one_time_password_wrong')).toHaveLength(4);
    expect(codes.filter((code) => code === 'one_time_password_suspended')).toHaveLength(16);
  });

  test('is no longer asked for once the clerk has initialised the token', async () => {
    const { visitor, url } = await atOneTimePassword('hashimoto');
    const site = createVisitor();
    await logIn(site, 'hashimoto');
    await sandbox.control('PATCH', '/customers/gunken/hashimoto', { tokenAction: 'initialise' });
    expect((await screenOf(await visitor.press(url, 'next'))).id).toBe('service-selection');
    expect((await screenOf(await site.press(ib, 'next'))).id).toBe('home');
  });

  test('lets one of twenty parallel uses of a right password through', async () => {
    const visits = await Promise.all(Array.from({ length: 20 }, () => atOneTimePassword()));
    const oneTimePassword = await otp('abe');
    const answers = await Promise.all(
      visits.map(({ visitor, url }) => visitor.press(url, 'next', { oneTimePassword })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });
});

const cookieOf = (response: Response) => response.headers.getSetCookie()[0] ?? '';
const tokenIn = (html: string) => /name="csrfToken" value="([^"]+)"/.exec(html)?.[1] ?? '';

describe('the session of the internet-banking site', () => {
  test('is a signed cookie of its path, not for scripts', async () => {
    const cookie = cookieOf(await createVisitor().request(ib));
    expect(cookie).toMatch(/^ib_session=[\w-]{22}\.[\w-]{43}; Path=\/gunken\/ib; HttpOnly; SameSite=Lax$/);
  });

  test('gets another id at the login, at the one-time password and at the logout', async () => {
    const visitor = createVisitor();
    const ids = [cookieOf(await visitor.request(ib)), cookieOf(await logIn(visitor, 'abe'))];
    ids.push(cookieOf(await visitor.press(ib, 'next', { oneTimePassword: await otp('abe') })));
    const stays = await visitor.press(ib, 'menu-applications');
    expect([(await screenOf(stays)).id, cookieOf(stays)]).toEqual(['applications', '']);
    ids.push(cookieOf(await visitor.press(ib, 'logout')));
    expect(new Set(ids.map((cookie) => cookie.split(';')[0])).size).toBe(4);
  });

  test('ends with the logout, for a cookie that was kept too', async () => {
    const visitor = createVisitor();
    const kept = cookieOf(await logIn(visitor, 'mori')).split(';')[0] ?? '';
    await visitor.press(ib, 'logout');
    const again = await fetch(ib, { headers: { Accept: 'application/json', Cookie: kept } });
    expect(((await again.json()) as Screen).id).toBe('login');
  });

  test.each(['ib_session=', 'ib_session=abc', 'ib_session=abc.def', 'ib_session=../x.y'])(
    'is a new one for the cookie %s',
    async (Cookie) => {
      const response = await fetch(ib, { headers: { Accept: 'application/json', Cookie } });
      expect([((await response.json()) as Screen).id, cookieOf(response)]).toEqual([
        'login',
        expect.stringMatching(/^ib_session=/),
      ]);
    },
  );

  test('is over ten minutes after the last key, and says so', async () => {
    const visitor = createVisitor();
    await logIn(visitor, 'mori');
    await sandbox.advance('PT10M');
    expect((await visitor.see(ib)).id).toBe('home');
    await sandbox.advance('PT1S');
    const late = await visitor.press(ib, 'menu-accounts');
    expect([late.status, await screenOf(late)]).toMatchObject([
      422,
      { id: 'login', errors: [{ code: 'session_timed_out' }] },
    ]);
    expect((await visitor.see(ib)).errors).toEqual([]);
  });

  test('wants the form’s CSRF token, which is another one after the login', async () => {
    const visitor = createVisitor();
    const asPage = { Accept: 'text/html', 'Content-Type': 'application/x-www-form-urlencoded' };
    const post = (fields: Record<string, string>) =>
      visitor.request(ib, { method: 'POST', headers: asPage, body: new URLSearchParams(fields).toString() });
    const before = tokenIn(await (await visitor.request(ib, { headers: asPage })).text());
    const fields = { action: 'login', screen: 'login', loginId: 'mori', loginPassword: 'moripw1' };
    expect((await post(fields)).status).toBe(403);
    expect((await post({ ...fields, csrfToken: 'x' })).status).toBe(403);
    expect((await post({ ...fields, csrfToken: before })).status).toBe(303);
    const stale = await post({ action: 'menu-home', screen: 'home', csrfToken: before });
    expect([stale.status, await stale.text()]).toEqual([403, expect.stringContaining('この画面は古くなっています。')]);
  });

  test('shows the current screen to a page that is stale, and does nothing', async () => {
    const visitor = createVisitor();
    await logIn(visitor, 'mori');
    const stale = await visitor.press(ib, 'issue', {}, 'token-issue-confirmation');
    expect([stale.status, await screenOf(stale)]).toMatchObject([
      409,
      { id: 'home', errors: [{ code: 'stale_screen' }] },
    ]);
  });

  test('looks the same for an unknown customer, a wrong password and a locked login', async () => {
    await sandbox.control('PATCH', '/customers/gunken/ikeda', { locked: true });
    const tries = [
      { loginId: 'nobody', loginPassword: 'x1' },
      { loginId: 'mori', loginPassword: 'x1' },
      { loginId: 'ikeda', loginPassword: 'ikedapw1' },
    ];
    const answers = await Promise.all(tries.map((values) => createVisitor().press(ib, 'login', values)));
    const errors = await Promise.all(answers.map(async (answer) => (await screenOf(answer)).errors));
    expect(errors[0]?.[0]?.code).toBe('login_refused');
    expect(errors[1]).toEqual(errors[0]);
    expect(errors[2]).toEqual(errors[0]);
  });

  test('is locked after five wrong login passwords', async () => {
    const visitor = createVisitor();
    for (let tries = 0; tries < 5; tries += 1) {
      await visitor.press(ib, 'login', { loginId: 'mori', loginPassword: 'wrong' });
    }
    expect((await screenOf(await logIn(visitor, 'mori'))).errors[0]?.code).toBe('login_refused');
  });

  test('is a page that shows HTML of a customer as text', async () => {
    const visitor = createVisitor();
    const values = { loginId: '"><b>x</b>', loginPassword: 'x' };
    const page = await visitor.request(ib, {
      method: 'POST',
      headers: { Accept: 'text/html', 'Content-Type': 'application/json' },
      body: JSON.stringify({ action: 'login', values }),
    });
    expect(await page.text()).not.toContain('<b>x</b>');
  });

  test.each(['/ib', '/token-app', '/token-app/activate', '/token-app/password'])(
    'is not there at a bank without internet banking: %s',
    async (path) => {
      const response = await createVisitor().request(`${sandbox.origin}/gunma${path}`);
      expect(response.status).toBe(404);
    },
  );
});

describe('the token app, for a program', () => {
  async function issue(): Promise<{ serviceId: string; userId: string }> {
    const visitor = createVisitor();
    await logIn(visitor, 'mori');
    await visitor.press(ib, 'menu-applications');
    await visitor.press(ib, 'one-time-password');
    await visitor.press(ib, 'issue');
    await visitor.press(ib, 'next', { mailAddress: 'taro@data-bank.example', activationPassword: 'kaishi99' });
    const done = await screenOf(await visitor.press(ib, 'issue'));
    expect(done.code).toBe('BOT002');
    const token = await tokenOf('mori');
    return { serviceId: token?.serviceId ?? '', userId: token?.userId ?? '' };
  }
  const activate = (visitor: Visitor, body: Record<string, unknown>) =>
    visitor.request(`${issuer}/token-app/activate`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });

  test('is set up once, shows the password, and makes the caller the phone', async () => {
    const ids = await issue();
    const phone = createVisitor();
    const before = await phone.request(`${issuer}/token-app/password`);
    expect(before.status).toBe(404);
    const answer = await activate(phone, { ...ids, activationPassword: 'kaishi99' });
    expect([answer.status, await answer.json()]).toEqual([
      200,
      {
        oneTimePassword: await otp('mori'),
        secondsLeft: 60,
        otpauthUri: expect.stringMatching(
          /^otpauth:\/\/totp\/gunken:9991\d{7}\?secret=[A-Z2-7]{32}&issuer=gunken&algorithm=SHA1&digits=6&period=60$/,
        ),
      },
    ]);
    const shown = (await (await phone.request(`${issuer}/token-app/password`)).json()) as { oneTimePassword: string };
    expect(shown.oneTimePassword).toBe(await otp('mori'));
    const again = await activate(createVisitor(), { ...ids, activationPassword: 'kaishi99' });
    expect([again.status, await again.json()]).toMatchObject([422, { code: 'token_app_refused' }]);
    await sandbox.control('PATCH', '/customers/gunken/mori', { tokenAction: 'change-phone' });
    expect((await phone.request(`${issuer}/token-app/password`)).status).toBe(404);
  });

  test.each([
    ['a wrong password', { activationPassword: 'kaishi00' }, 422],
    ['a wrong service ID', { serviceId: '00000000' }, 422],
    ['a wrong user ID', { userId: '99919999999' }, 422],
    ['no password', { activationPassword: undefined }, 400],
    ['a list', { userId: ['1', '2'] }, 400],
    ['something else', { pin: '1234' }, 400],
  ])('refuses %s', async (_, change, status) => {
    const body = { ...(await issue()), activationPassword: 'kaishi99', ...change };
    expect((await activate(createVisitor(), body)).status).toBe(status);
    expect((await tokenOf('mori'))?.appIsSetUp).toBe(false);
  });

  test('refuses the page of another site', async () => {
    const response = await fetch(`${issuer}/token-app/activate`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'cross-site' },
      body: 'serviceId=1&userId=2&activationPassword=3',
    });
    expect(response.status).toBe(403);
  });
});
