import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { components } from '../../openapi/generated/sandbox.ts';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { seeAccessible } from './accessibility.ts';
import { openBrowser } from './browser.ts';
import type { Pressed } from './shortcut.ts';
import { worldOfScreens } from './world.ts';

let browser: Browser;
let sandbox: TestSandbox;
beforeAll(async () => {
  [browser, sandbox] = await Promise.all([openBrowser(), openSandbox({ world: worldOfScreens() })]);
});
afterAll(async () => {
  await Promise.all([browser.close(), sandbox.close()]);
  expect(sandbox.faults).toEqual([]);
});

let context: BrowserContext;
beforeEach(async () => {
  await sandbox.control('POST', '/reset');
  context = await browser.newContext();
});
afterEach(() => context.close());

const url = (path: string) => `${sandbox.origin}/gunken${path}`;
const logIn = (loginId: string): Pressed => ['login', { loginId, loginPassword: `${loginId}pw1` }];
const selection: Pressed[] = [['menu-applications'], ['one-time-password']];
const entered: Pressed = ['next', { mailAddress: 'taro@data-bank.example', activationPassword: 'kaishi99' }];

async function shownOtp(loginId: string): Promise<string> {
  const answer = await sandbox.control('GET', `/customers/gunken/${loginId}/one-time-password`);
  return ((await answer.json()) as { oneTimePassword: string }).oneTimePassword;
}

/** Presses buttons by a program that shares its cookies with the page, and opens what is shown then. */
async function open(page: Page, ...pressed: readonly Pressed[]): Promise<void> {
  for (const [action, values = {}] of pressed) {
    const data = { action, values };
    const answer = await page.context().request.post(url('/ib'), { data, headers: { Accept: 'application/json' } });
    if (!answer.ok()) throw new Error(`${action}: ${await answer.text()}`);
  }
  await page.goto(url('/ib'));
}

async function openPhone(page: Page): Promise<void> {
  await open(page, logIn('mori'), ...selection, ['issue'], entered, ['issue']);
  const answer = await sandbox.control('GET', '/customers?bank=gunken');
  const { customers } = (await answer.json()) as { customers: components['schemas']['Customer'][] };
  const { userId } = customers.find(({ loginId }) => loginId === 'mori')?.softwareToken ?? {};
  const data = { serviceId: '10119991', userId, activationPassword: 'kaishi99' };
  await page.context().request.post(url('/token-app/activate'), { data });
  await page.goto(url('/token-app/password'));
}

/** Every page of the internet banking and of the phone; `button` is pressed to see it refuse. */
const pages: readonly { what: string; button?: string; open: (page: Page) => Promise<unknown> }[] = [
  { what: 'the login', button: 'ログイン', open: (page) => open(page) },
  { what: '初回利用登録', open: (page) => open(page, ['first-registration']) },
  { what: 'BLI023', button: '次へ', open: (page) => open(page, logIn('abe')) },
  { what: 'ホーム', open: (page) => open(page, logIn('mori')) },
  { what: '口座情報', open: (page) => open(page, logIn('mori'), ['menu-accounts']) },
  { what: '振込・振替', open: (page) => open(page, logIn('mori'), ['menu-transfers']) },
  { what: '各種お申込・手続き', open: (page) => open(page, logIn('mori'), ['menu-applications']) },
  { what: '申請内容選択, トークン未発行', open: (page) => open(page, logIn('mori'), ...selection) },
  { what: 'the issue', button: '次へ', open: (page) => open(page, logIn('mori'), ...selection, ['issue']) },
  { what: 'its confirmation', open: (page) => open(page, logIn('mori'), ...selection, ['issue'], entered) },
  { what: 'BOT002', open: (page) => open(page, logIn('mori'), ...selection, ['issue'], entered, ['issue']) },
  { what: '利用開始', button: '登録', open: (page) => open(page, logIn('ikeda'), ...selection, ['start']) },
  {
    what: '利用開始 done',
    open: async (page) => {
      const oneTimePassword = await shownOtp('ikeda');
      await open(page, logIn('ikeda'), ...selection, ['start'], ['start', { oneTimePassword }]);
    },
  },
  {
    what: '利用解除',
    open: async (page) => {
      const oneTimePassword = await shownOtp('abe');
      await open(page, logIn('abe'), ['next', { oneTimePassword }], ...selection, ['release']);
    },
  },
  {
    what: '利用解除 done',
    open: async (page) => {
      const oneTimePassword = await shownOtp('abe');
      await open(page, logIn('abe'), ['next', { oneTimePassword }], ...selection, ['release'], ['release']);
    },
  },
  { what: 'the download page', open: (page) => page.goto(url('/token-app')) },
  { what: 'the app store', open: (page) => page.goto(url('/token-app/download')) },
  { what: 'the 初期設定', button: '送信', open: (page) => page.goto(url('/token-app/activate')) },
  { what: 'the phone without a token', open: (page) => page.goto(url('/token-app/password')) },
  { what: 'the phone', open: openPhone },
];

describe('the internet banking and the phone', () => {
  it.each(pages)('$what is accessible, wide and narrow', async ({ button, open: openPage }) => {
    const page = await context.newPage();
    const problems: string[] = [];
    page.on('console', (message) => {
      if (message.type() === 'error' && !/status of 4\d\d/.test(message.text())) problems.push(message.text());
    });
    await openPage(page);
    await seeAccessible(page);
    expect(await page.locator('.mark').innerText()).toBe('サンドボックス（テスト環境）');
    if (button) {
      await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: button, exact: true }).click()]);
      await page.getByRole('alert').waitFor();
      await seeAccessible(page);
    }
    expect(problems).toEqual([]);
  });

  it('loads the phone again when the next password is there', async () => {
    await sandbox.control('PUT', '/clock', { now: '2026-11-20T09:00:58+09:00' });
    const page = await context.newPage();
    await openPhone(page);
    const first = await page.locator('output').innerText();
    await expect.poll(() => page.locator('output').innerText()).not.toBe(first);
  });
});
