import type { Kysely } from 'kysely';
import { forgetAuthorizations, isTimeToForget, nextNumber } from './past.ts';
import { prepared } from './prepared.ts';
import type { Schema } from './schema.ts';

/** A record of the authorization server. Its id is kept as a hash only. */
export interface OAuthRecord {
  readonly bank: string;
  readonly model: string;
  readonly idHash: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly grantId: string | null;
  /** World time, epoch milliseconds; null when it does not end by itself. */
  readonly expiresAt: number | null;
  readonly consumedAt: number | null;
}

type Key = Pick<OAuthRecord, 'bank' | 'model' | 'idHash'>;

type Columns = Pick<Schema['oauth_records'], 'payload' | 'grant_id' | 'expires_at' | 'consumed_at'>;

const upsertRecord = prepared((db, of: Key & Columns) => {
  const { bank, model, idHash, payload, grant_id, expires_at, consumed_at } = of;
  const changing = { payload, grant_id, expires_at, consumed_at };
  return db
    .insertInto('oauth_records')
    .values({ bank, model, id_hash: idHash, number: nextNumber('oauth_records'), ...changing })
    .onConflict((conflict) => conflict.columns(['bank', 'model', 'id_hash']).doUpdateSet(changing))
    .returning('number');
});

/**
 * Keeps a record, in place of an older one of the same id.
 *
 * @param now - world time, epoch milliseconds
 */
export async function saveRecord(db: Kysely<Schema>, record: OAuthRecord, now: number): Promise<void> {
  const { bank, model, idHash } = record;
  const [saved] = await upsertRecord(db, {
    bank,
    model,
    idHash,
    payload: JSON.stringify(record.payload),
    grant_id: record.grantId,
    expires_at: record.expiresAt,
    consumed_at: record.consumedAt,
  });
  if (isTimeToForget(saved)) await forgetAuthorizations(db, now);
}

const recordsByKey = prepared((db, { bank, model, idHash }: Key) =>
  db
    .selectFrom('oauth_records')
    .selectAll()
    .where('bank', '=', bank)
    .where('model', '=', model)
    .where('id_hash', '=', idHash),
);

/** A record, whether it has ended or not. */
export async function findRecord(db: Kysely<Schema>, key: Key): Promise<OAuthRecord | undefined> {
  const [row] = await recordsByKey(db, key);
  return (
    row && {
      ...key,
      payload: JSON.parse(row.payload) as Record<string, unknown>,
      grantId: row.grant_id,
      expiresAt: row.expires_at,
      consumedAt: row.consumed_at,
    }
  );
}

/** Marks a record as used. */
export async function consumeRecord(db: Kysely<Schema>, key: Key, at: number): Promise<boolean> {
  const result = await db
    .updateTable('oauth_records')
    .set({ consumed_at: at })
    .where('bank', '=', key.bank)
    .where('model', '=', key.model)
    .where('id_hash', '=', key.idHash)
    .where('consumed_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Ends a record now. It stays known, so that the reason of its end can be told. */
export async function expireRecord(db: Kysely<Schema>, key: Key, at: number): Promise<void> {
  await db
    .updateTable('oauth_records')
    .set({ expires_at: at })
    .where('bank', '=', key.bank)
    .where('model', '=', key.model)
    .where('id_hash', '=', key.idHash)
    .execute();
}

/**
 * Ends the records of a grant now.
 *
 * @param model - only those of this kind
 */
export async function expireRecordsOfGrant(
  db: Kysely<Schema>,
  bank: string,
  grantId: string,
  at: number,
  model?: string,
): Promise<void> {
  let query = db
    .updateTable('oauth_records')
    .set({ expires_at: at })
    .where('bank', '=', bank)
    .where('grant_id', '=', grantId)
    .where((expression) => expression.or([expression('expires_at', 'is', null), expression('expires_at', '>', at)]));
  if (model !== undefined) query = query.where('model', '=', model);
  await query.execute();
}
