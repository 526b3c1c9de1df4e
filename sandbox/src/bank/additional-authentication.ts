import type { AdditionalAuthentication, Facts } from './facts.ts';
import { secretsMatch } from './login.ts';
import type { RiskRule } from './profile.ts';

const fires: Readonly<Record<RiskRule, (facts: Facts) => boolean>> = {
  always: () => true,
  never: () => false,
  'new-client': ({ isKnownVendor }) => !isKnownVendor,
  'after-wrong-password': ({ customer }) => (customer?.loginFailures ?? 0) > 0,
};

/**
 * Whether the additional authentication is asked for (seed 001, 手順2 ※: it may appear where it is used).
 *
 * @param facts - with the customer as he was before this login
 * @param rule - the bank's
 */
export function asksForAnswer(facts: Facts, rule: RiskRule): boolean {
  return facts.customer?.additionalAuthentication !== undefined && fires[rule](facts);
}

/** Whether an answer is right; spaces around it do not matter. */
export function isRightAnswer({ answer }: AdditionalAuthentication, given: string): boolean {
  return secretsMatch(given.trim(), answer);
}
