/**
 * The sandbox in a browser's page: a customer who walks it, and fixtures for Playwright Test.
 *
 * @packageDocumentation
 */

import type { Locator, Page, Request } from 'playwright-core';
import { CustomerError, callbackUrlOf, type Walk } from '../customer/errors.ts';
import type { LinkOptions } from '../customer/options.ts';
import type { Screen } from '../customer/screen.ts';
import type { Values } from '../customer/script.ts';
import type { ScriptedCustomer } from '../customer/scripted-customer.ts';
import { type ListenOptions, type Sandbox, type SandboxOptions, startSandbox } from './sandbox.ts';
import type { OtherWorld } from './sandbox-world.ts';

export type { StopReason, Walk } from '../customer/errors.ts';
export { CustomerError, LinkageStoppedError } from '../customer/errors.ts';
export type { LinkOptions } from '../customer/options.ts';
export type { ScriptedCustomer } from '../customer/scripted-customer.ts';

type Field = Screen['fields'][number];
type Table = NonNullable<Screen['table']>;

const attribute = (page: Page, name: string, value: string): Locator =>
  page.locator(`[${name}=${JSON.stringify(value)}]`);

const chosen = (value: Values[string]): readonly string[] => (typeof value === 'object' ? value : [String(value)]);

async function fillField(page: Page, form: Locator, field: Field, value: Values[string]): Promise<void> {
  const { label, name, options = [], type } = field;
  const labelled = form.getByLabel(label, { exact: true });
  if (type === 'checkbox') return labelled.setChecked(value === true);
  if (type === 'radio') {
    return form
      .getByRole('radio')
      .and(attribute(page, 'name', name))
      .and(attribute(page, 'value', String(value)))
      .check();
  }
  if (type !== 'checkboxes') return labelled.fill(String(value));
  for (const option of options) {
    await form.getByLabel(option.label, { exact: true }).setChecked(chosen(value).includes(option.value));
  }
}

async function fillTable(page: Page, form: Locator, table: Table, values: Values): Promise<void> {
  const { inputs, rows, select = '' } = table;
  const ticked = chosen(values[select] ?? []);
  for (const { id, selectable } of rows) {
    if (!selectable) continue;
    const tick = form.getByRole('checkbox').and(attribute(page, 'value', id));
    await tick.setChecked(ticked.includes(id));
    const name = `${inputs?.prefix}${id}`;
    const pin = values[name];
    if (inputs && pin !== undefined) {
      await form
        .getByLabel(inputs.label)
        .and(attribute(page, 'name', name))
        .fill(String(pin));
    }
  }
}

/** Fills a screen in as the customer reads it, by its labels, and gives the button to press. */
async function fillIn(page: Page, screen: Screen, action: string, values: Values): Promise<Locator> {
  const { label = '', fields = [] } = screen.actions.find(({ id }) => id === action) ?? {};
  // Two ways to log in can have the same words on their buttons.
  const button = page.getByRole('button', { name: label, exact: true }).and(attribute(page, 'value', action));
  const form = page.locator('form').filter({ has: button });
  if (screen.table?.select !== undefined && values[screen.table.select] !== undefined) {
    await fillTable(page, form, screen.table, values);
  }
  for (const field of screen.fields) {
    const value = values[field.name];
    if (fields.includes(field.name) && value !== undefined) await fillField(page, form, field, value);
  }
  return button;
}

/** The screen in the page: as the bank describes it, with the errors that the page shows. */
async function screenIn(page: Page): Promise<Screen> {
  const answer = await page.request.get(page.url(), { headers: { Accept: 'application/json' } });
  if (!answer.ok()) {
    throw new CustomerError(`the page shows no screen of a linkage (status ${answer.status()}); begin at the vendor`);
  }
  const screen = (await answer.json()) as Screen;
  const items = await page.locator('[role=alert] li[data-code]').all();
  const errors = await Promise.all(
    items.map(async (item) => ({
      code: (await item.getAttribute('data-code')) ?? '',
      message: (await item.textContent()) ?? '',
    })),
  );
  return { ...screen, errors };
}

/** Where the bank's pages are. */
function bankAt(issuer: URL): (url: string) => boolean {
  // Where the certificate is asked for in the TLS handshake, that page is at another port.
  const certificate = new RegExp(`^${issuer.pathname}/link/[^/]+/certificate$`);
  return (url) => {
    const { origin, pathname } = new URL(url);
    return (origin === issuer.origin && pathname.startsWith(`${issuer.pathname}/`)) || certificate.test(pathname);
  };
}

/**
 * Walks a linkage in a page to wherever it ends. The page has to be at the bank, or on its way there.
 *
 * @param page - of Playwright
 * @param customer - who sits in front of it
 * @param options - what he does otherwise than link everything, right at the first try
 * @returns where it ended, with every screen seen; a stop is an answer here, not an error
 * @throws CustomerError when the customer cannot do what he is told
 * @example
 * ```ts
 * import { connectSandbox } from '@renkei/sandbox';
 * import { walkLinkage } from '@renkei/sandbox/playwright';
 *
 * const sandbox = connectSandbox('http://localhost:4400');
 * await page.goto('http://localhost:3000/connect');
 * const { screen } = await walkLinkage(page, sandbox.customer('gunma', 'sato'), { stopAt: 'consent' });
 * ```
 */
