import type { SandboxWorld } from '@renkei/sandbox';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { createVisitor } from '../support/visitor.ts';
import { seeAccessible } from './accessibility.ts';
import { openBrowser } from './browser.ts';
import { press } from './customer.ts';
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
let page: Page;
beforeEach(async () => {
  await sandbox.control('POST', '/reset');
  context = await browser.newContext({ javaScriptEnabled: false, locale: 'ja-JP' });
  page = await context.newPage();
});
afterEach(() => context.close());

const row = (id: string) => page.locator(`[id="${id}"]`);
const button = (name: string) => page.getByRole('button', { name, exact: true });

/** Issues a token, so that the bank sends its mail. */
async function issueToken(
  loginId: string,
  mailAddress: string,
  { origin }: Pick<SandboxWorld, 'origin'> = sandbox,
): Promise<void> {
  const ib = `${origin}/gunken/ib`;
  const visitor = createVisitor();
  for (const [action, values] of [
    ['login', { loginId, loginPassword: `${loginId}pw1` }],
    ['menu-applications', {}],
    ['one-time-password', {}],
    ['issue', {}],
    ['next', { mailAddress, activationPassword: 'kaishi99' }],
    ['issue', {}],
  ] as const) {
    expect((await visitor.press(ib, action, values)).status).toBe(200);
  }
}

describe('the console, without JavaScript', () => {
  it('shows every customer with the state of his login, his accounts and his token', async () => {
    await page.goto(sandbox.origin);
    expect(await row('gunma-yamamoto').innerText()).toContain('ログイン：停止中');
    expect(await row('gunma-hasegawa').innerText()).toContain('普通 7200001 登録停止');
    expect(await row('gunma-nakamura').innerText()).toContain('普通 2222222 登録済み 3333 照会権限なし');
    expect(await row('gunma-tanaka').innerText()).not.toContain('トークン');
    expect(await row('gunken-yamashita').innerText()).toContain('トークン：利用中、時計 -10分');
    expect(await row('mizuho-nakamura').innerText()).toContain('カメラ付きハードトークン：停止中');
    expect(await row('mizuho-yamamoto').innerText()).toContain('ログイン：利用可、メール不達エラー');
    expect(await row('gunken-kaneko').innerText()).toContain('トークン：利用中、アプリ未設定');
  });

  it('enables each button of the clerk only where the state allows it', async () => {
    await page.goto(sandbox.origin);
    const enabled = async (id: string) => {
      const buttons = await row(id).getByRole('button').all();
      const states = await Promise.all(buttons.map(async (one) => ((await one.isEnabled()) ? one.innerText() : '')));
      return states.filter(Boolean).map((text) => text.split(/\s/)[0]);
    };
    expect(await enabled('gunma-tanaka')).toEqual(['ログイン停止']);
    expect(await enabled('gunma-yamamoto')).toEqual(['ログイン停止の解除']);
    expect(await enabled('gunken-abe')).toEqual(['ログイン停止', '初期化', '機種変更']);
    expect(await enabled('gunken-hashimoto')).toEqual(['ログイン停止', '停止解除', '初期化', '機種変更']);
    expect(await enabled('gunken-mori')).toEqual(['ログイン停止', '機種変更']);
  });

  it('lets the clerk release a suspension, initialise a token, and the customer change his phone', async () => {
    await page.goto(sandbox.origin);
    await press(page, '停止解除 gunken hashimoto');
    expect(new URL(page.url()).hash).toBe('#gunken-hashimoto');
    expect(await row('gunken-hashimoto').innerText()).toContain('トークン：利用中');
    await press(page, '機種変更 gunken hashimoto');
    expect(await row('gunken-hashimoto').innerText()).toContain('トークン：利用中、アプリ未設定');
    await press(page, '初期化 gunken hashimoto');
    expect(await row('gunken-hashimoto').innerText()).toContain('トークン：トークン未発行');
    expect(await button('初期化 gunken hashimoto').isEnabled()).toBe(false);
  });

  it('lets the clerk release a camera token that is suspended', async () => {
    await page.goto(sandbox.origin);
    expect(await button('カメラ付きハードトークンの停止解除 mizuho sato').isEnabled()).toBe(false);
    await press(page, 'カメラ付きハードトークンの停止解除 mizuho nakamura');
    expect(await row('mizuho-nakamura').innerText()).toContain('カメラ付きハードトークン：利用中');
  });

  it('lets the clerk lock a login, and unlock it', async () => {
    await page.goto(sandbox.origin);
    await press(page, 'ログイン停止 gunma tanaka');
    expect(await row('gunma-tanaka').innerText()).toContain('ログイン：停止中');
    await press(page, 'ログイン停止の解除 gunma tanaka');
    expect(await row('gunma-tanaka').innerText()).toContain('ログイン：利用可');
  });

  it('refuses what has become impossible since the page was drawn, and shows what is', async () => {
    await page.goto(sandbox.origin);
    await sandbox.control('PATCH', '/customers/gunken/hashimoto', { tokenAction: 'initialise' });
    await press(page, '停止解除 gunken hashimoto');
    expect(await page.getByRole('alert').innerText()).toContain('release-suspension cannot be done');
    expect(await row('gunken-hashimoto').innerText()).toContain('トークン：トークン未発行');
  });

  it('shows the mails of the banks, the newest first, and their text on demand', async () => {
    await page.goto(sandbox.origin);
    expect(await row('mails').innerText()).toContain('メールはまだありません。');
    await issueToken('mori', 'taro@data-bank.example');
    await issueToken('ishikawa', 'hanako@data-bank.example');
    await page.reload();
    const [newest, other] = await row('mail-list').locator('tbody tr').all();
    expect(await newest?.innerText()).toMatch(
      /2026-11-20 09:\d\d:\d\d[\s\S]*hanako@data-bank\.example[\s\S]*受信拒否により不達/,
    );
    expect(await other?.innerText()).toMatch(/otp@otp-auth\.net[\s\S]*taro@data-bank\.example[\s\S]*送信箱に保存/);
    const text = other?.getByText('下記URLをクリックして');
    expect(await text?.isVisible()).toBe(false);
    await other?.getByText('本文').click();
    expect(await text?.isVisible()).toBe(true);
  });
});

