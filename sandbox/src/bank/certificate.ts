import { type Refusal, refusal } from './refusal.ts';

/** A client certificate that the sandbox issued. */
export interface CertificateFacts {
  readonly id: string;
  readonly bank: string;
  readonly loginId: string;
  /** Issued by another authority than the bank's. */
  readonly foreign: boolean;
  /** It says that it is for TLS clients (id-kp-clientAuth, RFC 5280 §4.2.1.12); TLS itself takes one that says nothing. */
  readonly forClients: boolean;
  /** Epoch milliseconds. */
  readonly notBefore: number;
  /** Epoch milliseconds. */
  readonly notAfter: number;
  /** Epoch milliseconds; null while it is not revoked. */
  readonly revokedAt: number | null;
}

/** What the bank thinks of a certificate at a time. */
export type CertificateState = 'valid' | 'not-yet-valid' | 'expired' | 'revoked' | 'not-for-clients' | 'foreign';

/**
 * The state of a certificate.
 *
 * @param certificate - one that the sandbox issued
 * @param now - world time, epoch milliseconds
 */
export function certificateState(certificate: CertificateFacts, now: number): CertificateState {
  if (certificate.foreign) return 'foreign';
  if (!certificate.forClients) return 'not-for-clients';
  if (certificate.revokedAt !== null && certificate.revokedAt <= now) return 'revoked';
  if (now < certificate.notBefore) return 'not-yet-valid';
  if (now > certificate.notAfter) return 'expired';
  return 'valid';
}

const refusals = {
  foreign: 'certificate_of_another_authority',
  'not-for-clients': 'certificate_not_for_clients',
  revoked: 'certificate_revoked',
  'not-yet-valid': 'certificate_not_yet_valid',
  expired: 'certificate_expired',
} as const;

/**
 * Why a certificate cannot be used to log in to a bank, if it cannot.
 *
 * @param certificate - the one presented; `undefined` when the sandbox never issued it
 * @param bank - the bank logged in to
 * @param now - world time, epoch milliseconds
 */
export function certificateRefusal(
  certificate: CertificateFacts | undefined,
  bank: string,
  now: number,
): Refusal | undefined {
  if (certificate === undefined) return refusal('certificate_unknown');
  const state = certificateState(certificate, now);
  if (state !== 'valid') return refusal(refusals[state]);
  return certificate.bank === bank ? undefined : refusal('certificate_of_another_bank');
}
