import {
  CustomerError,
  createSandbox,
  LinkageStoppedError,
  type LinkOptions,
  type Sandbox,
  type Walk,
} from '@renkei/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, expectTypeOf, test } from 'vitest';
import { transitions } from '../../sandbox/src/bank/linkage.ts';
import type { ScreenId } from '../../sandbox/src/bank/linkage-state.ts';
import { type LinkageScreenId, linkageScreens } from '../../sandbox/src/customer/screen.ts';
import { worldOfScreens } from '../browser/world.ts';
import { createApp, requestAt } from '../support/app.ts';

const NINE = '2026-11-20T09:00:00+09:00';
const faults: unknown[] = [];
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await createSandbox({ clock: NINE, world: worldOfScreens(), report: (fault) => void faults.push(fault) });
});
afterAll(async () => {
  expect(faults).toEqual([]);
  await sandbox.close();
});
beforeEach(async () => {
  await sandbox.reset();
  await sandbox.clock.freeze();
  await sandbox.clock.set(NINE);
});

async function walk(bank: string, loginId: string, options?: LinkOptions): Promise<Walk> {
  return sandbox.customer(bank, loginId).walk(await requestAt(sandbox, bank), options);
}
const ids = ({ screens }: Walk) => screens.map(({ id }) => id);
const codes = ({ screens }: Walk) => screens.map(({ errors }) => errors[0]?.code).filter((code) => code !== undefined);
const answerIn = ({ callbackUrl }: Walk) => {
  const { searchParams } = new URL(callbackUrl ?? 'about:blank');
  return searchParams.get('error') ?? (searchParams.has('code') ? 'code' : undefined);
};

describe('a customer who links', () => {
  test('gives a callback URL that the SDK completes', async () => {
    const bank = await createApp(sandbox, 'mizuho');
    const { url, pending } = await bank.start({ services: ['balances', 'transactions'] });
    const callbackUrl = await sandbox.customer('mizuho', 'tanaka').link(url);
    const linkage = await bank.complete(callbackUrl, pending);
    expect(linkage.services).toEqual(['balances', 'transactions']);
  });

  const whole = [
    'entry',
    'service-selection',
    'inquiry-pin-registration',
    'inquiry-pin-registration-result',
    'consent',
  ];
  test.each([
    ['gunma', 'tanaka', whole],
    ['gunma', 'sato', ['entry', 'service-selection', 'consent']],
    ['gunma', 'suzuki', ['entry', 'certificate-selection', 'certificate-password', ...whole.slice(1)]],
    ['gunma', 'ito', [...whole.slice(0, 4), ...whole.slice(2)]],
    [
      'sorachi',
      'kobayashi',
      ['entry', 'certificate-selection', 'certificate-password', 'additional-authentication', ...whole.slice(1)],
    ],
    ['miyakojima', 'inoue', ['entry', 'additional-authentication', ...whole.slice(1)]],
    ['gunken', 'abe', ['entry', 'one-time-password', ...whole.slice(1)]],
    ['mizuho', 'tanaka', whole],
    ['mizuho', 'sato', ['entry', 'one-time-password', ...whole.slice(1)]],
    ['mizuho', 'ito', ['entry', 'one-time-password', ...whole.slice(1)]],
    ['mizuho', 'kato', ['entry', 'service-selection', 'consent']],
  ])('sees at %s as %s the screens that he would see', async (bank, loginId, screens) => {
    const walked = await walk(bank, loginId);
    expect([ids(walked), codes(walked), answerIn(walked)]).toEqual([screens, [], 'code']);
    expect(walked).not.toHaveProperty('screen');
  });

  test('registers every account with its own PIN, where a bank takes one PIN at a time as well', async () => {
    await walk('gunma', 'ito');
    const ito = (await sandbox.customers('gunma')).find(({ loginId }) => loginId === 'ito');
    expect(new Set(ito?.accounts.map(({ inquiryPinState }) => inquiryPinState))).toEqual(new Set(['registered']));
  });

  test('is skipped past the services that the registration of the vendor fixes', async () => {
    const url = await requestAt(sandbox, 'gunma', { services: ['balances'], skipServiceSelection: true });
    expect(ids(await sandbox.customer('gunma', 'sato').walk(url))).toEqual(['entry', 'consent']);
  });

  test('reads the 2-D code on a page of its own with a phone', async () => {
    const userAgent = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X)';
    const walked = await walk('mizuho', 'sato', { userAgent, wrongOneTimePassword: 1 });
    expect([ids(walked).slice(1, 5), answerIn(walked)]).toEqual([
      ['two-dimensional-code', 'one-time-password', 'two-dimensional-code', 'one-time-password'],
      'code',
    ]);
  });

  test('follows the customer’s own data as they change', async () => {
    await sandbox.changeCustomer('mizuho', 'tanaka', { loginPassword: 'other1', loginId: 'tanaka2' });
    expect(answerIn(await walk('mizuho', 'tanaka2'))).toBe('code');
    await sandbox.changeCustomer('gunma', 'yamamoto', { locked: false });
    expect(answerIn(await walk('gunma', 'yamamoto'))).toBe('code');
  });
});

