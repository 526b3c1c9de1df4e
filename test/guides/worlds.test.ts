import { afterAll, beforeAll, test } from 'vitest';
import { openShell, type Shell } from './shell.ts';

let shell: Shell;
beforeAll(async () => {
  shell = await openShell('worlds');
});
afterAll(() => shell.close());

test('one sandbox serves a world to each of the team', async () => {
  await shell.start('start');
  await shell.run('create');
});
