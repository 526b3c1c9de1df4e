import { BankDataError, formatYen, parseYen, sumYen } from '@renkei/sdk/japan';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const yen = fc.maxSafeInteger();

describe('parseYen', () => {
  test.each([
    ['¥1,234,567', 1_234_567],
    ['￥１，２３４', 1234],
    ['\u00a51234', 1234],
    ['1,234円', 1234],
    [' 0 ', 0],
    ['-0円', 0],
    ['-¥500', -500],
    ['¥-500', -500],
    ['−500', -500],
    ['▲500円', -500],
    ['△1,000', -1000],
    ['0012', 12],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
  ])('reads %s as %d', (text, amount) => {
    expect(Object.is(parseYen(text), amount)).toBe(true);
  });

  test.each([
    '',
    '円',
    '¥',
    '12.5',
    '1,23',
    '12,34,567',
    '1万',
    '¥500円',
    '-¥-500',
    '1e3',
    '0x10',
    '$5',
    '500 yen',
    '一二三',
    '9007199254740992',
  ])('refuses %j', (text) => {
    expect(() => parseYen(text)).toThrow(BankDataError);
  });
});

test('what formatYen writes, parseYen reads, in both forms', () => {
  fc.assert(
    fc.property(yen, fc.constantFrom('¥' as const, '円' as const), (amount, unit) => {
      expect(parseYen(formatYen(amount, unit))).toBe(amount);
      expect(formatYen(amount, unit).replace(unit, '')).toBe(new Intl.NumberFormat('en').format(amount));
    }),
  );
  expect([formatYen(1_234_567), formatYen(-500, '円'), formatYen(-0)]).toEqual(['¥1,234,567', '-500円', '¥0']);
});

describe('sumYen', () => {
  test('is right to the yen, or an error', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(yen, fc.integer())), (amounts) => {
        const exact = amounts.reduce((sum, amount) => sum + BigInt(amount), 0n);
        const isSafe = exact >= BigInt(Number.MIN_SAFE_INTEGER) && exact <= BigInt(Number.MAX_SAFE_INTEGER);
        if (isSafe) expect(sumYen(amounts)).toBe(Number(exact));
        else expect(() => sumYen(amounts)).toThrow(BankDataError);
      }),
    );
  });

  test('ends at 2^53 - 1, also when it was above on the way', () => {
    expect(sumYen([Number.MAX_SAFE_INTEGER, 1, -1])).toBe(Number.MAX_SAFE_INTEGER);
    expect(() => sumYen([Number.MAX_SAFE_INTEGER, 1])).toThrow('9007199254740992 is no amount');
    expect(sumYen([])).toBe(0);
  });

  test.each([0.5, Number.NaN, 2 ** 53, '1' as never])('refuses %s among the amounts', (amount) => {
    expect(() => sumYen([1, amount])).toThrow(BankDataError);
  });
});
