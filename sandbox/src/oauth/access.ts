import { type Consent, consentEnd } from '../bank/consent.ts';
import type { BankProfile } from '../bank/profile.ts';
import type { Service } from '../bank/service.ts';
import { findConsent } from '../store/consents.ts';
import { findRecord } from '../store/oauth-records.ts';
import { recall } from '../store/recall.ts';
import type { WorldStore } from '../store/world-store.ts';
import { idHash } from './adapter.ts';

/** What an access token opens. */
export interface Access {
  readonly consent: Consent;
  /** The services of the token: those of the consent, or fewer. */
  readonly services: readonly Service[];
  /** The thumbprint of the key that every request has to prove (RFC 9449 §6). */
  readonly jkt?: string;
  /** The thumbprint of the certificate that every request has to show (RFC 8705 §3). */
  readonly x5t?: string;
}

/**
 * What an access token opens now; `undefined` for one that is unknown, foreign, expired or whose consent is over.
 *
 * @param store - the world
 * @param profile - the bank
 * @param token - as the vendor sent it
 */
export async function accessOf(
  { db, clock }: WorldStore,
  profile: BankProfile,
  token: string,
): Promise<Access | undefined> {
  const key = { bank: profile.id, model: 'AccessToken', idHash: idHash(token) };
  const { record, consent } = await recall(db, `access ${profile.id} ${key.idHash}`, async () => {
    const found = await findRecord(db, key);
    return { record: found, consent: found?.grantId ? await findConsent(db, found.grantId) : undefined };
  });
  const now = clock.now();
  if (record === undefined || (record.expiresAt !== null && record.expiresAt <= now)) return undefined;
  if (consent === undefined || consentEnd(consent, now) !== undefined) return undefined;
  const scopes = String(record.payload.scope ?? '').split(' ');
  const { jkt, 'x5t#S256': x5t } = record.payload as { jkt?: string; 'x5t#S256'?: string };
  return {
    consent,
    services: consent.services.filter((service) => scopes.includes(service)),
    ...(jkt === undefined ? {} : { jkt }),
    ...(x5t === undefined ? {} : { x5t }),
  };
}
