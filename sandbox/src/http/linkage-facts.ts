import type { Kysely } from 'kysely';
import type { Facts } from '../bank/facts.ts';
import { typed, type Values } from '../bank/linkage-state.ts';
import { deviceOf } from '../bank/phone.ts';
import type { PeerCertificate } from '../pki/peer-certificate.ts';
import { findCertificate, type StoredCertificate } from '../store/certificates.ts';
import { findClient } from '../store/clients.ts';
import { hasConsented } from '../store/consents.ts';
import { findCustomer, listAccounts, listAdministrators } from '../store/customers.ts';
import type { StoredLinkage } from '../store/linkages.ts';
import type { Schema } from '../store/schema.ts';
import { findSoftwareToken } from '../store/software-tokens.ts';
import type { Bank } from './bank.ts';

/** What a request brings besides the button: what was filled in, and the certificate of a TLS handshake. */
export interface Presented {
  readonly values: Values;
  readonly certificate?: PeerCertificate | undefined;
  readonly userAgent: string;
}

async function certificateOf(
  db: Kysely<Schema>,
  bank: Bank,
  { linkage }: StoredLinkage,
  presented: Presented,
): Promise<StoredCertificate | undefined> {
  if (linkage.certificateId !== undefined && linkage.screen !== 'certificate-selection') {
    return findCertificate(db, 'id', linkage.certificateId);
  }
  if (presented.certificate !== undefined) {
    return findCertificate(db, 'fingerprint', presented.certificate.fingerprint);
  }
  // Only the sandbox's own certificate window takes a certificate by its name.
  const picked = bank.certificateLogin === 'picker' && linkage.screen === 'certificate-selection';
  return picked ? findCertificate(db, 'id', typed(presented.values, 'certificate')) : undefined;
}

/** Loads a customer with his token, the accounts of his company, and whom the bank writes to about them. */
export async function loadCustomer(
  db: Kysely<Schema>,
  { profile }: Bank,
  loginId: string,
): Promise<Pick<Facts, 'customer' | 'accounts' | 'administrators'>> {
  if (loginId === '') return { accounts: [], administrators: [] };
  const customer = await findCustomer(db, profile.id, loginId);
  // Whom nobody knows takes as many reads as anybody: it is the bank that decides how many.
  const of = customer ?? { bank: profile.id, companyId: '', loginId };
  const softwareToken = profile.softwareTokenServiceId && (await findSoftwareToken(db, profile.id, loginId));
  const accounts = await listAccounts(db, of);
  const administrators = profile.linkageMails ? await listAdministrators(db, of) : [];
  if (customer === undefined) return { accounts, administrators };
  return { customer: { ...customer, ...(softwareToken ? { softwareToken } : {}) }, accounts, administrators };
}

/** Loads all that a decision about a linkage looks at. */
export async function loadFacts(
  db: Kysely<Schema>,
  bank: Bank,
  stored: StoredLinkage,
  presented: Presented,
): Promise<Facts> {
  const client = await findClient(db, stored.clientId);
  if (client === undefined) throw new Error(`the linkage is for a client that is gone: ${stored.clientId}`);
  const { loginId } = stored.linkage;
  const certificate = loginId === undefined ? await certificateOf(db, bank, stored, presented) : undefined;
  const claimed = loginId ?? certificate?.loginId ?? typed(presented.values, 'loginId');
  const known = await loadCustomer(db, bank, claimed);
  const { id, settings } = bank.profile;
  const isAsked = settings.additionalAuthentication === 'new-client';
  const isKnownVendor = isAsked && (await hasConsented(db, id, stored.clientId, claimed));
  const device = deviceOf(presented.userAgent);
  return {
    client,
    isKnownVendor,
    device,
    ...known,
    ...(certificate ? { certificate } : { isPublicCertificate: presented.certificate?.isPublic() ?? false }),
  };
}
