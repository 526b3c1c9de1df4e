import { describe, expect, test } from 'vitest';
import type { ScreenId, Values } from '../../sandbox/src/bank/linkage-state.ts';
import { gunma } from '../../sandbox/src/bank/profiles/gunma.ts';
import { account, DAY, japan, linkageOn, NOW, pending, pressed, registered, tell, told, usual } from './facts.ts';

describe('the consent', () => {
  test.each<[string, Values]>([
    ['missing', {}],
    ['not set', { continueAuthorization: false }],
    ['some text', { continueAuthorization: 'on' }],
    ['a list', { continueAuthorization: ['true'] }],
  ])('is refused on the same screen when the tick is %s', (_, values) => {
    const facts = { accounts: [registered('A')] };
    expect(told('consent', 'allow', { values, facts })).toEqual({
      next: 'consent',
      refusals: ['consent_tick_required'],
      effects: [],
    });
  });

  test('covers the services selected, for 90 days of 24 hours, under the id given', () => {
    const { linkage, effects } = pressed(linkageOn('consent'), 'allow', {
      values: { continueAuthorization: 'true' },
      facts: { accounts: [registered('A')] },
    });
    expect(linkage.outcome).toEqual({ kind: 'consented', grantId: 'grant-1' });
    expect(effects).toEqual([
      {
        kind: 'consent-given',
        consent: {
          grantId: 'grant-1',
          clientId: 'accounting',
          loginId: 'tanaka',
          services: ['balances'],
          grantedAt: NOW,
          expiresAt: NOW + 90 * DAY,
        },
      },
    ]);
  });

  test('lasts as long as the bank says', () => {
    const profile = { ...gunma, settings: { ...gunma.settings, consentDays: 1 } };
    const { effects } = pressed(linkageOn('consent'), 'allow', {
      ...usual.consent,
      facts: { accounts: [registered('A')] },
      profile,
    });
    expect(effects[0]).toMatchObject({ consent: { expiresAt: NOW + DAY } });
  });

  test('makes effective what another operator of the company has entered today, but not what is not shown', () => {
    const accounts = [pending('A'), { ...pending('B'), inquiryPermitted: false }, registered('C'), account('D')];
    expect(told('consent', 'allow', { facts: { accounts } }).effects).toEqual([
      'inquiry-pin-registered A',
      'consent-given balances',
    ]);
  });

  test('can be denied without the tick, and keeps nothing', () => {
    expect(told('consent', 'deny', { values: {}, facts: { accounts: [pending('A')] } })).toEqual({
      next: 'denied',
      refusals: [],
      effects: [],
    });
  });
});

describe('midnight in Japan', () => {
  const lateEvening = japan('2026-11-20 23:50:00');
  const entered = (screen: ScreenId) => linkageOn(screen, { enteredAccounts: ['A'], touchedAt: lateEvening });
  const at = (time: string, screen: ScreenId, action: string, others = [registered('B')]) => {
    const facts = { accounts: [pending('A', lateEvening), ...others] };
    return pressed(entered(screen), action, { values: { continueAuthorization: true }, facts, now: japan(time) });
  };

  test.each([
    ['2026-11-20 23:59:59', 'consented', []],
    ['2026-11-20 23:59:59.999', 'consented', []],
    ['2026-11-21 00:00:00', 'inquiry-pin-registration', ['pending_registration_lapsed']],
  ])('drops what is entered but not effective: 許可 at %s leads to %s', (time, next, refusals) => {
    expect(tell(at(time, 'consent', 'allow'))).toMatchObject({ next, refusals });
  });

  test.each([
    ['2026-11-20 23:59:59.999', 'consent', []],
    ['2026-11-21 00:00:00', 'inquiry-pin-registration', ['pending_registration_lapsed']],
  ])('drops it before 確認 too: at %s on to %s', (time, next, refusals) => {
    expect(tell(at(time, 'inquiry-pin-registration-result', 'confirm', []))).toMatchObject({ next, refusals });
  });

  test('leads to the registration of what is left, with nothing remembered of what was dropped', () => {
    const { linkage, effects } = at('2026-11-21 00:00:00', 'consent', 'allow');
    expect(linkage.enteredAccounts).toEqual([]);
    expect(effects).toEqual([]);
  });

  test('asks to register again when the only account was one that another operator had entered', () => {
    const facts = { accounts: [pending('A', lateEvening)] };
    const allow = { values: { continueAuthorization: true }, facts, now: japan('2026-11-21 00:00') };
    expect(tell(pressed(linkageOn('consent'), 'allow', allow))).toEqual({
      next: 'inquiry-pin-registration',
      refusals: ['pending_registration_lapsed'],
      effects: [],
    });
  });

  test.each([
    ['goes on with what else can be linked', [registered('B')], 'inquiry-pin-registration-result'],
    ['ends', [], 'ended'],
  ])('%s when the account was dropped and locked in the meantime', (_, others, next) => {
    const facts = { accounts: [{ ...pending('A', lateEvening), pinLocked: true }, ...others] };
    const allow = { values: { continueAuthorization: true }, facts, now: japan('2026-11-21 00:00') };
    expect(tell(pressed(entered('consent'), 'allow', allow)).next).toBe(next);
  });

  test('lets a customer deny as before', () => {
    expect(tell(at('2026-11-21 00:00:00', 'consent', 'deny')).next).toBe('denied');
  });
});
