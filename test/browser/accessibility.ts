import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';

const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa'];

/** What is checked at each width; a wide and a narrow window, in CSS pixels. */
const windows = [
  { width: 1280, height: 800 },
  { width: 360, height: 740 },
];

/** WCAG 2.0 to 2.2, A and AA, as far as axe can tell, wide and narrow; and nothing sticks out of a narrow window. */
export async function seeAccessible(page: Page): Promise<void> {
  for (const size of windows) {
    await page.setViewportSize(size);
    // No page has frames: legacy mode leaves out the page in which their results would be gathered.
    const { violations } = await new AxeBuilder({ page }).withTags(wcag).setLegacyMode().analyze();
    const told = violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.map(({ html }) => html).join(' ')}`);
    expect(told, `${page.url()} at ${size.width} px`).toEqual([]);
    expect(await outside(page), `sticks out of ${size.width} px`).toEqual([]);
  }
}

/** What is wider than the window; a region that scrolls by itself may hold more. */
function outside(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { clientWidth, scrollWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > clientWidth && !element.closest('.table, .skip'))
      .map((element) => element.outerHTML.slice(0, 120));
  });
}
