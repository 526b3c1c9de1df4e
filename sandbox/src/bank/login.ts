import { createHash, timingSafeEqual } from 'node:crypto';
import type { CustomerFacts } from './facts.ts';
import type { LoginMethod } from './profile.ts';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compares two secrets in a time that tells nothing about either. */
export function secretsMatch(left: string, right: string): boolean {
  return timingSafeEqual(digest(left), digest(right));
}

/** What became of a try to log in. */
export type LoginOutcome =
  | { readonly kind: 'accepted' }
  /** Refused; `count` is set where a customer's wrong tries must be counted. */
  | { readonly kind: 'refused'; readonly count?: { readonly failures: number; readonly locked: boolean } };

/** What must be saved of a try to log in. */
export type LoginEffect =
  | { readonly kind: 'login-counted'; readonly loginId: string; readonly failures: number; readonly locked: boolean }
  /** There is nobody whose tries were counted, or he is locked already: it is saved like a count, and takes as long. */
  | { readonly kind: 'login-not-counted' };

/** What must be saved of a try that was refused, or of one that was not: then the count begins again. */
export function loginEffect(customer: CustomerFacts | undefined, outcome: LoginOutcome): LoginEffect {
  const count = outcome.kind === 'accepted' ? { failures: 0, locked: false } : outcome.count;
  if (count === undefined || customer === undefined) return { kind: 'login-not-counted' };
  return { kind: 'login-counted', loginId: customer.loginId, ...count };
}

// Compared against when there is no such customer, so that it takes as long.
const nobody = 'no customer has this password';

/**
 * Judges a login. Unknown customer, wrong password and locked customer look and take the same.
 *
 * @param customer - who claims to log in, if there is such a customer
 * @param method - how
 * @param password - the login password typed
 * @param failuresBeforeLock - wrong passwords in a row that lock
 */
export function judgeLogin(
  customer: CustomerFacts | undefined,
  method: LoginMethod,
  password: string,
  failuresBeforeLock: number,
): LoginOutcome {
  const known = customer?.loginMethod === method ? customer : undefined;
  const matches = secretsMatch(password, known?.loginPassword ?? nobody);
  if (known === undefined || known.locked) return { kind: 'refused' };
  if (matches) return { kind: 'accepted' };
  const failures = known.loginFailures + 1;
  return { kind: 'refused', count: { failures, locked: failures >= failuresBeforeLock } };
}
