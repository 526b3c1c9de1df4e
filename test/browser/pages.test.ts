import type { BankLink } from '@renkei/sdk';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { seeAccessible } from './accessibility.ts';
import { openBrowser } from './browser.ts';
import { allow, logIn, press, registerPin, selectServices } from './customer.ts';
import { loginOf, openScreen, type Pressed } from './shortcut.ts';
import { seeScreen, titles } from './sight.ts';
import { openVendorSite, registerVendor, type VendorSite } from './vendor-site.ts';
import { worldOfScreens } from './world.ts';

let browser: Browser;
let site: VendorSite;
let sandbox: TestSandbox;
beforeAll(async () => {
  [browser, site, sandbox] = await Promise.all([
    openBrowser(),
    openVendorSite(),
    openSandbox({ world: worldOfScreens() }),
  ]);
});
afterAll(async () => {
  await Promise.all([browser.close(), site.close(), sandbox.close()]);
  expect(sandbox.faults).toEqual([]);
});

const contexts: BrowserContext[] = [];
let vendor: BankLink;
beforeEach(async () => {
  await sandbox.control('POST', '/reset');
  vendor = await registerVendor(sandbox, site);
});
afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
});

async function newPage(options?: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext(options);
  contexts.push(context);
  return context.newPage();
}

const certificateLogin: Pressed = ['certificate-login'];
const pick = (certificate: string): Pressed => ['select', { certificate }];
const next: Pressed = ['next', { services: ['balances', 'transactions'] }];
const register: Pressed = ['register', { accounts: ['001-1-2000003'], inquiryPin: '1111' }];

/** Every page that a customer or a developer can see; `button` is pressed to see it refuse. */
const pages: readonly {
  readonly what: string;
  readonly button?: string;
  readonly open: (page: Page) => Promise<unknown>;
}[] = [
  { what: 'the first screen', button: 'API連携', open: (page) => openScreen(page, vendor) },
  { what: 'the certificate window', button: 'OK', open: (page) => openScreen(page, vendor, certificateLogin) },
  {
    what: 'the password after the certificate',
    button: 'API連携',
    open: (page) => openScreen(page, vendor, certificateLogin, pick('suzuki-valid')),
  },
  {
    what: 'the refusal of a certificate',
    open: (page) => openScreen(page, vendor, certificateLogin, pick('suzuki-expired')),
  },
  { what: 'the service selection', button: '次へ', open: (page) => openScreen(page, vendor, loginOf('ito')) },
  { what: 'the registration of PINs', button: '登録', open: (page) => openScreen(page, vendor, loginOf('ito'), next) },
  { what: 'its result', open: (page) => openScreen(page, vendor, loginOf('ito'), next, register) },
  { what: 'the consent', button: '許可', open: (page) => openScreen(page, vendor, loginOf('sato'), next) },
  { what: 'the end of a linkage without accounts', open: (page) => openScreen(page, vendor, loginOf('yoshida'), next) },
  { what: 'a linkage that is gone', open: (page) => page.goto(`${sandbox.issuer}/link/gone`) },
  {
    what: 'the OAuth error for an unknown app',
    open: (page) => page.goto(`${sandbox.issuer}/oauth/authorize?client_id=unknown&response_type=code`),
  },
  {
    what: 'the OAuth error for a redirect URI that is not registered',
    open: async (page) => {
      const url = new URL((await vendor.start()).url);
      url.searchParams.set('redirect_uri', 'http://localhost:1/elsewhere');
      await page.goto(url.href);
    },
  },
  { what: 'the console', open: (page) => page.goto(sandbox.origin) },
  { what: 'the console in Japanese', open: (page) => page.goto(`${sandbox.origin}/?lang=ja`) },
];

async function seeMarked(page: Page): Promise<void> {
  const mark = 'サンドボックス（テスト環境）';
  expect(await page.getByText(mark, { exact: true }).isVisible()).toBe(true);
  expect(await page.title()).toContain(mark);
  expect(await page.locator('meta[name=robots]').getAttribute('content')).toBe('noindex');
}

