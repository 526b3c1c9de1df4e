import { randomBytes, randomInt } from 'node:crypto';

let drawn = Buffer.alloc(0);

/**
 * Random octets: an id, a salt, an initialisation vector. The system is asked for many at once: each time takes longer than all
 * else of a request's id.
 */
export function randomOctets(count: number): Buffer {
  if (drawn.length < count) drawn = randomBytes(4096);
  const octets = drawn.subarray(0, count);
  drawn = drawn.subarray(count);
  return octets;
}

/**
 * A random id in the alphabet of URLs.
 *
 * @param bytes - 16 bytes of randomness are 22 characters
 */
export function randomId(bytes = 16): string {
  return randomOctets(bytes).toString('base64url');
}

/** A positive serial number for a certificate, 16 bytes in hex. */
export function randomSerialNumber(): string {
  const bytes = randomBytes(16);
  // A leading bit of zero keeps the ASN.1 integer positive, one bit set keeps it 16 bytes long.
  bytes[0] = ((bytes[0] ?? 0) & 0x3f) | 0x40;
  return bytes.toString('hex');
}

/** An id for a world, in lower-case letters and digits. */
export function randomWorldId(): string {
  return randomBytes(6).toString('hex');
}

/** The challenge of a 2-D code: 8 digits, the first not 0, so that it stays whole where it is taken for a number. */
export function randomChallenge(): string {
  return String(randomInt(10_000_000, 100_000_000));
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A secret for a software token: 20 random bytes in Base32, 32 characters. */
export function randomTokenSecret(): string {
  // 256 is a multiple of 32: each character is as likely as any other.
  return [...randomBytes(32)].map((byte) => BASE32[byte % 32]).join('');
}
