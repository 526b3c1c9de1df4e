import { createHash, createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type OcraInput, ocra } from '../../sandbox/src/bank/ocra.ts';

/** The keys of RFC 6287 appendix C: `1234567890` over and over. */
const keyOf = (bytes: number): Uint8Array => Buffer.from('1234567890'.repeat(7)).subarray(0, bytes);
const [key20, key32, key64] = [keyOf(20), keyOf(32), keyOf(64)];

/** The PIN and the time of RFC 6287 appendix C; its T is 132d0b6 in minutes. */
const pin = '1234';
const time = Date.UTC(2008, 2, 25, 12, 6, 30);

/** A digit eight times over, the questions of RFC 6287 appendix C.1. */
const eight = (digit: number): string => String(digit).repeat(8);

describe('ocra answers as RFC 6287 appendix C.1 says, one-way', () => {
  test.each(
    ['237653', '243178', '653583', '740991', '608993', '388898', '816933', '224598', '750600', '294470'].map(
      (response, digit) => [eight(digit), response] as const,
    ),
  )('to the question %s by SHA-1: %s', (question, response) => {
    expect(ocra('OCRA-1:HOTP-SHA1-6:QN08', key20, { question })).toBe(response);
  });

  test.each([
    [0, '65347737'],
    [1, '86775851'],
    [2, '78192410'],
    [3, '71565254'],
    [4, '10104329'],
    [5, '65983500'],
    [6, '70069104'],
    [7, '91771096'],
    [8, '75011558'],
    [9, '08522129'],
  ])('at counter %d with a PIN, by SHA-256: %s', (counter, response) => {
    const suite = 'OCRA-1:HOTP-SHA256-8:C-QN08-PSHA1';
    expect(ocra(suite, key32, { counter, question: '12345678', pin })).toBe(response);
  });

  test.each(
    ['83238735', '01501458', '17957585', '86776967', '86807031'].map(
      (response, digit) => [eight(digit), response] as const,
    ),
  )('to the question %s with a PIN, by SHA-256: %s', (question, response) => {
    expect(ocra('OCRA-1:HOTP-SHA256-8:QN08-PSHA1', key32, { question, pin })).toBe(response);
  });

  test.each([
    [0, '07016083'],
    [1, '63947962'],
    [2, '70123924'],
    [3, '25341727'],
    [4, '33203315'],
    [5, '34205738'],
    [6, '44343969'],
    [7, '51946085'],
    [8, '20403879'],
    [9, '31409299'],
  ])('at counter %d, by SHA-512: %s', (counter, response) => {
    expect(ocra('OCRA-1:HOTP-SHA512-8:C-QN08', key64, { counter, question: eight(counter) })).toBe(response);
  });

  test.each(
    ['95209754', '55907591', '22048402', '24218844', '36209546'].map(
      (response, digit) => [eight(digit), response] as const,
    ),
  )('to the question %s at a time, by SHA-512: %s', (question, response) => {
    expect(ocra('OCRA-1:HOTP-SHA512-8:QN08-T1M', key64, { question, time })).toBe(response);
  });
});

describe('ocra answers as RFC 6287 appendix C.2 says, mutual', () => {
  test.each([
    ['CLI22220', 'SRV11110', '28247970', '15510767'],
    ['CLI22221', 'SRV11111', '01984843', '90175646'],
    ['CLI22222', 'SRV11112', '65387857', '33777207'],
    ['CLI22223', 'SRV11113', '03351211', '95285278'],
    ['CLI22224', 'SRV11114', '83412541', '28934924'],
  ])('to %s and %s by SHA-256: the server %s, the client %s', (client, server, ofServer, ofClient) => {
    expect(ocra('OCRA-1:HOTP-SHA256-8:QA08', key32, { question: [client, server] })).toBe(ofServer);
    expect(ocra('OCRA-1:HOTP-SHA256-8:QA08', key32, { question: [server, client] })).toBe(ofClient);
  });

  test.each([
    ['CLI22220', 'SRV11110', '79496648', '18806276'],
    ['CLI22221', 'SRV11111', '76831980', '70020315'],
    ['CLI22222', 'SRV11112', '12250499', '01600026'],
    ['CLI22223', 'SRV11113', '90856481', '18951020'],
    ['CLI22224', 'SRV11114', '12761449', '32528969'],
  ])('to %s and %s by SHA-512: the server %s, the client with a PIN %s', (client, server, ofServer, ofClient) => {
    expect(ocra('OCRA-1:HOTP-SHA512-8:QA08', key64, { question: [client, server] })).toBe(ofServer);
    expect(ocra('OCRA-1:HOTP-SHA512-8:QA08-PSHA1', key64, { question: [server, client], pin })).toBe(ofClient);
  });
});

