import { createHmac } from 'node:crypto';

/** A challenge that differs in its last digit. */
export const another = (challenge: string): string => challenge.slice(0, -1) + ((Number(challenge.at(-1)) + 1) % 10);

/**
 * What a camera token answers to a challenge, by RFC 6287 alone: `OCRA-1:HOTP-SHA256-8:QN08`. The question is a number in
 * hexadecimal at the left of 128 bytes (§5.1), and the HMAC is truncated as in RFC 4226 §5.3.
 *
 * @param secret - hex
 * @param challenge - 8 digits
 */
export function answerOf(secret: string, challenge: string): string {
  const question = Number(challenge).toString(16).padEnd(256, '0');
  const input = Buffer.concat([Buffer.from('OCRA-1:HOTP-SHA256-8:QN08\0'), Buffer.from(question, 'hex')]);
  const hmac = createHmac('sha256', Buffer.from(secret, 'hex')).update(input).digest();
  const offset = (hmac.at(-1) as number) & 0x0f;
  return String((hmac.readUInt32BE(offset) & 0x7fffffff) % 100_000_000).padStart(8, '0');
}
