// Each test has an app and banks of its own: it may move the clock and change customers, and all run at once.
import { completeLinkage, walkLinkage } from '@renkei/sandbox/playwright';
import { expect, test } from './fixtures.ts';

const connect = '口座を連携する';

test('a customer who refuses is told so, and may try again', async ({ page, sandbox }) => {
  await page.goto('/');
  await page.getByRole('button', { name: connect }).click();
  await completeLinkage(page, sandbox.customer('gunma', 'sato'), { deny: true });

  await expect(page.getByRole('status')).toHaveText('連携は許可されませんでした。');
  await expect(page.getByRole('button', { name: connect })).toBeVisible();
});

test('a customer who types a wrong inquiry PIN stays at the bank, which says so, until he types the right one', async ({
  page,
  sandbox,
}) => {
  await page.goto('/');
  await page.getByRole('button', { name: connect }).click();
  const { screens } = await walkLinkage(page, sandbox.customer('gunma', 'tanaka'), { wrongPin: 1 });

  const refused = screens.flatMap(({ errors }) => errors.map(({ code }) => code));
  expect(refused).toContain('inquiry_pin_refused');
  await expect(page.getByRole('table')).toHaveCount(2);
});

// #region consent-end
test('after 90 days the app asks the customer to link again, and he can', async ({ page, sandbox }) => {
  const customer = sandbox.customer('gunma', 'sato');
  await page.goto('/');
  await page.getByRole('button', { name: connect }).click();
  await completeLinkage(page, customer);

  await sandbox.clock.advance('P90D');
  await page.reload();
  await expect(page.getByRole('heading', { name: '連携が切れました' })).toBeVisible();

  await page.getByRole('button', { name: connect }).click();
  await completeLinkage(page, customer);
  await expect(page.getByRole('heading', { name: '連携済みの口座' })).toBeVisible();
});
// #endregion

test('a customer whose login is locked does not get in', async ({ page, sandbox }) => {
  await sandbox.changeCustomer('gunma', 'sato', { locked: true });
  await page.goto('/');
  await page.getByRole('button', { name: connect }).click();
  const { reason, screen } = await walkLinkage(page, sandbox.customer('gunma', 'sato'));

  expect(reason).toBe('refused');
  expect(screen?.id).toBe('entry');
  await expect(page.getByRole('alert')).toBeVisible();
});