describe('ocra signs as RFC 6287 appendix C.3 says', () => {
  test.each([
    ['SIG10000', '53095496'],
    ['SIG11000', '04110475'],
    ['SIG12000', '31331128'],
    ['SIG13000', '76028668'],
    ['SIG14000', '46554205'],
  ])('%s by SHA-256: %s', (question, response) => {
    expect(ocra('OCRA-1:HOTP-SHA256-8:QA08', key32, { question })).toBe(response);
  });

  test.each([
    ['SIG1000000', '77537423'],
    ['SIG1100000', '31970405'],
    ['SIG1200000', '10235557'],
    ['SIG1300000', '95213541'],
    ['SIG1400000', '65360607'],
  ])('%s at a time, by SHA-512: %s', (question, response) => {
    expect(ocra('OCRA-1:HOTP-SHA512-8:QA10-T1M', key64, { question, time })).toBe(response);
  });
});

describe('ocra, where the RFC has no vector', () => {
  const hash = (name: string) => createHash(name).update(pin).digest('hex');
  const zeros = (bytes: number) => '00'.repeat(bytes);

  test.each<[string, string, OcraInput, string]>([
    ['a number within half a byte', 'QN08', { question: '22222222' }, `153158e0${zeros(124)}`],
    ['a number without its leading zeros', 'QN08', { question: '00000255' }, `ff${zeros(127)}`],
    ['two numbers as one', 'QN04', { question: ['0012', '3456'] }, `1e240${zeros(125)}0`],
    ['an odd number of hexadecimal digits', 'QH64', { question: 'aBcDe' }, `abcde0${zeros(125)}`],
    [
      'two questions of 64 letters',
      'QA64',
      { question: ['a'.repeat(64), 'b'.repeat(64)] },
      '61'.repeat(64) + '62'.repeat(64),
    ],
    ['text as UTF-8', 'QA04', { question: '振込' }, `e68cafe8bebc${zeros(122)}`],
    ['the highest counter', 'C-QN04', { question: '0', counter: 2 ** 53 - 1 }, `001fffffffffffff${zeros(128)}`],
    ['a PIN by SHA-256', 'QN04-PSHA256', { question: '0', pin }, zeros(128) + hash('sha256')],
    ['a PIN by SHA-512', 'QN04-PSHA512', { question: '0', pin }, zeros(128) + hash('sha512')],
    ['a session with zeros before it', 'QN04-S008', { question: '0', session: '振2' }, `${zeros(132)}e68caf32`],
    ['seconds', 'QN04-T20S', { question: '0', time: 40_999 }, `${zeros(128)}0000000000000002`],
    ['the end of a step', 'QN04-T20S', { question: '0', time: 59_999 }, `${zeros(128)}0000000000000002`],
    ['the next step', 'QN04-T20S', { question: '0', time: 60_000 }, `${zeros(128)}0000000000000003`],
    ['minutes', 'QN04-T59M', { question: '0', time: 59 * 60_000 }, `${zeros(128)}0000000000000001`],
    ['hours', 'QN04-T48H', { question: '0', time: 96 * 3_600_000 }, `${zeros(128)}0000000000000002`],
    [
      'all of it in its order',
      'C-QH04-PSHA1-S003-T1M',
      { time: 60_000, session: 'abc', pin, question: 'ffff', counter: 258 },
      `0000000000000102ffff${zeros(126)}${hash('sha1')}6162630000000000000001`,
    ],
  ])('takes %s (%s)', (_, data, input, hex) => {
    const suite = `OCRA-1:HOTP-SHA256-0:${data}`;
    const message = Buffer.concat([Buffer.from(suite), Buffer.alloc(1), Buffer.from(hex, 'hex')]);
    expect(ocra(suite, key32, input)).toBe(createHmac('sha256', key32).update(message).digest('hex'));
  });

  test.each([4, 5, 6, 7, 8, 9, 10])('has %d digits, with the zeros at their head', (digits) => {
    const suite = `OCRA-1:HOTP-SHA1-${digits}:C-QN04`;
    const counters = Array.from({ length: 300 }, (_, counter) => counter);
    const responses = counters.map((counter) => ocra(suite, key20, { question: '0', counter }));
    const shape = new RegExp(`^\\d{${digits}}$`);
    expect(responses.filter((response) => !shape.test(response))).toEqual([]);
    expect(responses.some((response) => response.startsWith('0'))).toBe(true);
    // 31 bits are at most 2147483647: the tenth digit is 0, 1 or 2.
    if (digits === 10) expect(responses.filter((response) => Number(response) > 0x7fffffff)).toEqual([]);
  });
});

