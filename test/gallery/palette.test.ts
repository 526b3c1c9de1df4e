import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withPalette } from '../../scripts/gallery/palette.ts';
import { openBrowser } from '../browser/browser.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser.close());

it('keeps every pixel of a picture that has few colours, and is smaller', async () => {
  const page = await browser.newPage({ viewport: { width: 300, height: 200 } });
  await page.setContent(
    '<body style="background:linear-gradient(90deg,#123 50%,#fed 50%)"><hr style="border:3px solid red">',
  );
  const png = await page.screenshot();
  const reduced = withPalette(png, 32);
  expect(reduced.length).toBeLessThan(png.length);
  await page.setContent('<canvas width="300" height="200"></canvas>');
  const pixelsOf = (picture: Buffer) =>
    page.evaluate(
      async (url) => {
        const context = document.querySelector('canvas')?.getContext('2d') as CanvasRenderingContext2D;
        context.drawImage(await createImageBitmap(await (await fetch(url)).blob()), 0, 0);
        return [...context.getImageData(0, 0, 300, 200).data].join();
      },
      `data:image/png;base64,${picture.toString('base64')}`,
    );
  expect(await pixelsOf(reduced)).toBe(await pixelsOf(png));
});
