import { afterAll, beforeAll, test } from 'vitest';
import { openShell, type Shell } from './shell.ts';

let shell: Shell;
beforeAll(async () => {
  shell = await openShell('errors');
  await shell.start('start');
});
afterAll(() => shell.close());

test('the commands end a linkage, let the bank fail, and close it', async () => {
  await shell.run('end');
  await shell.run('fault');
  await shell.run('clear');
  await shell.run('maintenance');
});
