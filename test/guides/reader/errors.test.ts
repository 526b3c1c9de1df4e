// #region imports
import { type BankLinkError, type Linkage, LinkageNotFoundError, RenkeiError } from '@renkei/sdk';
import { expect } from 'vitest';
import { bankAt, link, test } from './bank.ts';
import { nextStep } from './next-step.ts';

// #endregion

// #region walk
/** The error that a call ends in. */
async function errorOf(call: Promise<unknown>): Promise<BankLinkError> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof RenkeiError) return error as BankLinkError;
  throw error;
}

test('each error has its next step', async ({ sandbox }) => {
  const steps: Record<string, string> = {};
  const note = async (what: string, call: Promise<unknown>) => {
    steps[what] = nextStep(await errorOf(call));
  };
  await note('refused by the customer', link(sandbox, 'gunma', 'sato', { deny: true }));

  const some = await link(sandbox, 'mizuho', 'takahashi', { services: ['balances'] });
  await note('a service that was not allowed', some.transactions('102-1-6000003').next());
  await note('no right to inquire', some.balance('001-1-6000001'));

  const closed = await link(sandbox, 'gunma', 'kojima');
  await note('maintenance', closed.status());
  const broken = await link(sandbox, 'gunma', 'arai');
  await note('malformed JSON', broken.transactions('001-1-8000001').next());
  const unrefreshed = await link(sandbox, 'gunma', 'tsuji');
  await sandbox.expireAccessTokens('gunma', 'tsuji');
  await note('a refresh that fails with 500', unrefreshed.status());

  expect(steps).toEqual({
    'refused by the customer': 'link-again',
    'a service that was not allowed': 'link-again',
    'no right to inquire': 'skip-account',
    maintenance: 'try-later',
    'malformed JSON': 'ask-support',
    'a refresh that fails with 500': 'try-later',
  });
});
// #endregion

// #region retries
test('the SDK tries a read three times, then you are told', async ({ sandbox }) => {
  const linkage = await link(sandbox, 'gunma', 'sato');
  await sandbox.faults.add({ operationId: 'getLinkage', status: 429, times: 2 });
  expect((await linkage.status()).daysLeft).toBe(90);

  await sandbox.faults.add({ operationId: 'getLinkage', status: 429, times: 3 });
  const error = await errorOf(linkage.status());
  expect(error).toMatchObject({ code: 'api_problem', problemCode: 'too_many_requests', retryAfter: 1 });
  expect(nextStep(error)).toBe('try-later');
});
// #endregion

// #region lost
test('a refresh whose answer is lost ends the linkage at the next one', async ({ sandbox }) => {
  const linkage = await link(sandbox, 'gunma', 'sato');
  await sandbox.expireAccessTokens('gunma', 'sato');
  await sandbox.faults.add({ operationId: 'token', effect: 'truncate-body', times: 1 });
  const error = await errorOf(linkage.status());
  expect([error.code, nextStep(error)]).toEqual(['network', 'try-later']);

  await expect(linkage.status()).rejects.toMatchObject({ code: 'linkage_ended', reason: 'token_reused' });
});
// #endregion

// #region chain
/** Statement lines, as your app keeps them: by their ids, so that none is booked twice. */
type Books = Map<string, { bookDate: string; amount: number }>;

async function importLines(linkage: Linkage, books: Books): Promise<void> {
  for await (const { accountId } of linkage.accounts()) {
    for await (const line of linkage.transactions(accountId, { pageSize: 500 })) {
      const amount = line.direction === '1' ? line.amount : -line.amount;
      books.set(`${accountId} ${line.transactionId}`, { bookDate: line.bookDate, amount });
    }
  }
}

test('a consent ends, the customer links again, and the import goes on where it was', async ({ sandbox }) => {
  const bank = bankAt(sandbox, 'gunma');
  const books: Books = new Map();

  const first = await bank.start();
  const linkage = await bank.complete(await sandbox.customer('gunma', 'sato').link(first.url), first.pending);
  await importLines(linkage, books);
  const imported = books.size;

  // Ninety days later: the nightly import is the first to know.
  await sandbox.clock.advance('P90D');
  await expect(importLines(linkage, books)).rejects.toMatchObject({ code: 'linkage_ended', reason: 'expired' });
  await expect(bank.open(linkage.id)).rejects.toThrow(LinkageNotFoundError); // its tokens are gone from the store
  expect(books.size).toBe(imported); // what was imported stays

  // 再連携: another linkage with another id, for the same accounts.
  const again = await bank.start();
  const next = await bank.complete(await sandbox.customer('gunma', 'sato').link(again.url), again.pending);
  expect(next.id).not.toBe(linkage.id);
  await importLines(next, books);
  expect(books.size).toBeGreaterThan(imported);
});
// #endregion
