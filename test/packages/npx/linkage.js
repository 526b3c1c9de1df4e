import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

if (process.env.NETWORK === 'cut') assert.deepEqual(Object.keys(networkInterfaces()), ['lo']);

const folder = join(process.cwd(), '連携 テスト');
mkdirSync(folder);
writeFileSync(join(folder, 'package.json'), '{ "private": true }');
const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
copyFileSync(devDependencies['@renkei/sandbox'].slice('file:'.length), join(folder, 'sandbox.tgz'));

// npx installs into npm's cache: an empty one, in this folder.
const options = { cwd: folder, env: { ...process.env, npm_config_cache: join(folder, 'npm') } };
const npx = ['--yes', '--offline', './sandbox.tgz'];
const sandbox = (...args) => execFileSync('npx', [...npx, ...args], { ...options, encoding: 'utf8' });

// In a process group of its own, as in a terminal: npx passes no signal on to what it started.
const server = spawn('npx', [...npx, 'start', '--port', '0', '--tls-port', '0', '--data', 'データ'], {
  ...options,
  detached: true,
  stdio: ['ignore', 'pipe', 'inherit'],
});
const ended = once(server.stdout, 'close');
try {
  const origin = await new Promise((resolve, reject) => {
    const lines = createInterface({ input: server.stdout });
    lines.on('line', (line) => line.startsWith('Sandbox ready at ') && resolve(line.split(' ').at(-1)));
    lines.on('close', () => reject(new Error('it ended before it was ready')));
  });
  assert.match(sandbox('health', '--url', origin), /plays the world default/);

  const linked = JSON.parse(sandbox('link', 'gunma', 'sato', '--url', origin, '--json'));
  const tokens = await fetch(linked.tokenEndpoint, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${linked.clientId}:sandbox-demo-secret`)}` },
    body: new URLSearchParams({
      grant_type: 'authorization_code',
      code: linked.code,
      code_verifier: linked.verifier,
      redirect_uri: linked.redirectUri,
    }),
  });
  const { access_token } = await tokens.json();
  const accounts = await fetch(`${origin}/gunma/api/v1/accounts`, {
    headers: { authorization: `Bearer ${access_token}` },
  });
  assert.ok((await accounts.json()).count > 0);
  assert.ok(existsSync(join(folder, 'データ')));
} finally {
  process.kill(-server.pid, 'SIGTERM');
}
await ended;
