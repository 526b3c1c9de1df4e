import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { ClockState } from '../world/clock.ts';
import { keepMaintenance, type MaintenanceWindows } from './maintenance.ts';
import { SCHEMA_VERSION } from './migrations.ts';
import { type Schema, type WorldTable, worldTables } from './schema.ts';
import { writeSetting } from './settings.ts';
import { isStorageFailure } from './sqlite.ts';
import type { WorldStore } from './world-store.ts';

/** All that a world holds at a moment, but its certificates and keys. */
export interface Snapshot {
  /** Of the tables; a snapshot fits the same version only. */
  readonly schemaVersion: number;
  /** The world's name. */
  readonly world: string;
  readonly clock: ClockState;
  readonly maintenance: MaintenanceWindows;
  readonly tables: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
  /** Of the clock, the maintenance windows and each table: what was changed since fits no more. */
  readonly digests: Readonly<Record<string, string>>;
}

/** A snapshot that does not fit the world; the message says what was wrong and what was expected. */
export class SnapshotError extends Error {
  override name = 'SnapshotError';
}

/** SHA-256 of a JSON value, whatever the order of its members. */
function digestOf(value: unknown): string {
  const inOrder = (_: string, member: unknown) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member;
  return createHash('sha256')
    .update(JSON.stringify(value, inOrder) ?? '')
    .digest('base64url');
}

function digestsOf({ clock, maintenance, tables }: Omit<Snapshot, 'digests'>): Snapshot['digests'] {
  const ofTables = worldTables.map((table) => [`tables/${table}`, digestOf(tables[table])]);
  return { clock: digestOf(clock), maintenance: digestOf(maintenance), ...Object.fromEntries(ofTables) };
}

// SQLite takes some thousand values in one statement.
const BATCH = 200;

/** Takes a snapshot, in one transaction. */
export function takeSnapshot({ db, clock, maintenance, world }: WorldStore): Promise<Snapshot> {
  return db.transaction().execute(async (transaction) => {
    const held: Record<string, Snapshot['tables'][string]> = {};
    for (const table of worldTables) held[table] = await transaction.selectFrom(table).selectAll().execute();
    const schemaVersion = SCHEMA_VERSION;
    const all = {
      schemaVersion,
      world: world.name,
      clock: clock.state(),
      maintenance: maintenance.all(),
      tables: held,
    };
    return { ...all, digests: digestsOf(all) };
  });
}

async function fill(db: Kysely<Schema>, table: WorldTable, rows: Snapshot['tables'][string]) {
  await db.deleteFrom(table).execute();
  for (let from = 0; from < rows.length; from += BATCH) {
    await db
      .insertInto(table)
      .values(rows.slice(from, from + BATCH) as never)
      .execute();
  }
}

/**
 * Puts a world back to a snapshot of it, all of it or nothing.
 *
 * @throws {@link SnapshotError} when it is of another version or world, or was changed
 */
export async function restoreSnapshot(store: WorldStore, snapshot: Snapshot): Promise<void> {
  const { db, clock, maintenance, world } = store;
  if (snapshot.schemaVersion !== SCHEMA_VERSION) {
    const found = `the snapshot has schema version ${snapshot.schemaVersion}, this sandbox ${SCHEMA_VERSION}`;
    throw new SnapshotError(`${found}; take it again with this sandbox`);
  }
  if (snapshot.world !== world.name) {
    throw new SnapshotError(`the snapshot is of the world ${snapshot.world}, this is ${world.name}; restore it there`);
  }
  const missing = worldTables.filter((table) => !Array.isArray(snapshot.tables[table]));
  if (missing.length > 0)
    throw new SnapshotError(`the snapshot lacks ${missing.join(', ')}; expected it as it was taken`);
  const changed = Object.entries(digestsOf(snapshot)).filter(([part, digest]) => snapshot.digests[part] !== digest);
  if (changed.length > 0) {
    const parts = changed.map(([part]) => part).join(', ');
    throw new SnapshotError(
      `the snapshot was changed in ${parts}; expected it as it was taken: restore it, then change the world`,
    );
  }
  try {
    await db.transaction().execute(async (transaction) => {
      for (const table of worldTables) await fill(transaction, table, snapshot.tables[table] ?? []);
      await keepMaintenance(transaction, snapshot.maintenance);
      await writeSetting(transaction, 'clock', snapshot.clock);
    });
  } catch (error) {
    if (isStorageFailure(error)) throw error;
    throw new SnapshotError(
      `the snapshot cannot be restored (${(error as Error).message}); expected it as it was taken`,
    );
  }
  clock.restore(snapshot.clock);
  maintenance.restore(snapshot.maintenance);
}
