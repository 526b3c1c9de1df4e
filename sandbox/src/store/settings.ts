import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** Reads a setting of the world; `undefined` when it was never saved. */
export async function readSetting<T>(db: Kysely<Schema>, name: string): Promise<T | undefined> {
  const row = await db.selectFrom('settings').select('value').where('name', '=', name).executeTakeFirst();
  return row === undefined ? undefined : (JSON.parse(row.value) as T);
}

/** Saves a setting of the world, as JSON. */
export async function writeSetting(db: Kysely<Schema>, name: string, value: unknown): Promise<void> {
  const json = JSON.stringify(value);
  await db
    .insertInto('settings')
    .values({ name, value: json })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: json }))
    .execute();
}
