import { BankLink } from '@renkei/sdk';
import type { Page } from 'playwright-core';
import type { Linkage } from '../../sandbox/src/bank/linkage-state.ts';
import { press } from '../../test/browser/customer.ts';
import { openScreen, type Pressed } from '../../test/browser/shortcut.ts';
import type { TestSandbox } from '../../test/support/sandbox.ts';

/** What a 2-D code says in every picture. */
export const CHALLENGE = '12345678';
const SECRET = 'SANDBOXGALLERYAAAAAAAAAAAAAAAAAA';

/** A customer of a bank, in front of a browser. */
export interface Visitor {
  readonly page: Page;
  /** Begins a linkage, presses these buttons, and looks at the screen that comes then. */
  link(...pressed: readonly Pressed[]): Promise<void>;
  /** Presses these buttons of the internet-banking site, and looks at the screen that comes then. */
  site(...pressed: readonly Pressed[]): Promise<void>;
  /** Looks at another page of the bank. */
  go(path: string): Promise<void>;
  /** Presses a button of the page. */
  press(label: string): Promise<void>;
  /** Ticks the first account of the page, and enters an inquiry PIN. */
  enterPin(pin: string): Promise<void>;
  /** Sets up the app of a token that was just issued to a customer. */
  setUpApp(loginId: string, activationPassword: string): Promise<void>;
  /** The one-time password that a customer's phone shows. */
  oneTimePassword(loginId: string): Promise<string>;
  advance(by: string): Promise<void>;
}

/** What a 2-D code says is random; in the pictures it is always the same. */
async function steady({ store: { db } }: TestSandbox): Promise<void> {
  for (const { id, state } of await db.selectFrom('linkages').select(['id', 'state']).execute()) {
    const linkage = JSON.parse(state) as Linkage;
    if (linkage.challenge === undefined) continue;
    const steadied = JSON.stringify({ ...linkage, challenge: CHALLENGE });
    await db.updateTable('linkages').set({ state: steadied }).where('id', '=', id).execute();
  }
}

/** So is the secret of a token. Answers its user ID. */
async function steadyToken({ store: { db } }: TestSandbox, bank: string, loginId: string): Promise<string> {
  const row = db.selectFrom('software_tokens').selectAll().where('bank', '=', bank).where('login_id', '=', loginId);
  const { token, user_id: userId } = await row.executeTakeFirstOrThrow();
  const steadied = JSON.stringify({ ...JSON.parse(token), secret: SECRET });
  const update = db.updateTable('software_tokens').set({ token: steadied });
  await update.where('bank', '=', bank).where('login_id', '=', loginId).execute();
  return userId ?? '';
}

/** A customer of a bank in front of a page. */
export function createVisitor(sandbox: TestSandbox, bank: string, page: Page): Visitor {
  const base = `${sandbox.origin}/${bank}`;
  const vendor = new BankLink({
    issuer: base,
    clientId: 'demo-accounting',
    clientSecret: 'sandbox-demo-secret',
    redirectUri: 'http://localhost:3000/callback',
  });
  const post = async (path: string, data: unknown) => {
    const answer = await page.context().request.post(base + path, { data, headers: { Accept: 'application/json' } });
    if (!answer.ok()) throw new Error(`${path}: ${await answer.text()}`);
  };
  return {
    page,
    link: async (...pressed) => {
      await openScreen(page, vendor, ...pressed);
      await steady(sandbox);
      await page.reload();
    },
    site: async (...pressed) => {
      for (const [action, values = {}] of pressed) await post('/ib', { action, values });
      await page.goto(`${base}/ib`);
    },
    go: async (path) => void (await page.goto(base + path)),
    press: (label) => press(page, label),
    enterPin: async (pin) => {
      await page.locator('tbody input[type=checkbox]').first().check();
      await page.locator('input[type=password]').first().fill(pin);
    },
    setUpApp: async (loginId, activationPassword) => {
      const userId = await steadyToken(sandbox, bank, loginId);
      await post('/token-app/activate', { serviceId: '10119991', userId, activationPassword });
    },
    oneTimePassword: async (loginId) => {
      const answer = await sandbox.control('GET', `/customers/${bank}/${loginId}/one-time-password`);
      return ((await answer.json()) as { oneTimePassword: string }).oneTimePassword;
    },
    advance: (by) => sandbox.advance(by),
  };
}
