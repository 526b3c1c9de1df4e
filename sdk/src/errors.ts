import type {
  AuthorizationError,
  CallbackError,
  LinkageDeniedError,
  LinkageEndedError,
  LinkageNotFoundError,
} from './linkage-errors.ts';
import type {
  ApiProblemError,
  ConfigurationError,
  InvalidResponseError,
  NetworkError,
  TimeoutError,
} from './request-errors.ts';

/**
 * Every `code` that an error of this package can carry.
 *
 * @example
 * ```ts
 * import type { BankLinkErrorCode } from '@renkei/sdk';
 *
 * const worthAnotherTry: BankLinkErrorCode[] = ['network', 'timeout'];
 * ```
 */
export type BankLinkErrorCode = BankLinkError['code'];

/**
 * All errors of this package as one union, told apart by `code`. Only two other things are ever thrown: the reason of
 * an `AbortSignal` that the caller aborted, and what the caller's own token store throws.
 *
 * @example
 * ```ts
 * import type { BankLinkError } from '@renkei/sdk';
 *
 * function needsNewLinkage(error: BankLinkError): boolean {
 *   switch (error.code) {
 *     case 'linkage_ended':
 *     case 'linkage_not_found':
 *       return true;
 *     default:
 *       return false;
 *   }
 * }
 * ```
 */
export type BankLinkError =
  | LinkageDeniedError
  | AuthorizationError
  | CallbackError
  | LinkageEndedError
  | LinkageNotFoundError
  | ApiProblemError
  | NetworkError
  | TimeoutError
  | InvalidResponseError
  | ConfigurationError;
