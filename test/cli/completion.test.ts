import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { buildCommand, run, runShell } from './command.ts';

const folder = mkdtempSync(join(tmpdir(), 'renkei-completion-'));
const script = join(folder, 'sandbox.bash');
let sandbox: TestSandbox;
beforeAll(async () => {
  await buildCommand();
  writeFileSync(script, (await run(['completion', 'bash'])).stdout);
  writeFileSync(join(folder, 'my world.yaml'), '');
  sandbox = await openSandbox();
}, 60_000);
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await sandbox.close();
});

/** What bash offers where the words end; an empty last word is one to begin. */
async function offered(...words: readonly string[]): Promise<readonly string[]> {
  const array = ['sandbox', ...words].map((word) => `'${word}'`).join(' ');
  const lines = [
    `source '${script}'`,
    `COMP_WORDS=(${array}); COMP_CWORD=${words.length}; _sandbox`,
    `printf '%s\\n' "\${COMPREPLY[@]}"`,
  ];
  const environment = { RENKEI_SANDBOX_URL: sandbox.origin };
  const { stdout, stderr } = await runShell(lines.join('\n'), { environment, cwd: folder });
  expect(stderr).toBe('');
  return stdout.split('\n').filter((line) => line !== '');
}

const banks = ['gunma', 'sorachi', 'miyakojima', 'gunken', 'mizuho'];

describe('bash', () => {
  test.each([
    [['st'], ['start']],
    [
      ['clock', ''],
      ['get', 'set', 'advance', 'freeze', 'resume'],
    ],
    [['clock', 'a'], ['advance']],
    [
      ['customers', ''],
      ['list', 'show', 'update', ...banks],
    ],
    [
      ['customers', 'update', 'm'],
      ['miyakojima', 'mizuho'],
    ],
    [
      ['customers', 'update', 'mizuho', 'tanaka', '--lo'],
      ['--lock', '--login-password', '--login-id'],
    ],
    [['customers', 'update', 'mizuho', 'tanaka', '--token-action', 's'], ['suspend']],
    [['--json', 'clock', 'f'], ['freeze']],
    [
      ['journal', '--bank', 'gun'],
      ['gunma', 'gunken'],
    ],
    [['journal', '--bank', 'gunma', '--ki'], ['--kind']],
    [
      ['journal', '--kind', '=', 're'],
      ['request', 'reset'],
    ],
    [
      ['journal', '--kind', '='],
      ['request', 'screen', 'decision', 'mail', 'fault', 'clock', 'reset'],
    ],
    [['clock', '--url', 'http', ':', '//localhost', ':', '4400', 'g'], ['get']],
    [
      ['start', '--certificate-login', ''],
      ['picker', 'tls'],
    ],
    [['start', '--world', 'my'], ['my world.yaml']],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [['clock', 'advance', ''], []],
    [['customers', 'show', 'gunma', 'tan'], ['tanaka']],
    [['otp', 'gunken', 'ab'], ['abe']],
  ])('completes %j', async (words, expected) => {
    expect(await offered(...words)).toEqual(expected);
  });

  test('offers every command that the help lists', async () => {
    const { stdout } = await run(['--help']);
    const listed = [...stdout.matchAll(/^ {2}([a-z]+) .*\S/gm)].map(([, name]) => name);
    expect(await offered('')).toEqual(expect.arrayContaining(['start', 'doctor', 'reset']));
    expect(listed).toEqual(expect.arrayContaining([...(await offered(''))]));
  });
});

const isInstalled = (shell: string): boolean => spawnSync(shell, ['--version']).status === 0;

describe.each(['bash', 'zsh', 'fish'])('the script for %s', (shell) => {
  test.skipIf(!isInstalled(shell))('is one that the shell can read', async () => {
    const { stdout } = await run(['completion', shell]);
    const file = join(folder, `sandbox.${shell}`);
    writeFileSync(file, stdout);
    expect(execFileSync(shell, ['-n', file], { encoding: 'utf8' })).toBe('');
  });

  test('names every command and its choices', async () => {
    const { code, stdout } = await run(['completion', shell]);
    expect(code).toBe(0);
    for (const word of ['doctor', 'expire-tokens', 'release-suspension', 'miyakojima', 'skip-service-selection']) {
      expect(stdout).toContain(word);
    }
  });
});

test('another shell is refused', async () => {
  const { code, stderr } = await run(['completion', 'tcsh']);
  expect([code, stderr]).toEqual([2, expect.stringContaining('Allowed choices are bash, zsh, fish.')]);
});
