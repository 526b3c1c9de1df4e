import type { Page } from 'playwright-core';

/** Presses a button and waits for the page that answers. */
export async function press(page: Page, name: string): Promise<void> {
  await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name, exact: true }).click()]);
}

/** 手順1-2: ID・パスワード方式. */
export async function logIn(page: Page, loginId: string, loginPassword = `${loginId}-pw1`): Promise<void> {
  await fillLogin(page, loginId, loginPassword);
  await press(page, 'API連携');
}

async function fillLogin(page: Page, loginId: string, loginPassword: string): Promise<void> {
  await page.getByLabel('ログインID', { exact: true }).fill(loginId);
  await page.getByLabel('ログインパスワード', { exact: true }).fill(loginPassword);
}

/** Seed 004, 1 - B: as `logIn`, on the page whose two ways to log in have the same button. */
export async function logInAtMizuho(page: Page, loginId: string, loginPassword = `${loginId}-pw1`): Promise<void> {
  await fillLogin(page, loginId, loginPassword);
  await pressIn(page, 'ID・パスワード', '外部サービス連携');
}

/** Presses a button of the section with this heading, and waits for the page that answers. */
export async function pressIn(page: Page, heading: string, name: string): Promise<void> {
  const section = page.locator('section', { has: page.getByRole('heading', { name: heading }) });
  await Promise.all([page.waitForEvent('load'), section.getByRole('button', { name, exact: true }).click()]);
}

/** Seed 004, 1 - B: what the token shows, and 認証. */
export async function enterOneTimePassword(page: Page, oneTimePassword: string): Promise<void> {
  await page.getByLabel('ワンタイムパスワード', { exact: true }).fill(oneTimePassword);
  await press(page, '認証');
}

/** 手順1-1: 電子証明書方式, with the certificate window that the sandbox plays. */
export async function pickCertificate(page: Page, id: string): Promise<void> {
  await press(page, '電子証明書ログイン');
  await chooseCertificate(page, id);
}

/** The certificate window: a certificate, and OK. */
export async function chooseCertificate(page: Page, id: string): Promise<void> {
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

/** 3. 口座登録 of seed 004: ticks accounts by their number and enters the PIN of each. */
export async function registerPins(page: Page, pins: Readonly<Record<string, string>>): Promise<void> {
  for (const [number, pin] of Object.entries(pins)) {
    await page.getByRole('checkbox', { name: `${number} を選択` }).check();
    await page.getByLabel(new RegExp(`^照会用暗証番号 .* ${number}$`)).fill(pin);
  }
  await press(page, '登録');
}

/** 手順5, 許可; the page is the vendor's then. */
export async function allow(page: Page, checkbox = '認可手続きを継続する'): Promise<URL> {
  await page.getByLabel(checkbox, { exact: true }).check();
  await press(page, '許可');
  return new URL(page.url());
}
