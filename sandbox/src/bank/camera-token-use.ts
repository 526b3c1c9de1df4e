import { type CameraToken, cameraTokenPassword } from './camera-token.ts';
import { secretsMatch } from './login.ts';

/** What became of a one-time password of a camera token, and the token after it. */
export interface CameraTokenOutcome {
  readonly kind: 'accepted' | 'wrong' | 'suspended';
  readonly token: CameraToken;
}

/**
 * Judges the answer to a challenge. Wrong ones are counted and, at the limit, suspend the operator's use of the token.
 *
 * @param token - as the operator uses it
 * @param challenge - the one on the operator's screen
 * @param password - as it was typed
 * @param failuresBeforeSuspension - wrong passwords in a row that suspend
 */
export function judgeCameraToken(
  token: CameraToken,
  challenge: string,
  password: string,
  failuresBeforeSuspension: number,
): CameraTokenOutcome {
  if (token.state !== 'in-use') return { kind: 'suspended', token };
  if (secretsMatch(cameraTokenPassword(token.secret, challenge), password)) {
    return { kind: 'accepted', token: { ...token, failures: 0 } };
  }
  const failures = token.failures + 1;
  if (failures < failuresBeforeSuspension) return { kind: 'wrong', token: { ...token, failures } };
  return { kind: 'suspended', token: { ...token, failures, state: 'suspended' } };
}
