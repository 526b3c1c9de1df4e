import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import packageJson from '../../sandbox/package.json' with { type: 'json' };
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { buildCommand, type Environment, environmentOf, run, start } from './command.ts';

const folder = mkdtempSync(join(tmpdir(), 'renkei-doctor-'));
let sandbox: TestSandbox;
beforeAll(async () => {
  await buildCommand();
  sandbox = await openSandbox();
}, 60_000);
afterAll(async () => {
  rmSync(folder, { recursive: true });
  expect(sandbox.faults).toEqual([]);
  await sandbox.close();
});

interface Finding {
  readonly check: string;
  readonly status: string;
  readonly message: string;
  readonly next?: string;
}

/** What the doctor finds; its exit code has to agree. */
async function findings(args: readonly string[] = [], environment?: Environment): Promise<readonly Finding[]> {
  const ports = args.includes('--port') ? [] : ['--port', '0', '--tls-port', '0'];
  const { code, stdout } = await run(['doctor', '--json', ...ports, ...args], environment);
  const { findings: found } = JSON.parse(stdout) as { findings: readonly Finding[] };
  expect(code).toBe(found.some(({ status }) => status === 'problem') ? 1 : 0);
  return found;
}

const about = (found: readonly Finding[], check: string) => found.filter((finding) => finding.check.startsWith(check));

/** A server on a free port of this machine. */
async function serve(server: ReturnType<typeof createTcpServer>): Promise<string> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return String((server.address() as AddressInfo).port);
}

