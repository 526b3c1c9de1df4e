import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { AxeBuilder } from '@axe-core/playwright';
import { LinkChecker, LinkState } from 'linkinator';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { errorFiles, screenRefusals } from '../../scripts/docs/errors.ts';
import { modules } from '../../scripts/docs/modules.ts';
import { root } from '../../scripts/docs/root.ts';
import { openBrowser } from '../browser/browser.ts';
import { freePort } from '../support/free-port.ts';

const site = mkdtempSync(join(tmpdir(), 'renkei-site-'));
const read = (path: string): string => readFileSync(join(site, path), 'utf8');
let told = '';
let browser: Browser;

beforeAll(async () => {
  const build = promisify(execFile)(process.execPath, ['scripts/docs.ts', '--out', site], { cwd: root });
  const [{ stdout, stderr }, opened] = await Promise.all([
    build.catch((error) => error as typeof error),
    openBrowser(),
  ]);
  told = stdout + stderr;
  browser = opened;
}, 120_000);

afterAll(async () => {
  await browser?.close();
  rmSync(site, { recursive: true, force: true });
});

test('the site is built: everything public is documented, and no name in it leads nowhere', () => {
  expect(told).not.toMatch(/\[(warning|error)\]/);
  expect(told).toContain('html generated');
});

test('no link, anchor, image, style or script of the site is dead', async () => {
  const outside = new Set<string>();
  const port = await freePort();
  const { links } = await new LinkChecker().check({
    path: site,
    port,
    recurse: true,
    checkFragments: true,
    checkCss: true,
    concurrency: 20,
    linksToSkip: async (link) => {
      const isOutside = /^\w+:/.test(link) && !link.startsWith(`http://localhost:${port}/`);
      if (isOutside) outside.add(link);
      return isOutside;
    },
  });
  const dead = links.filter(({ state }) => state === LinkState.BROKEN).map(({ url, parent }) => `${url} in ${parent}`);
  expect(dead).toEqual([]);
  expect(links.filter(({ state }) => state === LinkState.OK).length).toBeGreaterThan(300);
  // Not asked: a build does not depend on others. They are listed for who wants to.
  console.info([...outside].sort().join('\n'));
  expect([...outside].filter((link) => !/^(https:\/\/|http:\/\/localhost|about:)/.test(link))).toEqual([]);
});

test('each module has a page, named as a user imports it', () => {
  for (const { name } of modules) {
    const page = read(`${name.replace('@renkei/', '')}.html`);
    expect(page, name).toContain(`<h1>Module ${name}`);
  }
});

test('each code has an anchor of its own, in English and Japanese, and each page says its language', () => {
  const codes = Object.entries({ ...errorFiles, screens: screenRefusals }).flatMap(([page, file]) =>
    Object.keys(file.codes).map((code) => ({ page, code })),
  );
  expect(codes.length).toBeGreaterThan(150);
  for (const language of ['en', 'ja']) {
    for (const { page, code } of codes) {
      const html = read(`errors/${language}/${page}.html`);
      expect(html, `${language} ${page} ${code}`).toContain(`id="${code.toLowerCase()}"`);
      expect(html).toContain(`<html class="default" lang="${language}"`);
    }
  }
});

/** Opens a page of the site from the disk, and tells what it asks others for and what fails in it. */
async function open(path: string, width: number): Promise<{ page: Page; wrong: string[] }> {
  const page = await browser.newPage({ viewport: { width, height: 800 } });
  const wrong: string[] = [];
  page.on('request', (request) => {
    if (!/^(file|data|blob):/.test(request.url())) wrong.push(request.url());
  });
  page.on('pageerror', (error) => wrong.push(error.message));
  await page.goto(`file://${site}/${path}`);
  await page.locator('body').waitFor({ state: 'visible' });
  return { page, wrong };
}

test.each(['残高', '照会用暗証番号', 'メンテナンス'])(
  'the search finds %s, from the disk and without a network',
  async (word) => {
    const { page, wrong } = await open('index.html', 1280);
    await page.locator('#tsd-search-trigger').click();
    await page.locator('#tsd-search-input').fill(word);
    const first = page.locator('#tsd-search-results a').first();
    await first.waitFor();
    await page.goto(await first.evaluate((link) => (link as HTMLAnchorElement).href));
    expect(await page.locator('.col-content').textContent()).toContain(word);
    expect(wrong).toEqual([]);
    await page.close();
  },
);

test('the search finds a name and a code', async () => {
  const { page } = await open('index.html', 360);
  await page.locator('#tsd-search-trigger').click();
  const results = page.locator('#tsd-search-results li');
  await page.locator('#tsd-search-input').fill('BankLink');
  await results.filter({ hasText: '@renkei/sdk.BankLink' }).first().waitFor();
  await page.locator('#tsd-search-input').fill('inquiry_range_exceeded');
  await results.filter({ hasText: '銀行のAPIの問題コード' }).waitFor();
  await page.close();
});

const shown: [path: string, width: number][] = [
  ['index.html', 1280],
  ['index.html', 360],
  ['sdk/BankLink.html', 1280],
  ['sandbox/LinkOptions.html', 360],
  ['errors/en/api.html', 360],
  ['errors/ja/linkage-ended.html', 360],
  ['openapi/bank.html', 360],
  ['screens/gunma.html', 360],
  ['packages/world-file.html', 360],
  ['guides/ja/index.html', 360],
  ['guides/ja/first-linkage.html', 360],
  ['guides/en/errors.html', 1280],
  ['about/deliberate-differences.html', 360],
];

test.each(shown)('%s is accessible and fits a window of %i px', { timeout: 60_000 }, async (path, width) => {
  const { page, wrong } = await open(path, width);
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'])
    // TypeDoc's own navigation: a link in what folds its branch.
    .disableRules('nested-interactive')
    .setLegacyMode()
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
  const { scrollWidth, clientWidth } = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return { scrollWidth, clientWidth };
  });
  expect(scrollWidth).toBe(clientWidth);
  expect(wrong).toEqual([]);
  await page.close();
});
