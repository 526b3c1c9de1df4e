import { hash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { InternetBankingSession } from '../bank/internet-banking-state.ts';
import { forgetOldest, isTimeToForget, nextNumber } from './past.ts';
import type { Schema } from './schema.ts';

// The id of a session opens it: the database holds none.
const hashOf = (id: string): string => hash('sha256', id, 'hex');

/** A session of the internet-banking site. */
export async function findSession(
  db: Kysely<Schema>,
  bank: string,
  id: string,
): Promise<InternetBankingSession | undefined> {
  const row = await db
    .selectFrom('internet_banking_sessions')
    .select('state')
    .where('bank', '=', bank)
    .where('id_hash', '=', hashOf(id))
    .executeTakeFirst();
  return row && (JSON.parse(row.state) as InternetBankingSession);
}

/** Keeps a session. */
export async function saveSession(
  db: Kysely<Schema>,
  bank: string,
  id: string,
  session: InternetBankingSession,
): Promise<void> {
  const changing = { state: JSON.stringify(session), touched_at: session.touchedAt };
  const saved = await db
    .insertInto('internet_banking_sessions')
    .values({ bank, id_hash: hashOf(id), number: nextNumber('internet_banking_sessions'), ...changing })
    .onConflict((conflict) => conflict.columns(['bank', 'id_hash']).doUpdateSet(changing))
    .returning('number')
    .executeTakeFirst();
  if (isTimeToForget(saved)) await forgetOldest(db, 'internet_banking_sessions');
}

/** Ends a session. */
export async function deleteSession(db: Kysely<Schema>, bank: string, id: string): Promise<void> {
  await db.deleteFrom('internet_banking_sessions').where('bank', '=', bank).where('id_hash', '=', hashOf(id)).execute();
}

/** Forgets the sessions that nobody has touched since an instant. */
export async function deleteIdleSessions(db: Kysely<Schema>, bank: string, before: number): Promise<void> {
  await db.deleteFrom('internet_banking_sessions').where('bank', '=', bank).where('touched_at', '<', before).execute();
}
