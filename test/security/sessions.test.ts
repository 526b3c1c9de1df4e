import { connectSandbox, createSandbox, type Sandbox, type SandboxWorld } from '@renkei/sandbox';
import { CookieJar } from 'tough-cookie';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { worldOfScreens } from '../browser/world.ts';
import { type AnyCustomer, linkAs, pressed } from '../support/any-customer.ts';
import { requestAt } from '../support/app.ts';
import { checkedFetch } from '../support/contract.ts';
import { CALLBACK, openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { createVisitor, type Screen, type Visitor, walk } from '../support/visitor.ts';
import { askByTls } from './handshake.ts';

let sandbox: TestSandbox;
/** Of an https issuer. */
let secure: Sandbox;
beforeAll(async () => {
  const world = worldOfScreens();
  for (const { companies } of Object.values(world.banks)) {
    for (const account of companies.flatMap(({ accounts }) => accounts)) account.inquiryPin = '1234';
  }
  [sandbox, secure] = await Promise.all([
    openSandbox({ world }),
    createSandbox({ world, origin: 'https://bank.example' }),
  ]);
});
beforeEach(async () => void (await Promise.all([sandbox.control('POST', '/reset'), secure.reset()])));
afterAll(async () => {
  expect(sandbox.faults).toEqual([]);
  await Promise.all([sandbox.close(), secure.close()]);
});

const requestUrl = (bank = 'gunma', of: SandboxWorld = connectSandbox(sandbox.origin)) => requestAt(of, bank);

function someone(bank: string, loginId: string, more: Partial<AnyCustomer> = {}): AnyCustomer {
  const oneTimePassword = (challenge?: string) => sandbox.oneTimePassword(bank, loginId, challenge);
  return { loginId, loginPassword: `${loginId}-pw1`, inquiryPin: '1234', oneTimePassword, ...more };
}

/** A visitor who keeps what he is told to keep, and every Set-Cookie besides. */
function watchedVisitor(fetch: typeof checkedFetch = checkedFetch, jar = new CookieJar()) {
  const cookies: string[] = [];
  const visitor = createVisitor(async (input, init) => {
    const response = await fetch(input, init);
    cookies.push(...response.headers.getSetCookie());
    return response;
  }, jar);
  const sessions = () =>
    new Set(cookies.flatMap((cookie) => /^(?:__Host-)?[\w-]*linkage=([^;]+)/.exec(cookie)?.[1] ?? []));
  return { visitor, jar, cookies, sessions };
}

async function arrive(visitor: Visitor, bank = 'gunma', stopAt = 'entry', loginId = 'tanaka', loginPassword?: string) {
  return (await walk(visitor, await requestUrl(bank), { loginId, stopAt, ...(loginPassword ? { loginPassword } : {}) }))
    .url;
}

const tokenIn = (html: string) => /name="csrfToken" value="([^"]+)"/.exec(html)?.[1] ?? '';
const html = { Accept: 'text/html' };

const tokenAt = async (visitor: Visitor, url: string) =>
  tokenIn(await (await visitor.request(url, { headers: html })).text());
const post = (visitor: Visitor, url: string, fields: Record<string, string>) =>
  visitor.request(url, { method: 'POST', headers: html, body: new URLSearchParams(fields) });

