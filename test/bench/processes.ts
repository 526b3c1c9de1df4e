import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { get } from 'node:http';
import { fileURLToPath } from 'node:url';
import { freePort } from '../support/free-port.ts';

/** The root of the repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A server in a process of its own. */
export interface Server {
  readonly origin: string;
  /** From the start of the process to its first 200, in milliseconds. */
  readonly startedIn: number;
  readonly child: ChildProcess;
  readonly stop: () => Promise<void>;
}

const running = new Set<ChildProcess>();
process.once('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** By a connection of its own: one that is kept could be closed just when somebody takes it for his first request. */
function answers(url: string, headers: Record<string, string>): Promise<boolean> {
  return new Promise((resolve) => {
    const request = get(url, { agent: false, headers }, (response) => {
      response.resume().once('end', () => resolve(response.statusCode === 200));
    });
    request.once('error', () => resolve(false));
  });
}

/**
 * Starts a server with this Node.js and waits for its first 200.
 *
 * @param file - the script, from the root of the repository
 * @param argumentsFor - its arguments for a port
 * @param path - what is asked for
 */
export async function startServer(
  file: string,
  argumentsFor: (port: number) => readonly string[],
  path: string,
  headers: Record<string, string> = {},
): Promise<Server> {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const begun = performance.now();
  const child = spawn(process.execPath, [file, ...argumentsFor(port)], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  running.add(child);
  const ended = once(child, 'exit').finally(() => running.delete(child));
  while (!(await answers(origin + path, headers))) {
    if (child.exitCode !== null) throw new Error(`${file} ended before it answered`);
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  return { origin, startedIn: performance.now() - begun, child, stop };
}

/** The memory of a process that is in use, in MB. */
export async function residentMemory({ child }: Server): Promise<number> {
  const status = await readFile(`/proc/${child.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}

/** The sandbox as a user starts it. */
export function startSandboxProcess(...options: readonly string[]): Promise<Server> {
  return startServer(
    'sandbox/bin/sandbox.js',
    (port) => ['start', '--port', String(port), '--tls-port', '0', ...options],
    '/sandbox/v1/health',
  );
}
