import { describe, expect, test } from 'vitest';
import { inquiryPinState, isInquiryPin } from '../../sandbox/src/bank/inquiry-pin.ts';
import { account, DAY, japan, NOW, pending, registered } from './facts.ts';

describe('an inquiry PIN', () => {
  test.each(['0000', '1234', '9999'])('may be %s', (text) => {
    expect(isInquiryPin(text)).toBe(true);
  });

  test.each([
    '',
    '123',
    '12345',
    '１２３４',
    '12 4',
    ' 1234',
    '1234 ',
    '1234\n',
    '-123',
    '1e10',
    '٠١٢٣',
    '①②③④',
    'abcd',
  ])('may not be %j', (text) => {
    expect(isInquiryPin(text)).toBe(false);
  });
});

describe('the state of an inquiry PIN', () => {
  const entered = japan('2026-11-20 00:00');

  test.each([
    ['pending', 'at the instant of its registration', '2026-11-20 00:00'],
    ['pending', 'a second before midnight in Japan', '2026-11-20 23:59:59'],
    ['pending', 'a millisecond before midnight', '2026-11-20 23:59:59.999'],
    ['unregistered', 'at midnight', '2026-11-21 00:00'],
    ['unregistered', 'a year later', '2027-11-20 00:00'],
    ['unregistered', 'on the day before, should the clock go back', '2026-11-19 23:59:59'],
  ])('is %s %s', (state, _, time) => {
    expect(inquiryPinState(pending('A', entered), japan(time))).toBe(state);
  });

  test('does not change by itself once it is registered, nor before', () => {
    for (const now of [NOW, NOW + DAY, NOW + 1000 * DAY]) {
      expect(inquiryPinState(registered('A'), now)).toBe('registered');
      expect(inquiryPinState(account('A'), now)).toBe('unregistered');
    }
  });
});
