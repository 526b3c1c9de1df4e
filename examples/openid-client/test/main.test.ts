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

test('npm start links the customer who opens the URL, prints his statements, and ends the linkage', async () => {
  const port = await freePort();
  const sandbox = await startSandbox({
    port: 0,
    tlsPort: 0,
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
    if (line.startsWith(customer.issuer)) await fetch(await customer.link(line));
  }
  assert.deepEqual(await ended, [0, null]);
  const [linkage] = await sandbox.linkages({ bank: 'gunma', loginId: 'tanaka' });
  await sandbox.close();

  assert.ok(printed.filter((line) => /^\d{4}-\d\d-\d\d -?\d+ \S/.test(line)).length > 20, printed.join('\n'));
  assert.equal(printed.at(-1), 'The linkage is ended.');
  assert.equal(linkage?.reason, 'ended_by_vendor');
});
