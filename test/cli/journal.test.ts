import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildCommand, run, type Started, start } from './command.ts';

let sandbox: Started;
beforeAll(async () => {
  await buildCommand();
  sandbox = await start();
}, 90_000);
afterAll(async () => void (await sandbox.stop()));

describe('sandbox journal', () => {
  const journal = async (...args: string[]) => (await run(['journal', ...args, '--url', sandbox.origin])).stdout;

  test('prints what happened as lines, JSON, HAR and Mermaid, and forgets it', async () => {
    expect(await journal()).toBe('Nothing has happened yet.\n');
    await fetch(`${sandbox.origin}/gunma/oauth/jwks`);
    expect(await journal('--bank', 'gunma')).toMatch(
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d {2}request {3}gunma {7}GET \/gunma\/oauth\/jwks 200 \(\d+ ms\)\n$/,
    );
    expect(JSON.parse(await journal('--json'))).toMatchObject({ entries: [{ operationId: 'getJwks' }] });
    expect(JSON.parse(await journal('--har'))).toMatchObject({ log: { entries: [{ request: { method: 'GET' } }] } });
    expect(await journal('--mermaid')).toMatch(/^sequenceDiagram\n/);
    expect(await journal('--clear')).toBe('The journal is empty.\n');
    expect(await journal('--kind', 'request')).toBe('Nothing has happened yet.\n');
  });
});
