import { createHash, createHmac } from 'node:crypto';
import { type OcraFormat, type OcraHash, parseOcraSuite } from './ocra-suite.ts';

/** What a response is computed from, besides the key: the question, and exactly what the suite names (RFC 6287 §5.1). */
export interface OcraInput {
  /**
   * Q: the question; in mutual authentication two, the other party's first, which are joined (RFC 6287 §7.2). In format A
   * it is any text, as UTF-8.
   */
  readonly question: string | readonly [string, string];
  /** C: a whole number from 0. */
  readonly counter?: number;
  /** P: the PIN or password itself; it goes in hashed. */
  readonly pin?: string;
  /** S: the session information. */
  readonly session?: string;
  /** T: world time, epoch milliseconds. */
  readonly time?: number;
}

/**
 * The response to a question (RFC 6287, OCRA).
 *
 * @param suite - for example `OCRA-1:HOTP-SHA256-8:QA10-T1M`
 * @param key - the shared secret, at least 128 bits (RFC 4226 R6)
 * @returns the suite's number of decimal digits; for 0 digits the whole HMAC in small hexadecimal digits, a form that the
 *   RFC leaves open
 * @throws RangeError when the suite is none, or when the key or an input is not what the suite wants; the message has no
 *   key, question, PIN or session in it
 */
export function ocra(suite: string, key: Uint8Array, input: OcraInput): string {
  const { hash, digits, counter, question, pinHash, sessionBytes, stepSeconds } = parseOcraSuite(suite);
  if (key.length < 16) throw new RangeError(`the key has ${key.length} bytes; expected at least 16`);

  // An input that the suite does not name is refused: whoever gives it believes that the response depends on it.
  function part<Rule, Value>(
    name: string,
    rule: Rule | undefined,
    value: Value | undefined,
    bytes: (value: Value, rule: Rule) => Buffer,
  ): Buffer {
    if (rule !== undefined && value !== undefined) return bytes(value, rule);
    if (rule !== undefined) throw new RangeError(`${name} is missing; expected one for ${suite}`);
    if (value !== undefined) throw new RangeError(`${name} is given; expected none for ${suite}`);
    return Buffer.alloc(0);
  }

  const message = Buffer.concat([
    Buffer.from(`${suite}\0`),
    part('counter', counter, input.counter, (value) => eightBytes('counter', value)),
    questionBytes(question.format, question.length, input.question),
    part('pin', pinHash, input.pin, (pin, name: OcraHash) => createHash(name).update(pin).digest()),
    part('session', sessionBytes, input.session, paddedSession),
    part('time', stepSeconds, input.time, (time, step) => eightBytes('time', time, step * 1000)),
  ]);
  const hmac = createHmac(hash, key).update(message).digest();
  return digits === 0 ? hmac.toString('hex') : truncated(hmac, digits);
}

/** How a question is written in hexadecimal, by its format. */
const formats: Record<OcraFormat, { pattern: RegExp; expected: string; hex: (question: string) => string }> = {
  A: { pattern: /./su, expected: 'characters', hex: (question) => Buffer.from(question).toString('hex') },
  N: { pattern: /^\d+$/, expected: 'decimal digits', hex: (question) => BigInt(question).toString(16) },
  H: { pattern: /^[\da-f]+$/i, expected: 'hexadecimal digits', hex: (question) => question },
};

/** Q: 128 bytes, the question at the left, zeros after it. A number may end within a byte (RFC 6287, appendix A). */
function questionBytes(format: OcraFormat, length: number, question: OcraInput['question']): Buffer {
  const { pattern, expected, hex } = formats[format];
  const questions = typeof question === 'string' ? [question] : question;
  if (!questions.every((each) => pattern.test(each) && Array.from(each).length <= length)) {
    throw new RangeError(`the question does not fit Q${format}; expected 1 to ${length} ${expected}`);
  }
  const digits = hex(questions.join(''));
  if (digits.length > 256) throw new RangeError(`the question has ${digits.length / 2} bytes; expected at most 128`);
  return Buffer.from(digits.padEnd(256, '0'), 'hex');
}

/** S: as many bytes as the suite says, zeros before the text (RFC 6287, appendix A). */
function paddedSession(session: string, length: number): Buffer {
  const bytes = Buffer.from(session);
  if (bytes.length > length) {
    throw new RangeError(`the session has ${bytes.length} bytes; expected at most ${length}`);
  }
  return Buffer.concat([Buffer.alloc(length - bytes.length), bytes]);
}

/** C and T: 8 bytes, the highest first. */
function eightBytes(name: string, value: number, unit = 1): Buffer {
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new RangeError(`${name} is ${value}; expected a whole number from 0`);
  }
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(Math.floor(value / unit)));
  return bytes;
}

/** Dynamic truncation (RFC 6287 §5.2, RFC 4226 §5.3). */
function truncated(hmac: Buffer, digits: number): string {
  const offset = hmac.readUInt8(hmac.length - 1) & 0xf;
  const number = hmac.readUInt32BE(offset) & 0x7fffffff;
  return String(number % 10 ** digits).padStart(digits, '0');
}
