import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createSandbox, type Sandbox } from '@renkei/sandbox';
import { expect, test } from 'vitest';
import { worldOfScreens } from '../browser/world.ts';
import { createApp } from '../support/app.ts';

const run = promisify(execFile);
const program = fileURLToPath(new URL('exits.ts', import.meta.url));

test.each(['in process', 'over a port'])('nothing is left open once a sandbox is closed, %s', async (way) => {
  const { stdout } = await run(process.execPath, ['--no-warnings', program, way], { timeout: 60_000 });
  expect(JSON.parse(stdout)).toEqual({
    late: 'the sandbox is closed; make another one with createSandbox()',
    left: [],
  });
});

test('a sandbox in process that nobody closed does not keep its process alive', async () => {
  const { stdout } = await run(process.execPath, ['--no-warnings', program, 'left open'], { timeout: 60_000 });
  expect(stdout).toBe('');
});

test('two sandboxes in one process do not meet, and one goes on when the other is closed', async () => {
  const options = { world: worldOfScreens(), origin: 'http://localhost:4400' };
  const one = await createSandbox({ ...options, clock: '2026-11-20T09:00:00+09:00' });
  const two = await createSandbox({ ...options, clock: '2030-01-01T09:00:00+09:00' });
  await one.createWorld({ id: 'same' });
  const same = await two.createWorld({ id: 'same' });
  await one.changeCustomer('gunma', 'sato', { locked: true });
  await one.faults.add({ operationId: 'listAccounts', status: 503 });

  let Authorization = '';
  const app = await createApp(two, 'gunma', {}, (request, init) => {
    const sent = new Request(request, init);
    Authorization = sent.headers.get('authorization') ?? '';
    return two.fetch(sent);
  });
  const { url, pending } = await app.start();
  const linkage = await app.complete(await two.customer('gunma', 'sato').link(url), pending);
  const { grantedAt } = await linkage.status();
  expect(grantedAt.slice(0, 10)).toBe('2030-01-01');
  const read = async ({ origin, fetch }: Sandbox) =>
    (await fetch(`${origin}/gunma/api/v1/linkage`, { headers: { Authorization } })).status;
  expect([await read(two), await read(one)]).toEqual([200, 401]);

  expect(await one.linkages()).toEqual([]);
  expect(await two.faults.list()).toHaveLength((await one.faults.list()).length - 1);
  expect((await two.journal.entries()).length).toBeGreaterThan(0);
  expect(JSON.stringify(await one.journal.entries())).not.toContain('/gunma/link/');
  expect((await one.clock.now()).slice(0, 4)).toBe('2026');
  await one.close();
  expect((await linkage.status()).daysLeft).toBe(90);
  expect(await same.customers('gunma')).not.toEqual([]);
  await two.close();
});
