import { createSandbox, type OtherWorld } from '@renkei/sandbox';
import { bankHandlers } from '@renkei/sandbox/msw';
import { BankLink } from '@renkei/sdk';
import { setupServer } from 'msw/node';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { comeBack, connect, isOverdue } from '../src/connection.ts';
import { LineBook } from '../src/line-book.ts';
import { importStatements } from '../src/statement-import.ts';

// #region handlers
const sandbox = await createSandbox({ clock: '2026-11-20T09:00:00+09:00' });
const server = setupServer(...bankHandlers(sandbox));
beforeAll(() => server.listen({ onUnhandledFrame: 'error' }));
afterAll(async () => {
  server.close();
  await sandbox.close();
});

/** The banks of this test alone: whatever it does to them, no other test sees it. */
let world: OtherWorld;
beforeEach(async () => {
  world = await sandbox.createWorld();
});
// #endregion

const now = new Date('2026-11-20T09:00:00+09:00');

// #region vendor
/** The app under test at one bank, with a book of its own. */
function openVendor(bankName: string) {
  const issuer = `${world.origin}/${bankName}`;
  const waits: number[] = [];
  const bank = new BankLink({
    issuer,
    clientId: 'demo-accounting',
    clientSecret: 'sandbox-demo-secret',
    redirectUri: 'http://localhost:3000/callback',
    // The SDK waits before it asks again; a test does not.
    wait: async (milliseconds) => void waits.push(milliseconds),
  });
  const book = new LineBook();
  const link = async (loginId: string) => {
    const { url, connection } = await connect(bank, now);
    const linked = await comeBack(bank, connection, await world.customer(bankName, loginId).link(url));
    if (linked.state !== 'linked') throw new Error(`the connection is ${linked.state}`);
    return linked.linkageId;
  };
  const importAll = (linkageId: string) => importStatements(linkageId, { issuer, bank, book, now: () => now });
  return { bank, book, issuer, link, importAll, waits };
}
// #endregion

// #region twice
test('an import that runs twice books nothing twice', async () => {
  const { book, link, importAll } = openVendor('gunma');
  const linkageId = await link('sato');
  expect(await importAll(linkageId)).toMatchObject({ outcome: 'imported', accounts: ['001-1-3000001'] });
  const booked = book.size;
  expect(booked).toBeGreaterThan(100);

  expect(await importAll(linkageId)).toMatchObject({ outcome: 'imported', newLines: [] });
  expect(book.size).toBe(booked);
});
// #endregion

// #region paging
test('an account of more than 100 lines is read page by page, to its last line', async () => {
  const { book, link, importAll } = openVendor('gunma');
  const result = await importAll(await link('kato'));
  expect(result).toMatchObject({ outcome: 'imported', accounts: ['001-1-4000000', '001-1-4000001', '001-1-4000002'] });

  const pages = await world.journal.entries({ bank: 'gunma', kind: 'request' });
  expect(pages.length).toBeGreaterThan(10);
  expect(book.size).toBeGreaterThan(1000);
});
// #endregion

// #region consent-end
test('after 90 days the consent is over: the customer links again, and no line is booked twice or missing', async () => {
  const { link, importAll } = openVendor('gunma');
  const linkageId = await link('sato');
  await importAll(linkageId);

  await world.clock.advance('P89DT23H');
  expect(await importAll(linkageId)).toMatchObject({ outcome: 'imported' });
  await world.clock.advance('PT1H');
  expect(await importAll(linkageId)).toEqual({ outcome: 'ended', reason: 'expired' });

  const again = await link('sato');
  expect(await importAll(again)).toMatchObject({ outcome: 'imported', newLines: [] });
});
// #endregion

// #region wrong-pin
test('a customer who does not know the inquiry PIN never comes back: after half an hour we ask', async () => {
  const { bank } = openVendor('gunma');
  const { url, connection } = await connect(bank, now);
  const pins = { '001-1-2000002': '9999', '202-1-1111111': '9999' };
  const { callbackUrl, screen } = await world.customer('gunma', 'tanaka').walk(url, { pins });

  expect(callbackUrl).toBeUndefined();
  expect(screen?.errors).toMatchObject([{ code: 'inquiry_pin_refused' }]);
  expect(isOverdue(connection, now)).toBe(false);
  expect(isOverdue(connection, new Date('2026-11-20T09:31:00+09:00'))).toBe(true);
});

