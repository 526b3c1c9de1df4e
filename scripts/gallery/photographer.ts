import { mkdirSync, writeFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import type { TestSandbox } from '../../test/support/sandbox.ts';
import { withPalette } from './palette.ts';
import type { Picture } from './picture.ts';
import { createVisitor } from './visitor.ts';

/** The widths of the pictures, in CSS pixels, and how a file of each ends. */
const widths = [
  { width: 1280, ending: '.png' },
  { width: 360, ending: '.360.png' },
] as const;

/** When every picture is taken: a Friday morning in Japan. */
export const CLOCK = '2026-11-20T09:00:00+09:00';

/** A picture that was taken. */
export interface Photo {
  readonly picture: Picture;
  /** Its file without the ending: `01-entry`. */
  readonly file: string;
  /** The title of the page. */
  readonly title: string;
}

/** Sees that the page is the one that the plan promises. */
async function check(page: Page, { name, shows }: Picture): Promise<void> {
  if ('page' in shows) {
    if (!new URL(page.url()).pathname.endsWith(shows.page)) throw new Error(`${name} shows ${page.url()}`);
    return;
  }
  const expected = 'linkage' in shows ? shows.linkage : shows.internetBanking;
  const screens = page.locator('input[name=screen]');
  const shown = (await screens.count()) > 0 ? await screens.first().inputValue() : 'no screen';
  if (shown !== expected) throw new Error(`${name} shows ${shown} instead of ${expected}`);
}

/**
 * Takes a picture at every width. Each is taken in a world that nobody has touched, at the same instant.
 *
 * @param browser - takes it
 * @param sandbox - plays the bank
 * @param bank - which
 * @param folder - where the files go
 * @param picture - what is to be seen
 * @param number - in the order of the bank's manual
 */
export async function photograph(
  browser: Browser,
  sandbox: TestSandbox,
  bank: string,
  folder: string,
  picture: Picture,
  number: number,
): Promise<Photo> {
  await sandbox.control('POST', '/reset');
  await sandbox.control('PUT', '/clock', { now: CLOCK, frozen: true });
  const file = `${String(number).padStart(2, '0')}-${picture.name}`;
  const context = await browser.newContext({ ...(picture.userAgent ? { userAgent: picture.userAgent } : {}) });
  try {
    const page = await context.newPage();
    await picture.open(createVisitor(sandbox, bank, page));
    await check(page, picture);
    mkdirSync(folder, { recursive: true });
    for (const { width, ending } of widths) {
      await page.setViewportSize({ width, height: 640 });
      const screenshot = await page.screenshot({ fullPage: true, caret: 'hide' });
      writeFileSync(`${folder}/${file}${ending}`, withPalette(screenshot, 32));
    }
    return { picture, file, title: await page.locator('h1').innerText() };
  } finally {
    await context.close();
  }
}