describe('every page is marked as a sandbox, and accessible at 1280 and 360 px', () => {
  for (const { what, button, open } of pages) {
    it(`${what}${button ? ', and when it refuses' : ''}`, async () => {
      const page = await newPage();
      await open(page);
      await seeMarked(page);
      await seeAccessible(page);
      if (button === undefined) return;
      await press(page, button);
      await page.getByRole('alert').waitFor();
      await seeMarked(page);
      await seeAccessible(page);
    });
  }

  it('the tick-boxes of a narrow table are named after their account', async () => {
    const page = await newPage({ viewport: { width: 360, height: 740 } });
    await openScreen(page, vendor, loginOf('ito'), next);
    await page.getByRole('checkbox', { name: 'インターネット支店 (001) 普通 2000003 を選択' }).check();
    const row = page.getByRole('row', { name: /2000003/ });
    expect(await row.getByRole('cell').allTextContents()).toEqual([
      '',
      '未登録',
      'インターネット支店 (001) 普通 2000003',
      '口座メモ5678901234567890',
      '-',
    ]);
  });
});

/** A whole linkage with every screen, by the labels. */
async function linkOnScreens(page: Page): Promise<void> {
  const { url, pending } = await vendor.start();
  await page.goto(url);
  await logIn(page, 'tanaka');
  await selectServices(page);
  await registerPin(page, '1234', '2000002');
  await press(page, '照会用暗証番号の追加登録');
  await registerPin(page, '1234', '1111111');
  await press(page, '確認');
  await allow(page);
  expect((await vendor.complete(page.url(), pending)).services).toHaveLength(3);
}

describe('a whole linkage', () => {
  it('works with JavaScript disabled', async () => {
    const page = await newPage({ javaScriptEnabled: false });
    await linkOnScreens(page);
  });

  it('breaks no content security policy and leaves no error in the console', async () => {
    const page = await newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('requestfailed', (request) => complaints.push(`${request.url()} failed`));
    await linkOnScreens(page);
    expect(complaints).toEqual([]);
  });

  it('comes back by a form that posts itself, where the vendor asks for response_mode=form_post', async () => {
    const page = await newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    const { url, pending } = await vendor.start();
    await page.goto(`${url}&response_mode=form_post`);
    await logIn(page, 'sato');
    await selectServices(page);
    const posted = page.waitForRequest((request) => request.method() === 'POST' && request.url() === site.redirectUri);
    await allow(page);
    const answer = new URLSearchParams((await posted).postData() ?? '');
    expect(answer.get('state')).toBe(pending.state);
    expect((await vendor.complete(`${site.redirectUri}?${answer}`, pending)).services).toHaveLength(3);
    expect(complaints).toEqual([]);
  });

  it('works by keyboard alone, and shows where the focus is', async () => {
    const page = await newPage();
    const { url, pending } = await vendor.start();
    await page.goto(url);
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').textContent()).toBe('本文へ移動');
    await page.keyboard.press('Enter');

    await tabTo(page, 'ログインID');
    await page.keyboard.type('tanaka');
    await tabTo(page, 'ログインパスワード');
    await page.keyboard.type('tanaka-pw1');
    // Enter in a field presses the button of its form.
    await pressKey(page, 'Enter');
    await seeScreen(page, titles.services);

    await tabTo(page, '残高照会');
    await page.keyboard.press('Space');
    await tabTo(page, '次へ');
    await pressKey(page, 'Enter');
    await seeScreen(page, titles.pins);

    await tabTo(page, 'インターネット支店 (001) 普通 2000002 を選択');
    await page.keyboard.press('Space');
    await tabTo(page, '照会用暗証番号');
    await page.keyboard.type('1234');
    await tabTo(page, '登録');
    await pressKey(page, 'Space');
    await seeScreen(page, titles.pinsResult);

    await tabTo(page, '確認');
    await pressKey(page, 'Enter');
    await tabTo(page, '認可手続きを継続する');
    await page.keyboard.press('Space');
    await tabTo(page, '許可');
    await pressKey(page, 'Enter');
    expect((await vendor.complete(page.url(), pending)).services).toEqual(['balances']);
  });
});

async function pressKey(page: Page, key: string): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.keyboard.press(key)]);
}

