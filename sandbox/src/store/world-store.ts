import type { Kysely } from 'kysely';
import type { BankProfile } from '../bank/profile.ts';
import { profiles } from '../bank/profiles/index.ts';
import { type ClockState, createClock, type WorldClock } from '../world/clock.ts';
import { parseInstant } from '../world/duration.ts';
import { WORLD_SCHEMA_VERSION, type World, worldSchema } from '../world/world-schema.ts';
import { keepMaintenance, type Maintenance, maintenanceIn, openMaintenance } from './maintenance.ts';
import { type OnProgress, populate, registerWorldClients } from './population.ts';
import type { Schema } from './schema.ts';
import { readSetting, writeSetting } from './settings.ts';
import { openDatabase, StoreError } from './sqlite.ts';

/** A world that is kept: its file, its clock and its database. */
export interface WorldStore {
  readonly world: World;
  readonly clock: WorldClock;
  readonly maintenance: Maintenance;
  readonly db: Kysely<Schema>;
  /** The banks of this world, with its settings. */
  readonly profiles: ReadonlyMap<string, BankProfile>;
  /** Saves the clock after it was changed. Where it cannot be saved, it goes back to what is kept. */
  saveClock(): Promise<void>;
  /** Goes back to what the world file says. Certificates and keys stay. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

function profilesOf(world: World): ReadonlyMap<string, BankProfile> {
  return new Map(
    Object.values(profiles).map((profile) => {
      const overrides = world.banks[profile.id as keyof World['banks']].settings ?? {};
      const given = Object.fromEntries(Object.entries(overrides).filter(([, value]) => value !== undefined));
      return [profile.id, { ...profile, settings: { ...profile.settings, ...given } }];
    }),
  );
}

/** The world of a data directory. Kept by an older version, it may lack what has a default by now. */
async function readKept(db: Kysely<Schema>): Promise<World | undefined> {
  const kept = await readSetting<World>(db, 'world');
  if (kept === undefined) return undefined;
  const version = await readSetting<number>(db, 'world_schema_version');
  return version === WORLD_SCHEMA_VERSION ? kept : worldSchema.parse(kept);
}

/**
 * Opens a world: the one kept in the directory, or a new one made from the world given.
 *
 * @param options - `directory`: `--data DIR`, in memory when left out; `world`: the world to make; `isExplicit`: the world
 * was asked for by the user, so that another one in the directory is a mistake; `redirectUris`: further ones of the apps in
 * the world file
 * @throws {@link StoreError} when the directory cannot be used, or holds another world than the one asked for
 */
export async function openWorldStore(options: {
  readonly directory?: string | undefined;
  readonly world: World;
  readonly isExplicit?: boolean;
  readonly redirectUris?: readonly string[];
  readonly clock?: string | undefined;
  readonly onProgress?: OnProgress | undefined;
}): Promise<WorldStore> {
  const db = await openDatabase(options.directory);
  const kept = await readKept(db);
  if (kept && options.isExplicit && JSON.stringify(kept) !== JSON.stringify(options.world)) {
    await db.destroy();
    throw new StoreError(
      `--data ${options.directory} already holds the world ${kept.name}, made from another file; leave out --world, or choose another --data directory`,
    );
  }
  const world = kept ?? options.world;
  const clock = createClock();
  const maintenance = await openMaintenance(db);
  const restoreClock = async () => clock.restore((await readSetting<ClockState>(db, 'clock')) ?? clock.state());
  const saveClock = async () => {
    try {
      await writeSetting(db, 'clock', clock.state());
    } catch (error) {
      await restoreClock();
      throw error;
    }
  };
  const reset = async () => {
    clock.restore({ offset: 0, frozenAt: null });
    const start = options.clock ?? world.clock;
    if (start !== undefined) clock.set(parseInstant(start));
    const windows = maintenanceIn(world);
    try {
      await db.transaction().execute(async (transaction) => {
        await populate(transaction, world, clock.now(), options.onProgress);
        await registerWorldClients(transaction, world, options.redirectUris);
        await keepMaintenance(transaction, windows);
        await writeSetting(transaction, 'world', world);
        await writeSetting(transaction, 'world_schema_version', WORLD_SCHEMA_VERSION);
        await writeSetting(transaction, 'clock', clock.state());
      });
    } catch (error) {
      await restoreClock();
      throw error;
    }
    maintenance.restore(windows);
  };
  try {
    if (kept === undefined) {
      await reset();
    } else {
      await restoreClock();
      await registerWorldClients(db, world, options.redirectUris);
    }
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return { world, clock, maintenance, db, profiles: profilesOf(world), saveClock, reset, close: () => db.destroy() };
}
