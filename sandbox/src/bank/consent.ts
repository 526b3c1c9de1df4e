import type { Service } from './service.ts';

/** Why a consent is over. */
export type ConsentEndReason =
  | 'expired'
  | 'superseded'
  | 'ended_by_vendor'
  | 'token_reused'
  | 'login_password_changed'
  | 'login_id_changed'
  | 'revoked_by_bank';

/** A consent: which services of which customer a vendor may read, and until when. */
export interface Consent {
  readonly grantId: string;
  readonly bank: string;
  readonly clientId: string;
  readonly loginId: string;
  readonly services: readonly Service[];
  /** World time, epoch milliseconds. */
  readonly grantedAt: number;
  /** World time, epoch milliseconds. */
  readonly expiresAt: number;
  readonly endedAt: number | null;
  readonly endReason: ConsentEndReason | null;
}

/**
 * Why a consent cannot be used any more at a time; `undefined` while it is in force. It is in force up to, and not at,
 * its last instant.
 *
 * @param consent - as it is kept
 * @param now - world time, epoch milliseconds
 */
export function consentEnd(consent: Consent, now: number): ConsentEndReason | undefined {
  if (consent.endReason !== null) return consent.endReason;
  return now >= consent.expiresAt ? 'expired' : undefined;
}

const DAY = 24 * 60 * 60 * 1000;

/** Days until the end; a day begun counts as a day, so it is 1 on the last day. */
export function daysLeft(consent: Consent, now: number): number {
  return Math.ceil((consent.expiresAt - now) / DAY);
}
