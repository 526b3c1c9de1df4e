// #region imports
import { ApiProblemError, LinkageDeniedError, LinkageEndedError } from '@renkei/sdk';
import { expect } from 'vitest';
import { bankAt, link, test } from './bank.ts';

// #endregion

// #region walk
test('the same code links a customer at every bank', async ({ sandbox }) => {
  const customers = { gunma: 'tanaka', sorachi: 'kobayashi', miyakojima: 'inoue', gunken: 'abe', mizuho: 'sato' };
  const screensSeen: Record<string, number> = {};
  for (const [id, loginId] of Object.entries(customers)) {
    const bank = bankAt(sandbox, id);
    const { url, pending } = await bank.start({ services: ['balances', 'transactions'] });
    const { callbackUrl = '', screens } = await sandbox.customer(id, loginId).walk(url);
    const linkage = await bank.complete(callbackUrl, pending);
    expect(linkage.services).toEqual(['balances', 'transactions']);
    screensSeen[id] = screens.length;
  }
  expect(screensSeen).toEqual({ gunma: 5, sorachi: 8, miyakojima: 6, gunken: 6, mizuho: 6 });
});
// #endregion

// #region pins
test('only accounts with a registered PIN can be read', async ({ sandbox }) => {
  const linkage = await link(sandbox, 'gunma', 'tanaka', { accounts: ['001-1-2000002'] });

  const linked: string[] = [];
  for await (const { accountId } of linkage.accounts()) linked.push(accountId);
  expect(linked).toEqual(['001-1-2000002']);

  const other = linkage.balance('202-2-1111111');
  await expect(other).rejects.toMatchObject({ problemCode: 'inquiry_pin_unregistered' });
});
// #endregion

// #region company
test('a PIN that one operator registered is registered for the whole company', async ({ sandbox }) => {
  await link(sandbox, 'mizuho', 'tanaka');
  const { url } = await bankAt(sandbox, 'mizuho').start();
  const { screens } = await sandbox.customer('mizuho', 'suzuki').walk(url);
  expect(screens.map(({ id }) => id)).not.toContain('inquiry-pin-registration');
});
// #endregion

// #region refusal
test('a customer who refuses comes back as a LinkageDeniedError', async ({ sandbox }) => {
  for (const [id, loginId] of [
    ['gunma', 'sato'],
    ['mizuho', 'yamada'],
  ] as const) {
    await expect(link(sandbox, id, loginId, { deny: true })).rejects.toThrow(LinkageDeniedError);
  }
});
// #endregion

// #region entitlement
test('the customer allows what he may and wants, which can be less than you asked for', async ({ sandbox }) => {
  const linkage = await link(sandbox, 'mizuho', 'kobayashi');
  expect(linkage.services).toEqual(['balances']);

  const lines = linkage.transactions('001-1-6000001').next();
  await expect(lines).rejects.toThrow(ApiProblemError);
  await expect(lines).rejects.toMatchObject({ problemCode: 'insufficient_scope' });
});
// #endregion

// #region no-right
test('an account that the operator may not inquire into is not there', async ({ sandbox }) => {
  const linkage = await link(sandbox, 'mizuho', 'takahashi');
  const hidden = linkage.balance('001-1-6000001');
  await expect(hidden).rejects.toMatchObject({ problemCode: 'inquiry_not_permitted' });
});
// #endregion

// #region password
test('at mizuho a new login password ends the linkage', async ({ sandbox }) => {
  const linkage = await link(sandbox, 'mizuho', 'tanaka');
  await sandbox.changeCustomer('mizuho', 'tanaka', { loginPassword: 'tanaka-pw2' });
  await expect(linkage.status()).rejects.toThrow(LinkageEndedError);
});
// #endregion
