import assert from 'node:assert/strict';
import { gzipSync } from 'node:zlib';
import { startSandbox } from '@renkei/sandbox';

/**
 * Links a customer by way of a vendor's program, over a port, and tells what came of it.
 *
 * @param code - the program's bundle
 * @param run - calls one of its functions: `run(origin, name, ...args)`
 */
export async function link(code, run) {
  assert.ok(!/__vite-browser-external|["'`]node:/.test(code), 'a built-in of Node.js is in the bundle');
  const sandbox = await startSandbox({ port: 0, tlsPort: 0, clock: '2026-11-20T09:00:00+09:00' });
  try {
    const redirectUri = 'http://localhost:8080/callback';
    const client = await sandbox.registerClient({
      client_name: 'My app',
      redirect_uris: [redirectUri],
      token_endpoint_auth_method: 'none',
    });
    const settings = { issuer: `${sandbox.origin}/gunma`, clientId: client.client_id, redirectUri };
    const { url, pending } = await run(sandbox.origin, 'start', settings);
    const callbackUrl = await sandbox.customer('gunma', 'sato').link(url);
    const { accounts, lines, daysLeft } = await run(sandbox.origin, 'read', settings, callbackUrl, pending);
    assert.ok(accounts > 0 && lines >= 10);
    assert.equal(daysLeft, 90);
    console.log(`note: ${code.length} bytes, ${gzipSync(code).length} gzipped`);
  } finally {
    await sandbox.close();
  }
}
