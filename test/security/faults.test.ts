import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { buildCommand } from '../cli/command.ts';
import { NotPlayable } from '../faults/fault.ts';
import { allFaults } from '../faults/faults.ts';
import { openGround } from '../faults/ground.ts';

const ground = openGround();
beforeAll(buildCommand, 60_000);
afterEach(() => ground.leave());

// The others: npm run faults
describe('a sandbox in a process of its own survives', () => {
  for (const { name, fault, expected, isQuick, run } of allFaults()) {
    if (!isQuick) continue;
    test(`${name}: ${fault}`, { timeout: 120_000 }, async ({ skip }) => {
      const { held, seen } = await run(ground).catch((error: unknown) => {
        if (error instanceof NotPlayable) skip(error.message);
        throw error;
      });
      expect(held, `expected: ${expected}; seen: ${seen}`).toBe(true);
    });
  }
});

describe('npm run faults', { timeout: 120_000 }, () => {
  const runner = fileURLToPath(new URL('../faults/run.ts', import.meta.url));

  async function play(...args: string[]) {
    const child = spawn(process.execPath, ['--no-warnings', runner, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = once(child, 'close') as Promise<[code: number | null]>;
    const [stdout, stderr, [code]] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
    return { code, stdout, stderr };
  }

  test('plays what is named, prints fault, expected and seen, and the count on its last line', async () => {
    const { code, stdout, stderr } = await play('header-of-20-kB');
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^FAULT +EXPECTED +SEEN\n\nheader-of-20-kB: .* 431, .* 431, closed after /);
    expect(stdout.trimEnd().split('\n').at(-1)).toBe('1 held, 0 missed, 0 skipped');
  });

  test('prints the same as JSON', async () => {
    const { code, stdout } = await play('--json', 'port-taken');
    expect(JSON.parse(stdout)).toMatchObject({
      held: 1,
      missed: 0,
      skipped: 0,
      faults: [{ name: 'port-taken', result: 'held', seen: expect.stringContaining('exit 1') }],
    });
    expect(code).toBe(0);
  });

  test('says what is wrong with its command line', async () => {
    expect(await play('port-token')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'faults: there is no fault port-token; see npm run faults -- --list\n',
    });
  });
});
