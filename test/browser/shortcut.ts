import type { BankLink, PendingLinkage } from '@renkei/sdk';
import type { Page } from 'playwright-core';

/** A button pressed by a program instead of the customer: what it is, and what is filled in. */
export type Pressed = readonly [action: string, values?: Record<string, unknown>];

export const loginOf = (loginId: string): Pressed => ['login', { loginId, loginPassword: `${loginId}-pw1` }];

/**
 * Begins a linkage, presses what lies before the screen that a test is about, and opens that screen in the browser.
 * The program and the page share their cookies.
 */
export async function openScreen(page: Page, vendor: BankLink, ...before: readonly Pressed[]): Promise<PendingLinkage> {
  const { url, pending } = await vendor.start();
  const { request } = page.context();
  const screen = before.length === 0 ? url : (await request.get(url)).url();
  for (const [action, values = {}] of before) {
    const answer = await request.post(screen, { data: { action, values }, headers: { Accept: 'application/json' } });
    if (!answer.ok()) throw new Error(`${action}: ${await answer.text()}`);
  }
  await page.goto(screen);
  return pending;
}
