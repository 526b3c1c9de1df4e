import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import type { Command } from 'commander';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { program } from '../../sandbox/src/cli/program.ts';
import { worldTemplate } from '../../sandbox/src/world/world-template.ts';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { buildCommand, run, runShell, start } from './command.ts';

function helpOf(command: Command): string {
  let text = '';
  command.configureOutput({
    writeOut: (piece) => {
      text += piece;
    },
  });
  command.outputHelp();
  return stripVTControlCharacters(text);
}

function everyCommand(command: Command, above = ''): readonly { name: string; examples: readonly string[] }[] {
  const name = `${above} ${command.name()}`.trim();
  const [, examples = ''] = helpOf(command).split('\nExamples:\n');
  const lines = examples.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
  return [{ name, examples: lines }, ...command.commands.flatMap((sub) => everyCommand(sub, name))];
}

const commands = everyCommand(program());
const folder = mkdtempSync(join(tmpdir(), 'renkei-examples-'));
const changes = {
  banks: { gunma: { companies: [{ id: 'trading', customers: [{ loginId: 'tanaka', locked: true }] }] } },
};

let sandbox: TestSandbox;
beforeAll(async () => {
  await buildCommand();
  sandbox = await openSandbox();
}, 60_000);
afterAll(async () => {
  rmSync(folder, { recursive: true });
  expect(sandbox.faults).toEqual([]);
  await sandbox.close();
});

let cwd: string;
/** What the examples speak of: two linkages, a world, and the files that they name. */
beforeEach(async (context) => {
  cwd = join(folder, context.task.id);
  mkdirSync(join(cwd, '.config/fish/completions'), { recursive: true });
  await sandbox.reset();
  const { worlds } = await sandbox.control('GET', '/worlds').then((answer) => answer.json());
  for (const { id } of worlds as { id: string }[]) await sandbox.control('DELETE', `/worlds/${id}`);
  const isAbout = (...names: readonly string[]) =>
    names.some((name) => context.task.name.startsWith(`'sandbox ${name}' `));
  if (isAbout('worlds end', 'reset')) await sandbox.createWorld({ id: 'mine' });
  if (isAbout('linkages', 'linkages end', 'linkages expire-tokens', 'journal')) {
    await run(['link', 'gunma', 'sato', '--url', sandbox.origin]);
    await run(['link', 'mizuho', 'tanaka', '--url', sandbox.origin]);
  }
  if (!isAbout('init')) writeFileSync(join(cwd, 'world.yaml'), worldTemplate);
  writeFileSync(join(cwd, 'changes.json'), JSON.stringify(changes));
  writeFileSync(join(cwd, 'before.json'), JSON.stringify(await sandbox.snapshot()));
});

/** A start goes on until it is stopped. */
async function starts(line: string): Promise<void> {
  const [words = ''] = line.split(' #');
  const started = await start(...words.trim().split(/ +/).slice(2).map(inFolder));
  expect(await started.stop()).toBe(0);
}

/** The files of an example lie in the test's folder. */
const inFolder = (word: string): string => (/^(world\.yaml|\.data)$/.test(word) ? join(cwd, word) : word);

async function works(line: string): Promise<void> {
  const here = line
    .replaceAll('http://localhost:4400', sandbox.origin)
    // It would never end: its first line is enough.
    .replace(/^sandbox (.*--follow)$/, 'read -r < <(exec "$SANDBOX_NODE" "$SANDBOX_BIN" $1); kill $!')
    // Somebody else may use the ports of the example.
    .replace(/^sandbox doctor/, '$& --port 0 --tls-port 0')
    .replace(/--port 8080 --tls-port 8443/, '');
  const environment = { RENKEI_SANDBOX_URL: sandbox.origin, HOME: cwd };
  const { code, stderr } = await runShell(here, { environment, cwd, stdin: 'new-pw2\n' });
  expect({ line, code, stderr }).toEqual({ line, code: 0, stderr: '' });
}

describe('the examples of the help', () => {
  test('are there for every command', () => {
    expect(commands.filter(({ examples }) => examples.length === 0)).toEqual([]);
    expect(commands.length).toBeGreaterThan(40);
  });

  test.each(commands)('$name works as its examples say', { timeout: 120_000 }, async ({ examples }) => {
    for (const line of examples) await (line.startsWith('sandbox start') ? starts(line) : works(line));
  });
});