describe('ocra refuses', () => {
  test.each([
    ['', /expected three parts/],
    ['OCRA-1:HOTP-SHA1-6', /expected three parts/],
    ['OCRA-1:HOTP-SHA1-6:QN08:QN08', /expected three parts/],
    ['OCRA-2:HOTP-SHA1-6:QN08', /the algorithm is OCRA-2; expected OCRA-1/],
    ['ocra-1:HOTP-SHA1-6:QN08', /the algorithm is ocra-1; expected OCRA-1/],
    ['OCRA-1:TOTP-SHA1-6:QN08', /the function is TOTP-SHA1-6; expected HOTP-/],
    ['OCRA-1:HOTP-MD5-6:QN08', /the function is HOTP-MD5-6; expected HOTP-/],
    ['OCRA-1:HOTP-SHA1-3:QN08', /expected .* -0 or -4 to -10/],
    ['OCRA-1:HOTP-SHA1-11:QN08', /expected .* -0 or -4 to -10/],
    ['OCRA-1:HOTP-SHA1-06:QN08', /expected .* -0 or -4 to -10/],
    ['OCRA-1:HOTP-SHA1:QN08', /expected .* -0 or -4 to -10/],
    ['OCRA-1:HOTP-SHA1-6:C', /the input is C; expected/],
    ['OCRA-1:HOTP-SHA1-6:Q', /the input is Q; expected/],
    ['OCRA-1:HOTP-SHA1-6:QX08', /the input is QX08; expected/],
    ['OCRA-1:HOTP-SHA1-6:QN8', /the input is QN8; expected/],
    ['OCRA-1:HOTP-SHA1-6:qn08', /the input is qn08; expected/],
    ['OCRA-1:HOTP-SHA1-6:QN08-C', /the input is QN08-C; expected/],
    ['OCRA-1:HOTP-SHA1-6:QN08-T1M-PSHA1', /in this order/],
    ['OCRA-1:HOTP-SHA1-6:QN08-S064-PSHA1', /in this order/],
    ['OCRA-1:HOTP-SHA1-6:QN08-P', /the input is QN08-P; expected/],
    ['OCRA-1:HOTP-SHA1-6:QN08-S64', /the input is QN08-S64; expected/],
    ['OCRA-1:HOTP-SHA1-6:QN08-T1D', /the input is QN08-T1D; expected/],
    ['OCRA-1:HOTP-SHA1-6:QN08\n', /the input is QN08\n; expected/],
    ['OCRA-1:HOTP-SHA1-6:QN03', /the question's length is 03; expected 04 to 64/],
    ['OCRA-1:HOTP-SHA1-6:QN65', /the question's length is 65; expected 04 to 64/],
    ['OCRA-1:HOTP-SHA1-6:QN08-S000', /the session's length is 000; expected 001 to 999/],
    ['OCRA-1:HOTP-SHA1-6:QN08-T0H', /the time step is 0H; expected 1H to 48H/],
    ['OCRA-1:HOTP-SHA1-6:QN08-T49H', /the time step is 49H; expected 1H to 48H/],
    ['OCRA-1:HOTP-SHA1-6:QN08-T60M', /the time step is 60M; expected 1M to 59M/],
    ['OCRA-1:HOTP-SHA1-6:QN08-T60S', /the time step is 60S; expected 1S to 59S/],
  ])('the suite %j, and says why', (suite, message) => {
    const refused = () => ocra(suite, key20, { question: '12345678' });
    expect(refused).toThrow(RangeError);
    expect(refused).toThrow(`${suite} is not an OCRA suite: `);
    expect(refused).toThrow(message);
  });

  test.each<[string, string, OcraInput, string]>([
    ['no question', 'QN08', { question: '' }, 'the question does not fit QN; expected 1 to 8 decimal digits'],
    ['a long question', 'QN08', { question: '123456789' }, 'expected 1 to 8 decimal digits'],
    ['letters in a number', 'QN08', { question: '1234567a' }, 'expected 1 to 8 decimal digits'],
    ['a sign before a number', 'QN08', { question: '-1' }, 'expected 1 to 8 decimal digits'],
    ['full-width digits', 'QN08', { question: '１２３４' }, 'expected 1 to 8 decimal digits'],
    ['other letters than a to f', 'QH08', { question: '0x12' }, 'expected 1 to 8 hexadecimal digits'],
    ['a long text', 'QA08', { question: 'SIG100000' }, 'expected 1 to 8 characters'],
    ['a long second question', 'QA08', { question: ['CLI22220', 'SRV111100'] }, 'expected 1 to 8 characters'],
    ['no second question', 'QA08', { question: ['CLI22220', ''] }, 'expected 1 to 8 characters'],
    ['too many bytes', 'QA64', { question: '込'.repeat(43) }, 'the question has 129 bytes; expected at most 128'],
    ['no counter', 'C-QN08', { question: '1' }, 'counter is missing; expected one for OCRA-1:HOTP-SHA1-6:C-QN08'],
    ['no PIN', 'QN08-PSHA1', { question: '1' }, 'pin is missing'],
    ['no session', 'QN08-S064', { question: '1' }, 'session is missing'],
    ['no time', 'QN08-T1M', { question: '1' }, 'time is missing'],
    ['a counter too much', 'QN08', { question: '1', counter: 0 }, 'counter is given; expected none for'],
    ['a PIN too much', 'QN08', { question: '1', pin }, 'pin is given; expected none for'],
    ['a session too much', 'QN08', { question: '1', session: '' }, 'session is given; expected none for'],
    ['a time too much', 'QN08', { question: '1', time: 0 }, 'time is given; expected none for'],
    ['a counter below 0', 'C-QN08', { question: '1', counter: -1 }, 'counter is -1; expected a whole number from 0'],
    ['half a counter', 'C-QN08', { question: '1', counter: 0.5 }, 'counter is 0.5; expected a whole number'],
    ['an inexact counter', 'C-QN08', { question: '1', counter: 2 ** 53 }, 'expected a whole number'],
    ['a time before 1970', 'QN08-T1M', { question: '1', time: -1 }, 'time is -1; expected a whole number from 0'],
    ['a time that is none', 'QN08-T1M', { question: '1', time: Number.NaN }, 'time is NaN; expected a whole number'],
    ['a long session', 'QN08-S003', { question: '1', session: '振込' }, 'the session has 6 bytes; expected at most 3'],
  ])('%s (%s)', (_, data, input, message) => {
    const refused = () => ocra(`OCRA-1:HOTP-SHA1-6:${data}`, key20, input);
    expect(refused).toThrow(RangeError);
    expect(refused).toThrow(message);
  });

  test('a key of less than 128 bits (RFC 4226 R6)', () => {
    const question = '12345678';
    expect(() => ocra('OCRA-1:HOTP-SHA1-6:QN08', keyOf(15), { question })).toThrow(
      new RangeError('the key has 15 bytes; expected at least 16'),
    );
    expect(ocra('OCRA-1:HOTP-SHA1-6:QN08', keyOf(16), { question })).toMatch(/^\d{6}$/);
  });

  test('without a word of the key, the question, the PIN or the session', () => {
    const secrets = { question: 'QUESTION', pin: 'SECRET-PIN', session: 'SESSION' };
    const key = Buffer.from('SECRET-KEY-OF-20-BYT');
    const suites = ['QN08', 'QN08-PSHA1-S064', 'QA08', 'QA08-PSHA1', 'QA08-PSHA1-S003', 'C-QA08-PSHA1-S064'];
    for (const suite of suites.map((data) => `OCRA-1:HOTP-SHA1-6:${data}`)) {
      expect(() => ocra(suite, key, secrets), suite).toThrow(/^(?!.*(QUESTION|SECRET|SESSION|U0VDUkVU|534543)).*$/s);
    }
    expect(() => ocra('OCRA-1:HOTP-SHA1-6:QA08', key.subarray(0, 12), secrets)).toThrow(/^(?!.*SECRET).*$/s);
  });
});
