import { connectSandbox } from '@renkei/sandbox';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBrowser } from '../browser/browser.ts';
import { worldOfScreens } from '../browser/world.ts';
import { createApp } from '../support/app.ts';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';

/** Markup in everything that a world file, a vendor or a customer can name; `n` tells where it came from. */
const markup = (n: number) => `<img src=x onerror=alert(${n})>"'&`;

function hostileWorld() {
  const world = worldOfScreens();
  const { gunma, mizuho } = world.banks;
  for (const { companies } of [gunma, mizuho]) {
    for (const company of companies) {
      company.name = markup(2);
      for (const account of company.accounts) {
        account.memo = markup(3);
        account.branchName = markup(4);
        account.inquiryPin = '1234';
      }
      for (const customer of company.customers) {
        customer.name = markup(5);
        customer.purpose = { ja: markup(6), en: markup(7) };
      }
    }
  }
  for (const company of world.banks.miyakojima.companies) {
    for (const customer of company.customers) {
      if (customer.additionalAuthentication) customer.additionalAuthentication.question = markup(8);
    }
  }
  for (const client of world.clients) Object.assign(client, { name: markup(9), companyName: markup(10) });
  return world;
}

let sandbox: TestSandbox;
let browser: Browser;
beforeAll(async () => {
  [sandbox, browser] = await Promise.all([openSandbox({ world: hostileWorld() }), openBrowser()]);
});
afterAll(async () => {
  expect(sandbox.faults).toEqual([]);
  await Promise.all([sandbox.close(), browser.close()]);
});

const metadata = { client_name: markup(11), company_name: markup(12) };

/** Opens a page and sees that no markup of the texts has become an element, and no script has run. */
async function seeText(url: string, ...texts: readonly string[]): Promise<void> {
  const context = await browser.newContext();
  const page = await context.newPage();
  const ran: string[] = [];
  page.on('dialog', (dialog) => {
    ran.push(dialog.message());
    void dialog.dismiss();
  });
  await page.goto(url);
  expect(await page.locator('img[src="x"], [onerror]').count()).toBe(0);
  const content = await page.evaluate(() => document.documentElement.textContent ?? '');
  for (const text of texts) expect(content).toContain(text);
  expect(ran).toEqual([]);
  await context.close();
}

