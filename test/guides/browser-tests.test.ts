import { startSandbox } from '@renkei/sandbox';
import { BankLink } from '@renkei/sdk';
import { expect, onTestFinished, test } from 'vitest';
import { openBrowser } from '../browser/browser.ts';

test('the screens of a linkage are walked by their labels', async () => {
  const [sandbox, browser] = await Promise.all([startSandbox({ port: 0, tlsPort: 0 }), openBrowser()]);
  onTestFinished(async () => void (await Promise.all([browser.close(), sandbox.close()])));
  const bank = new BankLink({
    issuer: `${sandbox.origin}/gunma`,
    clientId: 'demo-accounting',
    clientSecret: 'sandbox-demo-secret',
    redirectUri: 'http://localhost:3000/callback',
  });
  const { url } = await bank.start({ services: ['balances', 'transactions'] });
  const page = await browser.newPage();
  await page.route('http://localhost:3000/**', (route) => route.fulfill({ body: 'the app' }));
  await page.goto(url);

  // #region by-hand
  await page.getByLabel('ログインID').fill('sato');
  await page.getByLabel('ログインパスワード').fill('sato-pw1');
  await page.getByRole('button', { name: 'API連携', exact: true }).click();

  await page.getByLabel('残高照会').check();
  await page.getByLabel('入出金明細照会', { exact: true }).check();
  await page.getByRole('button', { name: '次へ' }).click();

  await page.getByLabel('認可手続きを継続する').check();
  await page.getByRole('button', { name: '許可' }).click();
  // #endregion

  await page.waitForURL('http://localhost:3000/callback?code=**');
  expect(await page.textContent('body')).toBe('the app');
});
