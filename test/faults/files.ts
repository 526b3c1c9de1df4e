import { copyFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { run as runCommand } from '../cli/command.ts';
import { bytesIn } from '../support/bytes.ts';
import type { Fault } from './fault.ts';
import type { Ground } from './ground.ts';

const file = (directory: string) => join(directory, 'sandbox.sqlite');

/** The directory of a sandbox that was used and stopped. */
async function usedDirectory(ground: Ground): Promise<string> {
  const directory = ground.directory();
  const running = await ground.start('--data', directory);
  await running.stop();
  return directory;
}

/** Starts a sandbox that refuses; tells its exit code, whether it says one line that names the file, and what it left. */
async function refusal(directory: string, names: string, args: readonly string[]) {
  const before = bytesIn(directory);
  const { code, stdout, stderr } = await runCommand(['start', '--port', '0', '--tls-port', '0', ...args]);
  const isLine = stdout === '' && /^sandbox: [^\n]+\n$/.test(stderr) && stderr.includes(names);
  const isLeft = JSON.stringify(bytesIn(directory)) === JSON.stringify(before);
  return { held: code === 1 && isLine && isLeft, code, stderr: stderr.trim(), isLeft };
}

type Damage = readonly [what: string, damage: (file: string) => void];

const sql = (file: string, text: string): void => {
  const database = new DatabaseSync(file);
  database.exec(text);
  database.close();
};

function damaged(name: string, fault: string, damages: readonly Damage[]): Fault {
  return {
    name,
    fault,
    expected: 'no start: exit code 1, one line that names the file, and not a byte of it changed',
    run: async (ground) => {
      const good = await usedDirectory(ground);
      const told: string[] = [];
      let held = true;
      for (const [what, damage] of damages) {
        const directory = ground.directory();
        copyFileSync(file(good), file(directory));
        damage(file(directory));
        const seen = await refusal(directory, file(directory), ['--data', directory]);
        held &&= seen.held;
        const reason = seen.stderr.replace('sandbox: ', '').replaceAll(directory, '…');
        told.push(`${what}: exit ${seen.code}, “${reason}”, ${seen.isLeft ? 'file unchanged' : 'FILE CHANGED'}`);
      }
      return { held, seen: told.join('; ') };
    },
  };
}

const half = (file: string) => truncateSync(file, Math.floor(readFileSync(file).length / 2));

const broken = damaged('database-broken', 'a database file that is truncated, or is none', [
  ['cut in half', half],
  ['text', (file) => writeFileSync(file, 'Dear diary, '.repeat(100))],
]);

const foreign = damaged('database-foreign', 'the database file of another program', [
  [
    'a table diary',
    (file) => {
      truncateSync(file, 0);
      sql(file, 'create table diary (day text)');
    },
  ],
]);

const newer = damaged('database-newer', 'a database file of a newer sandbox', [
  ['schema version 99', (file) => sql(file, "update settings set value = '99' where name = 'schema_version'")],
]);

const twoProcesses: Fault = {
  name: 'two-processes',
  fault: 'two processes on one --data',
  expected:
    'the second does not start (exit code 1, one line that names the file); the first goes on and keeps what it saves',
  run: async (ground) => {
    const directory = ground.directory();
    const first = await ground.start('--data', directory);
    const second = await runCommand(['start', '--port', '0', '--tls-port', '0', '--data', directory]);
    await first.world.clock.freeze();
    await first.world.clock.set('2030-01-01T00:00:00+09:00');
    const again = await first.killAndStartAgain();
    const kept = await again.world.clock.now();
    const line = second.stderr.trim().replaceAll(directory, '…');
    const isRefused = second.code === 1 && second.stderr.includes(file(directory)) && !line.includes('\n');
    return {
      held: isRefused && kept === '2030-01-01T00:00:00+09:00',
      seen: `the second: exit ${second.code}, “${line}”; the first kept ${kept}`,
    };
  },
};

const worldFile: Fault = {
  name: 'world-file-mistakes',
  fault: 'a world file with mistakes: a misspelt key, a value of the wrong type, broken YAML',
  expected: 'no start: exit code 1, each mistake with its line, key and what was expected; no directory is made',
  run: async (ground) => {
    const directory = ground.directory();
    const mistakes = join(directory, 'mistakes.yaml');
    const yaml = join(directory, 'syntax.yaml');
    writeFileSync(mistakes, 'name: bad\nbanks:\n  gunma:\n    settings: { consentDays: soon }\n    compnies: []\n');
    writeFileSync(yaml, 'name: bad\nbanks: {\n');
    const data = ['--data', join(directory, 'never-made')];
    const [one, other] = [
      await refusal(directory, mistakes, ['--world', mistakes, ...data]),
      await refusal(directory, yaml, ['--world', yaml, ...data]),
    ];
    const shown = [one, other].map(({ stderr }) => stderr.replaceAll(directory, '…').replaceAll('\n', ' / '));
    const isTold =
      /mistakes\.yaml:4: banks\.gunma\.settings\.consentDays: .*expected number/.test(one.stderr) &&
      /mistakes\.yaml:5: banks\.gunma\.compnies: unknown key/.test(one.stderr) &&
      /syntax\.yaml:[23]: /.test(other.stderr);
    const isLeft = one.isLeft && other.isLeft;
    return {
      held: isTold && isLeft && one.code === 1 && other.code === 1,
      seen: `exit ${one.code}, “${shown[0]}”; exit ${other.code}, “${shown[1]}”; ${isLeft ? 'nothing made' : 'SOMETHING MADE'}`,
    };
  },
};

/** Files that are not as they should be. */
export const files: readonly Fault[] = [broken, foreign, newer, twoProcesses, worldFile];
