import type { Kysely } from 'kysely';
import { type Consent, type ConsentEndReason, consentEnd } from '../bank/consent.ts';
import type { Service } from '../bank/service.ts';
import { nextNumber } from './past.ts';
import { prepared } from './prepared.ts';
import type { Schema } from './schema.ts';

type Row = Schema['consents'];

function fromRow(row: Row): Consent {
  return {
    grantId: row.grant_id,
    bank: row.bank,
    clientId: row.client_id,
    loginId: row.login_id,
    services: JSON.parse(row.services) as Service[],
    grantedAt: row.granted_at,
    expiresAt: row.expires_at,
    endedAt: row.ended_at,
    endReason: row.end_reason,
  };
}

/** Keeps a consent. */
export async function insertConsent(db: Kysely<Schema>, consent: Consent): Promise<void> {
  await db
    .insertInto('consents')
    .values({
      grant_id: consent.grantId,
      number: nextNumber('consents'),
      bank: consent.bank,
      client_id: consent.clientId,
      login_id: consent.loginId,
      services: JSON.stringify(consent.services),
      granted_at: consent.grantedAt,
      expires_at: consent.expiresAt,
      ended_at: consent.endedAt,
      end_reason: consent.endReason,
    })
    .execute();
}

const consentsByGrant = prepared((db, { grantId }: { grantId: string }) =>
  db.selectFrom('consents').selectAll().where('grant_id', '=', grantId),
);

/** The consent behind a grant, whether it is in force or over. */
export async function findConsent(db: Kysely<Schema>, grantId: string): Promise<Consent | undefined> {
  const [row] = await consentsByGrant(db, { grantId });
  return row && fromRow(row);
}

const oneConsentOf = prepared((db, { bank, loginId, clientId }: Required<ConsentFilter>) =>
  db
    .selectFrom('consents')
    .select('grant_id')
    .where('bank', '=', bank as string)
    .where('login_id', '=', loginId as string)
    .where('client_id', '=', clientId as string)
    .limit(1),
);

/** Whether a customer has ever linked a vendor. */
export async function hasConsented(
  db: Kysely<Schema>,
  bank: string,
  clientId: string,
  loginId: string,
): Promise<boolean> {
  return (await oneConsentOf(db, { bank, clientId, loginId })).length > 0;
}

/** Ends a consent; the first reason stays. */
export async function endConsent(
  db: Kysely<Schema>,
  grantId: string,
  reason: ConsentEndReason,
  at: number,
): Promise<void> {
  await db
    .updateTable('consents')
    .set({ ended_at: at, end_reason: reason })
    .where('grant_id', '=', grantId)
    .where('ended_at', 'is', null)
    .execute();
}

/** Which consents: of a bank, of one of its customers, for a vendor; what is left out is any. */
export interface ConsentFilter {
  readonly bank?: string | undefined;
  readonly loginId?: string | undefined;
  readonly clientId?: string | undefined;
}

/** The consents that are kept, in force or over, in the order in which they were given. */
export async function listConsents(
  db: Kysely<Schema>,
  { bank, loginId, clientId }: ConsentFilter = {},
  options: { readonly exceptEnded?: boolean } = {},
): Promise<Consent[]> {
  let query = db.selectFrom('consents').selectAll().orderBy('number');
  if (options.exceptEnded) query = query.where('ended_at', 'is', null);
  if (bank !== undefined) query = query.where('bank', '=', bank);
  if (loginId !== undefined) query = query.where('login_id', '=', loginId);
  if (clientId !== undefined) query = query.where('client_id', '=', clientId);
  return (await query.execute()).map(fromRow);
}

/** Ends every consent in force of a customer: those for one vendor, or all. */
export async function endConsentsOf(
  db: Kysely<Schema>,
  of: ConsentFilter & { readonly bank: string; readonly loginId: string },
  reason: ConsentEndReason,
  at: number,
): Promise<void> {
  const consents = await listConsents(db, of, { exceptEnded: true });
  for (const consent of consents.filter((one) => consentEnd(one, at) === undefined)) {
    await endConsent(db, consent.grantId, reason, at);
  }
}
