import { afterAll, beforeAll, test } from 'vitest';
import { openShell, type Shell } from './shell.ts';

let shell: Shell;
beforeAll(async () => {
  shell = await openShell('time');
  await shell.start('start');
  await shell.run('stand');
});
afterAll(() => shell.close());

test('the commands move the clock over the end of a consent and back', async () => {
  await shell.run('link');
  await shell.run('last-second');
  await shell.run('end');
  await shell.run('back');
});

test('and over midnight, where a PIN that is not effective is dropped', async () => {
  await shell.run('same-day', { code: 1 });
  await shell.run('pending');
  await shell.run('midnight');
  await shell.run('reset');
});
