import { describe, expect, test } from 'vitest';
import type { Facts } from '../../sandbox/src/bank/facts.ts';
import { currentLinkage, press, transitions } from '../../sandbox/src/bank/linkage.ts';
import type { Linkage, ScreenId } from '../../sandbox/src/bank/linkage-state.ts';
import { gunma } from '../../sandbox/src/bank/profiles/gunma.ts';
import type { Service } from '../../sandbox/src/bank/service.ts';
import {
  account,
  client,
  contextOf,
  DAY,
  linkageOn,
  NOW,
  pending,
  pressed,
  registered,
  tell,
  told,
  usual,
} from './facts.ts';

const screens = Object.keys(transitions) as ScreenId[];
const buttons = [...new Set(Object.values(transitions).flatMap((actions) => Object.keys(actions)))];
type Row = readonly [screen: ScreenId, button: string, next: string, ...effects: string[]];

/** Every button that does something; any other button on any other screen is refused. */
const table: readonly Row[] = [
  ['entry', 'certificate-login', 'certificate-selection'],
  ['entry', 'login', 'service-selection', 'login-counted tanaka 0'],
  ['certificate-selection', 'select', 'certificate-password'],
  ['certificate-selection', 'present', 'certificate-password'],
  ['certificate-selection', 'retry', 'certificate-selection'],
  ['certificate-selection', 'cancel', 'entry'],
  ['certificate-password', 'login', 'service-selection', 'login-counted suzuki 0'],
  ['certificate-refused', 'back', 'entry'],
  ['additional-authentication', 'authenticate', 'service-selection', 'answer-counted tanaka 0'],
  ['one-time-password', 'next', 'service-selection', 'software-token-changed tanaka in-use'],
  ['one-time-password', 'show-code', 'two-dimensional-code'],
  ['one-time-password', 'cancel', 'denied'],
  ['two-dimensional-code', 'next', 'one-time-password'],
  ['service-selection', 'next', 'inquiry-pin-registration'],
  ['inquiry-pin-registration', 'register', 'inquiry-pin-registration-result', 'inquiry-pin-pending A'],
  ['inquiry-pin-registration-result', 'confirm', 'consent'],
  ['inquiry-pin-registration-result', 'register-more', 'inquiry-pin-registration'],
  ['consent', 'allow', 'consented', 'inquiry-pin-registered A', 'consent-given balances'],
  ['consent', 'deny', 'denied'],
  ['ended', 'return', 'denied'],
];

const everyCell = screens.flatMap((screen) =>
  [...buttons, 'no-such-button', 'toString', '__proto__', 'constructor', ''].map((button) => {
    const row = table.find((candidate) => candidate[0] === screen && candidate[1] === button);
    return { screen, button, row, leadsTo: row?.[2] ?? 'a refusal' };
  }),
);

describe('the table of the linkage', () => {
  test('has every button of every screen', () => {
    const known = screens.flatMap((screen) => Object.keys(transitions[screen]).map((button) => `${screen} ${button}`));
    expect(table.map(([screen, button]) => `${screen} ${button}`)).toEqual(known);
  });

  test.each(everyCell)('leads from $screen by "$button" to $leadsTo', ({ screen, button, row }) => {
    const { values, facts, profile = gunma, linkage: more } = usual[screen];
    const linkage = linkageOn(screen, more);
    const decision = press(contextOf(linkage, { values, facts, profile }), { action: button, screen, values });
    if (row) {
      const [, , next, ...effects] = row;
      expect(tell(decision)).toEqual({ next, refusals: [], effects });
    } else {
      expect(tell(decision)).toEqual({ next: screen, refusals: ['unknown_action'], effects: [] });
      expect(decision.linkage).toBe(linkage);
    }
  });
});

