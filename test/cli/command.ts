import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const bin = join(root, 'sandbox/bin/sandbox.js');
const sources = ['sandbox/src', 'openapi/generated'];

function isBuilt(): boolean {
  const built = statSync(join(root, 'sandbox/dist/cli.js'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const files = sources.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(root, folder, name)),
  );
  return files.every((file) => statSync(file).mtimeMs <= built);
}

/** Builds the command where it is missing or older than its sources. Several test files may ask at the same time. */
export async function buildCommand(): Promise<void> {
  const lock = join(tmpdir(), 'renkei-cli-build.lock');
  for (let tries = 0; !isBuilt() && tries < 200; tries += 1) {
    try {
      mkdirSync(lock);
    } catch {
      // Somebody else builds; a lock that is left over from a run that was killed is not waited for long.
      const age = Date.now() - (statSync(lock, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
      if (age > 30_000) rmSync(lock, { recursive: true, force: true });
      await setTimeout(200);
      continue;
    }
    try {
      execFileSync('npm', ['run', '-s', 'build:js'], { cwd: root, stdio: 'pipe' });
    } finally {
      rmSync(lock, { recursive: true, force: true });
    }
  }
}

type Environment = Readonly<Record<string, string>>;

function spawnCommand(args: readonly string[], environment: Environment = {}): ChildProcess {
  const { RENKEI_SANDBOX_URL: _, RENKEI_SANDBOX_TOKEN: __, ...inherited } = process.env;
  const env = { ...inherited, ...environment };
  return spawn(process.execPath, [bin, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
}

/** Collects what a process prints. */
function printed(child: ChildProcess) {
  const text = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.setEncoding('utf8').on('data', (piece: string) => {
      text[name] += piece;
    });
  }
  return text;
}

/** What became of a command: its exit code and what it printed. */
export interface Finished {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command to its end, as a user does. */
export async function run(args: readonly string[], environment?: Environment): Promise<Finished> {
  const child = spawnCommand(args, environment);
  const text = printed(child);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...text };
}

/** A sandbox that was started by the command. */
export interface Started {
  readonly origin: string;
  /** What it has printed so far. */
  readonly text: { readonly stdout: string; readonly stderr: string };
  /** Ends it by a signal; gives its exit code, or the signal that killed it. */
  stop(signal?: NodeJS.Signals): Promise<number | string>;
}

/**
 * Runs `sandbox start` on free ports until it is ready.
 *
 * @throws Error with what it printed, when it ends instead
 */
export const start = (...args: string[]): Promise<Started> => startIn({}, ...args);

/** As `start`, with variables of the environment. */
export async function startIn(environment: Environment, ...args: string[]): Promise<Started> {
  const child = spawnCommand(['start', '--port', '0', '--tls-port', '0', ...args], environment);
  const text = printed(child);
  const ended = once(child, 'close') as Promise<[code: number | null, signal: string | null]>;
  const origin = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', () => {
      const ready = /^Sandbox ready at (\S+)\n/m.exec(text.stdout) ?? /^\{"origin":"([^"]+)".*\n/m.exec(text.stdout);
      if (ready?.[1]) resolve(ready[1]);
    });
    void ended.then(() => reject(new Error(text.stderr)));
  });
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    const [code, killedBy] = await ended;
    return code ?? killedBy ?? 'unknown';
  };
  return { origin, text, stop };
}
