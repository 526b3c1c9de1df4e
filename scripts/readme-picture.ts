/**
 * Draws `docs/images/linkage.png`, the picture of the README: the way of a linkage, photographed on the real screens.
 *
 * npm run picture
 */
import { mkdirSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { startSandbox } from '@renkei/sandbox';
import type { Browser, Page } from 'playwright-core';
import { buildSdk, startAccountingApp } from '../test/browser/accounting-app.ts';
import { openBrowser } from '../test/browser/browser.ts';
import { allow, logIn, press, registerPin, selectServices } from '../test/browser/customer.ts';
import { freePort } from '../test/support/free-port.ts';

const picture = fileURLToPath(new URL('../docs/images/linkage.png', import.meta.url));
const window = { width: 1040, height: 830 };

interface Photo {
  readonly caption: string;
  readonly png: Buffer;
}

/** Links a customer, and photographs the way. */
async function photographLinkage(browser: Browser): Promise<Photo[]> {
  buildSdk();
  const port = await freePort();
  const sandbox = await startSandbox({
    port: 0,
    tlsPort: 0,
    clock: '2026-11-20T09:00:00+09:00',
    redirectUris: [`http://localhost:${port}/callback`],
  });
  const app = await startAccountingApp(port, sandbox.origin);
  const page = await (await browser.newContext({ viewport: window })).newPage();
  const photos: Photo[] = [];
  const photograph = async (caption: string) => void photos.push({ caption, png: await page.screenshot() });
  try {
    await page.goto(`${app.origin}/link`);
    await page.getByRole('radio').first().check();
    await photograph('会計ソフトで銀行とサービスを選ぶ');
    await press(page, '銀行の画面へ進む');
    await photograph('銀行の画面でログインする');
    await logIn(page, 'tanaka');
    for (const box of await page.getByRole('checkbox').all()) await box.check();
    await photograph('利用する業務を選択する');
    await selectServices(page);
    await tick(page, '2000002', '1111111');
    await photograph('口座の照会用暗証番号を登録する');
    await registerPin(page, '1234');
    await press(page, '確認');
    await page.getByLabel('認可手続きを継続する', { exact: true }).check();
    await photograph('情報アクセスを許可する');
    await allow(page);
    await page.getByRole('heading', { name: '明細の取り込みが終わりました' }).waitFor();
    await page.getByRole('link', { name: /2000002/ }).click();
    await page.getByRole('heading', { name: '残高の推移' }).waitFor();
    await page.evaluate(() => scrollTo(0, 330));
    await photograph('会計ソフトに残高と明細が取り込まれる');
  } finally {
    await Promise.all([page.context().close(), app.stop(), sandbox.close()]);
  }
  return photos;
}

async function tick(page: Page, ...numbers: string[]): Promise<void> {
  for (const number of numbers) await page.getByRole('checkbox', { name: `${number} を選択` }).check();
}

function sheet(photos: readonly Photo[]): string {
  const figures = photos.map(
    ({ caption, png }, index) => `<figure>
      <img src="data:image/png;base64,${png.toString('base64')}" alt="">
      <figcaption><b>${index + 1}</b>${caption}</figcaption>
    </figure>`,
  );
  return `<!doctype html><html lang="ja"><style>
    body { margin: 0; width: 1600px; box-sizing: border-box; padding: 28px; background: #e7edf2; color: #1d2733;
      font: 700 19px/1.5 "Hiragino Sans", "Noto Sans CJK JP", "Yu Gothic", sans-serif;
      display: grid; grid-template-columns: repeat(3, 1fr); gap: 26px 28px; }
    figure { margin: 0; background: #fff; border: 1px solid #b9c6d2; border-radius: 6px; overflow: hidden; }
    img { display: block; width: 100%; }
    figcaption { display: flex; gap: 12px; align-items: center; padding: 10px 14px; border-top: 1px solid #b9c6d2; }
    b { flex: none; width: 30px; line-height: 30px; border-radius: 50%; background: #12507b; color: #fff; text-align: center; }
  </style>${figures.join('')}</html>`;
}

const browser = await openBrowser();
try {
  const photos = await photographLinkage(browser);
  const page = await browser.newPage({ viewport: { width: 1600, height: 400 } });
  await page.setContent(sheet(photos));
  mkdirSync(fileURLToPath(new URL('.', `file://${picture}`)), { recursive: true });
  await page.screenshot({ path: picture, fullPage: true });
  console.log(`${picture}: ${Math.round(statSync(picture).size / 1000)} kB`);
} finally {
  await browser.close();
}
