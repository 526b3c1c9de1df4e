import { secretsMatch } from './login.ts';
import { oneTimePassword, oneTimePasswordRule } from './one-time-password.ts';
import { changed, noToken, type SoftwareToken } from './software-token.ts';

/** What became of a one-time password, and the token after it. */
export interface OneTimePasswordOutcome {
  readonly kind: 'accepted' | 'wrong' | 'used' | 'suspended';
  readonly token: SoftwareToken;
}

// The current step and one earlier: a password that was read in its last second still passes (our choice).
const ACCEPTED_STEPS = [0, 1];

/**
 * Judges a one-time password, by the bank's clock. A right one is taken once; wrong ones are counted and, at the limit,
 * suspend the token. A token in 停止中 takes none.
 *
 * @param token - of the customer
 * @param password - as it was typed
 * @param now - world time, epoch milliseconds
 * @param failuresBeforeSuspension - wrong passwords in a row that suspend
 */
export function judgeOneTimePassword(
  token: SoftwareToken,
  password: string,
  now: number,
  failuresBeforeSuspension: number,
): OneTimePasswordOutcome {
  const { secret, lastStep } = token;
  if (token.state === 'suspended' || secret === null) return { kind: 'suspended', token };
  const stepMilliseconds = oneTimePasswordRule.stepSeconds * 1000;
  const current = Math.floor(now / stepMilliseconds);
  // All are compared, so that it takes the same time.
  const matching = ACCEPTED_STEPS.map((earlier) => current - earlier).filter((step) =>
    secretsMatch(oneTimePassword(secret, step * stepMilliseconds), password),
  );
  // A last step in the future is of before the world's clock was set back.
  const used = lastStep !== null && lastStep <= current ? lastStep : Number.NEGATIVE_INFINITY;
  const step = matching.find((candidate) => candidate > used);
  if (step !== undefined) return { kind: 'accepted', token: { ...token, lastStep: step, failures: 0 } };
  if (matching.length > 0) return { kind: 'used', token };
  const counted = { ...token, failures: token.failures + 1 };
  if (counted.failures < failuresBeforeSuspension) return { kind: 'wrong', token: counted };
  return { kind: 'suspended', token: changed(counted, 'suspend') ?? counted };
}

/**
 * The token after the app's 初期設定 (手順8); `undefined` when something of what was typed is wrong, or the app cannot be
 * set up any more: it is set up already, or the token is in use.
 *
 * @param token - found by its ユーザID; none when nobody has it
 * @param typed - as it was typed
 */
export function setUpApp(
  token: SoftwareToken | undefined,
  typed: { readonly serviceId: string; readonly activationPassword: string },
): SoftwareToken | undefined {
  const known = token ?? noToken;
  const serviceMatches = secretsMatch(known.serviceId ?? '', typed.serviceId);
  const passwordMatches = secretsMatch(known.activationPassword ?? '', typed.activationPassword);
  if (!serviceMatches || !passwordMatches || known.secret === null || known.appIsSetUp) return undefined;
  return changed(known, 'set-up-app');
}
