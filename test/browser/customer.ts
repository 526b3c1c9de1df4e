import type { Page } from 'playwright-core';

/** Presses a button and waits for the page that answers. */
export async function press(page: Page, name: string): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name, exact: true }).click()]);
}

/** 手順1-2: ID・パスワード方式. */
export async function logIn(page: Page, loginId: string, loginPassword = `${loginId}-pw1`): Promise<void> {
  await page.getByLabel('ログインID', { exact: true }).fill(loginId);
  await page.getByLabel('ログインパスワード', { exact: true }).fill(loginPassword);
  await press(page, 'API連携');
}

/** 手順1-1: 電子証明書方式, with the certificate window that the sandbox plays. */
export async function pickCertificate(page: Page, id: string): Promise<void> {
  await press(page, '電子証明書ログイン');
  await page.getByRole('radio', { name: new RegExp(`(?<![a-z-])${id}／`) }).check();
  await press(page, 'OK');
}

/** 手順2. */
export async function selectServices(page: Page, ...services: string[]): Promise<void> {
  for (const service of services.length > 0 ? services : ['残高照会', '入出金明細照会', '振込入金明細照会']) {
    await page.getByLabel(service, { exact: true }).check();
  }
  await press(page, '次へ');
}

/** 手順3: ticks accounts by their number and enters their PIN. */
export async function registerPin(page: Page, pin: string, ...numbers: string[]): Promise<void> {
  for (const number of numbers) await page.getByRole('checkbox', { name: `${number} を選択` }).check();
  await page.getByLabel('照会用暗証番号', { exact: true }).fill(pin);
  await press(page, '登録');
}

/** 手順5, 許可; the page is the vendor's then. */
export async function allow(page: Page): Promise<URL> {
  await page.getByLabel('認可手続きを継続する', { exact: true }).check();
  await press(page, '許可');
  return new URL(page.url());
}
