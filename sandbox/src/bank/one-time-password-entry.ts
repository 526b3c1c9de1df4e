import { type Refusal, refusal } from './refusal.ts';
import type { OneTimePasswordOutcome } from './software-token-use.ts';

const refusals = {
  wrong: 'one_time_password_wrong',
  used: 'one_time_password_used',
  suspended: 'one_time_password_suspended',
} as const;

/** Why what was typed cannot be a password of a camera token, if it cannot; full-width digits are refused. */
export function cameraTokenRefusal(password: string): Refusal | undefined {
  if (password === '') return refusal('one_time_password_required', 'oneTimePassword');
  return /^[0-9]{8}$/.test(password) ? undefined : refusal('camera_token_password_malformed', 'oneTimePassword');
}

/**
 * Why the field ワンタイムパスワード is refused, if it is: by what was typed, or by what became of it.
 *
 * @param password - as it was typed; full-width digits are refused, never folded
 * @param outcome - what the bank thinks of it, once it is well-formed
 */
export function oneTimePasswordRefusal(
  password: string,
  outcome: OneTimePasswordOutcome['kind'] = 'accepted',
): Refusal | undefined {
  if (password === '') return refusal('one_time_password_required', 'oneTimePassword');
  if (!/^[0-9]{6}$/.test(password)) return refusal('one_time_password_malformed', 'oneTimePassword');
  return outcome === 'accepted' ? undefined : refusal(refusals[outcome], 'oneTimePassword');
}
