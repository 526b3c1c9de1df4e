import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { createVendor } from '../support/vendor.ts';
import { seeAccessible } from './accessibility.ts';
import { openBrowser } from './browser.ts';
import { issueToken } from './issue-token.ts';
import { worldOfScreens } from './world.ts';

let browser: Browser;
let sandbox: TestSandbox;
let page: Page;
beforeAll(async () => {
  [browser, sandbox] = await Promise.all([openBrowser(), openSandbox({ world: worldOfScreens() })]);
  page = await browser.newPage({ locale: 'ja-JP' });
  const vendor = await createVendor(sandbox);
  await vendor.link();
  await issueToken(sandbox, 'mori', 'taro@data-bank.example');
  await sandbox.createWorld();
});
afterAll(async () => {
  await Promise.all([browser.close(), sandbox.close()]);
  expect(sandbox.faults).toEqual([]);
});

const pages = [
  '/',
  '/console/banks',
  '/console/customers/sorachi',
  '/console/customers/gunken',
  '/console/customers/mizuho',
  '/console/linkages',
  '/console/journal',
  '/console/mails',
  '/console/faults',
  '/console/worlds',
  '/console/certificates',
  '/console/clients',
  '/console/reference/bank',
  '/console/reference/sandbox',
];

const unfold = () =>
  page.locator('details').evaluateAll((all) => {
    for (const details of all.slice(0, 4)) details.setAttribute('open', '');
  });

describe.each(['ja', 'en'])('the console is accessible at 1280 and 360 px (%s)', (lang) => {
  it.each(pages)('%s', async (path) => {
    await page.goto(`${sandbox.origin}${path}?lang=${lang}`);
    await unfold();
    await seeAccessible(page);
  });

  it('when it refuses', async () => {
    await page.goto(`${sandbox.origin}/console/worlds?lang=${lang}`);
    await page.locator('textarea').fill('name: 1');
    await Promise.all([page.waitForEvent('load'), page.locator('button[value=make-world]').click()]);
    await page.getByRole('alert').waitFor();
    await seeAccessible(page);
  });
});
