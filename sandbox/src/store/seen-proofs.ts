import { hash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { realNow } from '../world/clock.ts';
import type { Schema } from './schema.ts';

/** What was signed to be used once: a client assertion, a DPoP proof. */
export interface SeenProof {
  readonly bank: string;
  /** Its `jti`, with what it is unique among. */
  readonly id: string;
}

const keyOf = ({ bank, id }: SeenProof): string => hash('sha256', `${bank} ${id}`, 'base64url');

/**
 * Remembers a proof, and forgets those that are too old to be accepted again. It goes by the real time: proofs are
 * transport, which a world's clock does not move.
 *
 * @param seconds - for how long it could be sent again
 * @returns false when it was seen before
 */
export async function rememberProof(db: Kysely<Schema>, proof: SeenProof, seconds: number): Promise<boolean> {
  const now = realNow();
  await db.deleteFrom('seen_proofs').where('forget_at', '<=', now).execute();
  const result = await db
    .insertInto('seen_proofs')
    .values({ id_hash: keyOf(proof), forget_at: now + seconds * 1000 })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return (result.numInsertedOrUpdatedRows ?? 0n) > 0n;
}

/** Whether a proof was seen before. */
export async function isProofSeen(db: Kysely<Schema>, proof: SeenProof): Promise<boolean> {
  const row = await db
    .selectFrom('seen_proofs')
    .select('forget_at')
    .where('id_hash', '=', keyOf(proof))
    .where('forget_at', '>', realNow())
    .executeTakeFirst();
  return row !== undefined;
}
