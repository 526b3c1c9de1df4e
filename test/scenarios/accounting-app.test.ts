import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seeAccessible } from '../browser/accessibility.ts';
import { buildSdk, type RunningApp, startAccountingApp } from '../browser/accounting-app.ts';
import { openBrowser } from '../browser/browser.ts';
import { allow, logIn, press, registerPin, selectServices } from '../browser/customer.ts';
import { freePort } from '../support/free-port.ts';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';

let sandbox: TestSandbox;
let app: RunningApp;
let browser: Browser;
/** The accountant's browser, from the first linkage to the last. */
let page: Page;
const complaints: string[] = [];

beforeAll(async () => {
  buildSdk();
  const port = await freePort();
  sandbox = await openSandbox({ redirectUris: [`http://localhost:${port}/callback`] });
  [app, browser] = await Promise.all([startAccountingApp(port, sandbox.origin), openBrowser()]);
  page = await (await browser.newContext()).newPage();
  page.on('console', (message) => complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
});
afterAll(async () => {
  await Promise.all([browser?.close(), app?.stop(), sandbox?.close()]);
  expect(sandbox.faults).toEqual([]);
  expect(complaints).toEqual([]);
});

const bankName = 'サンドボックス信用組合 FBサービス［群馬型］';
const account = 'インターネット支店（001）普通 2000002';

async function seeTitle(title: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
}

/** From the app to the bank, with every service. */
async function leaveForBank(): Promise<void> {
  await page.getByRole('radio', { name: bankName }).check();
  await press(page, '銀行の画面へ進む');
  await seeTitle('API連携認証（利用登録）');
}

/** How many lines the overview counts for each account. */
async function countLines(): Promise<(string | undefined)[]> {
  await page.goto(app.origin);
  const texts = await page.getByRole('link', { name: /明細 [\d,]+件/ }).allTextContents();
  return texts.map((text) => /明細 ([\d,]+)件/.exec(text)?.[1]);
}

/** Number and sums of the lines of October 2026, as the page of the account tells them. */
async function readOctober(): Promise<string | null> {
  await page.goto(app.origin);
  await page.getByRole('link', { name: new RegExp(account) }).click();
  await page.getByLabel('月', { exact: true }).selectOption('2026年10月');
  await press(page, '絞り込む');
  return page.getByRole('status').textContent();
}

/** The import runs in the background; its page says when it has run. */
async function seeImported(): Promise<void> {
  await page.getByRole('heading', { level: 1, name: '明細の取り込みが終わりました' }).waitFor();
}

let imported: (string | undefined)[] = [];
let october: string | null = null;

describe('the accounting app, from the first linkage to the last', () => {
  it('an empty book invites to link an account', async () => {
    await page.goto(app.origin);
    await seeTitle('銀行口座を連携しましょう');
    await seeAccessible(page);
    await page.getByRole('link', { name: '口座を連携する' }).click();
    await seeTitle('口座を連携する');
    await seeAccessible(page);
  });

  it('without a bank chosen it says so, next to the choice', async () => {
    await press(page, '銀行の画面へ進む');
    await page.getByRole('alert').getByText('銀行を選んでください。').waitFor();
    await seeAccessible(page);
    complaints.splice(0); // Chromium writes a 422 into its console.
  });

  it('a refusal at the bank leads to a friendly page, from which it can be tried again', async () => {
    await leaveForBank();
    await logIn(page, 'sato');
    await selectServices(page);
    await press(page, '拒否');
    await seeTitle('連携は許可されませんでした');
    await page.getByText('口座の情報は取得していません。').waitFor();
    await seeAccessible(page);
    await page.getByRole('link', { name: 'もう一度' }).click();
    await seeTitle('口座を連携する');
    expect(await page.getByRole('radio', { name: bankName }).isChecked()).toBe(true);
  });

  it('a linkage leads back to the app, which imports the statements', async () => {
    await leaveForBank();
    await logIn(page, 'tanaka');
    await selectServices(page);
    await registerPin(page, '1234', '2000002', '1111111');
    await press(page, '確認');
    const { origin } = await allow(page);
    expect(origin).toBe(app.origin);
    await seeImported();
    await seeAccessible(page);
    await page
      .getByText(/新しい明細/)
      .first()
      .waitFor();
    imported = await countLines();
    expect(imported).toHaveLength(2);
    for (const lines of imported) expect(Number(lines)).toBeGreaterThan(10);
  });

  it('the overview shows the linkage, its days and the balances', async () => {
    await page.goto(app.origin);
    const linkage = page.getByRole('region', { name: bankName });
    expect(await linkage.textContent()).toMatch(/連携中\s*あと90日/);
    await linkage
      .getByRole('link', { name: new RegExp(account) })
      .getByText(/¥[\d,]{9,}/)
      .waitFor();
    await seeAccessible(page);
  });

  it('an account has its balance, its chart and its statement, whose last line ends at the balance', async () => {
    await page.goto(app.origin);
    await page.getByRole('link', { name: new RegExp(account) }).click();
    await seeTitle(account);
    await page.setViewportSize({ width: 1280, height: 800 });
    await page.getByRole('img', { name: '残高の推移' }).waitFor();
    const balance = await page.locator('.balance-amount').textContent();
    const rows = page.getByRole('table', { name: '入出金明細' }).getByRole('row');
    expect(await rows.nth(1).getByRole('cell').last().textContent()).toBe(balance);
    await seeAccessible(page);
    await page.getByLabel('摘要・依頼人名').fill('そのような明細はない');
    await press(page, '絞り込む');
    await page.getByText('条件に合う明細はありません').waitFor();
    await seeAccessible(page);
  });

  it('a second import books nothing twice', async () => {
    await page.goto(app.origin);
    await press(page, `明細を取り込む: ${bankName}`);
    await seeImported();
    expect(await page.locator('.result-number').textContent()).toBe('0件の新しい明細');
    expect(await countLines()).toEqual(imported);
    october = await readOctober();
    expect(october).toMatch(/条件に合う明細 [1-9]\d件/);
  });

  it('after 90 days the linkage has ended: 連携切れ, with 再連携, and the lines are still there', async () => {
    await sandbox.advance('P90D');
    expect(await countLines()).toEqual(imported);
    const linkage = page.getByRole('region', { name: bankName });
    await linkage.getByText('連携切れ').waitFor();
    await linkage.getByText('お客様の認可期間が終了しました。').waitFor();
    await seeAccessible(page);
  });

  it('再連携 skips the registered PINs, starts a new period, adds the new lines and keeps the old ones', async () => {
    await page.goto(app.origin);
    await page.getByRole('link', { name: `再連携: ${bankName}` }).click();
    await seeTitle('再連携する');
    await seeAccessible(page);
    await leaveForBank();
    await logIn(page, 'tanaka');
    await selectServices(page);
    await allow(page);
    await seeImported();
    const before = imported;
    imported = await countLines();
    for (const [index, lines] of imported.entries()) expect(Number(lines)).toBeGreaterThan(Number(before[index]));
    expect(await readOctober()).toBe(october);
    await page.goto(app.origin);
    expect(await page.getByRole('region', { name: bankName }).textContent()).toMatch(/連携中\s*あと90日/);
    expect(await page.getByText('連携切れ').count()).toBe(0);
  });

  it('連携解除 asks first, ends the consent at the bank and keeps the lines', async () => {
    await page.goto(app.origin);
    await page.getByRole('link', { name: `連携解除: ${bankName}` }).click();
    await seeTitle('連携を解除しますか');
    await seeAccessible(page);
    await press(page, '連携を解除する');
    await page.getByText(`「${bankName}」の連携を解除しました。取り込み済みの明細は残っています。`).waitFor();
    await page.getByRole('heading', { name: '連携していない口座' }).waitFor();
    await seeAccessible(page);
    expect(await countLines()).toEqual(imported);
    const ends = await sandbox.store.db.selectFrom('consents').select('end_reason').orderBy('granted_at').execute();
    expect(ends.map(({ end_reason: reason }) => reason)).toContain('ended_by_vendor');
  });

  it('a callback that nobody waits for has a page of its own', async () => {
    await page.goto(`${app.origin}/callback?code=x&state=y`);
    await seeTitle('連携の手続きが見つかりません');
    await seeAccessible(page);
    complaints.splice(0); // Chromium writes a 400 into its console.
  });
});
