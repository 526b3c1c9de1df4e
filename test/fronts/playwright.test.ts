import { sandboxFixtures } from '@renkei/sandbox/playwright';
import { expect, test } from 'vitest';
import { worldOfScreens } from '../browser/world.ts';

// With Playwright's own runner they are tried from the packed package: npm run try:packages -- playwright

test('the fixtures for Playwright give each test a world of its own in one sandbox that listens', async () => {
  const { sharedSandbox, sandbox } = sandboxFixtures({ world: worldOfScreens() });
  const [open, { scope }] = sharedSandbox;
  expect(scope).toBe('worker');
  const seen: string[] = [];
  let origin = '';
  await open({}, async (shared) => {
    origin = shared.origin;
    for (const _ of ['one', 'two']) {
      await sandbox({ sharedSandbox: shared }, async (world) => {
        seen.push(world.id);
        expect(world.origin).toBe(`${shared.origin}/w/${world.id}`);
        // By the machine's own fetch, as a browser would.
        expect((await fetch(`${world.origin}/gunma/.well-known/oauth-authorization-server`)).status).toBe(200);
        expect(await shared.control('GET', '/worlds')).toMatchObject({ worlds: [{ id: world.id }] });
      });
    }
    expect(await shared.control('GET', '/worlds')).toEqual({ worlds: [] });
  });
  expect(new Set(seen).size).toBe(2);
  await expect(fetch(origin)).rejects.toThrow(TypeError);
});

test('their functions name what they need in the way that Playwright reads it', () => {
  const { sharedSandbox, sandbox } = sandboxFixtures();
  expect(String(sharedSandbox[0])).toMatch(/^async \(\{\s*\}, \w+\)/);
  expect(String(sandbox)).toMatch(/^async \(\{ sharedSandbox \}, \w+\)/);
});
