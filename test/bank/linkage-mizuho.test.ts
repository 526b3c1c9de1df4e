import { describe, expect, test } from 'vitest';
import type { CameraToken, CameraTokenState } from '../../sandbox/src/bank/camera-token.ts';
import type { CustomerFacts, Facts } from '../../sandbox/src/bank/facts.ts';
import { canAbort, transitions } from '../../sandbox/src/bank/linkage.ts';
import type { Linkage, ScreenId, Values } from '../../sandbox/src/bank/linkage-state.ts';
import { oneTimePassword } from '../../sandbox/src/bank/one-time-password.ts';
import { gunma } from '../../sandbox/src/bank/profiles/gunma.ts';
import { mizuho } from '../../sandbox/src/bank/profiles/mizuho.ts';
import type { Service } from '../../sandbox/src/bank/service.ts';
import { another, answerOf } from '../support/camera-token.ts';
import {
  account,
  certificate,
  client,
  customer,
  DAY,
  holder,
  japan,
  linkageOn,
  NOW,
  pending,
  pressed,
  registered,
  tell,
  tokenInUse,
  usual,
} from './facts.ts';

const secret = '3132333435363738393031323334353637383930313233343536373839303132';
const withCamera = (state: CameraTokenState = 'in-use', failures = 0): CustomerFacts => {
  const cameraToken: CameraToken = { code: 'SBT-0001', secret, state, failures };
  return customer({ cameraToken });
};
const fixed = { client: { ...client, skipServiceSelection: true } };
const onMizuho = (
  linkage: Linkage,
  action: string,
  rest: { values?: Values; facts?: Partial<Facts>; now?: number } = {},
) => pressed(linkage, action, { profile: mizuho, ...rest });
const logIn = (facts: Partial<Facts>, offered?: Service[]) =>
  onMizuho(linkageOn('entry', offered ? { offered } : {}), 'login', { values: usual.entry.values, facts });

describe('after the login at mizuho', () => {
  test.each<[string, Partial<Facts>, ScreenId]>([
    ['no token', {}, 'service-selection'],
    ['a camera token', { customer: withCamera() }, 'one-time-password'],
    ['a camera token, on an iPhone or iPad', { customer: withCamera(), device: 'iphone' }, 'two-dimensional-code'],
    ['a camera token, on Android', { customer: withCamera(), device: 'android' }, 'two-dimensional-code'],
    ['a suspended camera token', { customer: withCamera('suspended') }, 'one-time-password'],
    ['a software token', { customer: customer({ softwareToken: tokenInUse }) }, 'one-time-password'],
    [
      'a software token, on a phone',
      { customer: customer({ softwareToken: tokenInUse }), device: 'iphone' },
      'one-time-password',
    ],
    ['a token not set up', { customer: withCamera('not-set-up') }, 'ended'],
    ['mails that come back', { customer: customer({ mailUndeliverable: true }) }, 'ended'],
    ['no token, a vendor with fixed menus', fixed, 'inquiry-pin-registration'],
    ['no token, a vendor with fixed menus, all 登録済み', { ...fixed, accounts: [registered('A')] }, 'consent'],
    [
      'the deposits only, a vendor with fixed menus',
      { ...fixed, customer: customer({ services: ['deposits'] }) },
      'consent',
    ],
    ['no right to inquire into any account, a vendor with fixed menus', { ...fixed, accounts: [] }, 'ended'],
  ])('with %s: on to %s', (_, facts, screen) => {
    expect(logIn(facts).linkage.screen).toBe(screen);
  });

  test.each<[Service[], Service[], Service[] | 'no_service_entitled']>([
    [['balances', 'deposits'], ['balances', 'transactions'], ['balances']],
    [
      ['deposits', 'balances'],
      ['deposits', 'balances', 'transactions'],
      ['deposits', 'balances'],
    ],
    [['transactions'], ['balances'], 'no_service_entitled'],
    [['transactions'], [], 'no_service_entitled'],
  ])('a vendor that offers %j and an operator entitled to %j have %j', (offered, services, common) => {
    const { linkage } = logIn({ customer: customer({ services }) }, offered);
    if (common === 'no_service_entitled') expect(linkage).toMatchObject({ screen: 'ended', refusedFor: common });
    else expect(linkage).toMatchObject({ screen: 'service-selection', offered: common });
  });

  test('the set-up is looked at before the menus, and after the password alone', () => {
    const none = { customer: customer({ services: [], mailUndeliverable: true }) };
    expect(logIn(none).linkage.refusedFor).toBe('mail_undeliverable');
    const wrong = onMizuho(linkageOn('entry'), 'login', {
      values: { ...usual.entry.values, loginPassword: 'wrong' },
      facts: none,
    });
    expect(tell(wrong)).toEqual({
      next: 'entry',
      refusals: ['login_refused'],
      effects: ['login-counted tanaka 1'],
    });
  });

  test('a bank whose manual does not ask for the set-up lets the same customer on', () => {
    const facts = { customer: customer({ mailUndeliverable: true }) };
    const values = usual.entry.values;
    expect(pressed(linkageOn('entry'), 'login', { profile: gunma, values, facts }).linkage.screen).toBe(
      'service-selection',
    );
  });
});

