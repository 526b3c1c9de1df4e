import { type Kysely, sql } from 'kysely';
import type { Schema } from './schema.ts';

/**
 * How much of the past a world keeps; what is older is forgotten, a hundred at a time. It goes by number and not by time:
 * a clock can stand still, and a clock that is set back shall find what was there.
 */
export const kept = {
  /** Linkages that were begun, finished or not: further back, the customer begins again. */
  linkages: 1000,
  /** Consents: further back, those that are over and were followed by another of the same customer for the same vendor. */
  consents: 1000,
  /** Records of the authorization server: further back, interactions and what has expired. A linkage makes about five. */
  oauth_records: 5000,
  mails: 2000,
  internet_banking_sessions: 1000,
} as const;

type Numbered = keyof typeof kept;

const BATCH = 100;

/** The number of a row that is inserted. */
export const nextNumber = (table: Numbered) =>
  sql<number>`(select coalesce(max(number), 0) + 1 from ${sql.table(table)})`;

/** The number of the last row that is too far back. */
const past = (table: Numbered) => sql<number>`(select max(number) - ${kept[table]} from ${sql.table(table)})`;

/** Whether it is time to look back, now that a row has got this number. */
export const isTimeToForget = (row: { readonly number: number } | undefined): boolean =>
  row !== undefined && row.number % BATCH === 0;

/** Forgets the oldest rows of a table. */
export async function forgetOldest(
  db: Kysely<Schema>,
  table: 'linkages' | 'mails' | 'internet_banking_sessions',
): Promise<void> {
  await db.deleteFrom(table).where('number', '<=', past(table)).execute();
}

/**
 * Forgets what the authorization server no longer needs, and the old consents with all that was issued for them.
 *
 * @param now - world time, epoch milliseconds
 */
export async function forgetAuthorizations(db: Kysely<Schema>, now: number): Promise<void> {
  const forgotten = await db
    .deleteFrom('consents')
    .where('number', '<=', past('consents'))
    .where(({ eb }) => eb.or([eb('ended_at', 'is not', null), eb('expires_at', '<=', now)]))
    // The last consent stays: whether a vendor is known to a customer is a rule of the bank.
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('consents as later')
          .select('later.grant_id')
          .whereRef('later.bank', '=', 'consents.bank')
          .whereRef('later.login_id', '=', 'consents.login_id')
          .whereRef('later.client_id', '=', 'consents.client_id')
          .whereRef('later.number', '>', 'consents.number'),
      ),
    )
    .returning('grant_id')
    .execute();
  for (const { grant_id } of forgotten) {
    await db.deleteFrom('oauth_records').where('grant_id', '=', grant_id).execute();
  }
  await db
    .deleteFrom('oauth_records')
    .where('number', '<=', past('oauth_records'))
    .where(({ eb }) => eb.or([eb('model', '=', 'Interaction'), eb('expires_at', '<=', now)]))
    .execute();
}
