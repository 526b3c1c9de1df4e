import { describe, expect, it } from 'vitest';
import { asksForAnswer, isRightAnswer } from '../../sandbox/src/bank/additional-authentication.ts';
import type { RiskRule } from '../../sandbox/src/bank/profile.ts';
import { sorachi } from '../../sandbox/src/bank/profiles/sorachi.ts';
import { account, contextOf, customer, linkageOn, pressed, registered, tell } from './facts.ts';

const asked = { question: '名前は？', answer: 'ころ', failures: 0 };
const who = (more = {}) => customer({ additionalAuthentication: asked, ...more });
const facts = (more = {}) => ({ ...contextOf(linkageOn('entry')).facts, customer: who(), ...more });

describe('the risk rule', () => {
  it.each<[rule: RiskRule, isKnownVendor: boolean, loginFailures: number, fires: boolean]>([
    ['always', true, 0, true],
    ['never', false, 3, false],
    ['new-client', false, 0, true],
    ['new-client', true, 0, false],
    ['after-wrong-password', false, 0, false],
    ['after-wrong-password', true, 1, true],
  ])('%s, vendor known: %s, wrong passwords: %d: asks %s', (rule, isKnownVendor, loginFailures, fires) => {
    expect(asksForAnswer(facts({ isKnownVendor, customer: who({ loginFailures }) }), rule)).toBe(fires);
  });

  it('never fires for a customer who does not use the additional authentication', () => {
    expect(asksForAnswer(facts({ customer: customer() }), 'always')).toBe(false);
  });
});

describe('an answer', () => {
  it('is right with spaces around it, and only then', () => {
    expect(isRightAnswer(asked, ' ころ ')).toBe(true);
    expect(isRightAnswer(asked, 'コロ')).toBe(false);
    expect(isRightAnswer(asked, '')).toBe(false);
  });
});

describe('API連携認証（追加認証）（利用登録）', () => {
  const answer = (text: string, more = {}) =>
    tell(
      pressed(linkageOn('additional-authentication'), 'authenticate', {
        profile: sorachi,
        values: { answer: text },
        facts: { customer: who(more) },
      }),
    );

  it.each([
    ['nothing', '', 'answer_required'],
    ['spaces', '   ', 'answer_required'],
    ['too much', 'あ'.repeat(101), 'answer_malformed'],
  ])('refuses %s and counts nothing', (_, text, code) => {
    expect(answer(text)).toEqual({ next: 'additional-authentication', refusals: [code], effects: [] });
  });

  it('counts a wrong answer, and asks again', () => {
    expect(answer('たま')).toEqual({
      next: 'additional-authentication',
      refusals: ['answer_refused'],
      effects: ['answer-counted tanaka 1'],
    });
  });

  it('locks the login at the fifth wrong answer in a row, and ends the linkage', () => {
    const failures = { additionalAuthentication: { ...asked, failures: 4 } };
    expect(answer('たま', failures)).toEqual({
      next: 'ended',
      refusals: [],
      effects: ['answer-counted tanaka 5 locked'],
    });
  });

  it('lets nobody on whose login was locked meanwhile, not even with the right answer', () => {
    expect(answer('ころ', { locked: true }).next).toBe('ended');
  });

  it('goes on with the right answer, and forgets the wrong ones', () => {
    const failures = { additionalAuthentication: { ...asked, failures: 3 } };
    expect(answer('ころ', failures)).toEqual({
      next: 'service-selection',
      refusals: [],
      effects: ['answer-counted tanaka 0'],
    });
  });

  it('comes after the login where the rule fires, and is left out where it does not', () => {
    const login = (rule: RiskRule) =>
      pressed(linkageOn('entry'), 'login', {
        profile: {
          ...sorachi,
          loginMethods: ['password'],
          settings: { ...sorachi.settings, additionalAuthentication: rule },
        },
        values: { loginId: 'tanaka', loginPassword: 'right-password' },
        facts: { customer: who(), accounts: [account('A'), registered('B')] },
      }).linkage.screen;
    expect(login('always')).toBe('additional-authentication');
    expect(login('never')).toBe('service-selection');
  });
});