describe('sandbox doctor', () => {
  test('says of a good set-up that all is well, line by line', async () => {
    const { code, stdout, stderr } = await run(['doctor', '--port', '0', '--tls-port', '0', '--url', sandbox.origin]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.split('\n');
    expect(lines).toContain(`ok       Node.js: ${process.versions.node}`);
    expect(lines).toContain(`ok       @renkei/sandbox: ${packageJson.version}`);
    expect(lines).toContain(
      `ok       sandbox: ${packageJson.version} runs at ${sandbox.origin}, world ${sandbox.store.world.name}`,
    );
    expect(lines).toContain(`ok       client certificates: usable, OpenSSL ${process.versions.openssl}`);
    expect(stdout).toMatch(/^ok {7}localhost: resolves to .*127\.0\.0\.1/m);
    expect(stdout).toMatch(/^ok {7}clock: \d{4}-.* the banks reckon in Japan time, whatever it is$/m);
    expect(stdout.endsWith('\n\nAll is well.\n')).toBe(true);
  });

  test('tells a problem with the next step, and ends with 1', async () => {
    const server = createTcpServer();
    const url = `http://127.0.0.1:${await serve(server)}`;
    server.close();
    const { code, stdout } = await run(['doctor', '--port', '0', '--tls-port', '0', '--url', url]);
    expect(code).toBe(1);
    expect(stdout).toContain(
      `problem  sandbox: none runs at ${url}\n         → start one with: npx sandbox start; or set --url\n`,
    );
    expect(stdout.endsWith('\n\nproblems: 1, warnings: 0\n')).toBe(true);
  });

  test('does not mind that none runs where nobody said that one should', async () => {
    const [finding] = about(await findings(), 'sandbox');
    expect(finding?.message).toMatch(/http:\/\/localhost:4400/);
  });

  test('tells what else answers at --url, and a sandbox that wants its token', async () => {
    const other = createServer((_req, res) => res.setHeader('Server', 'teapot').end('hello'));
    const open = await openSandbox({ host: '0.0.0.0' });
    const [strange, refused, welcome] = await Promise.all([
      findings(['--url', `http://127.0.0.1:${await serve(other)}`]),
      findings(['--url', open.origin]),
      findings(['--url', open.origin, '--token', open.controlToken ?? '']),
    ]);
    expect(about(strange, 'sandbox')[0]).toMatchObject({
      status: 'problem',
      message: expect.stringContaining('is an HTTP server (teapot)'),
    });
    expect(about(refused, 'sandbox')[0]?.message).toContain('wants the token');
    expect(about(welcome, 'sandbox')[0]?.status).toBe('ok');
    other.close();
    await open.close();
  });

  test('tells a port to which no browser speaks', async () => {
    const [finding] = about(await findings(['--url', 'http://127.0.0.1:6000']), 'sandbox');
    expect(finding).toMatchObject({ status: 'problem', message: expect.stringContaining('do not speak to this port') });
  });

  test('tells what has taken a port', async () => {
    const http = createServer((_req, res) => res.setHeader('Server', 'teapot').end('hello'));
    const mute = createTcpServer((socket) => socket.on('error', () => {}).end('220 hello\r\n'));
    const [ofHttp, ofMute] = [await serve(http), await serve(mute)];
    const taken = await findings(['--port', ofHttp, '--tls-port', ofMute]);
    const next = (flag: string) => `stop what uses it, or choose another one with: sandbox start ${flag}`;
    expect(about(taken, 'port')).toEqual([
      {
        check: `port ${ofHttp}`,
        status: 'problem',
        message: 'taken at 127.0.0.1 by an HTTP server (teapot)',
        next: next('--port'),
      },
      {
        check: `port ${ofMute}`,
        status: 'problem',
        message: 'taken at 127.0.0.1 by something that does not answer HTTP',
        next: next('--tls-port'),
      },
    ]);
    http.close();
    mute.close();
    const [plain, tls] = [new URL(sandbox.origin).port, new URL(sandbox.tlsOrigin).port];
    const ours = about(await findings(['--port', plain, '--tls-port', tls]), 'port');
    expect(ours.map(({ status, message }) => [status, message])).toEqual([
      ['ok', 'a sandbox runs there'],
      ['ok', 'a sandbox runs there'],
    ]);
  });

  test('warns of a proxy that would swallow localhost, without telling its URL', async () => {
    const proxy = { HTTP_PROXY: 'http://me:secret@proxy.example:8080' };
    const [swallowed, asked, exempt] = await Promise.all([
      findings([], proxy),
      findings([], { ...proxy, NODE_OPTIONS: '--use-env-proxy' }),
      findings([], { ...proxy, no_proxy: 'intranet.example, localhost' }),
    ]);
    expect(about(swallowed, 'proxy')).toEqual([
      {
        check: 'proxy',
        status: 'warning',
        message:
          'HTTP_PROXY is set, and NO_PROXY does not name localhost: curl and other programs ask the proxy for the sandbox',
        next: 'export NO_PROXY=localhost,127.0.0.1,::1',
      },
    ]);
    expect(about(asked, 'proxy')[0]?.status).toBe('problem');
    expect(about(exempt, 'proxy')).toEqual([]);
    expect(JSON.stringify([swallowed, asked])).not.toContain('secret');
  });

  test('warns where Node.js believes every certificate', async () => {
    const [warned] = about(await findings([], { NODE_TLS_REJECT_UNAUTHORIZED: '0' }), 'TLS');
    expect(warned).toMatchObject({ status: 'warning', next: expect.stringContaining('NODE_EXTRA_CA_CERTS') });
  });

  test('tells an OpenSSL with which client certificates do not work', async () => {
    const found = await findings([], { NODE_OPTIONS: '--tls-max-v1.2 --tls-cipher-list=PSK-AES128-CBC-SHA' });
    expect(about(found, 'client certificates')[0]).toMatchObject({
      status: 'problem',
      message: `not usable with OpenSSL ${process.versions.openssl}: no ciphers available`,
    });
  });

  test('tells each mistake of a world file with its line', async () => {
    const [good, bad] = [join(folder, 'good.yaml'), join(folder, 'bad.yaml')];
    writeFileSync(good, 'name: small\nbanks: { gunma: {} }\n');
    writeFileSync(bad, 'name: bad\nbanks:\n  gunma:\n    companys: []\n    clients: []\n');
    const [fine, wrong, missing] = await Promise.all([
      findings(['--world', good]),
      findings(['--world', bad]),
      findings(['--world', join(folder, 'missing.yaml')]),
    ]);
    expect(about(fine, '--world')[0]).toMatchObject({ status: 'ok', message: 'the world small' });
    expect(about(wrong, '--world').map(({ message }) => message)).toEqual([
      `${bad}:4: banks.gunma.companys: unknown key; check its spelling`,
      `${bad}:5: banks.gunma.clients: unknown key; check its spelling`,
    ]);
    expect(about(missing, '--world')[0]?.message).toMatch(/cannot be read \(ENOENT\)/);
  });
});

describe('sandbox doctor --data', () => {
  const dataOf = async (directory: string) => about(await findings(['--data', directory]), '--data')[0];
  const filesIn = (directory: string) =>
    readdirSync(directory).map((name) => [
      name,
      statSync(join(directory, name)).mtimeMs,
      readFileSync(join(directory, name)),
    ]);

  test('tells what the directory holds and who has it open, and leaves it as it is', { timeout: 60_000 }, async () => {
    const data = join(folder, 'data');
    expect(await dataOf(data)).toMatchObject({ status: 'ok', message: 'holds no world yet; the start makes one' });
    expect(readdirSync(folder)).not.toContain('data');
    const world = join(folder, 'mine.yaml');
    writeFileSync(world, 'name: mine\nbanks: { gunma: {} }\n');
    const started = await start('--data', data, '--world', world);
    const before = filesIn(data);
    expect(await dataOf(data)).toMatchObject({
      status: 'problem',
      message: `${join(data, 'sandbox.sqlite')} is in use by another sandbox`,
    });
    expect(filesIn(data)).toEqual(before);
    // What it has not yet written to the file itself is read as well.
    await started.stop('SIGKILL');
    const left = filesIn(data);
    expect(left.map(([name]) => name)).toContain('sandbox.sqlite-wal');
    expect(await dataOf(data)).toMatchObject({
      status: 'ok',
      message: expect.stringMatching(/^holds the world mine, schema version \d+$/),
    });
    expect(filesIn(data)).toEqual(left);
  });

  test('tells a database of somebody else, of another version, and what is no directory', {
    timeout: 60_000,
  }, async () => {
    const [foreign, older, text] = ['foreign', 'older', 'text'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    for (const directory of [foreign, older]) mkdirSync(directory);
    const diary = new DatabaseSync(join(foreign, 'sandbox.sqlite'));
    diary.exec('create table diary (day text)');
    diary.close();
    const old = new DatabaseSync(join(older, 'sandbox.sqlite'));
    old.exec("create table settings (name text, value text); insert into settings values ('schema_version', '1')");
    old.close();
    writeFileSync(text, 'a file');
    const [ofForeign, ofOlder, ofText, ofGarbage] = [
      await dataOf(foreign),
      await dataOf(older),
      await dataOf(text),
      await (async () => {
        const garbage = join(folder, 'garbage');
        cpSync(foreign, garbage, { recursive: true });
        writeFileSync(join(garbage, 'sandbox.sqlite'), 'Dear diary, '.repeat(100));
        return dataOf(garbage);
      })(),
    ];
    expect(ofForeign?.message).toBe(`${join(foreign, 'sandbox.sqlite')} is not a sandbox database`);
    expect(ofOlder?.message).toMatch(/has schema version 1, this sandbox knows \d+$/);
    expect(ofText?.message).toBe(`${text} is not a directory`);
    expect(ofGarbage?.message).toMatch(/cannot be read \(file is not a database\)$/);
    expect([ofForeign, ofOlder, ofText, ofGarbage].map((found) => found?.next)).toEqual(
      Array(4).fill('choose another --data directory'),
    );
  });
});

describe('the packages of a project', () => {
  /** The doctor, called in a project with these packages. */
  async function inProject(name: string, packages: Readonly<Record<string, string>>): Promise<readonly Finding[]> {
    const project = join(folder, name);
    for (const [installed, version] of Object.entries(packages)) {
      mkdirSync(join(project, 'node_modules', installed), { recursive: true });
      writeFileSync(join(project, 'node_modules', installed, 'package.json'), JSON.stringify({ version }));
    }
    const bin = join(import.meta.dirname, '../../sandbox/bin/sandbox.js');
    const args = [bin, 'doctor', '--json', '--port', '0', '--tls-port', '0'];
    const child = spawn(process.execPath, args, { cwd: project, env: environmentOf() });
    let stdout = '';
    child.stdout.setEncoding('utf8').on('data', (piece: string) => {
      stdout += piece;
    });
    await once(child, 'close');
    return (JSON.parse(stdout) as { findings: readonly Finding[] }).findings;
  }

  test('are looked at: an SDK of another version, and a test runner that is too old', async () => {
    const found = await inProject('old', { '@renkei/sdk': '9.1.0', msw: '2.14.6', 'playwright-core': '1.65.1' });
    expect(about(found, '@renkei/sdk')[0]).toMatchObject({
      status: 'warning',
      message: `9.1.0 does not agree with the sandbox, ${packageJson.version}`,
    });
    expect(about(found, 'msw')[0]).toEqual({
      check: 'msw',
      status: 'problem',
      message: '2.14.6 does not fit >=3.0.0',
      next: 'npm install msw@latest',
    });
    expect(about(found, 'playwright-core')[0]).toMatchObject({ status: 'ok', message: '1.65.1' });
    expect(about(found, 'vitest')[0]?.message).toMatch(/^not installed here/);
  });

  test('are ranged in a way that the doctor understands', () => {
    for (const range of [packageJson.engines.node, ...Object.values(packageJson.peerDependencies)]) {
      expect(range).toMatch(/^>=\d+(\.\d+)*$/);
    }
  });
});