it('the console of another world is accessible with its mails and when it refuses, and changes that world alone', async () => {
  // Of two banks alone: axe looks at every row.
  const { gunma: _, miyakojima: __, sorachi: ___, ...banks } = worldOfScreens().banks;
  const none = { companies: [] };
  const world = { ...worldOfScreens(), banks: { gunma: none, miyakojima: none, sorachi: none, ...banks } };
  const other = await sandbox.createWorld({ world });
  await issueToken('mori', 'taro@data-bank.example', other);
  page = await browser.newPage({ locale: 'ja-JP', javaScriptEnabled: false });
  await page.goto(other.origin);
  await press(page, '初期化 gunken abe');
  expect(await row('gunken-abe').innerText()).toContain('トークン：トークン未発行');
  expect(page.url()).toBe(`${other.origin}/#gunken-abe`);
  await page.goto(sandbox.origin);
  expect(await row('gunken-abe').innerText()).toContain('トークン：利用中');

  await page.goto(other.origin);
  await page.getByText('本文', { exact: true }).click();
  await seeAccessible(page);
  await other.changeCustomer('gunken', 'hashimoto', { tokenAction: 'initialise' });
  await press(page, '停止解除 gunken hashimoto');
  await page.getByRole('alert').waitFor();
  await seeAccessible(page);
  await page.close();
  await other.close();
}, 60_000);

