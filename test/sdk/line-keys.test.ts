import { accountKey, contentKeys, type LineContent, lineKey } from '@renkei/sdk/line-keys';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { account, deposit, line } from './fake-bank.ts';

const book = { bankCode: '9990', branchCode: '001', accountType: '1', accountNumber: '0000001' };

describe('lineKey', () => {
  test('is one for a transfer and its statement line, and another for every other line', () => {
    expect(lineKey(book, line(1))).toBe(lineKey(book, { ...deposit(1), transactionId: line(1).transactionId }));
    expect(lineKey(book, line(1))).not.toBe(lineKey(book, line(2)));
  });

  test('keeps banks and accounts apart, whose ids may be the same', () => {
    const others = [
      { ...book, bankCode: '9991' },
      { ...book, branchCode: '002' },
      { ...book, accountType: '2' },
      { ...book, accountNumber: '0000002' },
    ];
    expect(new Set([book, ...others].map((one) => lineKey(one, line(1)))).size).toBe(5);
  });

  test('knows an account by its number, not by how a linkage calls it', () => {
    const other = { ...account('acc-1'), accountId: 'acc-9', memo: 'x' };
    expect(accountKey(other)).toBe(accountKey(account('acc-1')));
  });
});

describe('contentKeys', () => {
  // Few values, so that many lines are the same.
  const content: fc.Arbitrary<LineContent> = fc.record({
    bookDate: fc.constantFrom('2026-11-19', '2026-11-20'),
    valueDate: fc.constantFrom('2026-11-18', '2026-11-20'),
    direction: fc.constantFrom('1' as const, '2' as const),
    amount: fc.constantFrom(1, 12),
    description: fc.constantFrom('', 'ﾃｽﾄ', '2:ﾃｽﾄ', '1'),
  });
  const statements = fc.array(content, { maxLength: 30 });

  test('are as many as there are lines, identical ones too', () => {
    fc.assert(
      fc.property(statements, (lines) => {
        expect(new Set(contentKeys(book, lines)).size).toBe(lines.length);
      }),
    );
  });

  test('are the same after lines have come in anywhere: corrections, back-dated and identical ones', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(content, fc.boolean()), { maxLength: 30 }), (lines) => {
        const later = lines.map(([one]) => one);
        const before = lines.filter(([, isEarly]) => isEarly).map(([one]) => one);
        const keys = new Set(contentKeys(book, later));
        expect(contentKeys(book, before).filter((key) => !keys.has(key))).toEqual([]);
      }),
    );
  });

  test('say the same in any order', () => {
    fc.assert(
      fc.property(statements, (lines) => {
        expect(new Set(contentKeys(book, lines.toReversed()))).toEqual(new Set(contentKeys(book, lines)));
      }),
    );
  });

  test('do not change with the balance, which a line before changes, nor with the width of kana', () => {
    const one = { ...line(1), balance: 1, description: 'ﾃﾞ-ﾀ' };
    const other = { ...one, balance: 2, description: 'デ-タ ' };
    expect(contentKeys(book, [one])).toEqual(contentKeys(book, [other]));
  });
});
