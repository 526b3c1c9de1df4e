import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { regionsOf } from '../../scripts/guides/regions.ts';
import { buildCommand, environmentOf, type Finished } from '../cli/command.ts';

// What npx runs where the packages are installed. Ports 4400 and 4443 of the machine may be somebody else's: free ones are taken.
const npx = `npx() {
  if [ "$1 $2" = "sandbox start" ]; then node_modules/.bin/"$@" --port 0 --tls-port 0; else node_modules/.bin/"$@"; fi
}`;

/** A reader's terminal, in a folder of its own where the packages are installed. */
export interface Shell {
  readonly folder: string;
  /** The sandbox that `start` started; in the guides it is http://localhost:4400, and is put here where they say so. */
  readonly origin: string;
  /** Puts a file of the guide into the folder. */
  write(file: string, text: string): void;
  /** Types the region's lines of NAME.sh to their end. Where NAME.txt has that region too, this must be what they print. */
  run(region: string, expected?: { code: number }): Promise<Finished>;
  /** Types lines that stand elsewhere in the guide, to their end. */
  type(lines: string): Promise<Finished>;
  /** Types the region's lines and leaves them running, once they have printed the last line of their region of NAME.txt, or the ready line of the sandbox. */
  start(region: string): Promise<void>;
  /** Ends what runs, and fails where a region of NAME.sh was never typed. */
  close(): Promise<void>;
}

/**
 * For the commands that a guide quotes: `test/guides/NAME.sh` holds them by regions, `test/guides/NAME.txt` what they print.
 * Dates, times, random values and the widths of columns are not compared; a line `…` stands for any lines.
 */
export async function openShell(name: string): Promise<Shell> {
  await buildCommand();
  const regions = (ending: string) => regionsOf(readFileSync(join(import.meta.dirname, name + ending), 'utf8'));
  const [commands, prints] = [regions('.sh'), regions('.txt')];
  const untyped = new Set(commands.keys());
  const running: ChildProcess[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'renkei-guide-'));
  symlinkSync(join(import.meta.dirname, '../../node_modules'), join(folder, 'node_modules'));
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }\n');

  const ports = { http: 'http://localhost:4400', https: 'https://localhost:4443' };
  const moved = (text: string) =>
    text.replaceAll('http://localhost:4400', ports.http).replaceAll('https://localhost:4443', ports.https);
  const asWritten = (text: string) =>
    text
      .replaceAll(ports.http, 'http://localhost:4400')
      .replaceAll(encodeURIComponent(ports.http), encodeURIComponent('http://localhost:4400'))
      .replaceAll(ports.https, 'https://localhost:4443');

  function linesOf(region: string): string {
    const lines = commands.get(region);
    if (lines === undefined) throw new Error(`${name}.sh has no region ${region}`);
    untyped.delete(region);
    return lines;
  }

  function spawnShell(lines: string) {
    const child = spawn('bash', ['-c', `set -e\n${npx}\n${moved(lines)}`], {
      cwd: folder,
      env: environmentOf({ RENKEI_SANDBOX_URL: ports.http }),
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

  return {
    folder,
    get origin() {
      return ports.http;
    },
    write: (file, text) => writeFileSync(join(folder, file), moved(text)),
    type,
    async run(region, expected = { code: 0 }) {
      const finished = await type(linesOf(region));
      expect({ region, ...finished }).toMatchObject({ region, ...expected });
      const shown = prints.get(region);
      if (shown !== undefined) {
        expect(stable(asWritten(finished.stdout + finished.stderr))).toMatch(patternOf(shown));
      }
      return finished;
    },
    async start(region) {
      const { child, text, ended } = spawnShell(linesOf(region));
      running.push(child);
      const shown = prints.get(region);
      const last = stable(shown?.split('\n').at(-1) ?? 'Sandbox ready at').trimEnd();
      const said = () => stable(asWritten(text.stdout));
      await new Promise<void>((resolve, reject) => {
        child.stdout.on('data', () => {
          ports.http = /^Sandbox ready at (\S+)$/m.exec(text.stdout)?.[1] ?? ports.http;
          ports.https = /^TLS +(https:\S+)/m.exec(text.stdout)?.[1] ?? ports.https;
          if (said().includes(last)) resolve();
        });
        void ended.then(() => reject(new Error(`${region} ended, and had printed:\n${text.stdout}${text.stderr}`)));
      });
      if (shown !== undefined) expect(said()).toMatch(patternOf(shown));
    },
    async close() {
      const left = running.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null);
      const ends = left.map((child) => once(child, 'close'));
      for (const { pid } of left) process.kill(-(pid as number), 'SIGTERM');
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
    .replace(/\b([\w-]{20,}|[\da-f]{12})\b/g, 'RANDOM')
    .replace(/ {2,}/g, '  ');
  return `${same.trimEnd()}\n`;
}
