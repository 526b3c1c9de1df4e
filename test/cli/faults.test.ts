import { parseWorldFile } from '@renkei/sandbox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { buildCommand, run } from './command.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  await buildCommand();
  sandbox = await openSandbox({ world: parseWorldFile('banks: { gunma: {} }', 'world.yaml') });
}, 60_000);
afterAll(async () => {
  expect(sandbox.faults).toEqual([]);
  await sandbox.close();
});

const faults = (...args: string[]) => run(['faults', ...args, '--url', sandbox.origin]);

test('sandbox faults adds, lists and clears what goes wrong', async () => {
  expect(await faults()).toEqual({ code: 0, stdout: 'No fault stands.\n', stderr: '' });
  const limit = ['--path', '/api/v1/*', '--bank', 'gunma', '--status', '429', '--retry-after', '2', '--every', '2'];
  const added = await faults('add', ...limit, '--delay', '10-20', '--json');
  const fault = JSON.parse(added.stdout) as { id: string };
  expect(fault).toMatchObject({ path: '/api/v1/*', every: 2, retryAfterSeconds: 2, delay: { minMs: 10, maxMs: 20 } });
  const { stdout } = await faults('add', '--operation', 'token', '--effect', 'truncate-body', '--times', '1');
  const id = /clear (\S+)\n$/.exec(stdout)?.[1] ?? '';
  expect((await faults('list')).stdout.split('\n').map((line) => line.replace(/ {2,}/g, ' | '))).toEqual([
    'FAULT | WHAT | WHERE | HOW OFTEN | HITS',
    `${fault.id} | 429 10-20 ms | bank gunma, path /api/v1/* | one in 2 | 0`,
    `${id} | truncate-body | operation token | 1 times | 0`,
    '',
  ]);
  expect((await faults('clear', id)).stdout).toBe(`${id} is gone.\n`);
  expect((await faults('clear')).stdout).toBe('No added fault is left.\n');
  expect(JSON.parse((await faults('list', '--json')).stdout)).toEqual({ faults: [] });
});

test('sandbox faults says what is wrong with a fault', async () => {
  const refusals: [args: string[], says: string][] = [
    [['add'], 'body/status: missing; expected a status, an effect or a delay'],
    [
      ['add', '--operation', 'fly', '--status', '500'],
      'body/operationId: expected an operation of a bank: getAuthorizationServerMetadata',
    ],
    [['add', '--status', 'many'], 'expected a number.'],
    [['add', '--delay', 'long'], 'expected milliseconds, e.g. 2000, or bounds, e.g. 200-1500.'],
    [['clear', 'nothing'], 'there is no fault nothing; list them with GET /sandbox/v1/faults'],
  ];
  for (const [args, says] of refusals) {
    const { code, stderr } = await faults(...args);
    expect([code, stderr]).toEqual([stderr.startsWith('error: ') ? 2 : 1, expect.stringContaining(says)]);
  }
});