describe('the world, from the console without JavaScript', () => {
  const clock = () => row('clock-now').innerText();

  it('stops the clock, advances it, sets it and lets it go on', async () => {
    await page.goto(sandbox.origin);
    await press(page, '一時停止');
    expect(await clock()).toContain('停止中');
    await page.getByLabel('日本時間で時刻を指定').fill('2027-01-02T03:04');
    await press(page, '時刻を設定');
    expect(await clock()).toContain('2027-01-02 03:04:00');
    await press(page, '＋1分');
    await press(page, '＋1時間');
    await press(page, '＋1日');
    expect(await clock()).toContain('2027-01-03 04:05:00');
    await press(page, '＋90日');
    expect(await clock()).toContain('2027-04-03 04:05:00');
    await press(page, '再開');
    expect(await clock()).toContain('進行中');
    expect(new URL(page.url()).hash).toBe('#clock');
  });

  it('goes back to what its file says', async () => {
    await page.goto(sandbox.origin);
    await press(page, 'ログイン停止 gunma tanaka');
    await press(page, '世界を初期状態に戻す');
    expect(await row('gunma-tanaka').innerText()).toContain('ログイン：利用可');
  });

  it('gets a fault of an operation, which goes again', async () => {
    await page.goto(sandbox.origin);
    const standing = () => row('fault-list-rows').innerText();
    const before = await standing();
    await page.getByLabel('障害の種類').selectOption('maintenance');
    await page.getByLabel('操作（operationId）').selectOption('listAccounts');
    await press(page, '障害を追加');
    expect(await standing()).toContain('{"status":503}');
    expect(await standing()).toContain('listAccounts');
    expect((await fetch(`${sandbox.issuer}/api/v1/accounts`)).status).toBe(503);
    await press(page, '追加した障害をすべて解除');
    expect(await standing()).toBe(before);
  });

  it('makes another world with a console of its own, and ends it', async () => {
    await page.goto(`${sandbox.origin}/?lang=en`);
    await press(page, 'Make a world');
    await page.locator('#world-list tbody a').click();
    expect(new URL(page.url()).pathname).toMatch(/^\/w\/[^/]+\/$/);
    expect(await page.getByRole('button', { name: 'Make a world' }).count()).toBe(0);
    await page.goBack();
    await page.locator('#world-list tbody button').click();
    await row('world-list').getByText('None yet.').waitFor();
  });

  it('is changed by no page of another origin', async () => {
    const response = await fetch(`${sandbox.origin}/console/clock`, {
      method: 'POST',
      headers: { Origin: 'https://evil.example', 'Content-Type': 'application/x-www-form-urlencoded' },
      body: 'action=reset',
    });
    expect(response.status).toBe(403);
  });

  it('refuses a form that the console does not have', async () => {
    const response = await fetch(`${sandbox.origin}/console/clock`, {
      method: 'POST',
      body: new URLSearchParams({ action: 'constructor' }),
    });
    expect(response.status).toBe(400);
  });
});

describe('the console, with JavaScript', () => {
  let live: Page;
  beforeEach(async () => {
    live = await browser.newPage({ locale: 'en-US', permissions: ['clipboard-read', 'clipboard-write'] });
    await live.goto(sandbox.origin);
    await live.locator('html.connected').waitFor({ state: 'attached' });
  });
  afterEach(() => live.close());

  it('is in the language of the browser, and in the one that is chosen', async () => {
    expect(await live.locator('html').getAttribute('lang')).toBe('en');
    await live.getByRole('link', { name: '日本語' }).click();
    expect(await live.locator('html').getAttribute('lang')).toBe('ja');
  });

  it('shows what happens as it happens', async () => {
    await fetch(`${sandbox.issuer}/flow.svg`);
    await live.locator('#timeline').getByText('GET /gunma/flow.svg').first().waitFor();
    await sandbox.control('PUT', '/clock', { frozen: true });
    await live.locator('#clock-now').getByText('frozen').waitFor();
  });

  it('counts down what a one-time password has left', async () => {
    const left = live.locator('[id="gunken-abe"] [data-left]');
    const before = await left.innerText();
    await expect.poll(() => left.innerText(), { timeout: 5000 }).not.toBe(before);
  });

  it('copies a credential', async () => {
    await live.getByRole('button', { name: 'Copy ID tanaka', exact: true }).first().click();
    expect(await live.evaluate(() => navigator.clipboard.readText())).toBe('tanaka');
  });
});
