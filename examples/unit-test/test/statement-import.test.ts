import { createSandbox, type OtherWorld } from '@renkei/sandbox';
import { bankHandlers } from '@renkei/sandbox/msw';
import { BankLink } from '@renkei/sdk';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { comeBack, connect, isOverdue } from '../src/connection.ts';
import { type BookedLine, LineBook } from '../src/line-book.ts';
import { importStatements } from '../src/statement-import.ts';

// #region handlers
const sandbox = await createSandbox({ clock: '2026-11-20T09:00:00+09:00' });
const server = setupServer(...bankHandlers(sandbox));
beforeAll(() => server.listen({ onUnhandledFrame: 'error' }));
afterEach(() => server.resetHandlers());
afterAll(async () => {
  server.close();
  await sandbox.close();
});

/** Banks of its own for each test: what it does to them, no other test sees. */
let world: OtherWorld;
beforeEach(async () => {
  world = await sandbox.createWorld();
});
// #endregion

// #region vendor
const now = new Date('2026-11-20T09:00:00+09:00');

/** The code under test at one bank, with a book of its own. */
function openVendor(bankId: string) {
  /** Milliseconds for which the SDK waited before it asked again; here it does not wait. */
  const waits: number[] = [];
  const bank = new BankLink({
    issuer: `${world.origin}/${bankId}`,
    clientId: 'demo-accounting',
    clientSecret: 'sandbox-demo-secret',
    redirectUri: 'http://localhost:3000/callback',
    wait: async (milliseconds) => void waits.push(milliseconds),
  });
  const book = new LineBook();

  async function link(loginId: string): Promise<string> {
    const { url, connection } = await connect(bank, now);
    const linked = await comeBack(bank, connection, await world.customer(bankId, loginId).link(url));
    if (linked.state !== 'linked') throw new Error(`the connection is ${linked.state}`);
    return linked.linkageId;
  }

  return { bank, book, link, runImport: (linkageId: string) => importStatements(bank, linkageId, book, now), waits };
}

/** Each line goes on from the balance of the one before: none is missing, and none is there twice. */
function expectUnbroken(lines: readonly BookedLine[]): void {
  lines.slice(1).forEach(({ direction, amount, balance }, index) => {
    expect(balance).toBe((lines[index]?.balance ?? 0) + (direction === '1' ? amount : -amount));
  });
}
// #endregion

// #region twice
test('an import that runs twice books nothing twice', async () => {
  const { book, link, runImport } = openVendor('gunma');
  const linkageId = await link('sato');
  await runImport(linkageId);
  const booked = book.lines();
  expect(booked.length).toBeGreaterThan(100);
  expectUnbroken(booked);

  expect(await runImport(linkageId)).toEqual({ outcome: 'imported', accounts: ['001-1-3000001'], newLines: 0 });
  expect(book.lines()).toEqual(booked);
});
// #endregion

// #region paging
test('an account of more than 100 lines is read page by page to its last line', async () => {
  const { book, link, runImport } = openVendor('gunma');
  await runImport(await link('kato'));

  const lines = book.lines().filter(({ account }) => account.endsWith('4000002'));
  expect(lines.length).toBeGreaterThan(1000);
  expectUnbroken(lines);
});

test('a bank that fails on the second page leaves nothing half booked', async () => {
  const { book, link, runImport } = openVendor('gunma');
  const linkageId = await link('okada');
  server.use(
    http.get(`${world.origin}/gunma/api/v1/accounts/:accountId/transactions`, ({ request }) => {
      const isFirstPage = !new URL(request.url).searchParams.has('nextItemKey');
      return isFirstPage ? undefined : HttpResponse.error();
    }),
  );

  expect(await runImport(linkageId)).toMatchObject({ outcome: 'postponed', why: 'network' });
  expect(book.lines()).toEqual([]);
});
// #endregion

// #region consent-end
test('after 90 days the customer links again, and the import goes on where it stopped', async () => {
  const { book, link, runImport } = openVendor('gunma');
  const linkageId = await link('sato');
  await runImport(linkageId);
  const booked = book.lines();

  await world.clock.advance('P90D');
  expect(await runImport(linkageId)).toEqual({ outcome: 'ended', reason: 'expired' });
  expect(book.lines()).toEqual(booked);

  await runImport(await link('sato'));
  expect(book.lines().length).toBeGreaterThan(booked.length);
  expectUnbroken(book.lines());
});
// #endregion