describe('after メニュー選択 at mizuho', () => {
  const select = (services: Service[], accounts = [account('A')]) =>
    onMizuho(linkageOn('service-selection'), 'next', { values: { services }, facts: { accounts } }).linkage;

  test.each<[Service[], string, ScreenId]>([
    [['balances'], 'one account 未登録', 'inquiry-pin-registration'],
    [['transactions', 'deposits'], 'one account 未登録', 'inquiry-pin-registration'],
    [['deposits'], 'one account 未登録', 'consent'],
  ])('%j with %s: on to %s', (services, _, screen) => expect(select(services).screen).toBe(screen));

  test.each<[string, ReturnType<typeof account>[], ScreenId]>([
    ['all 登録済み', [registered('A')], 'consent'],
    ['all 登録済み*', [pending('A')], 'consent'],
    ['one 登録済み* of yesterday', [pending('A', NOW - DAY)], 'inquiry-pin-registration'],
    [
      'one that may not be inquired into, one 登録済み',
      [account('A', { inquiryPermitted: false }), registered('B')],
      'consent',
    ],
    ['none that may be inquired into', [account('A', { inquiryPermitted: false })], 'ended'],
  ])('balances with %s: on to %s', (_, accounts, screen) => expect(select(['balances'], accounts).screen).toBe(screen));

  test('deposits with no account that may be inquired into end the linkage as well', () => {
    expect(select(['deposits'], [account('A', { inquiryPermitted: false })]).screen).toBe('ended');
  });
});

describe('the one-time password of a camera token in a linkage', () => {
  const challenge = '87654321';
  const right = answerOf(secret, challenge);
  const on = (oneTimePassword: string, facts: Partial<Facts> = { customer: withCamera() }) =>
    onMizuho(linkageOn('one-time-password', { challenge }), 'next', { values: { oneTimePassword }, facts });

  test('that is right leads on, and leaves no challenge behind', () => {
    const decision = on(right);
    expect(tell(decision)).toEqual({
      next: 'service-selection',
      refusals: [],
      effects: ['camera-token-changed tanaka in-use 0'],
    });
    expect(decision.linkage).not.toHaveProperty('challenge');
    expect(decision.linkage.steppedUp).toBe(true);
  });

  test('that is wrong is counted, and brings the next challenge', () => {
    const decision = on(another(right));
    expect(tell(decision)).toEqual({
      next: 'one-time-password',
      refusals: ['camera_token_password_wrong'],
      effects: ['camera-token-changed tanaka in-use 1'],
    });
    expect(decision.linkage.challenge).toBe('12345678');
    expect(decision.errors[0]?.field).toBe('oneTimePassword');
  });

  test('that answers an earlier code, as a double click does, is counted no more', () => {
    const linkage = linkageOn('one-time-password', { challenge });
    const values = { oneTimePassword: another(right), challenge: '11111111' };
    const decision = onMizuho(linkage, 'next', { values, facts: { customer: withCamera() } });
    expect(tell(decision)).toEqual({ next: 'one-time-password', refusals: ['stale_screen'], effects: [] });
    expect(decision.linkage.challenge).toBe(challenge);
  });

  test('that is wrong on a phone leads to the page of the next challenge, where there is no field', () => {
    const decision = on(another(right), { customer: withCamera(), device: 'iphone' });
    expect(tell(decision).next).toBe('two-dimensional-code');
    expect(decision.errors[0]).not.toHaveProperty('field');
  });

  test('the fifth wrong one suspends; then a right one is refused too', () => {
    expect(tell(on(another(right), { customer: withCamera('in-use', 4) }))).toMatchObject({
      refusals: ['camera_token_suspended'],
      effects: ['camera-token-changed tanaka suspended 5'],
    });
    expect(tell(on(right, { customer: withCamera('suspended', 5) })).refusals).toEqual(['camera_token_suspended']);
  });

  test.each([
    ['', 'one_time_password_required'],
    ['123456', 'camera_token_password_malformed'],
    ['１２３４５６７８', 'camera_token_password_malformed'],
  ])('%j is refused, not counted, and keeps the challenge', (typed, code) => {
    const decision = on(typed);
    expect(tell(decision)).toEqual({ next: 'one-time-password', refusals: [code], effects: [] });
    expect(decision.linkage.challenge).toBe(challenge);
  });

  test('is asked for as soon as the token comes into use', () => {
    const decision = onMizuho(linkageOn('one-time-password'), 'next', {
      values: { oneTimePassword: '123456' },
      facts: { customer: withCamera() },
    });
    expect(tell(decision)).toEqual({ next: 'one-time-password', refusals: [], effects: [] });
    expect(decision.linkage.challenge).toBe('12345678');
  });

  test('is that of the software token once the camera token was cancelled', () => {
    const cancelled = { ...withCamera('cancelled'), softwareToken: tokenInUse };
    const password = oneTimePassword(tokenInUse.secret as string, NOW);
    expect(tell(on(password, { customer: cancelled }))).toMatchObject({ next: 'service-selection', refusals: [] });
  });

  test('二次元コードを表示 leads to the code, and is no button where there is none', () => {
    const show = (linkage: Linkage) => tell(onMizuho(linkage, 'show-code', { facts: { customer: withCamera() } }));
    expect(show(linkageOn('one-time-password', { challenge })).next).toBe('two-dimensional-code');
    expect(show(linkageOn('one-time-password')).refusals).toEqual(['unknown_action']);
  });
});

