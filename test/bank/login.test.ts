import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeLogin, secretsMatch } from '../../sandbox/src/bank/login.ts';
import { customer } from './facts.ts';

describe('judgeLogin', () => {
  test('accepts the right password', () => {
    expect(judgeLogin(customer(), 'password', 'right-password', 5)).toEqual({ kind: 'accepted' });
  });

  test.each(['Right-password', 'right-password ', 'right-passwor', '', 'no customer has this password'])(
    'refuses %j',
    (password) => {
      expect(judgeLogin(customer(), 'password', password, 5)).toMatchObject({ kind: 'refused' });
    },
  );

  test.each([
    [0, 1, false],
    [3, 4, false],
    [4, 5, true],
    [9, 10, true],
  ])('after %d wrong ones counts %d, locked: %s', (loginFailures, failures, locked) => {
    expect(judgeLogin(customer({ loginFailures }), 'password', 'wrong', 5)).toEqual({
      kind: 'refused',
      count: { failures, locked },
    });
  });

  test('locks at the first one where the bank says so', () => {
    expect(judgeLogin(customer(), 'password', 'wrong', 1)).toMatchObject({ count: { failures: 1, locked: true } });
  });

  test.each([
    ['there is no such customer', undefined, 'password'],
    ['the customer logs in by certificate', customer({ loginMethod: 'certificate' }), 'password'],
    ['the customer logs in by ID and password', customer(), 'certificate'],
    ['the customer is locked', customer({ locked: true }), 'password'],
  ] as const)('refuses any password, and counts nothing, when %s', (_, known, method) => {
    for (const password of ['right-password', 'wrong', 'no customer has this password', '']) {
      expect(judgeLogin(known, method, password, 5)).toEqual({ kind: 'refused' });
    }
  });
});

describe('secretsMatch', () => {
  test('is equality, of whatever length', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (left, right) => {
        expect(secretsMatch(left, right)).toBe(left === right);
        expect(secretsMatch(left, left)).toBe(true);
      }),
    );
  });
});
