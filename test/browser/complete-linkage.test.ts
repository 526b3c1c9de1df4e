import { LinkageStoppedError, type LinkOptions } from '@renkei/sandbox';
import { completeLinkage, walkLinkage } from '@renkei/sandbox/playwright';
import { BankLink } from '@renkei/sdk';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { requestAt } from '../support/app.ts';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { openBrowser } from './browser.ts';
import { openVendorSite, type VendorSite } from './vendor-site.ts';
import { worldOfScreens } from './world.ts';

let browser: Browser;
let site: VendorSite;
let sandbox: TestSandbox;
beforeAll(async () => {
  [browser, site, sandbox] = await Promise.all([
    openBrowser(),
    openVendorSite(),
    openSandbox({ world: worldOfScreens() }),
  ]);
});
afterAll(async () => {
  await Promise.all([browser.close(), site.close(), sandbox.close()]);
  expect(sandbox.faults).toEqual([]);
});
beforeEach(() => sandbox.reset());

async function vendorAt(bank: string): Promise<BankLink> {
  const { redirectUri } = site;
  const client = await sandbox.registerClient({ redirect_uris: [redirectUri] });
  const { client_id: clientId, client_secret: clientSecret } = client;
  return new BankLink({ issuer: `${sandbox.origin}/${bank}`, clientId, clientSecret, redirectUri });
}

async function inPage<T>(during: (page: Page) => Promise<T>, options = {}): Promise<T> {
  const context = await browser.newContext(options);
  try {
    return await during(await context.newPage());
  } finally {
    await context.close();
  }
}

async function walk(bank: string, loginId: string, options: LinkOptions = {}, context = {}) {
  const { url } = await (await vendorAt(bank)).start();
  return inPage(async (page) => {
    await page.goto(url);
    return walkLinkage(page, sandbox.customer(bank, loginId), options);
  }, context);
}

describe('completeLinkage', () => {
  test('leads the page back to the vendor, with what the SDK completes', async () => {
    const bank = await vendorAt('mizuho');
    const { url, pending } = await bank.start();
    await inPage(async (page) => {
      await page.goto(url);
      const callbackUrl = await completeLinkage(page, sandbox.customer('mizuho', 'tanaka'), { services: ['balances'] });
      expect(page.url()).toBe(callbackUrl);
      expect(await page.title()).toBe('テスト会計');
      expect((await bank.complete(callbackUrl, pending)).services).toEqual(['balances']);
    });
  });

  const cases: [bank: string, loginId: string, options: LinkOptions, context?: object][] = [
    ['gunma', 'ito', {}],
    ['gunma', 'suzuki', {}],
    ['sorachi', 'kobayashi', { wrongAnswer: 1 }],
    ['miyakojima', 'inoue', { wrongPin: 1, accounts: ['202-1-1111111'] }],
    ['gunken', 'abe', { wrongOneTimePassword: 1, wrongPassword: 1 }],
    ['mizuho', 'sato', { wrongOneTimePassword: 1 }],
    ['mizuho', 'sato', {}, { userAgent: 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)' }],
    ['gunma', 'sato', { deny: true }],
    ['mizuho', 'yamada', { deny: true }],
    ['mizuho', 'yamada', { interrupt: 'entry' }],
    ['gunma', 'sato', { interrupt: 'service-selection' }],
    ['gunma', 'suzuki', { certificate: 'suzuki-expired' }],
    ['gunma', 'yamamoto', {}],
    ['mizuho', 'watanabe', {}],
  ];
  test.each(cases)(
    'sees at %s as %s with %j what the customer without a window sees',
    async (bank, loginId, options, context = {}) => {
      const inBrowser = await walk(bank, loginId, options, context);
      await sandbox.reset();
      const withoutWindow = await sandbox
        .customer(bank, loginId)
        .walk(await requestAt(sandbox as never, bank), { ...options, ...context });
      const told = ({ screens, reason, callbackUrl }: typeof inBrowser) => ({
        screens: screens.map(({ id, errors }) => [id, ...errors.map(({ code }) => code)]),
        reason,
        answer: callbackUrl && [...new URL(callbackUrl).searchParams.keys()],
      });
      expect(told(inBrowser)).toEqual(told(withoutWindow));
    },
  );

  test('fails where the linkage stops, with the screen and its errors', async () => {
    const { url } = await (await vendorAt('gunma')).start();
    await inPage(async (page) => {
      await page.goto(url);
      const error = await completeLinkage(page, sandbox.customer('gunma', 'yamamoto')).catch(
        (caught: unknown) => caught,
      );
      expect(error).toBeInstanceOf(LinkageStoppedError);
      expect(error).toMatchObject({ screen: { id: 'entry' }, errors: [{ code: 'login_refused' }] });
    });
  });

  test('gives the callback URL where nobody listens', async () => {
    await inPage(async (page) => {
      await page.goto(await requestAt(sandbox as never, 'gunma'));
      expect(await completeLinkage(page, sandbox.customer('gunma', 'sato'))).toMatch(
        /^http:\/\/localhost:9999\/callback\?code=/,
      );
    });
  });
});