/** Presses Tab until the focus is on the control of this name, and sees its outline. */
async function tabTo(page: Page, name: string): Promise<void> {
  const focused = page.locator(':focus');
  for (let tabs = 0; tabs < 15; tabs += 1) {
    await page.keyboard.press('Tab');
    const { label, outline } = await focused.evaluate((element) => ({
      label:
        element.getAttribute('aria-label') ??
        (element as HTMLInputElement).labels?.[0]?.textContent ??
        element.textContent,
      outline: getComputedStyle(element).outlineStyle,
    }));
    expect(outline).toBe('solid');
    if (label === name) return;
  }
  throw new Error(`no ${name} within 15 presses of Tab`);
}

describe('headers', () => {
  const html = { headers: { Accept: 'text/html' } };
  const answers: readonly { readonly what: string; readonly ask: () => Promise<Response> }[] = [
    { what: 'a screen', ask: async () => (await screenAnswers()).shown },
    { what: 'a screen that refuses', ask: async () => (await screenAnswers()).refused },
    { what: 'a page of another linkage', ask: () => fetch(`${sandbox.issuer}/link/gone`, html) },
    { what: 'the OAuth error', ask: () => fetch(`${sandbox.issuer}/oauth/authorize?client_id=unknown`, html) },
    {
      what: 'the redirect to the first screen',
      ask: async () => fetch((await vendor.start()).url, { redirect: 'manual' }),
    },
    { what: 'the console', ask: () => fetch(`${sandbox.origin}/`, html) },
    { what: 'the stylesheet', ask: () => fetch(`${sandbox.origin}/assets/bank.css`) },
  ];

  /** A screen, and the same screen after a form with nothing filled in. */
  async function screenAnswers(): Promise<{ shown: Response; refused: Response }> {
    const begun = await fetch((await vendor.start()).url, { redirect: 'manual' });
    const cookie = begun.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ');
    const link = begun.headers.get('location') ?? '';
    const shown = await fetch(link, { headers: { ...html.headers, Cookie: cookie } });
    const csrfToken = /name="csrfToken" value="([^"]+)"/.exec(await shown.clone().text())?.[1] ?? '';
    const body = new URLSearchParams({ csrfToken, screen: 'entry', action: 'login', loginId: '', loginPassword: '' });
    const refused = await fetch(link, { method: 'POST', headers: { ...html.headers, Cookie: cookie }, body });
    expect(refused.status).toBe(422);
    return { shown, refused };
  }

  const scriptsOf = (policy: string) => /script-src ?([^;]*)/.exec(policy)?.[1];

  it('the console alone has a script, of its own', async () => {
    const policy = (await fetch(`${sandbox.origin}/`, html)).headers.get('content-security-policy') ?? '';
    expect(scriptsOf(policy)).toBe("'self'");
    const others = await Promise.all(answers.filter(({ what }) => what !== 'the console').map(({ ask }) => ask()));
    const policies = others.map(({ headers }) => headers.get('content-security-policy') ?? '');
    expect(policies.filter((other) => scriptsOf(other))).toEqual([]);
  });

  for (const { what, ask } of answers) {
    it(`${what}: no framing, no sniffing, no referrer, no cache, no index, no HSTS`, async () => {
      const { headers } = await ask();
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      expect(headers.get('cache-control')).toContain('no-store');
      expect(headers.get('x-robots-tag')).toBe('noindex');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('strict-transport-security')).toBeNull();
      expect(headers.get('x-powered-by')).toBeNull();
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).toContain("base-uri 'none'");
      expect(policy).not.toContain('unsafe');
    });
  }

  it('a form may lead to the bank, its TLS listener and the origin of this vendor, and nowhere else', async () => {
    const { shown } = await screenAnswers();
    const policy = shown.headers.get('content-security-policy') ?? '';
    const origins = ["'self'", new URL(site.redirectUri).origin, sandbox.tlsOrigin];
    expect(/form-action ([^;]+)/.exec(policy)?.[1]?.split(' ').sort()).toEqual(origins.sort());
  });

  it('no page has a style or a script inside', async () => {
    const page = await newPage();
    for (const { open } of pages) {
      await open(page);
      expect(await page.locator('script:not([src]), style, [style], [onclick], [onload], [onerror]').count()).toBe(0);
    }
  });
});
