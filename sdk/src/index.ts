/**
 * Links a customer's bank and reads it: accounts, balances, statements. No Node built-ins: it runs on servers, in browsers and at the
 * edge. Begin with {@link BankLink}.
 *
 * @packageDocumentation
 */

export type { StartedLinkage, StartOptions } from './bank-link.ts';
export { BankLink } from './bank-link.ts';
export type {
  Account,
  Balance,
  ConsentEndReason,
  Deposit,
  LinkageStatus,
  Service,
  Transaction,
} from './bank-types.ts';
export type { ClientAuthentication } from './client-authentication.ts';
export type { BankLinkError, BankLinkErrorCode } from './errors.ts';
export type { CallOptions, Linkage, ListOptions, StatementOptions } from './linkage.ts';
export type { CallbackProblem } from './linkage-errors.ts';
export {
  AuthorizationError,
  CallbackError,
  LinkageDeniedError,
  LinkageEndedError,
  LinkageNotFoundError,
} from './linkage-errors.ts';
export type { BankLinkOptions } from './options.ts';
export type { PendingLinkage } from './pending-linkage.ts';
export { RenkeiError } from './renkei-error.ts';
export type { ApiProblem } from './request-errors.ts';
export {
  ApiProblemError,
  ConfigurationError,
  InvalidResponseError,
  NetworkError,
  TimeoutError,
} from './request-errors.ts';
export type { TokenScheme } from './token-scheme.ts';
export type { LinkageTokens, TokenStore } from './tokens.ts';
export { MemoryTokenStore } from './tokens.ts';