describe('the session of a linkage', () => {
  test.each([
    ['the login by password', 1, 'gunma', someone('gunma', 'sato')],
    ['the login by certificate', 1, 'gunma', someone('gunma', 'takahashi', { certificate: 'takahashi-valid' })],
    ['the login and the one-time password', 2, 'gunken', someone('gunken', 'abe', { loginPassword: 'abepw1' })],
    ['the login and the camera token’s password', 2, 'mizuho', someone('mizuho', 'sato')],
  ])('has a new id after %s', async (_, steps, bank, customer) => {
    const { visitor, sessions } = watchedVisitor();
    expect(await linkAs(customer, await requestUrl(bank), visitor)).toContain('code=');
    expect(sessions().size).toBe(steps);
  });

  test('has a new id after the additional authentication', async () => {
    const asked = (await sandbox.customers('miyakojima')).find(
      (one) => one.additionalAuthentication && one.loginMethod === 'password' && !one.locked,
    );
    const { loginId = '', loginPassword = '', additionalAuthentication } = asked ?? {};
    const { visitor, sessions } = watchedVisitor();
    const url = await arrive(visitor, 'miyakojima', 'additional-authentication', loginId, loginPassword);
    expect(sessions().size).toBe(1);
    await visitor.press(url, 'authenticate', { answer: 'wrong' });
    expect(sessions().size).toBe(1);
    await visitor.press(url, 'authenticate', { answer: additionalAuthentication?.answer ?? '' });
    expect(sessions().size).toBe(2);
  });

  test('that was planted before the login opens nothing after it', async () => {
    const victim = watchedVisitor();
    const url = await arrive(victim.visitor);
    const planted = createVisitor(checkedFetch, await victim.jar.clone());
    await victim.visitor.press(url, 'login', { loginId: 'sato', loginPassword: 'sato-pw1' });
    expect((await planted.see(url)).id).toBe('entry');
    for (const [action, values] of [
      ['next', { services: ['balances'] }],
      ['allow', { continueAuthorization: true }],
    ] as const) {
      expect((await planted.press(url, action, { ...values } as never)).status).toBe(422);
    }
    expect((await victim.visitor.see(url)).id).toBe('service-selection');
    await victim.visitor.press(url, 'next', { services: ['balances'] });
    const allowed = await victim.visitor.press(url, 'allow', { continueAuthorization: true });
    const resume = allowed.headers.get('location') ?? '';
    for (const stolen of [url, resume]) {
      const answer = await planted.request(stolen);
      expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
    }
    expect((await victim.visitor.follow(resume)).url).toContain(`${CALLBACK}?code=`);
  });

  test('is that of the second click, where ログイン is pressed twice', async () => {
    const { visitor, jar } = watchedVisitor();
    const url = await arrive(visitor);
    const first = createVisitor(checkedFetch, await jar.clone());
    for (const one of [first, visitor])
      await one.press(url, 'login', { loginId: 'sato', loginPassword: 'sato-pw1' }, 'entry');
    expect((await visitor.see(url)).id).toBe('service-selection');
    expect((await first.see(url)).id).toBe('entry');
  });

  test.each([
    ['the one-time password', 'gunken', 'one-time-password', someone('gunken', 'abe', { loginPassword: 'abepw1' })],
    ['the camera token’s password', 'mizuho', 'one-time-password', someone('mizuho', 'sato')],
    [
      'the answer to the question',
      'miyakojima',
      'additional-authentication',
      someone('miyakojima', 'inoue', { answer: 'さくらい' }),
    ],
  ])('goes on with the second of two clicks on %s, whose first answer was lost', async (_, bank, screen, customer) => {
    const { loginId, loginPassword } = customer;
    const { visitor, jar } = watchedVisitor();
    const url = await arrive(visitor, bank, screen, loginId, loginPassword);
    const proof = await pressed(await visitor.see(url), customer);
    const lost = createVisitor(checkedFetch, await jar.clone());
    for (const one of [lost, visitor]) {
      const answer = (await (await one.press(url, ...proof, screen)).json()) as Screen;
      expect([answer.id, answer.errors]).toEqual(['service-selection', []]);
    }
    expect((await visitor.see(url)).id).toBe('service-selection');
  });

  test('goes on with the second of two clicks on a form, and with no other form of before', async () => {
    const { visitor, jar } = watchedVisitor();
    const url = await arrive(visitor, 'gunken', 'one-time-password', 'abe', 'abepw1');
    const fields = { csrfToken: await tokenAt(visitor, url), screen: 'one-time-password', action: 'next' };
    const oneTimePassword = await sandbox.oneTimePassword('gunken', 'abe');
    const [first, other] = [await jar.clone(), await jar.clone()].map((its) => createVisitor(checkedFetch, its));
    expect((await post(first as Visitor, url, { ...fields, oneTimePassword })).status).toBe(303);
    const another = await post(other as Visitor, url, { ...fields, oneTimePassword: '00000000' });
    expect([another.status, (await (other as Visitor).see(url)).id]).toEqual([409, 'entry']);
    expect((await post(visitor, url, { ...fields, oneTimePassword })).status).toBe(303);
    expect((await visitor.see(url)).id).toBe('service-selection');
  });

  test('of the internet-banking site goes on with the second of two clicks on the one-time password too', async () => {
    const { visitor, jar } = watchedVisitor();
    const url = `${sandbox.origin}/gunken/ib`;
    await visitor.press(url, 'login', { loginId: 'abe', loginPassword: 'abepw1' });
    const oneTimePassword = await sandbox.oneTimePassword('gunken', 'abe');
    const lost = createVisitor(checkedFetch, await jar.clone());
    const wrong = createVisitor(checkedFetch, await jar.clone());
    const press = async (one: Visitor, password: string) =>
      (await (await one.press(url, 'next', { oneTimePassword: password }, 'one-time-password')).json()) as Screen;
    for (const one of [lost, visitor])
      expect(await press(one, oneTimePassword)).toMatchObject({ id: 'home', errors: [] });
    expect((await visitor.see(url)).id).toBe('home');
    expect(await press(wrong, '00000000')).toMatchObject({ id: 'login', errors: [{ code: 'session_timed_out' }] });
  });

  test('is not touched by who holds an older one and gives a wrong password', async () => {
    const { visitor, jar } = watchedVisitor();
    const url = await arrive(visitor);
    const planted = createVisitor(checkedFetch, await jar.clone());
    await visitor.press(url, 'login', { loginId: 'sato', loginPassword: 'sato-pw1' });
    const refused = await planted.press(url, 'login', { loginId: 'sato', loginPassword: 'wrong' });
    expect([refused.status, ((await refused.json()) as Screen).id]).toEqual([422, 'entry']);
    expect((await visitor.see(url)).id).toBe('service-selection');
  });
});

