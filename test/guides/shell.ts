import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { regionsOf } from '../../scripts/guides/regions.ts';
import { buildCommand, environmentOf, type Finished } from '../cli/command.ts';
import { freePort } from '../support/free-port.ts';

// What npx runs where the packages are installed. The ports of the guides may be somebody else's on this machine.
const npx = `npx() {
  case "$1 $2" in
    "sandbox start") node_modules/.bin/"$@" --port 0 --tls-port 0 --redirect-uri "http://localhost:$PORT/callback";;
    *) node_modules/.bin/"$@";;
  esac
}`;

const running = new Set<ChildProcess>();
const end = ({ pid }: ChildProcess, signal: NodeJS.Signals) => process.kill(-(pid as number), signal);
// Whatever ends this process, Ctrl-C included, ends them.
process.once('exit', () => {
  for (const child of running) end(child, 'SIGKILL');
});

/** What was started and goes on. */
interface Running {
  /** What it has printed so far. */
  output(): string;
  readonly ended: Promise<unknown>;
}

/** A reader's terminal, in a folder of its own where the packages are installed. */
export interface Shell {
  readonly folder: string;
  /** The sandbox that `start` started. In the guides it is http://localhost:4400, which becomes this where anything is typed. */
  readonly origin: string;
  /** Puts a file of the guide into the folder; after `start`, if it names the sandbox. */
  write(file: string, text: string): void;
  /** Types the region's lines of NAME.sh to their end. Where NAME.txt has that region too, this must be what they print. */
  run(region: string, expected?: { code: number }): Promise<Finished>;
  /** Types lines that stand elsewhere in the guide, to their end. */
  type(lines: string): Promise<Finished>;
  /** Types the region's lines until they have printed the last line of their region of NAME.txt, or the sandbox is ready. */
  start(region: string): Promise<Running>;
  /** Fails unless a text says what the region of NAME.txt does. */
  expectSays(text: string, region: string): void;
  /** Ends what runs, and fails where a region of NAME.sh was never typed. */
  close(): Promise<void>;
}

/**
 * For the commands that a guide quotes: `test/guides/NAME.sh` holds them by regions, `test/guides/NAME.txt` what they print.
 * Dates, times, random values and the widths of columns are not compared; a line `…` stands for any lines. An app that
 * listens at http://localhost:3000 asks the variable PORT, since that port becomes another one as well.
 */
export async function openShell(name: string): Promise<Shell> {
  await buildCommand();
  const regions = (ending: string) => regionsOf(readFileSync(join(import.meta.dirname, name + ending), 'utf8'));
  const [commands, prints] = [regions('.sh'), regions('.txt')];
  const untyped = new Set(commands.keys());
  const folder = mkdtempSync(join(tmpdir(), 'renkei-guide-'));
  symlinkSync(join(import.meta.dirname, '../../node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');

  const appPort = await freePort();
  const places = {
    'http://localhost:4400': 'http://localhost:4400',
    'https://localhost:4443': 'https://localhost:4443',
    'http://localhost:3000': `http://localhost:${appPort}`,
  };
  const spelt = (text: string, from: string, to: string) =>
    text.replaceAll(from, to).replaceAll(encodeURIComponent(from), encodeURIComponent(to));
  const moved = (text: string) => Object.entries(places).reduce((now, [from, to]) => spelt(now, from, to), text);
  const asWritten = (text: string) => Object.entries(places).reduce((now, [from, to]) => spelt(now, to, from), text);

  function linesOf(region: string): string {
    const lines = commands.get(region);
    if (lines === undefined) throw new Error(`${name}.sh has no region ${region}`);
    untyped.delete(region);
    return lines;
  }

  function spawnShell(lines: string) {
    const child = spawn('bash', ['-c', `set -e\n${npx}\n${moved(lines)}`], {
      cwd: folder,
      env: environmentOf({ RENKEI_SANDBOX_URL: places['http://localhost:4400'], PORT: String(appPort) }),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const text = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (piece: string) => {
        text[stream] += piece;
      });
    }
    return { child, text, ended: once(child, 'close') as Promise<[number | null]> };
  }

  async function type(lines: string): Promise<Finished> {
    const { text, ended } = spawnShell(lines);
    const [code] = await ended;
    return { code, ...text };
  }

  function expectSays(text: string, region: string): void {
    expect(stable(asWritten(text))).toMatch(patternOf(prints.get(region) ?? '…'));
  }

  return {
    folder,
    get origin() {
      return places['http://localhost:4400'];
    },
    write: (file, text) => writeFileSync(join(folder, file), moved(text)),
    type,
    async run(region, expected = { code: 0 }) {
      const finished = await type(linesOf(region));
      expect({ region, ...finished }).toMatchObject({ region, ...expected });
      expectSays(finished.stdout + finished.stderr, region);
      return finished;
    },
    async start(region) {
      const { child, text, ended } = spawnShell(linesOf(region));
      running.add(child);
      child.once('close', () => running.delete(child));
      const last = stable(prints.get(region)?.split('\n').at(-1) ?? 'Sandbox ready at').trimEnd();
      await new Promise<void>((resolve, reject) => {
        child.stdout.on('data', () => {
          places['http://localhost:4400'] =
            /^Sandbox ready at (\S+)$/m.exec(text.stdout)?.[1] ?? places['http://localhost:4400'];
          places['https://localhost:4443'] =
            /^TLS +(https:\S+)/m.exec(text.stdout)?.[1] ?? places['https://localhost:4443'];
          if (stable(asWritten(text.stdout)).includes(last)) resolve();
        });
        void ended.then(() => reject(new Error(`${region} ended, and had printed:\n${text.stdout}${text.stderr}`)));
      });
      expectSays(text.stdout, region);
      return { output: () => text.stdout + text.stderr, ended };
    },
    expectSays,
    async close() {
      const ends = [...running].map((child) => once(child, 'close'));
      for (const child of running) end(child, 'SIGTERM');
      await Promise.all(ends);
      rmSync(folder, { recursive: true });
      expect([...untyped], `regions of ${name}.sh that were not typed`).toEqual([]);
    },
  };
}

function patternOf(shown: string): RegExp {
  const lines = stable(shown)
    .trimEnd()
    .split('\n')
    .map((line) => (line === '…' ? '(?:.*\n)*?' : `${line.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}\n`));
  return new RegExp(`^${lines.join('')}$`);
}

/** The text without what differs at each run. */
function stable(text: string): string {
  const same = text
    .replace(/\d{4}-\d\d-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d))?/g, 'DATE')
    .replace(/\b\d\d:\d\d(:\d\d)?\b/g, 'TIME')
    .replace(/(?<![\w-])([\w-]{20,}|[\da-f]{12})(?![\w-])/g, 'RANDOM')
    .replace(/ {2,}/g, '  ');
  return `${same.trimEnd()}\n`;
}