// #region wrong-pin
test('a customer who types wrong inquiry PINs never comes back: after half an hour we ask him', async () => {
  const { bank } = openVendor('gunma');
  const { url, connection } = await connect(bank, now);
  const pins = { '001-1-2000002': '9999', '202-1-1111111': '9999' };
  const walk = await world.customer('gunma', 'tanaka').walk(url, { pins });

  expect(walk.callbackUrl).toBeUndefined();
  expect(walk.screen?.errors).toMatchObject([{ code: 'inquiry_pin_refused' }]);
  expect(isOverdue(connection, now)).toBe(false);
  expect(isOverdue(connection, new Date('2026-11-20T09:31:00+09:00'))).toBe(true);
});

test('a customer who gives up at the inquiry PIN comes back with access_denied', async () => {
  const { bank } = openVendor('mizuho');
  const { url, connection } = await connect(bank, now);
  const callbackUrl = await world.customer('mizuho', 'tanaka').link(url, { interrupt: 'inquiry-pin-registration' });

  expect(new URL(callbackUrl).searchParams.get('error')).toBe('access_denied');
  expect(await comeBack(bank, connection, callbackUrl)).toEqual({ state: 'refused' });
});
// #endregion

// #region locked-pin
test('an account whose inquiry PIN is locked is missing, and nobody tells why: the others are imported', async () => {
  const { link, runImport } = openVendor('gunma');
  const hisAccounts = (await world.findCustomer('gunma', 'hasegawa'))?.accounts.map(({ accountId }) => accountId);
  expect(hisAccounts).toEqual(['001-1-7200001', '001-1-7200002']);

  expect(await runImport(await link('hasegawa'))).toMatchObject({ outcome: 'imported', accounts: ['001-1-7200002'] });
});
// #endregion

// #region maintenance
test('under maintenance the import is put off for as long as the bank says', async () => {
  const { book, link, runImport, waits } = openVendor('gunma');
  const linkageId = await link('sato');
  await world.clock.freeze();
  await world.startMaintenance('gunma', 'PT2H');

  const until = new Date('2026-11-20T11:00:00+09:00');
  expect(await runImport(linkageId)).toEqual({ outcome: 'postponed', why: 'maintenance', until });
  expect(waits).toEqual([]);

  await world.clock.advance('PT2H');
  expect(await runImport(linkageId)).toMatchObject({ outcome: 'imported' });
  expectUnbroken(book.lines());
});
// #endregion

// #region too-many-requests
test('a bank that answers 429 is asked again after the seconds that it says', async () => {
  const { link, runImport, waits } = openVendor('gunma');
  const linkageId = await link('sato');
  await world.faults.add({ operationId: 'listTransactions', status: 429, retryAfterSeconds: 7, times: 1 });

  expect(await runImport(linkageId)).toMatchObject({ outcome: 'imported' });
  expect(waits).toEqual([7000]);
});

test('a bank that goes on answering 429 is left alone until then', async () => {
  const { link, runImport, waits } = openVendor('gunma');
  const linkageId = await link('sato');
  await world.faults.add({ operationId: 'listTransactions', status: 429, retryAfterSeconds: 7 });

  const until = new Date('2026-11-20T09:00:07+09:00');
  expect(await runImport(linkageId)).toEqual({ outcome: 'postponed', why: 'too_many_requests', until });
  expect(waits).toEqual([7000, 7000]);
});
// #endregion

// #region correction
test('a correction is a line of its own, and marks the line that it takes back', async () => {
  const { book, link, runImport } = openVendor('gunma');
  const linkageId = await link('goto');
  await runImport(linkageId);
  const [wrong] = book.lines();
  expect(wrong).toMatchObject({ direction: '1', amount: 110_000, takenBackBy: null });

  await world.bookLines('gunma', '001-1-7000001', { corrects: String(wrong?.transactionId) });
  expect(await runImport(linkageId)).toMatchObject({ newLines: 1 });
  const [original, correction] = book.lines();
  expect(correction).toMatchObject({ category: '19', direction: '2', amount: 110_000 });
  expect(original?.takenBackBy).toBe(correction?.key);
});
// #endregion

// #region password-changed
test('a linkage that ends by a new password is made anew, and no line is booked twice', async () => {
  const { book, link, runImport } = openVendor('mizuho');
  const linkageId = await link('tanaka');
  await runImport(linkageId);
  const booked = book.lines();

  await world.changeCustomer('mizuho', 'tanaka', { loginPassword: 'tanaka-pw2' });
  expect(await runImport(linkageId)).toEqual({ outcome: 'ended', reason: 'login_password_changed' });

  expect(await runImport(await link('tanaka'))).toMatchObject({ outcome: 'imported', newLines: 0 });
  expect(book.lines()).toEqual(booked);
});
// #endregion