describe('what is skipped', () => {
  const fixed = { client: { ...client, skipServiceSelection: true } };
  const none = account('A', { inquiryPermitted: false, pinState: 'registered' });

  test.each([
    ['all accounts 未登録', {}, 'service-selection'],
    ['all accounts 登録済み', { accounts: [registered('A')] }, 'service-selection'],
    ['a vendor with fixed services, an account 未登録', fixed, 'inquiry-pin-registration'],
    ['a vendor with fixed services, all 登録済み', { ...fixed, accounts: [registered('A')] }, 'consent'],
    ['a vendor with fixed services, one 登録済み*', { ...fixed, accounts: [pending('A')] }, 'consent'],
    ['a vendor with fixed services, no account', { ...fixed, accounts: [] }, 'ended'],
    ['a vendor with fixed services, none to inquire into', { ...fixed, accounts: [none] }, 'ended'],
    ['a vendor with fixed services, all locked', { ...fixed, accounts: [account('A', { pinLocked: true })] }, 'ended'],
  ])('after the login with %s: on to %s', (_, facts: Partial<Facts>, next) => {
    expect(told('entry', 'login', { facts }).next).toBe(next);
  });

  test.each([
    ['an account 未登録', [account('A'), registered('B')], 'inquiry-pin-registration'],
    ['all 登録済み', [registered('A')], 'consent'],
    ['all 登録済み or 登録済み*', [pending('A'), registered('B')], 'consent'],
    ['one 登録済み* of yesterday', [pending('A', NOW - DAY)], 'inquiry-pin-registration'],
    ['one locked, one 登録済み', [account('A', { pinLocked: true }), registered('B')], 'consent'],
    ['one locked', [account('A', { pinLocked: true })], 'ended'],
    ['no account', [], 'ended'],
    ['none to inquire into', [none], 'ended'],
  ])('after the service selection with %s: on to %s', (_, accounts, next) => {
    expect(told('service-selection', 'next', { facts: { accounts } }).next).toBe(next);
  });

  test('says why it ends', () => {
    const { linkage, errors } = pressed(linkageOn('service-selection'), 'next', {
      values: { services: 'balances' },
      facts: { accounts: [] },
    });
    expect([linkage.refusedFor, errors]).toEqual(['no_account_to_link', []]);
  });

  test('gives a vendor with fixed services all that it asked for', () => {
    const offered: Service[] = ['balances', 'deposits'];
    const linkage = linkageOn('entry', { offered });
    const { linkage: after } = pressed(linkage, 'login', { values: usual.entry.values, facts: fixed });
    expect(after.services).toEqual(offered);
  });
});

describe('a linkage that nobody touches', () => {
  const linkage = linkageOn('consent', { touchedAt: NOW });

  test.each([0, 1, 599_999, 600_000, -1])('goes on after %d ms', (idle) => {
    expect(currentLinkage(linkage, gunma, NOW + idle)).toBe(linkage);
  });

  test('ends when the ten minutes are over, by a thousandth of a second', () => {
    expect(currentLinkage(linkage, gunma, NOW + 600_001)).toEqual({
      ...linkage,
      screen: 'ended',
      refusedFor: 'timed_out',
    });
  });

  test('keeps the time that the bank sets', () => {
    const profile = { ...gunma, settings: { ...gunma.settings, screenIdleSeconds: 30 } };
    expect(currentLinkage(linkage, profile, NOW + 30_000).screen).toBe('consent');
    expect(currentLinkage(linkage, profile, NOW + 30_001).screen).toBe('ended');
  });

  test.each<[string, Partial<Linkage>]>([
    ['given', { outcome: { kind: 'consented', grantId: 'grant-1' } }],
    ['denied', { outcome: { kind: 'denied' } }],
    ['ended for another reason', { screen: 'ended', refusedFor: 'no_account_to_link' }],
  ])('stays as it is once it is %s', (_, more) => {
    const over = { ...linkage, ...more };
    expect(currentLinkage(over, gunma, NOW + DAY)).toBe(over);
  });

  test('starts its ten minutes again with every button, be it refused', () => {
    const later = NOW + 1000;
    expect(pressed(linkage, 'allow', { now: later, facts: { accounts: [registered('A')] } }).linkage.touchedAt).toBe(
      later,
    );
  });
});

describe('a page that is out of date', () => {
  test.each(screens)('is refused on the screen %s, whatever its button', (screen) => {
    const other: ScreenId = screen === 'consent' ? 'entry' : 'consent';
    const context = contextOf(linkageOn(screen), usual[screen]);
    for (const action of [...Object.keys(transitions[other]), ...Object.keys(transitions[screen])]) {
      const decision = press(context, { action, screen: other, values: context.values });
      expect(tell(decision)).toEqual({ next: screen, refusals: ['stale_screen'], effects: [] });
    }
  });

  test('is not suspected where the program names no screen', () => {
    expect(told('consent', 'deny').next).toBe('denied');
  });
});
