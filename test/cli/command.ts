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

/** Variables of the environment. */
export type Environment = Readonly<Record<string, string>>;

/** The environment of a user: none of the variables that change what the command does, but those given. */
export function environmentOf(environment: Environment = {}): Environment {
  const own = /^(RENKEI_|NO_COLOR$|FORCE_COLOR$|CI$|(https?|all|no)_proxy$)/i;
  const inherited = Object.entries(process.env).filter(([name]) => !own.test(name));
  return { ...(Object.fromEntries(inherited) as Environment), ...environment };
}

const running = new Set<ChildProcess>();
// Whatever ends this process, Ctrl-C included, ends them.
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

function spawnCommand(args: readonly string[], environment?: Environment): ChildProcess {
  const env = environmentOf(environment);
  const child = spawn(process.execPath, [bin, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  running.add(child);
  child.once('close', () => running.delete(child));
  return child;
}

/** Ends every command that still runs, as a power cut would. */
export async function killCommands(): Promise<void> {
  const ends = [...running].map((child) => once(child, 'close'));
  for (const child of running) child.kill('SIGKILL');
  await Promise.all(ends);
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

/**
 * Runs a line in bash, where `sandbox` is the command.
 *
 * @param line - as a user types it
 * @param options - `stdin`: what is written to it; `terminal`: whether all of it happens at a terminal
 */
export async function runShell(
  line: string,
  options: { environment?: Environment; cwd?: string; stdin?: string; terminal?: boolean } = {},
): Promise<Finished> {
  const { environment = {}, cwd, stdin = '', terminal = false } = options;
  const env = environmentOf({ ...environment, SANDBOX_NODE: process.execPath, SANDBOX_BIN: bin });
  const inBash = `set -o pipefail; sandbox() { "$SANDBOX_NODE" "$SANDBOX_BIN" "$@"; }; ${line}`;
  const child = terminal
    ? spawn('script', ['-qefc', inBash, '/dev/null'], { env: { ...env, SHELL: '/bin/bash', TERM: 'xterm' }, cwd })
    : spawn('bash', ['-c', inBash], { env, cwd });
  const text = printed(child);
  child.stdin.on('error', () => {}).end(stdin);
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, ...text };
}

/** A sandbox that was started by the command. */
export interface Started {
  readonly origin: string;
  readonly pid: number;
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
  return { origin, pid: child.pid as number, text, stop };
}
