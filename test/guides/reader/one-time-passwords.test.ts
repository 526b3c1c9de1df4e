// #region imports
import { LinkageDeniedError } from '@renkei/sdk';
import { expect } from 'vitest';
import { bankAt, link, test } from './bank.ts';

// #endregion

// #region link
test('the customer types what his token shows', async ({ sandbox }) => {
  await link(sandbox, 'gunken', 'abe'); // a software token
  await link(sandbox, 'mizuho', 'sato'); // a camera token
  await link(sandbox, 'mizuho', 'ito'); // a camera token that was cancelled: the software token
});
// #endregion

// #region once
test('a password is good once', async ({ sandbox }) => {
  await sandbox.clock.freeze();
  await link(sandbox, 'gunken', 'abe');
  await expect(link(sandbox, 'gunken', 'abe')).rejects.toThrow('one_time_password_used');

  await sandbox.clock.advance('PT60S');
  await link(sandbox, 'gunken', 'abe');
});
// #endregion

// #region window
test('the bank takes the present password and the one before it', async ({ sandbox }) => {
  await sandbox.clock.freeze();
  const { url } = await bankAt(sandbox, 'gunken').start();
  const seen: Record<number, string | undefined> = {};
  for (const phoneClockOffsetSeconds of [-120, -60, 0, 60]) {
    await sandbox.changeCustomer('gunken', 'abe', { phoneClockOffsetSeconds });
    const { screen } = await sandbox.customer('gunken', 'abe').walk(url, { stopAt: 'service-selection' });
    seen[phoneClockOffsetSeconds] = screen?.errors[0]?.code ?? screen?.id;
  }
  expect(seen).toEqual({
    '-120': 'one_time_password_wrong',
    '-60': 'service-selection',
    0: 'service-selection',
    60: 'one_time_password_wrong',
  });
});
// #endregion

// #region suspension
test('five wrong passwords suspend the token; the clerk releases it', async ({ sandbox }) => {
  const wrong = link(sandbox, 'gunken', 'abe', { wrongOneTimePassword: 5 });
  await expect(wrong).rejects.toThrow('one_time_password_suspended');
  await expect(link(sandbox, 'gunken', 'abe')).rejects.toThrow('one_time_password_suspended');

  await sandbox.changeCustomer('gunken', 'abe', { tokenAction: 'release-suspension' });
  await link(sandbox, 'gunken', 'abe');
});
// #endregion

// #region phone
test('who changes the phone without release has no password until the clerk initialises the token', async ({
  sandbox,
}) => {
  await sandbox.changeCustomer('gunken', 'abe', { tokenAction: 'change-phone' });
  await expect(sandbox.oneTimePassword('gunken', 'abe')).rejects.toMatchObject({ code: 'token_not_on_phone' });

  await sandbox.changeCustomer('gunken', 'abe', { tokenAction: 'initialise' });
  await link(sandbox, 'gunken', 'abe'); // by login password alone, as before the issue
});
// #endregion

// #region camera
test('a camera token answers what the 2-D code says', async ({ sandbox }) => {
  const { url } = await bankAt(sandbox, 'mizuho').start();
  const { screen } = await sandbox.customer('mizuho', 'sato').walk(url, { stopAt: 'one-time-password' });
  const challenge = screen?.twoDimensionalCode?.content;
  expect(challenge).toMatch(/^[0-9]{8}$/);
  expect(await sandbox.oneTimePassword('mizuho', 'sato', challenge)).toMatch(/^[0-9]{8}$/);
});
// #endregion

// #region set-up
test('an initial setting that is not done ends the linkage; your app is told access_denied', async ({ sandbox }) => {
  const bank = bankAt(sandbox, 'mizuho');
  const { url, pending } = await bank.start();
  const { callbackUrl = '', screens } = await sandbox.customer('mizuho', 'watanabe').walk(url, { interrupt: 'ended' });
  expect(screens.at(-1)?.lead[0]).toContain('初期設定が完了していない');
  await expect(bank.complete(callbackUrl, pending)).rejects.toThrow(LinkageDeniedError);
});
// #endregion
