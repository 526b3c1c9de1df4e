import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ConnectedSandbox, connectSandbox } from '@renkei/sandbox';
import { killCommands, type Started, start } from '../cli/command.ts';
import { REGISTRATION, type TestClient } from '../support/sandbox.ts';
import type { VendorsBank } from '../support/vendor.ts';
import { NotPlayable } from './fault.ts';

/** A sandbox in a process of its own. */
export interface Running extends Started {
  /** Its main world. */
  readonly world: ConnectedSandbox;
  bank(id: string): VendorsBank;
  /** kill -9, and the same command again on the same port: nothing is closed, nothing is flushed. */
  killAndStartAgain(): Promise<Running>;
}

/** A small file system. */
interface Disk {
  readonly directory: string;
  /** Takes all of its room but some bytes. */
  fill(left?: number): void;
  /** Gives the room back. */
  empty(): void;
}

/** Where a fault is played: what it starts and makes is gone once it is left. */
export interface Ground {
  /** Runs `sandbox start` on free ports. */
  start(...args: string[]): Promise<Running>;
  /** A new directory. */
  directory(): string;
  /**
   * A file system of some bytes.
   *
   * @throws {@link NotPlayable} where none may be mounted
   */
  disk(bytes: number): Disk;
  leave(): Promise<void>;
}

async function run(args: readonly string[]): Promise<Running> {
  const started = await start(...args);
  const world = connectSandbox(started.origin);
  const { port } = new URL(started.origin);
  return {
    ...started,
    world,
    bank: (id) => ({
      issuer: `${started.origin}/${id}`,
      registerClient: async (metadata) => (await world.registerClient({ ...REGISTRATION, ...metadata })) as TestClient,
    }),
    killAndStartAgain: async () => {
      await started.stop('SIGKILL');
      return run([...args, '--port', port]);
    },
  };
}

function mount(directory: string, bytes: number): void {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'renkei-faults', directory], { stdio: 'pipe' });
  } catch (error) {
    const reason = String((error as { stderr?: unknown }).stderr ?? error).trim();
    throw new NotPlayable(`no small file system can be mounted here (${reason}); run it as root on Linux`);
  }
}

function disk(directory: string): Disk {
  const filler = join(directory, 'filler');
  const PIECE = 4096;
  return {
    directory,
    fill: (left = 0) => {
      rmSync(filler, { force: true });
      const spare = join(directory, 'spare');
      if (left > 0) writeFileSync(spare, Buffer.alloc(left, 1));
      try {
        for (;;) writeFileSync(filler, Buffer.alloc(PIECE, 1), { flag: 'a' });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      }
      rmSync(spare, { force: true });
    },
    empty: () => rmSync(filler, { force: true }),
  };
}

/** Opens a ground. Leave it, whatever happens. */
export function openGround(): Ground {
  const directories: string[] = [];
  const mounts: string[] = [];
  const makeDirectory = () => {
    const directory = mkdtempSync(join(tmpdir(), 'renkei-faults-'));
    directories.push(directory);
    return directory;
  };
  const clean = () => {
    // Lazily: a process that was killed may not be gone yet.
    for (const directory of mounts.splice(0)) execFileSync('umount', ['--lazy', directory]);
    for (const directory of directories.splice(0)) rmSync(directory, { recursive: true, force: true, maxRetries: 3 });
  };
  process.once('exit', clean);
  return {
    start: (...args) => run(args),
    directory: makeDirectory,
    disk: (bytes) => {
      const directory = makeDirectory();
      mount(directory, bytes);
      mounts.push(directory);
      return disk(directory);
    },
    leave: async () => {
      await killCommands();
      clean();
    },
  };
}
