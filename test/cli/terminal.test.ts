import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { buildCommand, type Environment, run, runShell } from './command.ts';
import { longWorld } from './long-world.ts';

const folder = mkdtempSync(join(tmpdir(), 'renkei-terminal-'));
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

const shell = (line: string, options: { terminal?: boolean; stdin?: string; environment?: Environment } = {}) =>
  runShell(line, {
    ...options,
    cwd: folder,
    environment: { RENKEI_SANDBOX_URL: sandbox.origin, ...options.environment },
  });

const bold = (text: string): string => `\u001b[1m${text}\u001b[22m`;
// util-linux's script gives a command a terminal.
const hasTerminal = spawnSync('script', ['--version']).stdout?.toString().includes('util-linux') ?? false;

describe('colours', () => {
  test.each([
    ['off where the output is no terminal', {}, false],
    ['on anywhere with FORCE_COLOR', { FORCE_COLOR: '1' }, true],
    ['off with FORCE_COLOR=0', { FORCE_COLOR: '0' }, false],
  ])('are %s', async (_title, environment, expected) => {
    const [banks, help, error] = await Promise.all([
      shell('sandbox banks', { environment }),
      shell('sandbox banks --help', { environment }),
      shell('sandbox otp gunma nobody', { environment }),
    ]);
    expect(banks.stdout.startsWith(expected ? '\u001b[1mBANK' : 'BANK')).toBe(true);
    expect(help.stdout.includes(bold('Examples:'))).toBe(expected);
    expect(error.stderr.includes('\u001b[31msandbox:\u001b[39m')).toBe(expected);
  });

  test.skipIf(!hasTerminal).each([
    ['on at a terminal', {}, true],
    ['off at a terminal with NO_COLOR', { NO_COLOR: '1' }, false],
  ])('are %s', async (_title, environment, expected) => {
    const { code, stdout } = await shell('sandbox doctor --port 0 --tls-port 0', { environment, terminal: true });
    expect(code).toBe(0);
    expect(stdout.includes('\u001b[32mok')).toBe(expected);
    const help = await shell('sandbox --help', { environment, terminal: true });
    expect(help.stdout.includes(bold('Exit codes:'))).toBe(expected);
  });

  test('never reach JSON', async () => {
    const { stdout } = await shell('sandbox banks --json', { environment: { FORCE_COLOR: '1' } });
    expect(JSON.parse(stdout)).toMatchObject({ banks: expect.any(Array) });
  });
});

describe('a new login password', () => {
  const passwordOf = async () => (await sandbox.findCustomer('gunma', 'sato'))?.loginPassword;

  test('is read from standard input, so that it stands in no history', async () => {
    const finished = await shell('sandbox customers update gunma sato --login-password', { stdin: 'piped-1\n' });
    expect(finished).toMatchObject({ code: 0, stderr: '' });
    expect(await passwordOf()).toBe('piped-1');
  });

  test.skipIf(!hasTerminal)('is asked for at a terminal, which does not show it', async () => {
    const line = 'sandbox customers update gunma sato --login-password --json > answer.json';
    const { code, stdout } = await shell(line, { stdin: 'typed-2\n', terminal: true });
    expect(code).toBe(0);
    expect(stdout).toContain('New login password: ');
    expect(await passwordOf()).toBe('typed-2');
  });

  test('may not be empty', async () => {
    const finished = await shell('sandbox customers update gunma sato --login-password', { stdin: '\n' });
    expect(finished).toMatchObject({ code: 2, stdout: '' });
    expect(finished.stderr).toMatch(/^sandbox: New login password: nothing was given; [^\n]+\n$/);
  });
});

describe('what takes its time', () => {
  test.skipIf(!hasTerminal)('is told at a terminal as long as it lasts, and nowhere else', async () => {
    const terminal = await shell('sandbox reset > out.txt', { terminal: true });
    expect(terminal.stdout).toBe('Resetting the world …\r\u001b[K');
    const piped = await shell('sandbox reset');
    expect(piped).toEqual({ code: 0, stdout: 'The world is as its file says again.\n', stderr: '' });
  });

  test.skipIf(!hasTerminal)('says how far it is where many lines are imported', async () => {
    writeFileSync(join(folder, 'long.json'), JSON.stringify(longWorld(1, 20_000)));
    const begin =
      'sandbox start --port 0 --tls-port 0 --world long.json > started.txt & until grep -q ready started.txt';
    const { stdout } = await shell(`${begin}; do sleep 0.1; done; kill $!`, { terminal: true });
    expect(stdout).toContain('Starting the banks … 10,000 of 20,001');
    expect(stdout.endsWith('\r\u001b[K')).toBe(true);
  });
});

test('the output may be read in part only', async () => {
  const { code, stdout, stderr } = await shell('sandbox customers --json | head -1');
  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '{\n', stderr: '' });
});

describe('the exit code', () => {
  test.each([
    ['0: done', ['clock'], 0],
    ['0: the help that was asked for', ['clock', '--help'], 0],
    ['1: the sandbox refuses', ['customers', 'update', 'gunma', 'nobody', '--lock'], 1],
    ['1: a file cannot be read', ['snapshot', 'restore', 'missing.json'], 1],
    ['1: a linkage stops before its callback', ['link', 'gunma', 'yamamoto'], 1],
    ['2: an unknown command', ['strat'], 2],
    ['2: an unknown option', ['clock', '--jsn'], 2],
    ['2: a value that is none of the choices', ['journal', '--kind', 'gossip'], 2],
    ['2: a missing argument', ['otp', 'gunma'], 2],
    ['2: options that exclude each other', ['customers', 'update', 'gunma', 'sato', '--lock', '--unlock'], 2],
    ['2: nothing to change', ['customers', 'update', 'gunma', 'sato'], 2],
    ['3: no sandbox there', ['clock', '--url', 'http://127.0.0.1:9'], 3],
    ['3: no sandbox there to link at', ['link', 'gunma', 'sato', '--url', 'http://127.0.0.1:9'], 3],
  ])('is %s', async (_title, args, expected) => {
    const { code, stderr } = await run(args, { RENKEI_SANDBOX_URL: sandbox.origin });
    expect(code).toBe(expected);
    expect(stderr === '').toBe(expected === 0);
  });

  test('is documented in the help', async () => {
    const { stdout } = await run(['--help']);
    const [, table = ''] = /\nExit codes:\n([\s\S]*?)\n\n/.exec(stripVTControlCharacters(stdout)) ?? [];
    expect(table.split('\n').map((line) => line.trim().slice(0, 1))).toEqual(['0', '1', '2', '3']);
  });
});

test('the token of the environment is not in the help', async () => {
  const { stdout } = await run(['clock', '--help'], { RENKEI_SANDBOX_TOKEN: 'secret-token' });
  expect(stdout).toContain('RENKEI_SANDBOX_TOKEN');
  expect(stdout).not.toContain('secret-token');
});
