import type { Service } from './bank-types.ts';

/**
 * A linkage that the customer has not finished: plain JSON, made by `start()` and wanted by `complete()`. Keep it in
 * the customer's own session on your server, or in an encrypted cookie. It is a secret: `codeVerifier` proves that the
 * code is redeemed by who started (RFC 7636), `state` that the callback is this customer's (RFC 6749 §10.12).
 *
 * @example
 * ```ts
 * import type { PendingLinkage } from '@renkei/sdk';
 *
 * const session: { pending?: PendingLinkage } = {};
 * session.pending = (await bank.start()).pending;
 * ```
 */
export interface PendingLinkage {
  /** The bank that the customer was sent to. */
  issuer: string;
  /** Comes back in the callback (RFC 6749 §10.12). */
  state: string;
  /** Redeems the code (RFC 7636 §4.1). A secret. */
  codeVerifier: string;
  /** What was asked for; left out when everything was that the client is registered for. */
  services?: Service[];
}
