import { generateSync } from 'otplib';
import { describe, expect, test } from 'vitest';
import { isTokenSecret, oneTimePassword, secondsLeft } from '../../sandbox/src/bank/one-time-password.ts';

/** `12345678901234567890`, the secret of RFC 4226 appendix D and RFC 6238 appendix B, in Base32. */
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

// RFC 4226 appendix D, by counter; with a step of 60 seconds the counter is the minute (RFC 6238 §4.2).
const appendixD = ['755224', '287082', '359152', '969429', '338314', '254676', '287922', '162583', '399871', '520489'];

describe('oneTimePassword', () => {
  test.each(appendixD.map((password, minute) => [minute, password] as const))(
    'shows in minute %d what RFC 4226 says, %s, from its first to its last millisecond',
    (minute, password) => {
      expect(oneTimePassword(secret, minute * 60_000)).toBe(password);
      expect(oneTimePassword(secret, minute * 60_000 + 59_999)).toBe(password);
    },
  );

  // RFC 6238 appendix B has 8 digits and a step of 30 seconds: its counter is reached at twice the time, and the last 6
  // of its digits are the password of 6 digits (RFC 4226 §5.3 takes the remainder).
  test.each([
    [59, '94287082'],
    [1_111_111_109, '07081804'],
    [1_111_111_111, '14050471'],
    [1_234_567_890, '89005924'],
    [2_000_000_000, '69279037'],
    [20_000_000_000, '65353130'],
  ])('agrees with the vector of RFC 6238 at %d s, %s', (seconds, eightDigits) => {
    const counter = Math.floor(seconds / 30);
    expect(oneTimePassword(secret, counter * 60_000)).toBe(eightDigits.slice(2));
    expect(oneTimePassword(secret, counter * 60_000 + 59_999)).toBe(eightDigits.slice(2));
    expect(oneTimePassword(secret, counter * 60_000 - 1)).not.toBe(eightDigits.slice(2));
  });

  test('keeps its leading zeros', () => {
    const passwords = Array.from({ length: 200 }, (_, minute) => oneTimePassword(secret, minute * 60_000));
    expect(passwords.filter((password) => !/^\d{6}$/.test(password))).toEqual([]);
    expect(passwords.some((password) => password.startsWith('0'))).toBe(true);
  });
});

describe('otplib, by which the software token computes', () => {
  // `1234567890` over and over, 20, 32 and 64 bytes of it, in Base32 (RFC 6238 appendix A).
  const secrets = {
    sha1: secret,
    sha256: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGEZA',
    sha512: `${'GEZDGNBVGY3TQOJQ'.repeat(6)}GEZDGNA`,
  };

  // RFC 6238 appendix B: 8 digits and a step of 30 seconds.
  test.each([
    [59, 'sha1', '94287082'],
    [59, 'sha256', '46119246'],
    [59, 'sha512', '90693936'],
    [1_111_111_109, 'sha1', '07081804'],
    [1_111_111_109, 'sha256', '68084774'],
    [1_111_111_109, 'sha512', '25091201'],
    [1_111_111_111, 'sha1', '14050471'],
    [1_111_111_111, 'sha256', '67062674'],
    [1_111_111_111, 'sha512', '99943326'],
    [1_234_567_890, 'sha1', '89005924'],
    [1_234_567_890, 'sha256', '91819424'],
    [1_234_567_890, 'sha512', '93441116'],
    [2_000_000_000, 'sha1', '69279037'],
    [2_000_000_000, 'sha256', '90698825'],
    [2_000_000_000, 'sha512', '38618901'],
    [20_000_000_000, 'sha1', '65353130'],
    [20_000_000_000, 'sha256', '77737706'],
    [20_000_000_000, 'sha512', '47863826'],
  ] as const)('shows at %d s with %s what RFC 6238 says, %s', (epoch, algorithm, password) => {
    expect(generateSync({ secret: secrets[algorithm], digits: 8, period: 30, epoch, algorithm })).toBe(password);
  });
});

describe('secondsLeft', () => {
  test.each([
    [0, 60],
    [1, 60],
    [999, 60],
    [1000, 59],
    [59_000, 1],
    [59_999, 1],
    [60_000, 60],
  ])('at %d ms of a minute is %d', (now, left) => {
    expect(secondsLeft(now)).toBe(left);
  });
});

describe('isTokenSecret', () => {
  test.each([
    ['of 20 bytes', secret, true],
    ['of 16 bytes, the least that RFC 4226 allows', 'AAAAAAAAAAAAAAAAAAAAAAAAAA', true],
    ['of 10 bytes', 'JBSWY3DPEHPK3PXP', false],
    ['of a length that no bytes have', `${secret}A`, false],
    ['in small letters', secret.toLowerCase(), false],
    ['with padding', `${secret}AA======`, false],
    ['with digits that Base32 lacks', secret.replace('G', '1'), false],
    ['with spaces', secret.replace('G', ' '), false],
    ['of nothing', '', false],
  ])('takes a secret %s (%s): %s', (_, text, expected) => {
    expect(isTokenSecret(text)).toBe(expected);
  });
});