describe('口座登録 at mizuho', () => {
  const administrator = { loginId: 'sato', mailAddress: 'sato@customer.example', mailUndeliverable: false };
  const confirm = (enteredAccounts: string[], administrators: Facts['administrators'], now = NOW) =>
    tell(
      onMizuho(linkageOn('inquiry-pin-registration-result', { enteredAccounts }), 'confirm', {
        facts: { accounts: [pending('A')], administrators },
        now,
      }),
    );
  const letter = 'mail-posted inquiry-pin-registration-received';

  test.each([
    ['an operator, one administrator', ['A'], [administrator], [`${letter} tanaka+sato`]],
    [
      'an operator, two administrators',
      ['A'],
      [administrator, { ...administrator, loginId: 'ito' }],
      [`${letter} tanaka+sato+ito`],
    ],
    ['an operator, no administrator', ['A'], [], [`${letter} tanaka`]],
    ['the administrator', ['A'], [{ ...administrator, loginId: 'tanaka' }], [`${letter} tanaka`]],
    ['who entered none', [], [administrator], []],
  ])('確認 of %s writes to %j', (_, entered, administrators, effects) => {
    expect(confirm(entered, administrators)).toEqual({ next: 'consent', refusals: [], effects });
  });

  test('確認 after midnight writes to nobody', () => {
    expect(confirm(['A'], [administrator], japan('2026-11-21 00:00'))).toEqual({
      next: 'inquiry-pin-registration',
      refusals: ['pending_registration_lapsed'],
      effects: [],
    });
  });

  test.each(['register-more', 'deny'])('has no %s', (action) => {
    const facts = { accounts: [pending('A')] };
    expect(tell(onMizuho(linkageOn('inquiry-pin-registration-result'), action, { facts })).refusals).toEqual([
      'unknown_action',
    ]);
  });

  test('has no tick-box for every row: a form that sends it ticks nothing', () => {
    const values = { allAccounts: 'true', 'inquiryPin.A': '1234' };
    expect(tell(onMizuho(linkageOn('inquiry-pin-registration'), 'register', { values })).refusals).toEqual([
      'accounts_required',
    ]);
  });

  test('takes the PIN of each row, and not one for all', () => {
    const registerA = (values: Values) =>
      tell(onMizuho(linkageOn('inquiry-pin-registration'), 'register', { values: { accounts: ['A'], ...values } }));
    expect(registerA({ inquiryPin: '1234' }).refusals).toEqual(['inquiry_pin_required']);
    expect(registerA({ 'inquiryPin.A': '1234' }).effects).toEqual(['inquiry-pin-pending A']);
  });
});

describe('認証認可 at mizuho', () => {
  test('許可 writes to the operator, after the consent', () => {
    const decision = onMizuho(linkageOn('consent'), 'allow', {
      values: { continueAuthorization: true },
      facts: {
        accounts: [pending('A')],
        administrators: [{ loginId: 'sato', mailAddress: 'sato@customer.example', mailUndeliverable: false }],
      },
    });
    expect(tell(decision).effects).toEqual([
      'inquiry-pin-registered A',
      'consent-given balances',
      'mail-posted linkage-registered tanaka',
    ]);
  });

  test('拒否 is not offered', () => {
    expect(tell(onMizuho(linkageOn('consent'), 'deny', { facts: { accounts: [registered('A')] } }))).toEqual({
      next: 'consent',
      refusals: ['unknown_action'],
      effects: [],
    });
  });
});

describe('中断', () => {
  const screens = Object.keys(transitions) as ScreenId[];

  test.each(screens.filter((screen) => screen !== 'ended'))(
    'leads from %s to the vendor, and keeps nothing',
    (screen) => {
      const facts = { customer: screen.startsWith('certificate') ? holder : customer(), certificate: certificate() };
      const linkage = linkageOn(screen, { challenge: '12345678' });
      expect(canAbort(linkage, mizuho)).toBe(true);
      expect(tell(onMizuho(linkage, 'abort', { facts }))).toEqual({ next: 'denied', refusals: [], effects: [] });
    },
  );

  test('is not on the last screen, which has its own way to the vendor', () => {
    expect(canAbort(linkageOn('ended'), mizuho)).toBe(false);
    expect(tell(onMizuho(linkageOn('ended'), 'abort')).refusals).toEqual(['unknown_action']);
  });

  test.each(screens)('is not there at a bank without it, on %s', (screen) => {
    expect(canAbort(linkageOn(screen), gunma)).toBe(false);
    expect(
      tell(pressed(linkageOn(screen), 'abort', { profile: gunma, facts: { customer: customer() } })).refusals,
    ).toEqual(['unknown_action']);
  });
});