describe('HTML stays text', () => {
  test('in the names of companies, customers, accounts and apps, on the console', async () => {
    const page = `${sandbox.origin}/console`;
    await seeText(`${page}/customers/gunma?lang=ja`, markup(2), markup(4), markup(6));
    await seeText(`${page}/customers/gunma?lang=en`, markup(7));
    await seeText(`${page}/clients`, markup(9), markup(10));
  });

  test.each([
    ['gunma', 'tanaka', [markup(3), markup(4), markup(11), markup(12)]],
    ['mizuho', 'tanaka', [markup(4), markup(12)]],
    ['miyakojima', 'inoue', [markup(8)]],
  ])('in the texts of every screen of %s', async (bank, loginId, texts) => {
    const app = await createApp(connectSandbox(sandbox.origin), bank, metadata);
    const page = await (await browser.newContext()).newPage();
    const { request } = page.context();
    const seen: string[] = [];
    const first = await request.get((await app.start()).url);
    const url = first.url();
    const see = async () => {
      await page.goto(url);
      expect(await page.locator('img[src="x"], [onerror]').count()).toBe(0);
      seen.push((await page.evaluate(() => document.documentElement.textContent)) ?? '');
    };
    await see();
    const walked = await sandbox.customer(bank, loginId).walk((await app.start()).url);
    expect(walked.callbackUrl).toContain('code=');
    const press = (action: string, values: object) =>
      request.post(url, { data: { action, values }, headers: { Accept: 'application/json' } });
    await press('login', { loginId, loginPassword: `${loginId}-pw1` });
    await see();
    await press('next', { services: ['balances'] });
    await see();
    const shown = seen.join('') + JSON.stringify(walked.screens);
    for (const text of texts)
      expect(shown.includes(text) || shown.includes(JSON.stringify(text).slice(1, -1))).toBe(true);
    await page.context().close();
  });

  test('in what a customer types: login ID, answer, PIN, mail address', async () => {
    const app = await createApp(connectSandbox(sandbox.origin), 'gunma', metadata);
    const page = await (await browser.newContext()).newPage();
    await page.goto((await app.start()).url);
    await page.getByLabel('ログインID', { exact: true }).fill(markup(20));
    await page.getByLabel('ログインパスワード', { exact: true }).fill(markup(21));
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'API連携', exact: true }).click()]);
    expect(await page.getByLabel('ログインID', { exact: true }).inputValue()).toBe(markup(20));
    expect(await page.content()).not.toContain('alert(21)');
    expect(await page.locator('img[src="x"], [onerror]').count()).toBe(0);
    for (const path of [
      `/mizuho/camera-token?tokenCode=${encodeURIComponent(markup(22))}&challenge=${encodeURIComponent(markup(23))}`,
      `/gunma/oauth/authorize?client_id=${encodeURIComponent(markup(24))}&state=${encodeURIComponent(markup(25))}`,
      `/gunma/${encodeURIComponent(markup(26))}`,
      `/gunken/ib?screen=${encodeURIComponent(markup(27))}`,
    ]) {
      await seeText(sandbox.origin + path);
    }
    await page.context().close();
  });

  test('in the mails that name the app, which are plain text, and where the console shows them', async () => {
    const app = await createApp(connectSandbox(sandbox.origin), 'mizuho', metadata);
    await sandbox.customer('mizuho', 'tanaka').link((await app.start()).url);
    const mails = await sandbox.mails();
    expect(mails.at(-1)?.text).toContain(`${markup(11)}（${markup(12)}）`);
    await seeText(`${sandbox.origin}/console/mails`, `${markup(11)}（${markup(12)}）`);
  });

  test('in JSON, which no browser takes for a page; in the SVG maps and the Mermaid export there is none', async () => {
    await sandbox.fetch(`${sandbox.issuer}/${encodeURIComponent(markup(30))}?${encodeURIComponent(markup(31))}=x`);
    const app = await createApp(connectSandbox(sandbox.origin), 'gunma', metadata);
    const { url } = await app.start();
    await sandbox.customer('gunma', 'tanaka').walk(url, { stopAt: 'service-selection' });
    for (const bank of ['gunma', 'mizuho', 'miyakojima']) {
      const map = await (await sandbox.fetch(`${sandbox.origin}/${bank}/flow.svg`)).text();
      expect(map).toMatch(/^<svg|^<\?xml/);
      expect(map).not.toMatch(/onerror|<script|<image|<foreignObject/i);
    }
    const mermaid = await sandbox.journal.mermaid();
    expect(mermaid).toContain('service-selection');
    expect(mermaid).not.toMatch(/<|onerror/);
    // What the data API answered is data there too, and no browser takes it for a page.
    for (const path of ['/journal', '/journal.har', '/customers', '/mails', '/clients', '/snapshot']) {
      const { headers } = await sandbox.fetch(`${sandbox.origin}/sandbox/v1${path}`);
      expect([headers.get('content-type'), headers.get('x-content-type-options')]).toEqual([
        'application/json; charset=utf-8',
        'nosniff',
      ]);
    }
  });

  test('cannot be in a login ID, nor in the texts of a statement, which the world file refuses', async () => {
    const line = { bookDate: '2026-11-20', direction: '1', category: '11', amount: 1, description: markup(40) };
    const worlds = [
      {
        changes: {
          banks: { gunma: { companies: [{ id: 'x', name: 'x', customers: [{ ...someone, loginId: '<b>' }] }] } },
        },
      },
      {
        changes: {
          banks: {
            gunma: {
              companies: [
                { id: 'x', name: 'x', accounts: [{ ...account, statement: { lines: [line] } }], customers: [someone] },
              ],
            },
          },
        },
      },
    ];
    for (const world of worlds) {
      const answer = await sandbox.control('POST', '/worlds', world);
      expect([answer.status, (await answer.text()).includes('expected')]).toEqual([400, true]);
    }
    const booked = await sandbox.control('POST', '/accounts/gunma/001-1-2000002/lines', {
      lines: [{ ...line, bookDate: undefined }],
    });
    expect(booked.status).toBe(400);
  });
});

const someone = { loginId: 'a', loginPassword: 'b', name: 'c', login: 'password', purpose: { ja: 'd', en: 'e' } };
const account = { branchCode: '001', branchName: 'x', number: '0000001', holder: 'ｱ', inquiryPin: '1234' };