describe('the CSRF token of a form', () => {
  test('is bound to the linkage and to its session: another one after the login and each step, and for another linkage', async () => {
    const visitor = createVisitor();
    const url = await arrive(visitor, 'gunken', 'entry');
    const tokens = [await tokenAt(visitor, url)];
    await visitor.press(url, 'login', { loginId: 'abe', loginPassword: 'abepw1' });
    tokens.push(await tokenAt(visitor, url));
    await visitor.press(url, 'next', { oneTimePassword: await sandbox.oneTimePassword('gunken', 'abe') });
    const other = createVisitor();
    const elsewhere = await arrive(other, 'gunken', 'service-selection', 'mori', 'moripw1');
    tokens.push(await tokenAt(other, elsewhere));
    for (const csrfToken of [...tokens, '', 'x']) {
      const answer = await post(visitor, url, {
        csrfToken,
        screen: 'service-selection',
        action: 'next',
        services: 'balances',
      });
      expect([answer.status, (await answer.text()).includes('data-code="csrf_token_mismatch"')]).toEqual([403, true]);
    }
    expect((await visitor.see(url)).id).toBe('service-selection');
    const right = {
      csrfToken: await tokenAt(visitor, url),
      screen: 'service-selection',
      action: 'next',
      services: 'balances',
    };
    expect((await post(visitor, url, right)).status).toBe(303);
  });
});

