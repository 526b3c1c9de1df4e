import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../browser/browser.ts';
import { press } from '../browser/customer.ts';
import { openShell, type Shell } from './shell.ts';

let browser: Browser;
let shell: Shell;
beforeAll(async () => {
  [browser, shell] = await Promise.all([openBrowser(), openShell('one-time-passwords')]);
  await shell.start('start');
});
afterAll(async () => {
  await browser.close();
  await shell.close();
});

test('the commands print what tokens show', async () => {
  await shell.run('otp');
  await shell.run('challenge');
  await shell.run('none', { code: 1 });
});

test('the buttons lead from no token to one in use, by way of the mail', async () => {
  const [page, phone] = await Promise.all([browser.newPage(), browser.newPage()]);
  const fill = (on: Page, label: string, text: string) => on.getByLabel(label, { exact: true }).fill(text);
  const shown = async (name: string) =>
    (await page.getByText(new RegExp(`^${name}\\s`)).innerText()).split(/\s/)[1] ?? '';

  const logIn = async () => {
    await fill(page, 'ログインID', 'mori');
    await fill(page, 'ログインパスワード', 'moripw1');
    await press(page, 'ログイン');
  };

  await page.goto(`${shell.origin}/gunken/ib`);
  await logIn();
  await press(page, '各種お申込・手続き');
  await press(page, 'ワンタイムパスワード');
  await press(page, 'トークン発行');
  await fill(page, '携帯電話メールアドレス', 'mori@customer.example');
  await fill(page, '利用開始パスワード', 'start1234');
  await press(page, '次へ');
  await press(page, 'トークン発行');

  await shell.run('mails');
  await phone.goto(`${shell.origin}/gunken/token-app`);
  await phone.getByRole('link', { name: 'アプリの初期設定へ' }).click();
  await fill(phone, 'サービスID', await shown('サービスID'));
  await fill(phone, 'ユーザID', await shown('ユーザID'));
  await fill(phone, '利用開始パスワード', 'start1234');
  await press(phone, '送信');

  await press(page, 'ワンタイムパスワード申請内容選択へ');
  await press(page, 'ワンタイムパスワード利用開始');
  await fill(page, 'ワンタイムパスワード', await phone.locator('output').innerText());
  await press(page, '登録');
  await press(page, 'ワンタイムパスワード申請内容選択へ');
  expect(await shown('登録状況')).toBe('利用中');

  await press(page, 'ログアウト');
  await logIn();
  await shell.run('next');
  await Promise.all([phone.waitForEvent('load'), phone.getByRole('link', { name: '更新' }).click()]);
  await fill(page, 'ワンタイムパスワード', await phone.locator('output').innerText());
  await press(page, '次へ');
  await page.getByText('ログインしました。').waitFor();
});

test('the clerk releases a suspended token', async () => {
  await shell.run('release');
});