describe('a customer who chooses', () => {
  test('ticks the services that he is told', async () => {
    const bank = await createApp(sandbox, 'gunma');
    const { url, pending } = await bank.start();
    const callbackUrl = await sandbox.customer('gunma', 'sato').link(url, { services: ['deposits'] });
    expect((await bank.complete(callbackUrl, pending)).services).toEqual(['deposits']);
  });

  test('registers the accounts that he is told, and no other', async () => {
    const walked = await walk('gunma', 'ito', { accounts: ['202-1-1111112'] });
    expect(answerIn(walked)).toBe('code');
    const ito = (await sandbox.customers('gunma')).find(({ loginId }) => loginId === 'ito');
    expect(ito?.accounts.filter((one) => one.inquiryPinState === 'unregistered').map((one) => one.accountId)).toEqual([
      '001-1-2000003',
    ]);
  });

  test('types the PINs that he is told', async () => {
    const walked = await walk('miyakojima', 'inoue', { pins: { '001-1-2000002': '9999' } });
    expect([walked.reason, codes(walked)]).toEqual(['refused', ['inquiry_pin_refused']]);
  });

  test.each([
    ['gunma', 'suzuki', 'suzuki-expired', 'certificate-refused'],
    ['gunma', 'suzuki', 'kimura-valid', 'certificate-refused'],
    ['gunma', 'tanaka', 'takahashi-valid', 'certificate-password'],
  ])('shows at %s as %s the certificate %s and gets to %s', async (bank, loginId, certificate, screen) => {
    const walked = await walk(bank, loginId, { certificate });
    expect([walked.reason, walked.screen?.id]).toEqual(['refused', screen]);
  });
});

