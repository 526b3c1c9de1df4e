import { sandboxTest } from '@renkei/sandbox/vitest';
import { afterAll, describe, expect } from 'vitest';
import { worldOfScreens } from '../browser/world.ts';
import { requestAt } from '../support/app.ts';

const test = sandboxTest({ clock: '2026-11-20T09:00:00+09:00', world: worldOfScreens() });
const worlds: string[] = [];
afterAll(() => expect(new Set(worlds).size).toBe(4));

describe('a test that is given a world', () => {
  test.for(['one', 'two', 'three'])('finds it as its file says: %s', async (_, { sandbox }) => {
    worlds.push(sandbox.id);
    const sato = (await sandbox.customers('gunma')).find(({ loginId }) => loginId === 'sato');
    expect(sato?.locked).toBe(false);
    await sandbox.changeCustomer('gunma', 'sato', { locked: true });
  });

  test('shares the sandbox with the others, whose worlds are gone', async ({ sandbox, sharedSandbox }) => {
    worlds.push(sandbox.id);
    const kept = await sharedSandbox.control<{ worlds: { id: string }[] }>('GET', '/worlds');
    expect(kept.worlds.map(({ id }) => id)).toEqual([sandbox.id]);
    expect(await sandbox.customer('gunma', 'sato').link(await requestAt(sandbox, 'gunma'))).toContain('code=');
  });
});
