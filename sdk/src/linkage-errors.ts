import type { ConsentEndReason } from './bank-types.ts';
import { RenkeiError } from './renkei-error.ts';

/**
 * The customer pressed 拒否 or 中断: `error=access_denied` (RFC 6749 §4.1.2.1). Nothing is wrong; offer to link again.
 *
 * @example
 * ```ts
 * import { LinkageDeniedError } from '@renkei/sdk';
 *
 * const denied = await bank.complete(callbackUrl, pending).catch((error: unknown) => error instanceof LinkageDeniedError);
 * ```
 */
export class LinkageDeniedError extends RenkeiError {
  override readonly name = 'LinkageDeniedError';
  readonly code = 'linkage_denied';

  constructor() {
    super('the customer refused the linkage or left it; offer to link again');
  }
}

const nextSteps = new Map([
  ['invalid_client', 'check clientId and how the client authenticates'],
  ['invalid_dpop_proof', 'check the clock of this machine'],
  ['invalid_grant', 'start a new linkage'],
  ['invalid_scope', 'ask for services that the client is registered for'],
  ['server_error', 'try again later'],
  ['temporarily_unavailable', 'try again later'],
]);

/**
 * The bank answered with another OAuth error than `access_denied`: in the callback (RFC 6749 §4.1.2.1), at the token
 * endpoint (§5.2), or when the request was pushed (RFC 9126 §2.3).
 *
 * @example
 * ```ts
 * import { AuthorizationError } from '@renkei/sdk';
 *
 * await bank.complete(callbackUrl, pending).catch((error: unknown) => {
 *   if (error instanceof AuthorizationError) console.warn(error.error, error.errorDescription);
 * });
 * ```
 */
export class AuthorizationError extends RenkeiError {
  override readonly name = 'AuthorizationError';
  readonly code = 'authorization';
  /** The RFC's code, such as `invalid_client`, `invalid_scope` or `invalid_grant`. */
  readonly error: string;
  /** The bank's words for the developer, not for the customer. */
  readonly errorDescription: string | undefined;

  constructor(error: string, errorDescription: string | undefined) {
    const reason = errorDescription ? `${error} (${errorDescription})` : error;
    const nextStep = nextSteps.get(error) ?? 'compare the options with the client as the bank registered it';
    super(`the bank refused the linkage: ${reason}; ${nextStep}`);
    this.error = error;
    this.errorDescription = errorDescription;
  }
}

/**
 * What is wrong with a callback; see {@link CallbackError}.
 *
 * @example
 * ```ts
 * import { CallbackError, type CallbackProblem } from '@renkei/sdk';
 *
 * const suspicious: CallbackProblem[] = ['state_mismatch', 'iss_mismatch'];
 * const isAttack = (error: unknown) => error instanceof CallbackError && suspicious.includes(error.problem);
 * ```
 */
export type CallbackProblem =
  | 'url_invalid'
  | 'redirect_uri_mismatch'
  | 'pending_invalid'
  | 'state_missing'
  | 'state_repeated'
  | 'state_mismatch'
  | 'iss_missing'
  | 'iss_repeated'
  | 'iss_mismatch'
  | 'code_missing'
  | 'code_repeated'
  | 'error_repeated'
  | 'response_unsupported'
  | 'already_used';

/**
 * The callback is not the answer to this linkage, so no code was redeemed: a forged, mixed-up (RFC 9207) or reloaded
 * callback, or a lost session. Start a new linkage.
 *
 * @example
 * ```ts
 * import { CallbackError } from '@renkei/sdk';
 *
 * await bank.complete(callbackUrl, pending).catch((error: unknown) => {
 *   if (error instanceof CallbackError && error.problem === 'already_used') console.info('the page was reloaded');
 * });
 * ```
 */
export class CallbackError extends RenkeiError {
  override readonly name = 'CallbackError';
  readonly code = 'callback_invalid';
  /** What is wrong with the callback. */
  readonly problem: CallbackProblem;

  constructor(problem: CallbackProblem, explanation: string) {
    super(`${explanation}; start a new linkage`);
    this.problem = problem;
  }
}

/**
 * The consent is over: a refresh was answered `invalid_grant` (RFC 6749 §5.2), or the API said `consent_ended`. The
 * tokens are gone from the store. Only the customer can help, by linking again.
 *
 * @example
 * ```ts
 * import { LinkageEndedError } from '@renkei/sdk';
 *
 * await linkage.status().catch((error: unknown) => {
 *   if (error instanceof LinkageEndedError) console.info('please link again', error.reason);
 * });
 * ```
 */
export class LinkageEndedError extends RenkeiError {
  override readonly name = 'LinkageEndedError';
  readonly code = 'linkage_ended';
  /** Why, when the bank says so. */
  readonly reason: ConsentEndReason | undefined;

  constructor(reason: ConsentEndReason | undefined) {
    super(`the linkage is over${reason ? ` (${reason})` : ''}; send the customer to link again`);
    this.reason = reason;
  }
}

/**
 * The token store has no linkage of this id: it ended, or another store was used when it was made.
 *
 * @example
 * ```ts
 * import { LinkageNotFoundError } from '@renkei/sdk';
 *
 * const known = await bank.open('5f0c…').catch((error: unknown) => {
 *   if (error instanceof LinkageNotFoundError) return undefined;
 *   throw error;
 * });
 * ```
 */
export class LinkageNotFoundError extends RenkeiError {
  override readonly name = 'LinkageNotFoundError';
  readonly code = 'linkage_not_found';

  constructor() {
    super('the token store has no linkage of this id; send the customer to link, or use the store that it was kept in');
  }
}
