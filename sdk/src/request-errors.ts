import { RenkeiError } from './renkei-error.ts';

/**
 * The parts of an {@link ApiProblemError}.
 *
 * @example
 * ```ts
 * import { type ApiProblem, ApiProblemError } from '@renkei/sdk';
 *
 * const logged = ({ status, problemCode, requestId }: ApiProblem) => `${status} ${problemCode} ${requestId}`;
 * await linkage.status().catch((error: unknown) => error instanceof ApiProblemError && console.warn(logged(error)));
 * ```
 */
export interface ApiProblem {
  /** The HTTP status. */
  status: number;
  /** The problem's stable code, such as `account_not_found`. */
  problemCode: string;
  /** What was wrong and the next step, for the developer. */
  detail: string;
  /** To be told to the bank's support. */
  requestId: string | undefined;
  /** The first day that can be read (YYYY-MM-DD, Japan time). */
  firstDate: string | undefined;
  /** Seconds to wait before the next try. */
  retryAfter: number | undefined;
}

/**
 * The bank refused a request and said why (RFC 9457 problem details). Programs look at `problemCode`.
 *
 * @example
 * ```ts
 * import { ApiProblemError } from '@renkei/sdk';
 *
 * await linkage.balance('202-1-2222222').catch((error: unknown) => {
 *   if (error instanceof ApiProblemError) console.warn(error.problemCode, error.requestId);
 * });
 * ```
 */
export class ApiProblemError extends RenkeiError {
  override readonly name = 'ApiProblemError';
  readonly code = 'api_problem';
  /** The HTTP status. */
  readonly status: number;
  /** The problem's stable code, such as `account_not_found`, `insufficient_scope` or `inquiry_range_exceeded`. */
  readonly problemCode: string;
  /** What was wrong and the next step, for the developer. */
  readonly detail: string;
  /** To be told to the bank's support. */
  readonly requestId: string | undefined;
  /** With `inquiry_range_exceeded`: the first day that can be read (YYYY-MM-DD, Japan time). */
  readonly firstDate: string | undefined;
  /** Seconds that the bank asks to wait before the next try. */
  readonly retryAfter: number | undefined;

  constructor(problem: ApiProblem) {
    super(`the bank answered ${problem.status} ${problem.problemCode}: ${problem.detail}`);
    this.status = problem.status;
    this.problemCode = problem.problemCode;
    this.detail = problem.detail;
    this.requestId = problem.requestId;
    this.firstDate = problem.firstDate;
    this.retryAfter = problem.retryAfter;
  }
}

/**
 * The bank could not be reached. Reads were tried three times; a code exchange, a refresh and `end()` only once.
 *
 * @example
 * ```ts
 * import { NetworkError } from '@renkei/sdk';
 *
 * await linkage.status().catch((error: unknown) => {
 *   if (error instanceof NetworkError) console.warn('try again later');
 * });
 * ```
 */
export class NetworkError extends RenkeiError {
  override readonly name = 'NetworkError';
  readonly code = 'network';

  constructor(where: string, systemCode: string | undefined) {
    super(
      `could not reach ${where}${systemCode ? ` (${systemCode})` : ''}; check the issuer and the network, then try again`,
    );
  }
}

/**
 * The bank did not answer completely within `timeout` milliseconds.
 *
 * @example
 * ```ts
 * import { TimeoutError } from '@renkei/sdk';
 *
 * await linkage.status().catch((error: unknown) => {
 *   if (error instanceof TimeoutError) console.warn('the bank is slow');
 * });
 * ```
 */
export class TimeoutError extends RenkeiError {
  override readonly name = 'TimeoutError';
  readonly code = 'timeout';

  constructor(where: string, milliseconds: number) {
    super(`${where} did not answer within ${milliseconds} ms; try again later, or raise the option timeout`);
  }
}

/**
 * The bank's answer is not what its API description promises: no JSON, a redirect, a missing member, an amount that is
 * no safe integer.
 *
 * @example
 * ```ts
 * import { InvalidResponseError } from '@renkei/sdk';
 *
 * await linkage.status().catch((error: unknown) => {
 *   if (error instanceof InvalidResponseError) console.error(error.status, error.message);
 * });
 * ```
 */
export class InvalidResponseError extends RenkeiError {
  override readonly name = 'InvalidResponseError';
  readonly code = 'invalid_response';
  /** The HTTP status of the answer. */
  readonly status: number | undefined;

  constructor(explanation: string, status?: number) {
    super(`${explanation}; if it persists, tell the bank's support`);
    this.status = status;
  }
}

/**
 * An option or argument cannot work. The message says what was expected and what to do.
 *
 * @example
 * ```ts
 * import { BankLink, ConfigurationError } from '@renkei/sdk';
 *
 * try {
 *   new BankLink({ issuer: 'http://bank.example', clientId: 'demo', redirectUri: 'https://app.example/callback' });
 * } catch (error) {
 *   if (error instanceof ConfigurationError) console.error(error.message); // http: only on loopback
 * }
 * ```
 */
export class ConfigurationError extends RenkeiError {
  override readonly name = 'ConfigurationError';
  readonly code = 'configuration';
}

/** For a bank whose metadata has not what an option needs. */
export function lacking(issuer: string, member: string, nextStep: string): ConfigurationError {
  return new ConfigurationError(`the metadata of ${issuer} has no ${member}; ${nextStep}`);
}
