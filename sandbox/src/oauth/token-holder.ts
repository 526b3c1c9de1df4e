import type { BankProfile } from '../bank/profile.ts';
import { findConsent } from '../store/consents.ts';
import { findRecord } from '../store/oauth-records.ts';
import type { WorldStore } from '../store/world-store.ts';
import { idHash } from './adapter.ts';

/** Whose a token is: the vendor's app that holds it, and the customer who allowed it. */
export interface TokenHolder {
  readonly clientId: string;
  readonly loginId: string;
}

/**
 * Whose an access or a refresh token is, whether it still works or not.
 *
 * @param store - the world
 * @param profile - the bank
 * @param token - as the vendor sent it
 */
export async function holderOf(
  store: WorldStore,
  profile: BankProfile,
  token: string,
): Promise<TokenHolder | undefined> {
  for (const model of ['AccessToken', 'RefreshToken']) {
    const record = await findRecord(store.db, { bank: profile.id, model, idHash: idHash(token) });
    if (record?.grantId) return findConsent(store.db, record.grantId);
  }
  return undefined;
}