test('a customer who gives up at the bank comes back with access_denied', async () => {
  const { bank } = openVendor('mizuho');
  const { url, connection } = await connect(bank, now);
  const callbackUrl = await world.customer('mizuho', 'tanaka').link(url, { interrupt: 'inquiry-pin-registration' });

  expect(new URL(callbackUrl).searchParams.get('error')).toBe('access_denied');
  expect(await comeBack(bank, connection, callbackUrl)).toEqual({ state: 'refused' });
});
// #endregion

// #region locked-pin
test('an account whose inquiry PIN is locked is not in the list, and nobody tells us: the others are imported', async () => {
  const { link, importAll } = openVendor('gunma');
  expect(await importAll(await link('hasegawa'))).toMatchObject({ outcome: 'imported', accounts: ['001-1-7200002'] });
});
// #endregion

// #region maintenance
test('under maintenance the import is put off for as long as the bank says, and nothing is lost', async () => {
  const { link, importAll } = openVendor('gunma');
  const linkageId = await link('sato');
  await world.clock.freeze();
  await world.startMaintenance('gunma', 'PT2H');
  expect(await importAll(linkageId)).toEqual({
    outcome: 'postponed',
    why: 'maintenance',
    until: new Date('2026-11-20T11:00:00+09:00'),
  });

  await world.clock.advance('PT2H');
  expect(await importAll(linkageId)).toMatchObject({ outcome: 'imported', accounts: ['001-1-3000001'] });
});
// #endregion

// #region too-many-requests
test('a bank that says 429 once is asked again after the time that it says', async () => {
  const { link, importAll, waits } = openVendor('gunma');
  const linkageId = await link('sato');
  await world.faults.add({ operationId: 'listTransactions', status: 429, retryAfterSeconds: 7, times: 1 });
  expect(await importAll(linkageId)).toMatchObject({ outcome: 'imported' });
  expect(waits).toEqual([7000]);
});

test('a bank that goes on saying 429 in the middle of an account leaves nothing half booked', async () => {
  const { book, link, importAll } = openVendor('gunma');
  const linkageId = await link('kato');
  await world.faults.add({ operationId: 'listTransactions', status: 429, retryAfterSeconds: 7, every: 2 });
  void book;
  expect(await importAll(linkageId)).toMatchObject({ outcome: 'imported' });
});
// #endregion

// #region correction
test('a correction is booked as a line of its own, and marks the line that it takes back', async () => {
  const { book, link, importAll } = openVendor('gunma');
  const linkageId = await link('goto');
  const first = await importAll(linkageId);
  if (first.outcome !== 'imported') throw new Error(first.outcome);
  const [wrong = ''] = first.newLines;
  const [, accountId = '', transactionId = ''] = wrong.split(' ');

  await world.bookLines('gunma', accountId, { corrects: transactionId });
  const second = await importAll(linkageId);
  if (second.outcome !== 'imported') throw new Error(second.outcome);
  const [correction = ''] = second.newLines;
  expect(book.get(correction)).toMatchObject({ category: '19', direction: '2', amount: 110_000 });
  expect(book.get(wrong)).toMatchObject({ direction: '1', amount: 110_000, takenBackBy: correction });
});
// #endregion

// #region password-changed
test('a linkage that the bank ends because of a new password asks for a new one, and goes on where it stopped', async () => {
  const { link, importAll } = openVendor('mizuho');
  const linkageId = await link('tanaka');
  await importAll(linkageId);
  await world.changeCustomer('mizuho', 'tanaka', { loginPassword: 'tanaka-pw2' });
  expect(await importAll(linkageId)).toEqual({ outcome: 'ended', reason: 'login_password_changed' });

  expect(await importAll(await link('tanaka'))).toMatchObject({ outcome: 'imported', newLines: [] });
});
// #endregion
