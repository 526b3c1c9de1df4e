import type { BankProfile } from '../bank/profile.ts';
import { findConsent } from '../store/consents.ts';
import { findRecord } from '../store/oauth-records.ts';
import { recall } from '../store/recall.ts';
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
export function holderOf({ db }: WorldStore, profile: BankProfile, token: string): Promise<TokenHolder | undefined> {
  const hash = idHash(token);
  return recall(db, `holder ${profile.id} ${hash}`, async () => {
    for (const model of ['AccessToken', 'RefreshToken']) {
      const record = await findRecord(db, { bank: profile.id, model, idHash: hash });
      if (record?.grantId) return findConsent(db, record.grantId);
    }
    return undefined;
  });
}
