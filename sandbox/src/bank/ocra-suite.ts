/** The hash functions of OCRA, with their names in node:crypto. */
const hashes = { SHA1: 'sha1', SHA256: 'sha256', SHA512: 'sha512' } as const;

/** The units of a time step: their seconds, and how many of them a step may have (RFC 6287 §6.3, table 3). */
const units = { S: { seconds: 1, most: 59 }, M: { seconds: 60, most: 59 }, H: { seconds: 3600, most: 48 } } as const;

type HashName = keyof typeof hashes;

/** A hash function of OCRA, as node:crypto names it. */
export type OcraHash = (typeof hashes)[HashName];

/** The format of a question: alphanumeric (A), numeric (N), hexadecimal (H). */
export type OcraFormat = 'A' | 'N' | 'H';

/** What an OCRA suite says (RFC 6287 §6); what it leaves out is `undefined`. */
export interface OcraSuite {
  /** The hash function of the HMAC. */
  readonly hash: OcraHash;
  /** Digits of the response, 4 to 10; 0 for the whole HMAC. */
  readonly digits: number;
  /** C: a counter goes in. */
  readonly counter: true | undefined;
  /** Q: the question's format, and how many characters it has at most. */
  readonly question: { readonly format: OcraFormat; readonly length: number };
  /** P: a PIN goes in, hashed by this function. */
  readonly pinHash: OcraHash | undefined;
  /** S: session information of so many bytes goes in. */
  readonly sessionBytes: number | undefined;
  /** T: the time goes in, in steps of so many seconds. */
  readonly stepSeconds: number | undefined;
}

const cryptoFunction = /^HOTP-(?<hash>SHA1|SHA256|SHA512)-(?<digits>0|[4-9]|10)$/;
const dataInput =
  /^(?<counter>C-)?Q(?<format>[ANH])(?<length>\d\d)(-P(?<pin>SHA1|SHA256|SHA512))?(-S(?<session>\d{3}))?(-T(?<steps>\d\d?)(?<unit>[SMH]))?$/;

/**
 * Reads an OCRA suite (RFC 6287 §6), for example `OCRA-1:HOTP-SHA256-8:C-QN08-PSHA1`. The RFC's defaults are not filled
 * in: who has a P, an S or a T writes it out.
 *
 * @throws RangeError when it is none, with what is wrong and what was expected
 */
export function parseOcraSuite(suite: string): OcraSuite {
  const refuse = (mistake: string): never => {
    throw new RangeError(`${suite} is not an OCRA suite: ${mistake}`);
  };
  const [algorithm, crypto, data, ...more] = suite.split(':');
  if (crypto === undefined || data === undefined || more.length > 0) {
    return refuse('expected three parts, Algorithm:CryptoFunction:DataInput');
  }
  if (algorithm !== 'OCRA-1') return refuse(`the algorithm is ${algorithm}; expected OCRA-1`);

  const { hash, digits } =
    cryptoFunction.exec(crypto)?.groups ??
    refuse(`the function is ${crypto}; expected HOTP-, then SHA1, SHA256 or SHA512, then -0 or -4 to -10`);
  const { counter, format, length, pin, session, steps, unit } =
    dataInput.exec(data)?.groups ??
    refuse(`the input is ${data}; expected [C-]Q{A|N|H}nn[-P{SHA1|SHA256|SHA512}][-Snnn][-Tn{S|M|H}], in this order`);

  if (Number(length) < 4 || Number(length) > 64) refuse(`the question's length is ${length}; expected 04 to 64`);
  if (session === '000') refuse("the session's length is 000; expected 001 to 999");
  const step = unit === undefined ? undefined : units[unit as keyof typeof units];
  if (step !== undefined && (Number(steps) < 1 || Number(steps) > step.most)) {
    refuse(`the time step is ${steps}${unit}; expected 1${unit} to ${step.most}${unit}`);
  }

  return {
    hash: hashes[hash as HashName],
    digits: Number(digits),
    counter: counter === undefined ? undefined : true,
    question: { format: format as OcraFormat, length: Number(length) },
    pinHash: pin === undefined ? undefined : hashes[pin as HashName],
    sessionBytes: session === undefined ? undefined : Number(session),
    stepSeconds: step && step.seconds * Number(steps),
  };
}
