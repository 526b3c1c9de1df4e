import { describe, expect, it } from 'vitest';
import { miyakojima } from '../../sandbox/src/bank/profiles/miyakojima.ts';
import { account, linkageOn, pressed, registered, tell } from './facts.ts';

const accounts = [account('A', { inquiryPin: '1111' }), account('B', { inquiryPin: '2222' }), registered('C')];
const register = (values: Record<string, string | boolean | string[]>, of = accounts) =>
  pressed(linkageOn('inquiry-pin-registration'), 'register', { profile: miyakojima, values, facts: { accounts: of } });

describe('inquiry PINs with an input in each row (seed 002, 手順4)', () => {
  it('registers several accounts at once, each with its own PIN', () => {
    expect(tell(register({ accounts: ['A', 'B'], 'inquiryPin.A': '1111', 'inquiryPin.B': '2222' }))).toEqual({
      next: 'inquiry-pin-registration-result',
      refusals: [],
      effects: ['inquiry-pin-pending A', 'inquiry-pin-pending B'],
    });
  });

  it('takes 全て for every row that is 未登録', () => {
    expect(tell(register({ allAccounts: true, 'inquiryPin.A': '1111', 'inquiryPin.B': '2222' })).effects).toEqual([
      'inquiry-pin-pending A',
      'inquiry-pin-pending B',
    ]);
  });

  it('looks only at the rows that are ticked', () => {
    expect(tell(register({ accounts: ['A'], 'inquiryPin.A': '1111', 'inquiryPin.B': 'x' })).effects).toEqual([
      'inquiry-pin-pending A',
    ]);
  });

  it('names the row of each mistake, and registers none', () => {
    const { errors, effects } = register({ accounts: ['A', 'B'], 'inquiryPin.A': '１１１１' });
    expect(errors.map(({ field, code }) => `${field} ${code}`)).toEqual([
      'inquiryPin.A inquiry_pin_malformed',
      'inquiryPin.B inquiry_pin_required',
    ]);
    expect(effects).toEqual([]);
  });

  it('counts a wrong PIN for its own account only, and registers none', () => {
    const { errors, effects } = register({ accounts: ['A', 'B'], 'inquiryPin.A': '1111', 'inquiryPin.B': '9999' });
    expect(errors.map(({ field }) => field)).toEqual(['inquiryPin.B']);
    expect(effects).toEqual([{ kind: 'inquiry-pin-counted', accountId: 'B', failures: 1, locked: false }]);
  });

  it('wants a row to be ticked', () => {
    expect(tell(register({ 'inquiryPin.A': '1111' })).refusals).toEqual(['accounts_required']);
  });
});
