// #region set-up
import { createSandbox, type LinkOptions, type OtherWorld } from '@renkei/sandbox';
import { bankHandlers } from '@renkei/sandbox/msw';
import { BankLink } from '@renkei/sdk';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { importStatements } from './import-statements.ts';

// The banks, in this process. MSW hands them what `fetch` sends to http://localhost:4400.
const sandbox = await createSandbox({ clock: '2026-11-20T09:00:00+09:00' });
const server = setupServer(...bankHandlers(sandbox));
beforeAll(() => server.listen({ onUnhandledFrame: 'error' }));
afterAll(async () => {
  server.close();
  await sandbox.close();
});

// Customers, statements and a clock for each test alone.
let world: OtherWorld;
beforeEach(async () => {
  world = await sandbox.createWorld();
});
afterEach(() => world.close());

const openBank = (name: string) =>
  new BankLink({
    issuer: `${world.origin}/${name}`,
    clientId: 'demo-accounting',
    clientSecret: 'sandbox-demo-secret',
    redirectUri: 'http://localhost:3000/callback',
    wait: async () => {}, // before another try; a test has no time for it
  });

/** The customer walks through the bank's screens, and comes back to the app. */
async function link(bank: BankLink, name: string, loginId: string, options?: LinkOptions): Promise<string> {
  const { url, pending } = await bank.start();
  const linkage = await bank.complete(await world.customer(name, loginId).link(url, options), pending);
  return linkage.id;
}
// #endregion

// #region first
test('a statement of many pages is read to its end', async () => {
  const bank = openBank('gunma');
  const result = await importStatements(bank, await link(bank, 'gunma', 'kato'));

  expect(result.outcome === 'imported' && result.lines.length).toBeGreaterThan(1000);
});
// #endregion

// #region expired
test('after 90 days the customer has to link again', async () => {
  const bank = openBank('gunma');
  const linkageId = await link(bank, 'gunma', 'sato');

  await world.clock.advance('P89DT23H');
  expect(await importStatements(bank, linkageId)).toMatchObject({ outcome: 'imported' });

  await world.clock.advance('PT1H');
  expect(await importStatements(bank, linkageId)).toEqual({ outcome: 'link-again', reason: 'expired' });
});
// #endregion

// #region password
test('a new login password ends the linkage', async () => {
  const bank = openBank('mizuho');
  const linkageId = await link(bank, 'mizuho', 'tanaka');

  await world.changeCustomer('mizuho', 'tanaka', { loginPassword: 'tanaka-pw2' });
  expect(await importStatements(bank, linkageId)).toEqual({ outcome: 'link-again', reason: 'login_password_changed' });
});
// #endregion

// #region maintenance
test('under maintenance the import waits for as long as the bank says', async () => {
  const bank = openBank('gunma');
  const linkageId = await link(bank, 'gunma', 'sato');

  await world.clock.freeze();
  await world.startMaintenance('gunma', 'PT2H');
  expect(await importStatements(bank, linkageId)).toEqual({ outcome: 'later', why: 'maintenance', seconds: 7200 });

  await world.clock.advance('PT2H');
  expect(await importStatements(bank, linkageId)).toMatchObject({ outcome: 'imported' });
});
// #endregion

// #region faults
test('a bank that says 429 once, and a connection that drops once, are not noticed', async () => {
  const bank = openBank('gunma');
  const linkageId = await link(bank, 'gunma', 'sato');

  await world.faults.add({ operationId: 'listTransactions', status: 429, retryAfterSeconds: 3, times: 1 });
  await world.faults.add({ operationId: 'listAccounts', effect: 'drop-connection', times: 1 });
  expect(await importStatements(bank, linkageId)).toMatchObject({ outcome: 'imported' });
});
// #endregion

// #region denied
test('a customer who presses 拒否 is told apart from an error', async () => {
  const bank = openBank('gunma');
  await expect(link(bank, 'gunma', 'sato', { deny: true })).rejects.toMatchObject({ code: 'linkage_denied' });
});
// #endregion

// #region stuck
test('a customer who does not know his inquiry PIN stays at the bank', async () => {
  const { url } = await openBank('gunma').start();
  const pins = { '001-1-2000002': '9999', '202-1-1111111': '9999' };
  const { callbackUrl, screen } = await world.customer('gunma', 'tanaka').walk(url, { pins });

  expect(callbackUrl).toBeUndefined();
  expect(screen).toMatchObject({ id: 'inquiry-pin-registration', errors: [{ code: 'inquiry_pin_refused' }] });
});
// #endregion

// #region new-line
test('a line that arrives later is the only new one', async () => {
  const bank = openBank('gunma');
  const linkageId = await link(bank, 'gunma', 'goto');
  const before = await importStatements(bank, linkageId);

  const line = { direction: '1', amount: 550_000, description: 'ﾌﾘｺﾐ ｻﾝﾄﾞﾎﾞﾂｸｽﾌﾞﾂｻﾝ(ｶ' } as const;
  await world.bookLines('gunma', '001-1-7000001', { lines: [line] });
  const after = await importStatements(bank, linkageId);

  if (before.outcome !== 'imported' || after.outcome !== 'imported') throw new Error('not imported');
  const known = new Set(before.lines.map(({ transactionId }) => transactionId));
  expect(after.lines.filter(({ transactionId }) => !known.has(transactionId))).toMatchObject([line]);
});
// #endregion
