import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));

function newest(folder: string): number {
  const times = readdirSync(folder, { recursive: true }).map((name) => statSync(`${folder}/${name}`).mtimeMs);
  return Math.max(...times);
}

/** Builds the SDK that the app imports, when there is none or an old one. */
export function buildSdk(): void {
  const built = statSync(`${root}/sdk/dist/index.js`, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (built < newest(`${root}/sdk/src`)) execFileSync('npm', ['run', '-s', 'build:js'], { cwd: root });
}

/** The accounting app, as a process of its own. */
export interface RunningApp {
  readonly origin: string;
  stop(): Promise<void>;
}

/**
 * Starts the accounting app of the examples, which keeps its data in memory.
 *
 * @throws Error with what it printed, when it does not start
 */
export async function startAccountingApp(port: number, bankOrigin: string): Promise<RunningApp> {
  const { DATA: _, ...environment } = process.env;
  const app = spawn(process.execPath, ['examples/accounting-app/src/main.ts'], {
    cwd: root,
    env: { ...environment, PORT: String(port), BANK_ORIGIN: bankOrigin, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => void app.once('exit', () => resolve()));
  const origin = await readyLine(app);
  return {
    origin,
    stop: () => {
      app.kill('SIGTERM');
      return ended;
    },
  };
}

function readyLine(app: ChildProcess): Promise<string> {
  const printed: string[] = [];
  app.stderr?.on('data', (text: Buffer) => printed.push(text.toString()));
  return new Promise((resolve, reject) => {
    app.once('exit', (code) => reject(new Error(`the accounting app ended with ${code}: ${printed.join('')}`)));
    createInterface({ input: app.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      const origin = /ready at (\S+)/.exec(line)?.[1];
      if (origin) resolve(origin);
    });
  });
}
