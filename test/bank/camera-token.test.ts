import { describe, expect, test } from 'vitest';
import {
  type CameraToken,
  cameraTokenPassword,
  isCameraTokenSecret,
  isChallenge,
} from '../../sandbox/src/bank/camera-token.ts';
import { judgeCameraToken } from '../../sandbox/src/bank/camera-token-use.ts';
import { another, answerOf } from '../support/camera-token.ts';

const secret = '3132333435363738393031323334353637383930313233343536373839303132';
const token: CameraToken = { code: 'SBT-0001', secret, state: 'in-use', failures: 0 };

describe('the password of a camera token', () => {
  // RFC 6287 appendix C has no vector of QN08 with SHA-256: the test computes them itself, with node:crypto.
  test.each(['00000000', '00000001', '11111111', '12345678', '16777216', '99999999'])(
    'is that of RFC 6287 for the challenge %s',
    (challenge) => {
      expect(cameraTokenPassword(secret, challenge)).toBe(answerOf(secret, challenge));
      expect(cameraTokenPassword(secret, challenge)).toMatch(/^\d{8}$/);
    },
  );

  test('keeps its zeros in front', () => {
    const withZero = Array.from({ length: 200 }, (_, index) => String(10_000_000 + index)).find((challenge) =>
      answerOf(secret, challenge).startsWith('0'),
    );
    expect(cameraTokenPassword(secret, withZero as string)).toBe(answerOf(secret, withZero as string));
  });

  test('is another one for another secret, whose letters may be capitals', () => {
    const other = `ab${secret.slice(2)}`;
    expect(cameraTokenPassword(other, '12345678')).not.toBe(cameraTokenPassword(secret, '12345678'));
    expect(cameraTokenPassword(other.toUpperCase(), '12345678')).toBe(cameraTokenPassword(other, '12345678'));
  });
});

test.each([
  ['12345678', true],
  ['00000000', true],
  ['1234567', false],
  ['123456789', false],
  ['１２３４５６７８', false],
  ['12345678\n', false],
  ['', false],
])('%j as a challenge: %s', (text, expected) => expect(isChallenge(text)).toBe(expected));

test.each([
  ['00'.repeat(16), true],
  ['Ff'.repeat(64), true],
  ['00'.repeat(15), false],
  ['00'.repeat(65), false],
  [`${'00'.repeat(16)}0`, false],
  ['zz'.repeat(16), false],
])('%s as a secret: %s', (text, expected) => expect(isCameraTokenSecret(text)).toBe(expected));

describe('the answer to a challenge', () => {
  const right = answerOf(secret, '12345678');
  const judge = (of: Partial<CameraToken>, password = right) =>
    judgeCameraToken({ ...token, ...of }, '12345678', password, 5);

  test('that is right is accepted, and takes the count back', () => {
    expect(judge({ failures: 4 })).toEqual({ kind: 'accepted', token });
  });

  test('of another challenge is wrong', () => {
    expect(judge({}, answerOf(secret, '12345679')).kind).toBe('wrong');
  });

  test.each([
    [0, 'wrong', 'in-use', 1],
    [3, 'wrong', 'in-use', 4],
    [4, 'suspended', 'suspended', 5],
    [7, 'suspended', 'suspended', 8],
  ] as const)('that is wrong after %i others is %s: %s, %i', (before, kind, state, failures) => {
    expect(judge({ failures: before }, another(right))).toEqual({ kind, token: { ...token, state, failures } });
  });

  test.each(['suspended', 'not-set-up', 'cancelled'] as const)('is not looked at while the token is %s', (state) => {
    const unused = { ...token, state, failures: 2 };
    for (const password of [right, another(right)]) {
      expect(judgeCameraToken(unused, '12345678', password, 5)).toEqual({ kind: 'suspended', token: unused });
    }
  });
});
