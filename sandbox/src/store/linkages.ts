import { hash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Effect, Linkage } from '../bank/linkage-state.ts';
import { endConsentsOf, insertConsent } from './consents.ts';
import { saveCameraTokenUse, saveLoginCount, saveLoginTry } from './customers.ts';
import { forgetOldest, isTimeToForget, nextNumber } from './past.ts';
import { prepared } from './prepared.ts';
import type { Schema } from './schema.ts';
import { saveSoftwareToken } from './software-tokens.ts';

/** A linkage in progress as it is kept. */
export interface StoredLinkage {
  readonly id: string;
  readonly bank: string;
  readonly clientId: string;
  readonly linkage: Linkage;
  /** Of the session in which someone has logged in; null before. */
  readonly sessionHash: string | null;
}

/** The hash under which a session is kept: its id opens it. */
export function sessionHash(session: string): string {
  return hash('sha256', session, 'base64url');
}

/** Whether a browser with this session may see a linkage as it stands; before the login every one may that began it. */
export function isSessionOf(stored: StoredLinkage, session: string | undefined): boolean {
  return stored.sessionHash === null || (session !== undefined && sessionHash(session) === stored.sessionHash);
}

/** Keeps a linkage that begins. */
export async function insertLinkage(db: Kysely<Schema>, stored: StoredLinkage): Promise<void> {
  const state = JSON.stringify(stored.linkage);
  const { id, bank, clientId, linkage } = stored;
  const inserted = await db
    .insertInto('linkages')
    .values({ id, number: nextNumber('linkages'), bank, client_id: clientId, state, touched_at: linkage.touchedAt })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('number')
    .executeTakeFirst();
  if (isTimeToForget(inserted)) await forgetOldest(db, 'linkages');
}

const linkagesById = prepared((db, { bank, id }: { bank: string; id: string }) =>
  db.selectFrom('linkages').selectAll().where('id', '=', id).where('bank', '=', bank),
);

/** A linkage in progress. */
export async function findLinkage(db: Kysely<Schema>, bank: string, id: string): Promise<StoredLinkage | undefined> {
  const [row] = await linkagesById(db, { bank, id });
  if (row === undefined) return undefined;
  const linkage = JSON.parse(row.state) as Linkage;
  return { id, bank, clientId: row.client_id, linkage, sessionHash: row.session_hash };
}

const updateLinkage = prepared((db, of: { id: string; state: string; touchedAt: number; sessionHash: string | null }) =>
  db
    .updateTable('linkages')
    .set({ state: of.state, touched_at: of.touchedAt, session_hash: of.sessionHash })
    .where('id', '=', of.id),
);

/** Saves what a decision made: the linkage and the effects. Call it in one transaction with the reading of the facts. */
export async function saveDecision(
  db: Kysely<Schema>,
  stored: StoredLinkage,
  effects: readonly Effect[],
): Promise<void> {
  const { id, linkage, sessionHash } = stored;
  await updateLinkage(db, { id, state: JSON.stringify(linkage), touchedAt: linkage.touchedAt, sessionHash });
  for (const effect of effects) await saveEffect(db, stored.bank, effect);
}

async function saveEffect(db: Kysely<Schema>, bank: string, effect: Effect): Promise<void> {
  if (effect.kind === 'login-counted' || effect.kind === 'login-not-counted') return saveLoginTry(db, bank, effect);
  if (effect.kind === 'answer-counted') return saveLoginCount(db, bank, effect.loginId, 'answer_failures', effect);
  if (effect.kind === 'software-token-changed') return saveSoftwareToken(db, bank, effect.loginId, effect.token);
  if (effect.kind === 'camera-token-changed') return saveCameraTokenUse(db, bank, effect.loginId, effect.token);
  // Its text is written where mails are, above this room.
  if (effect.kind === 'mail-posted') return;
  if (effect.kind === 'consent-given') {
    const { consent } = effect;
    await endConsentsOf(
      db,
      { bank, clientId: consent.clientId, loginId: consent.loginId },
      'superseded',
      consent.grantedAt,
    );
    return insertConsent(db, { ...consent, bank, endedAt: null, endReason: null });
  }
  await db
    .updateTable('accounts')
    .set(pinColumns(effect))
    .where('bank', '=', bank)
    .where('account_id', '=', effect.accountId)
    .execute();
}

function pinColumns(effect: Extract<Effect, { accountId: string }>): Partial<Schema['accounts']> {
  if (effect.kind === 'inquiry-pin-counted') {
    return { pin_failures: effect.failures, pin_locked: effect.locked ? 1 : 0 };
  }
  if (effect.kind === 'inquiry-pin-pending') {
    return { pin_state: 'pending', pin_pending_at: effect.at, pin_failures: 0 };
  }
  return { pin_state: 'registered', pin_pending_at: null };
}
