'use strict';

const assert = require('node:assert/strict');
const { spawn } = require('node:child_process');
const { once } = require('node:events');
const { mkdtemp, rm } = require('node:fs/promises');
const { createServer } = require('node:http');
const { tmpdir } = require('node:os');
const { join } = require('node:path');
const { createInterface } = require('node:readline');
const { after, before, test } = require('node:test');
const { startSandbox } = require('@renkei/sandbox');

/** @type {import('@renkei/sandbox').Sandbox} */
let sandbox;
/** @type {Record<string, string>} */
let settings;

before(async () => {
  const port = await freePort();
  sandbox = await startSandbox({
    port: 0,
    tlsPort: 0,
    clock: '2026-11-20T09:00:00+09:00',
    redirectUris: [`http://localhost:${port}/callback`],
  });
  settings = {
    ISSUER: `${sandbox.origin}/gunma`,
    PORT: String(port),
    LINKAGES: await mkdtemp(join(tmpdir(), 'linkages-')),
  };
});
after(async () => {
  await sandbox.close();
  await rm(settings.LINKAGES ?? '', { recursive: true });
});

async function freePort() {
  const server = createServer().listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  server.close();
  return port;
}

/**
 * Runs a script of this example to its end.
 *
 * @param {string[]} script its name and its arguments
 * @param {(url: string) => void} [visit] what the customer does with the URL that it prints
 */
async function run(script, visit = () => {}) {
  const [name = '', ...rest] = script;
  const child = spawn(process.execPath, [join(__dirname, '../src', name), ...rest], {
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit');
  /** @type {string[]} */
  const complaints = [];
  child.stderr.on('data', (text) => complaints.push(String(text)));
  /** @type {string[]} */
  const printed = [];
  for await (const line of createInterface({ input: child.stdout })) {
    printed.push(line);
    if (line.startsWith('http:')) visit(line);
  }
  const [exitCode] = await ended;
  return { exitCode, printed, complaint: complaints.join('') };
}

test('a customer links once; later runs read without him, until the consent is over', async () => {
  const linking = await run(['link.js'], async (url) => fetch(await sandbox.customer('gunma', 'sato').link(url)));
  assert.equal(linking.exitCode, 0, linking.complaint);
  const [, linkageId = ''] = /node src\/read\.js (\S+)/.exec(linking.printed.join('\n')) ?? [];

  for (const time of ['tonight', 'tomorrow']) {
    const reading = await run(['read.js', linkageId]);
    assert.equal(reading.exitCode, 0, `${time}: ${reading.complaint}`);
    assert.ok(reading.printed.length > 20);
    for (const line of reading.printed) assert.match(line, /^001-1-3000001\t2026-\d\d-\d\d\t-?\d+\t\S/);
    await sandbox.clock.advance('P1D');
  }

  await sandbox.clock.advance('P90D');
  const reading = await run(['read.js', linkageId]);
  assert.equal(reading.exitCode, 1);
  assert.match(reading.complaint, /the linkage is over \(expired\).*node src\/link\.js/);
});

test('a customer who refuses is told as such', async () => {
  const linking = await run(['link.js'], async (url) =>
    fetch(await sandbox.customer('gunma', 'sato').link(url, { deny: true })),
  );
  assert.deepEqual(linking, { ...linking, exitCode: 1, complaint: 'The customer refused.\n' });
});
