// The app and the bank run beside the tests (`webServer`), as an app in any language can.
import { expect, test } from '@playwright/test';
import { connectSandbox } from '@renkei/sandbox';
import { completeLinkage } from '@renkei/sandbox/playwright';

// #region link
test('a customer links his account, and sees its statement', async ({ page }) => {
  const sandbox = connectSandbox(process.env.SANDBOX_URL ?? '');
  await page.goto('/');
  await page.getByRole('button', { name: '口座を連携する' }).click();
  await completeLinkage(page, sandbox.customer('gunma', 'sato'));

  await expect(page.getByRole('heading', { name: '連携済みの口座' })).toBeVisible();
  await expect(page.getByRole('table', { name: 'インターネット支店 3000001' })).toBeVisible();
});
// #endregion
