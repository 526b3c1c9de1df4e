import { generateSync } from 'otplib';

/** The software token's password (RFC 6238): 6 digits, SHA-1, renewed every minute. */
export const oneTimePasswordRule = { digits: 6, stepSeconds: 60 } as const;

/**
 * What a software token shows at a time.
 *
 * @param secret - the token's secret in Base32
 * @param now - world time, epoch milliseconds
 */
export function oneTimePassword(secret: string, now: number): string {
  const { digits, stepSeconds } = oneTimePasswordRule;
  return generateSync({ secret, digits, period: stepSeconds, epoch: Math.floor(now / 1000), algorithm: 'sha1' });
}

/** Whether a software token can hold the secret: Base32 in capitals, at least 128 bits (RFC 4226 R6). */
export function isTokenSecret(text: string): boolean {
  try {
    return /^[A-Z2-7]+$/.test(text) && oneTimePassword(text, 0) !== '';
  } catch {
    return false;
  }
}

/** Seconds until a software token shows its next password, 1 to 60. */
export function secondsLeft(now: number): number {
  const { stepSeconds } = oneTimePasswordRule;
  return stepSeconds - (Math.floor(now / 1000) % stepSeconds);
}
