import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { openShell, type Shell } from './shell.ts';

const quoted = (file: string) => readFileSync(join(import.meta.dirname, 'worlds', file), 'utf8');

let shell: Shell;
beforeAll(async () => {
  shell = await openShell('worlds');
  await shell.run('init');
  shell.write('world.yaml', quoted('world.yaml'));
  await shell.start('start');
});
afterAll(() => shell.close());

test('a mistake in a world file is told with its line', async () => {
  shell.write('world.yaml', quoted('world.yaml').replace('"1000001"', '1000001'));
  await shell.run('doctor', { code: 1 });
  shell.write('world.yaml', quoted('world.yaml'));
});

test('everybody has a world, with a clock of its own', async () => {
  await shell.run('create');
  await shell.run('use');
  shell.write('locked.json', quoted('locked.json'));
  await shell.run('changes');
  await shell.run('curl');
  await shell.run('list');
});

test('a state is kept in a file', async () => {
  await shell.run('snapshot');
});

test('a workflow waits for the sandbox that it started', async () => {
  const { jobs } = parse(quoted('ci.yaml')) as { jobs: { test: { steps: { run?: string }[] } } };
  const [install, start, wait = '', runTests] = jobs.test.steps.flatMap(({ run }) => run ?? []);
  expect([install, start, runTests]).toEqual([
    'npm ci',
    'npx sandbox start --world world.yaml > sandbox.log 2>&1 &',
    'npm test',
  ]);
  expect(await shell.type(wait)).toMatchObject({ code: 0, stdout: expect.stringContaining('plays the world shop') });
});