describe('a customer who does not link', () => {
  test.each([
    ['gunma', 'sato', { deny: true }, 'consent'],
    ['mizuho', 'yamada', { deny: true }, 'consent'],
    ['mizuho', 'sato', { interrupt: 'one-time-password' }, 'one-time-password'],
    ['gunken', 'abe', { interrupt: 'one-time-password' }, 'one-time-password'],
    ['mizuho', 'yamada', { interrupt: 'entry' }, 'entry'],
    ['mizuho', 'watanabe', { interrupt: 'ended' }, 'ended'],
    ['gunma', 'sato', { interrupt: 'consent' }, 'consent'],
  ] as const)('goes back to the vendor from %s as %s with %j', async (bank, loginId, options, last) => {
    const walked = await walk(bank, loginId, options);
    expect([answerIn(walked), ids(walked).at(-1)]).toEqual(['access_denied', last]);
  });

  test('closes the window where no button leads back', async () => {
    const walked = await walk('gunma', 'sato', { interrupt: 'service-selection' });
    expect([walked.reason, walked.screen?.id, walked.callbackUrl]).toEqual(['left', 'service-selection', undefined]);
  });

  test('stops where he is told, at the URL of the linkage', async () => {
    const walked = await walk('gunma', 'tanaka', { stopAt: 'consent' });
    expect([walked.reason, walked.screen?.title]).toEqual(['asked', expect.stringContaining('API')]);
    expect(walked.linkageUrl).toMatch(/^http:\/\/localhost:4400\/gunma\/link\/[\w-]+$/);
    const tanaka = (await sandbox.customers('gunma')).find(({ loginId }) => loginId === 'tanaka');
    expect(tanaka?.accounts.map(({ inquiryPinState }) => inquiryPinState)).toEqual(['pending', 'pending']);
  });

  test.each([
    ['gunma', 'yamamoto', 'entry', 'login_refused'],
    ['gunma', 'yoshida', 'ended', undefined],
    ['mizuho', 'watanabe', 'ended', undefined],
    ['mizuho', 'nakamura', 'one-time-password', 'camera_token_suspended'],
    ['gunken', 'hashimoto', 'one-time-password', 'one_time_password_suspended'],
    ['gunken', 'yamashita', 'one-time-password', 'one_time_password_wrong'],
  ])('is refused at %s as %s on the screen %s', async (bank, loginId, screen, code) => {
    const walked = await walk(bank, loginId);
    expect([walked.reason, walked.screen?.id, walked.screen?.errors[0]?.code]).toEqual(['refused', screen, code]);
  });

  test('makes link() fail with the screen, what it says and the way there', async () => {
    const url = await requestAt(sandbox, 'gunma');
    const error = await sandbox
      .customer('gunma', 'yamamoto')
      .link(url)
      .catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(LinkageStoppedError);
    expect(error).toMatchObject({
      reason: 'refused',
      screen: { id: 'entry' },
      errors: [{ code: 'login_refused' }],
      screens: [{ id: 'entry' }, { id: 'entry' }],
      message: expect.stringMatching(/^the linkage stopped at the screen entry of gunma \(login_refused: .*walk\(\)/),
    });
    const asked = sandbox.customer('gunma', 'sato').link(await requestAt(sandbox, 'gunma'), { stopAt: 'consent' });
    await expect(asked).rejects.toThrow('it was asked to stop there; use walk() to see the screen');
  });
});

describe('a customer who types something wrong first', () => {
  test.each([
    ['gunma', 'sato', { wrongPassword: 4 }, Array(4).fill('login_refused')],
    ['gunma', 'takahashi', { wrongPassword: 2 }, Array(2).fill('login_password_refused')],
    ['miyakojima', 'inoue', { wrongAnswer: 4 }, Array(4).fill('answer_refused')],
    ['gunken', 'abe', { wrongOneTimePassword: 4 }, Array(4).fill('one_time_password_wrong')],
    ['mizuho', 'sato', { wrongOneTimePassword: 4 }, Array(4).fill('camera_token_password_wrong')],
    ['gunma', 'tanaka', { wrongPin: 4 }, Array(4).fill('inquiry_pin_refused')],
    [
      'miyakojima',
      'inoue',
      { wrongPin: 2, wrongAnswer: 1 },
      ['answer_refused', ...Array(2).fill('inquiry_pin_refused')],
    ],
  ])('gets through at %s as %s with %j', async (bank, loginId, options, refusals) => {
    const walked = await walk(bank, loginId, options);
    expect([answerIn(walked), codes(walked)]).toEqual(['code', refusals]);
  });

  test.each([
    ['gunma', 'sato', { wrongPassword: 5 }, 'entry', 'login_refused'],
    ['miyakojima', 'inoue', { wrongAnswer: 5 }, 'ended', undefined],
    ['gunken', 'abe', { wrongOneTimePassword: 5 }, 'one-time-password', 'one_time_password_suspended'],
    ['mizuho', 'sato', { wrongOneTimePassword: 5 }, 'one-time-password', 'camera_token_suspended'],
    ['gunma', 'tanaka', { wrongPin: 5 }, 'ended', 'no_account_to_link'],
  ])('is locked at %s as %s with %j', async (bank, loginId, options, screen, code) => {
    const walked = await walk(bank, loginId, options);
    expect([walked.reason, walked.screen?.id]).toEqual(['refused', screen]);
    if (code !== 'no_account_to_link') expect(walked.screen?.errors[0]?.code).toBe(code);
    const customer = (await sandbox.customers(bank)).find((one) => one.loginId === loginId);
    const states = [customer?.locked, customer?.softwareToken?.state, customer?.cameraToken?.state];
    const pins = customer?.accounts.map(({ inquiryPinState }) => inquiryPinState) ?? [];
    expect([...states, ...pins]).toContainEqual(expect.toSatisfy((one) => [true, 'suspended', 'locked'].includes(one)));
  });
});

describe('one-time passwords of one minute', () => {
  test('are used once: the second linkage stops, and says what to do', async () => {
    await walk('gunken', 'abe');
    const again = sandbox.customer('gunken', 'abe').link(await requestAt(sandbox, 'gunken'));
    await expect(again).rejects.toThrow(
      /one_time_password_used: .*; advance the world's clock by PT1M first, or link with advanceClock: true$/,
    );
    expect(await sandbox.clock.now()).toBe('2026-11-20T09:00:00+09:00');
  });

  test('are waited for with advanceClock, in world time', async () => {
    await walk('gunken', 'abe');
    expect(answerIn(await walk('gunken', 'abe', { advanceClock: true }))).toBe('code');
    expect(await sandbox.clock.now()).toBe('2026-11-20T09:01:00+09:00');
  });
});

describe('what the scripted customer cannot do', () => {
  test.each([
    ['gunma', 'nobody', {}, /^gunma has no customer nobody; choose among .*tanaka/],
    [
      'gunma',
      'sato',
      { services: ['balances', 'loans'] },
      /^gunma does not offer loans here; choose services among balances/,
    ],
    [
      'gunma',
      'tanaka',
      { accounts: ['999-1-0000000'] },
      /^the bank does not show the account 999-1-0000000; choose among 001-1/,
    ],
    ['sorachi', 'saito', { certificate: 'none' }, undefined],
    ['gunken', 'mori', { certificate: 'suzuki-valid' }, /has no button certificate-login \(it has: login\)/],
  ])('is told for %s, %s and %j', async (bank, loginId, options, message) => {
    const walked = walk(bank, loginId, options);
    if (message === undefined) expect((await walked).screen?.id).toBe('certificate-refused');
    else {
      await expect(walked).rejects.toThrow(CustomerError);
      await expect(walked).rejects.toThrow(message);
    }
  });

  test.each([
    'http://localhost:4400/mizuho/oauth/authorize?client_id=x',
    'http://localhost:3000/callback?code=secret',
    'nonsense',
  ])('is to begin at %s', async (url) => {
    const linking = sandbox.customer('gunma', 'sato').link(url);
    await expect(linking).rejects.toThrow(
      /is no authorization request of this bank; give the URL .* which begins with http:\/\/localhost:4400\/gunma\/oauth\/authorize$/,
    );
    await expect(linking).rejects.not.toThrow('secret');
  });

  test('is to begin where the bank refuses the request on a page', async () => {
    const linking = sandbox.customer('gunma', 'sato').link(`${sandbox.origin}/gunma/oauth/authorize?client_id=nobody`);
    await expect(linking).rejects.toThrow(/the bank answered no screen at .*\/oauth\/authorize \(invalid_client: .*\)/);
  });

  test('gives the callback URL where the bank refuses the request by redirect', async () => {
    const url = new URL(await requestAt(sandbox, 'gunma'));
    url.searchParams.set('code_challenge_method', 'plain');
    const walked = await sandbox.customer('gunma', 'sato').walk(url);
    expect([answerIn(walked), ids(walked)]).toEqual(['invalid_request', []]);
  });

  test('has no certificate any more once all of his have expired', async () => {
    await sandbox.clock.advance('P20Y');
    await expect(walk('gunma', 'takahashi')).rejects.toThrow(
      /has no valid certificate \(his are: takahashi-valid \(expired\)\); give the option certificate, or set the clock/,
    );
  });

  test('has a browser where the certificate is asked for in the TLS handshake', async () => {
    const { startSandbox } = await import('@renkei/sandbox');
    const tls = await startSandbox({ port: 0, tlsPort: 0, world: worldOfScreens(), certificateLogin: 'tls' });
    const linking = tls.customer('gunma', 'takahashi').link(await requestAt(tls, 'gunma'));
    await expect(linking).rejects.toThrow(/the certificate in the TLS handshake, which needs a browser/);
    expect((await tls.customer('gunma', 'sato').walk(await requestAt(tls, 'gunma'))).callbackUrl).toContain('code=');
    await tls.close();
  });
});

test('the screens that can be named are those of the bank', () => {
  expectTypeOf<LinkageScreenId>().toEqualTypeOf<ScreenId>();
  expect([...linkageScreens].sort()).toEqual(Object.keys(transitions).sort());
});