describe('cookies', () => {
  const named = (cookies: readonly string[]) =>
    Object.fromEntries(
      cookies
        .filter((cookie) => !/=;|\.sig=/.test(cookie))
        .map((cookie) => {
          const [name = '', ...attributes] = cookie.replace(/=[^;]*/, '').split(/; */);
          return [
            name,
            attributes
              .map((one) => one.replace(/^(expires|max-age).*/i, ''))
              .filter(Boolean)
              .map((one) => one.toLowerCase())
              .sort(),
          ];
        }),
    );

  test('on http://localhost are HttpOnly, SameSite=Lax and bound to the paths of one linkage, not Secure', async () => {
    const { visitor, cookies } = watchedVisitor();
    const url = await arrive(visitor, 'gunma', 'service-selection');
    const id = url.split('/').at(-1);
    const own = cookies.filter((cookie) => cookie.includes('linkage='));
    expect(own.map((cookie) => cookie.replace(/=[^;]+/, '='))).toEqual([
      `linkage=; Path=/gunma/link/${id}; HttpOnly; SameSite=Lax`,
      `linkage=; Path=/gunma/oauth/authorize/${id}; HttpOnly; SameSite=Lax`,
    ]);
    for (const [name, attributes] of Object.entries(named(cookies))) {
      expect([name, attributes]).toEqual([name, expect.arrayContaining(['httponly', 'samesite=lax'])]);
      expect(attributes).not.toContain('secure');
      expect(attributes.find((one) => one.startsWith('path='))).toContain(id?.toLowerCase());
    }
  });

  test('of an https issuer are __Host- and Secure, and those bound to a path are __Secure-', async () => {
    const jar = new CookieJar();
    const { visitor, cookies } = watchedVisitor(secure.fetch, jar);
    const started = await visitor.request(await requestUrl('gunma', secure));
    const url = started.headers.get('location') ?? '';
    await visitor.press(url, 'login', { loginId: 'sato', loginPassword: 'sato-pw1' });
    await visitor.see(`${secure.origin}/gunken/ib`);
    const id = url.split('/').at(-1);
    const found = named(cookies);
    expect(Object.keys(found).sort()).toEqual(
      [
        `__Host-${id}-linkage`,
        '__Host-gunken-ib_session',
        '__Secure-interaction',
        '__Secure-interaction_resume',
      ].sort(),
    );
    for (const [name, attributes] of Object.entries(found)) {
      expect(attributes).toEqual(expect.arrayContaining(['secure', 'httponly', 'samesite=lax']));
      if (name.startsWith('__Host-')) expect(attributes).toContain('path=/');
      expect(attributes.some((one) => one.startsWith('domain'))).toBe(false);
    }
  });

  test('of the TLS listener are __Host- and Secure', async () => {
    const { text } = await askByTls(`${sandbox.tlsOrigin}/gunken/ib`);
    expect(text).toContain('BLI001');
    const response = await askByTls(`${sandbox.tlsOrigin}/gunken/ib`);
    expect(response.cookies).toEqual([
      expect.stringMatching(/^__Host-gunken-ib_session=[\w.-]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
    ]);
  });

  test('let a scripted customer through whose jar withholds Secure cookies on http, and one over https', async () => {
    // As Python's http.cookiejar, and tough-cookie before version 5.
    const strict = new CookieJar(undefined, { allowSecureOnLocal: false });
    const sato = someone('gunma', 'sato');
    expect(await linkAs(sato, await requestUrl(), createVisitor(checkedFetch, strict))).toContain('code=');
    const https = createVisitor(secure.fetch as typeof checkedFetch);
    expect(await linkAs(sato, await requestUrl('gunma', secure), https)).toContain('code=');
  });
});

describe('two tabs, two clients', () => {
  test.each([
    ['http', () => ({ of: connectSandbox(sandbox.origin), visitor: createVisitor() })],
    ['https', () => ({ of: secure, visitor: createVisitor(secure.fetch as typeof checkedFetch) })],
  ])(
    'have no cross-talk in one browser, over %s: other customers, other services, finished in reverse order',
    async (_, open) => {
      const { of, visitor } = open();
      const urls: string[] = [];
      for (let tabs = 0; tabs < 2; tabs += 1) {
        urls.push((await visitor.request(await requestUrl('gunma', of))).headers.get('location') ?? '');
      }
      const [one = '', two = ''] = urls;
      await visitor.press(one, 'login', { loginId: 'tanaka', loginPassword: 'tanaka-pw1' });
      await visitor.press(two, 'login', { loginId: 'sato', loginPassword: 'sato-pw1' });
      await visitor.press(one, 'next', { services: ['balances'] });
      await visitor.press(two, 'next', { services: ['deposits'] });
      expect([(await visitor.see(one)).id, (await visitor.see(two)).id]).toEqual([
        'inquiry-pin-registration',
        'consent',
      ]);
      const allowed = await visitor.press(two, 'allow', { continueAuthorization: true });
      expect((await visitor.follow(allowed.headers.get('location') ?? '')).url).toContain('code=');
      expect((await visitor.see(one)).id).toBe('inquiry-pin-registration');
      expect(await of.linkages()).toMatchObject([{ loginId: 'sato', services: ['deposits'] }]);
    },
  );
});

describe('a flow that is continued in another browser', () => {
  test('is refused before the login and after it, at its screens, its TLS page and its way back', async () => {
    for (const stopAt of ['entry', 'service-selection']) {
      const url = await arrive(createVisitor(), 'gunma', stopAt);
      const id = url.split('/').at(-1);
      const stranger = createVisitor();
      const answers = [
        await stranger.request(url),
        await stranger.press(url, 'login', { loginId: 'sato', loginPassword: 'sato-pw1' }),
        await stranger.request(`${url}/certificate`),
        await stranger.request(`${sandbox.issuer}/oauth/authorize/${id}`),
      ];
      for (const answer of answers) {
        expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
        expect(JSON.stringify(await answer.json())).toMatch(/linkage_not_here|invalid_request/);
      }
    }
  });
});
