import { describe, expect, test } from 'vitest';
import type { Facts } from '../../sandbox/src/bank/facts.ts';
import type { Values } from '../../sandbox/src/bank/linkage-state.ts';
import { account, linkageOn, pending, pressed, registered, tell, told } from './facts.ts';

describe('the registration of inquiry PINs', () => {
  const two = { accounts: [account('A'), account('B', { inquiryPin: '5678' }), registered('C')] };
  const register = (values: Values, facts: Partial<Facts> = two) =>
    told('inquiry-pin-registration', 'register', { values, facts });

  test.each<[string, Values, string[]]>([
    ['no account and no PIN', {}, ['accounts_required', 'inquiry_pin_required']],
    ['no account', { accounts: [], inquiryPin: '1234' }, ['accounts_required']],
    ['no PIN', { accounts: ['A'] }, ['inquiry_pin_required']],
    ['full-width digits, which are not folded', { accounts: ['A'], inquiryPin: '１２３４' }, ['inquiry_pin_malformed']],
    ['one full-width digit among half-width ones', { accounts: ['A'], inquiryPin: '123４' }, ['inquiry_pin_malformed']],
    ['three digits', { accounts: ['A'], inquiryPin: '123' }, ['inquiry_pin_malformed']],
    ['five digits', { accounts: ['A'], inquiryPin: '12345' }, ['inquiry_pin_malformed']],
    ['a line break behind the digits', { accounts: ['A'], inquiryPin: '1234\n' }, ['inquiry_pin_malformed']],
    ['letters', { accounts: ['A'], inquiryPin: '12a4' }, ['inquiry_pin_malformed']],
    ['an account 登録済み', { accounts: ['C'], inquiryPin: '1234' }, ['account_not_registrable']],
    ['an account of nobody', { accounts: ['A', 'X'], inquiryPin: '1234' }, ['account_not_registrable']],
  ])('refuses %s without counting a wrong PIN', (_, values, refusals) => {
    expect(register(values)).toEqual({ next: 'inquiry-pin-registration', refusals, effects: [] });
  });

  test('takes several accounts with one PIN', () => {
    const facts = { accounts: [account('A'), account('B')] };
    expect(register({ accounts: ['A', 'B', 'A'], inquiryPin: '1234' }, facts)).toEqual({
      next: 'inquiry-pin-registration-result',
      refusals: [],
      effects: ['inquiry-pin-pending A', 'inquiry-pin-pending B'],
    });
  });

  test('registers nothing when the PIN is wrong for one of several accounts, and counts that one', () => {
    expect(register({ accounts: ['A', 'B'], inquiryPin: '1234' })).toEqual({
      next: 'inquiry-pin-registration',
      refusals: ['inquiry_pin_refused'],
      effects: ['inquiry-pin-counted B 1'],
    });
  });

  test('names the account whose PIN was wrong', () => {
    const wrong = pressed(linkageOn('inquiry-pin-registration'), 'register', {
      values: { accounts: ['A'], inquiryPin: '9999' },
    });
    expect(wrong.errors[0]?.message).toMatch(/^インターネット支店 \(001\) 普通 2000002：/);
    expect(wrong.errors[0]?.field).toBe('inquiryPin');
  });

  test.each([1, 2, 3, 4, 5])(
    'locks an account exactly at the fifth wrong PIN in a row: this is number %d',
    (number) => {
      const facts = { accounts: [account('A', { pinFailures: number - 1 }), account('B')] };
      expect(register({ accounts: 'A', inquiryPin: '9999' }, facts)).toEqual({
        next: 'inquiry-pin-registration',
        refusals: [number === 5 ? 'inquiry_pin_locked' : 'inquiry_pin_refused'],
        effects: [`inquiry-pin-counted A ${number}${number === 5 ? ' locked' : ''}`],
      });
    },
  );

  test('counts and locks several accounts at once, each by its own count', () => {
    const accounts = [
      account('A', { pinFailures: 4 }),
      account('B', { pinFailures: 2 }),
      account('C', { pinFailures: 4 }),
    ];
    expect(register({ accounts: ['A', 'B', 'C'], inquiryPin: '9999' }, { accounts })).toEqual({
      next: 'inquiry-pin-registration',
      refusals: ['inquiry_pin_locked', 'inquiry_pin_refused', 'inquiry_pin_locked'],
      effects: ['inquiry-pin-counted A 5 locked', 'inquiry-pin-counted B 3', 'inquiry-pin-counted C 5 locked'],
    });
  });

  test('does not offer a locked account any more', () => {
    const accounts = [account('A', { pinLocked: true }), account('B')];
    expect(register({ accounts: ['A'], inquiryPin: '1234' }, { accounts }).refusals).toEqual([
      'account_not_registrable',
    ]);
  });

  test.each([
    ['goes on to the result when another account can be linked', [registered('C')], 'inquiry-pin-registration-result'],
    ['ends when no account is left', [], 'ended'],
    ['ends when only an account that is not shown is left', [account('X', { inquiryPermitted: false })], 'ended'],
  ])('with its last account locked %s', (_, others, next) => {
    const accounts = [account('A', { pinFailures: 4 }), ...others];
    expect(register({ accounts: ['A'], inquiryPin: '9999' }, { accounts })).toEqual({
      next,
      refusals: ['inquiry_pin_locked'],
      effects: ['inquiry-pin-counted A 5 locked'],
    });
  });

  test('refuses an account that the operator may not inquire into, though its PIN is right', () => {
    const accounts = [account('A', { inquiryPermitted: false }), account('B')];
    expect(register({ accounts: ['A'], inquiryPin: '1234' }, { accounts }).refusals).toEqual([
      'account_not_registrable',
    ]);
  });

  test('refuses an account that another operator of the company registered in the meantime', () => {
    const accounts = [registered('A'), account('B')];
    expect(register({ accounts: ['A', 'B'], inquiryPin: '1234' }, { accounts })).toEqual({
      next: 'inquiry-pin-registration',
      refusals: ['account_not_registrable'],
      effects: [],
    });
  });

  test.each([
    ['registered', [registered('A')], 'inquiry-pin-registration-result', 'no_account_left'],
    ['entered', [pending('A')], 'inquiry-pin-registration-result', 'no_account_left'],
    ['locked', [account('A', { pinLocked: true })], 'ended', 'no_account_to_link'],
  ])('is no dead end when another operator %s the last account in the meantime', (_, accounts, next, refusal) => {
    expect(register({ accounts: ['A'], inquiryPin: '1234' }, { accounts })).toEqual({
      next,
      refusals: [refusal],
      effects: [],
    });
  });

  test('goes round as often as there are accounts, and remembers which were entered', () => {
    const other = account('B', { inquiryPin: '5678' });
    const first = pressed(linkageOn('inquiry-pin-registration'), 'register', {
      values: { accounts: ['A'], inquiryPin: '1234' },
      facts: { accounts: [account('A'), other] },
    });
    const more = pressed(first.linkage, 'register-more', { facts: { accounts: [pending('A'), other] } });
    expect(more.linkage.screen).toBe('inquiry-pin-registration');
    const second = pressed(more.linkage, 'register', {
      values: { accounts: ['B'], inquiryPin: '5678' },
      facts: { accounts: [pending('A'), other] },
    });
    expect(second.linkage.enteredAccounts).toEqual(['A', 'B']);
    const both = { accounts: [pending('A'), pending('B')] };
    expect(tell(pressed(second.linkage, 'register-more', { facts: both }))).toEqual({
      next: 'inquiry-pin-registration-result',
      refusals: ['no_account_left'],
      effects: [],
    });
    expect(tell(pressed(second.linkage, 'confirm', { facts: both })).next).toBe('consent');
  });

  test('goes on to the consent with an account left in 未登録', () => {
    const facts = { accounts: [pending('A'), account('B')] };
    expect(told('inquiry-pin-registration-result', 'confirm', { facts }).next).toBe('consent');
  });
});
