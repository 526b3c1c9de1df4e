// #region imports
import { LinkageEndedError } from '@renkei/sdk';
import { expect } from 'vitest';
import { bankAt, link, test } from './bank.ts';

// #endregion

// #region clock
test('the clock is yours', async ({ sandbox }) => {
  await sandbox.clock.freeze();
  await sandbox.clock.set('2026-11-20T23:59:30+09:00');
  await sandbox.clock.advance('PT1M');
  expect(await sandbox.clock.now()).toBe('2026-11-21T00:00:30+09:00');
  await sandbox.clock.resume();
});
// #endregion

// #region code
test('an authorization code is good for 60 seconds', async ({ sandbox }) => {
  const bank = bankAt(sandbox, 'gunma');
  const { url, pending } = await bank.start();
  const callbackUrl = await sandbox.customer('gunma', 'sato').link(url);
  await sandbox.clock.advance('PT61S');
  await expect(bank.complete(callbackUrl, pending)).rejects.toMatchObject({ error: 'invalid_grant' });
});
// #endregion

// #region access-token
test('an access token lives 30 minutes; the SDK renews it, and nobody notices', async ({ sandbox }) => {
  const linkage = await link(sandbox, 'gunma', 'sato');
  await sandbox.clock.advance('PT31M');
  expect((await linkage.status()).daysLeft).toBe(90);
});
// #endregion

// #region same-day
test('a PIN registered today is dropped at midnight, unless the customer allows the linkage', async ({ sandbox }) => {
  const stateOfPin = async () => {
    const customer = await sandbox.findCustomer('mizuho', 'tanaka');
    return customer?.accounts.find(({ accountId }) => accountId === '001-1-6000001')?.inquiryPinState;
  };
  await sandbox.clock.freeze();
  await sandbox.clock.set('2026-11-20T23:59:59+09:00');
  const { url } = await bankAt(sandbox, 'mizuho').start();
  await sandbox.customer('mizuho', 'tanaka').walk(url, { stopAt: 'consent' });
  expect(await stateOfPin()).toBe('pending'); // 登録済み*

  await sandbox.clock.advance('PT1S');
  expect(await stateOfPin()).toBe('unregistered'); // 未登録
});
// #endregion

// #region ninety-days
test('a consent ends 90 days after it was given, to the second', async ({ sandbox }) => {
  await sandbox.clock.freeze();
  await sandbox.clock.set('2026-11-20T09:00:00+09:00');
  const linkage = await link(sandbox, 'gunma', 'sato');
  expect(await linkage.status()).toMatchObject({ daysLeft: 90, expiresAt: '2027-02-18T09:00:00+09:00' });

  await sandbox.clock.set('2027-02-18T08:59:59+09:00');
  expect(await linkage.status()).toMatchObject({ daysLeft: 1 });

  await sandbox.clock.advance('PT1S');
  await expect(linkage.status()).rejects.toThrow(LinkageEndedError);
});
// #endregion

// #region renewal
test('linking again before the end starts a new period, and ends the old linkage', async ({ sandbox }) => {
  const old = await link(sandbox, 'gunma', 'sato');
  await sandbox.clock.advance('P80D');
  expect((await old.status()).daysLeft).toBe(10);

  const linkage = await link(sandbox, 'gunma', 'sato');
  expect((await linkage.status()).daysLeft).toBe(90);
  await expect(old.status()).rejects.toMatchObject({ reason: 'superseded' });
});
// #endregion

// #region inquiry-range
test('statements can be read for the last 90 days; the refusal says from which day', async ({ sandbox }) => {
  const linkage = await link(sandbox, 'gunma', 'sato');
  const tooEarly = linkage.transactions('001-1-3000001', { dateFrom: '2026-08-01' }).next();
  await expect(tooEarly).rejects.toMatchObject({ problemCode: 'inquiry_range_exceeded', firstDate: '2026-08-23' });
});
// #endregion

// #region japan
test('at half past eleven at night, UTC, the bank has tomorrow', async ({ sandbox }) => {
  await sandbox.clock.set('2026-11-20T23:30:00Z');
  expect(await sandbox.clock.now()).toBe('2026-11-21T08:30:00+09:00');

  await sandbox.bookLines('gunma', '001-1-3000001', { lines: [{ direction: '1', amount: 550, description: 'ﾌﾘｺﾐ' }] });
  const linkage = await link(sandbox, 'gunma', 'sato');
  const { value: line } = await linkage.transactions('001-1-3000001', { dateFrom: '2026-11-21' }).next();
  expect(line).toMatchObject({ bookDate: '2026-11-21', amount: 550 });
});
// #endregion

// #region today
const japanDate = (instant: Date) => instant.toLocaleDateString('sv-SE', { timeZone: 'Asia/Tokyo' });

test('today in Japan, wherever the server is', () => {
  expect(japanDate(new Date('2026-11-20T23:30:00Z'))).toBe('2026-11-21');
});
// #endregion

// #region maintenance
test('a bank under maintenance says until when', async ({ sandbox }) => {
  const linkage = await link(sandbox, 'gunma', 'sato');
  await sandbox.startMaintenance('gunma', 'PT2H');
  await expect(linkage.status()).rejects.toMatchObject({ problemCode: 'maintenance', retryAfter: 7200 });

  await sandbox.clock.advance('PT2H');
  expect((await linkage.status()).daysLeft).toBe(90);
});
// #endregion
