import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
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

/** A browser without a window and without scripts, which keeps the app's cookie. */
function openBrowser(origin: string) {
  let cookie = '';
  return async (path: string, form?: Record<string, string>) => {
    const response = await fetch(new URL(path, origin), {
      redirect: 'manual',
      headers: { cookie, connection: 'close' },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie;
    return { status: response.status, location: response.headers.get('location') ?? '', text: await response.text() };
  };
}

test('the app starts, links tanaka at a bank, and imports his two accounts', async () => {
  const port = await freePort();
  const sandbox = await startSandbox({
    port: 0,
    tlsPort: 0,
    clock: '2026-11-20T09:00:00+09:00',
    redirectUris: [`http://localhost:${port}/callback`],
  });
  const app = spawn(process.execPath, [main], {
    env: { ...process.env, PORT: String(port), BANK_ORIGIN: sandbox.origin, DATA: ':memory:' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(app, 'exit');
  try {
    const [ready] = await once(createInterface({ input: app.stdout }), 'line');
    assert.equal(ready, `Accounting app ready at http://localhost:${port}`);
    const visit = openBrowser(`http://localhost:${port}`);

    const form = await visit('/link');
    const [, csrf = ''] = /name="csrf" value="([^"]+)"/.exec(form.text) ?? [];
    const leaving = await visit('/link', { csrf, bank: 'gunma', services: 'transactions' });
    assert.equal(leaving.status, 303);

    const callback = await visit(await sandbox.customer('gunma', 'tanaka').link(leaving.location));
    assert.match(callback.location, /^\/imports\//);
    while (JSON.parse((await visit(`${callback.location}/progress`)).text).running) await setTimeout(50);

    const { text } = await visit('/');
    assert.deepEqual(
      [...text.matchAll(/明細 ([\d,]+)件/g)].map(([, count = '']) => Number(count.replace(',', '')) > 20),
      [true, true],
    );
  } finally {
    app.kill('SIGTERM');
    await sandbox.close();
  }
  assert.deepEqual(await ended, [0, null]);
});
