import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { startSandbox } from '@renkei/sandbox';

const main = fileURLToPath(new URL('../src/main.ts', import.meta.url));

async function freePort(): Promise<number> {
  const server = createServer().listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return port;
}

test('it links the customer who opens the URL, and prints his balances and statements', async () => {
  const port = await freePort();
  const sandbox = await startSandbox({
    port: 0,
    tlsPort: 0,
    clock: '2026-11-20T09:00:00+09:00',
    redirectUris: [`http://localhost:${port}/callback`],
  });
  const customer = sandbox.customer('gunma', 'tanaka');
  const app = spawn(process.execPath, [main], {
    env: { ...process.env, ISSUER: customer.issuer, PORT: String(port) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(app, 'exit');
  const printed: string[] = [];
  for await (const line of createInterface({ input: app.stdout })) {
    printed.push(line);
    if (line.startsWith(customer.issuer)) {
      const page = await fetch(await customer.link(line));
      assert.equal(await page.text(), 'Back from the bank: see your terminal.');
    }
  }
  assert.deepEqual(await ended, [0, null]);
  await sandbox.close();

  const accounts = printed.filter((line) => /^\S+ \d{7}: \d+ yen$/.test(line));
  assert.deepEqual(
    accounts.map((line) => line.split(':')[0]),
    ['インターネット支店 2000002', '本店営業部 1111111'],
  );
  const lines = printed.filter((line) => /^2026-\d\d-\d\d -?\d+ \S/.test(line));
  assert.ok(lines.length > 20, printed.join('\n'));
});