export async function walkLinkage(page: Page, customer: ScriptedCustomer, options: LinkOptions = {}): Promise<Walk> {
  const isBank = bankAt(new URL(customer.issuer));
  const { next } = await customer.script(options);
  const screens: Screen[] = [];
  await page.waitForURL((url) => isBank(url.href) && url.pathname.includes('/link/'));
  const linkageUrl = page.url();
  // The vendor's page may lead elsewhere at once: the callback URL is what the bank sent the browser to.
  let leave: (url: string) => void = () => {};
  const left = new Promise<string>((resolve) => {
    leave = resolve;
  });
  const watch = (request: Request) => {
    if (request.isNavigationRequest() && request.frame() === page.mainFrame() && !isBank(request.url())) {
      leave(request.url());
    }
  };
  page.on('request', watch);
  try {
    for (;;) {
      const screen = await screenIn(page);
      screens.push(screen);
      const step = await next(screen);
      if ('stop' in step) return { screen, reason: step.stop, linkageUrl, screens };
      const button = await fillIn(page, screen, step.press, step.values);
      const loaded = page.waitForEvent('load').then(() => undefined);
      loaded.catch(() => undefined);
      await button.click({ noWaitAfter: true });
      const callbackUrl = await Promise.race([left, loaded]);
      if (callbackUrl === undefined) continue;
      // Nobody may listen there: that is the test's business.
      await page.waitForURL((url) => !isBank(url.href)).catch(() => undefined);
      return { callbackUrl, screens };
    }
  } finally {
    page.off('request', watch);
  }
}

/**
 * Walks a linkage in a page to its end: from the bank's first screen back to the vendor.
 *
 * @param page - of Playwright, at the bank or on its way there
 * @param customer - who sits in front of it
 * @param options - what he does otherwise than link everything, right at the first try
 * @returns the callback URL; the page is the vendor's then
 * @throws LinkageStoppedError when it stops at a screen, CustomerError when the customer cannot do what he is told
 * @example
 * ```ts
 * import { connectSandbox } from '@renkei/sandbox';
 * import { completeLinkage } from '@renkei/sandbox/playwright';
 *
 * const sandbox = connectSandbox('http://localhost:4400');
 * await page.goto('http://localhost:3000/connect');
 * await completeLinkage(page, sandbox.customer('mizuho', 'tanaka'), { services: ['balances'] });
 * ```
 */
export async function completeLinkage(
  page: Page,
  customer: ScriptedCustomer,
  options: LinkOptions = {},
): Promise<string> {
  return callbackUrlOf(await walkLinkage(page, customer, options));
}

/**
 * What each test is given.
 *
 * @example
 * ```ts
 * import type { SandboxFixtures } from '@renkei/sandbox/playwright';
 *
 * const atDay90 = ({ sandbox }: SandboxFixtures) => sandbox.clock.advance('P90D');
 * ```
 */
export interface SandboxFixtures {
  /** A world of its own, made for this test and ended after it. */
  readonly sandbox: OtherWorld;
}

/**
 * What the tests of a worker share.
 *
 * @example
 * ```ts
 * import type { SandboxWorkerFixtures } from '@renkei/sandbox/playwright';
 *
 * const secondWorld = ({ sharedSandbox }: SandboxWorkerFixtures) => sharedSandbox.createWorld();
 * ```
 */
export interface SandboxWorkerFixtures {
  /** The sandbox that listens for this worker; make further worlds in it. */
  readonly sharedSandbox: Sandbox;
}

/**
 * Fixtures for `test.extend` of Playwright Test: each test has a world of its own, in one sandbox per worker, on a port of
 * its own that a browser can reach.
 *
 * @param options - of the sandbox: its clock, its world, its ports (default: free ones)
 * @example
 * ```ts
 * import { test as base } from '@playwright/test';
 * import {
 *   completeLinkage,
 *   type SandboxFixtures,
 *   type SandboxWorkerFixtures,
 *   sandboxFixtures,
 * } from '@renkei/sandbox/playwright';
 *
 * const test = base.extend<SandboxFixtures, SandboxWorkerFixtures>(sandboxFixtures());
 *
 * test('a customer links', async ({ page, sandbox }) => {
 *   await page.goto(`http://localhost:3000/connect?issuer=${sandbox.origin}/mizuho`);
 *   await completeLinkage(page, sandbox.customer('mizuho', 'tanaka'));
 * });
 * ```
 */
export function sandboxFixtures(options: SandboxOptions & ListenOptions = {}) {
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads what a fixture needs from the pattern
  const openShared = async ({}: object, use: (value: Sandbox) => Promise<void>): Promise<void> => {
    const sandbox = await startSandbox({ port: 0, tlsPort: 0, ...options });
    await use(sandbox);
    await sandbox.close();
  };
  return {
    /** Starts the sandbox of a worker, and closes it. */
    sharedSandbox: [openShared, { scope: 'worker' }] as [typeof openShared, { scope: 'worker' }],
    /** Makes the world of a test, and ends it. */
    sandbox: async (
      { sharedSandbox }: SandboxWorkerFixtures,
      use: (value: OtherWorld) => Promise<void>,
    ): Promise<void> => {
      const world = await sharedSandbox.createWorld();
      await use(world);
      await world.close();
    },
  };
}
