import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
// Not the globals: jsdom's cannot be told to let the process end.
import { clearInterval, clearTimeout, setInterval, setTimeout } from 'node:timers';
import type { NewWorld, WorldMaker } from '../control/worlds.ts';
import { Problem } from '../http/problem.ts';
import { isStorageFailure, StoreError } from '../store/sqlite.ts';
import { realNow } from '../world/clock.ts';
import { randomWorldId } from '../world/ids.ts';
import { type OpenWorld, type OpenWorldOptions, openWorld } from './open-world.ts';

/** The worlds of a sandbox: the main one, and those made besides, which never meet. */
export interface Worlds extends WorldMaker {
  readonly main: OpenWorld;
  /** A world by its id, in use until `done` is called: it does not end before. */
  use(id: string): { readonly world: OpenWorld; readonly done: () => void } | undefined;
  /** Ends the answers that last as long as a world: those that follow its journal. */
  endStreams(): void;
  close(): Promise<void>;
}

/** Real seconds without a request after which a world ends by itself, unless it is told otherwise. */
const IDLE_SECONDS = 60 * 60;

/** More worlds than this are a leak in someone's test run. */
const MOST_WORLDS = 1000;

interface Kept {
  readonly world: OpenWorld;
  readonly idleSeconds: number;
  usedAt: number;
  /** How many requests are in flight. */
  users: number;
  /** Told when the last of them is done. */
  onRest?: () => void;
}

/** Real milliseconds after which a world ends although it is in use. */
const GRACE_MILLISECONDS = 4000;

/** Waits until nobody uses a world, but not for ever. */
function rest(kept: Kept): Promise<void> {
  if (kept.users === 0) return Promise.resolve();
  return new Promise((resolve) => {
    const giveUp = setTimeout(resolve, GRACE_MILLISECONDS);
    kept.onRest = () => {
      clearTimeout(giveUp);
      resolve();
    };
  });
}

/**
 * Opens the main world, and those besides that its directory keeps.
 *
 * @param options - of the main world; the others share its authorities
 */
export async function openWorlds(options: OpenWorldOptions): Promise<Worlds> {
  const main = await openWorld(options).catch((error: unknown) => {
    if (!isStorageFailure(error)) throw error;
    throw new StoreError(
      `--data ${options.directory} has no room or cannot be written; make room or choose another one`,
    );
  });
  const kept = new Map<string, Kept>();
  const making = new Set<string>();
  const directoryOf = (id: string) => options.directory && join(options.directory, 'worlds', id);

  function removeDirectory(id: string): void {
    const directory = directoryOf(id);
    if (directory !== undefined) rmSync(directory, { recursive: true, force: true });
  }

  async function open(
    id: string,
    { world, clock = options.clock, idleSeconds = IDLE_SECONDS }: Omit<NewWorld, 'id'>,
  ): Promise<void> {
    const { redirectUris = [], smtp, report } = options;
    const directory = directoryOf(id);
    const opened = await openWorld({ world, clock, directory, redirectUris, smtp, report, sibling: main });
    kept.set(id, { world: opened, idleSeconds, usedAt: realNow(), users: 0 });
  }

  async function end(id: string): Promise<boolean> {
    const found = kept.get(id);
    if (found === undefined) return false;
    kept.delete(id);
    found.world.journal.end();
    await rest(found);
    await found.world.close();
    removeDirectory(id);
    return true;
  }

  async function endIdle(): Promise<void> {
    const now = realNow();
    for (const [id, { idleSeconds, usedAt, users }] of kept) {
      if (users === 0 && now - usedAt > idleSeconds * 1000) await end(id);
    }
  }

  const sweep = setInterval(() => void endIdle().catch((error) => options.report(error, 'idle worlds')), 10_000);
  sweep.unref();

  const closeAll = async () => {
    clearInterval(sweep);
    const open = [...kept.values()];
    kept.clear();
    await Promise.all(open.map(({ world }) => world.close()));
    await main.close();
  };

  try {
    for (const id of options.directory === undefined ? [] : worldsIn(options.directory)) {
      await open(id, { world: main.store.world });
    }
  } catch (error) {
    await closeAll();
    throw error;
  }

  return {
    main,
    use: (id) => {
      const found = kept.get(id);
      if (found === undefined) return undefined;
      found.usedAt = realNow();
      found.users += 1;
      const done = () => {
        found.users -= 1;
        found.usedAt = realNow();
        if (found.users === 0) found.onRest?.();
      };
      return { world: found.world, done };
    },
    ids: () => [...kept.keys()],
    create: async ({ id = randomWorldId(), ...world }) => {
      if (kept.has(id) || making.has(id)) {
        throw new Problem(409, 'world_taken', `there is a world ${id} already; choose another id, or DELETE it first`);
      }
      if (kept.size >= MOST_WORLDS) {
        const detail = `there are ${kept.size} worlds already; DELETE those that are done, or give them a shorter idleSeconds`;
        throw new Problem(503, 'too_many_worlds', detail);
      }
      making.add(id);
      try {
        await open(id, world);
      } catch (error) {
        // Half a world would be opened at the next start.
        removeDirectory(id);
        throw error;
      } finally {
        making.delete(id);
      }
      return id;
    },
    end,
    endStreams: () => {
      for (const { journal } of [main, ...[...kept.values()].map(({ world }) => world)]) journal.end();
    },
    close: closeAll,
  };
}

function worldsIn(directory: string): readonly string[] {
  try {
    const entries = readdirSync(join(directory, 'worlds'), { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  } catch {
    return [];
  }
}
