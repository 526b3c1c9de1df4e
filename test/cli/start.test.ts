import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildCommand, run, type Started, start } from './command.ts';
import { longWorld } from './long-world.ts';

const folder = mkdtempSync(join(tmpdir(), 'renkei-cli-'));
const worldFile = join(folder, 'world.yaml');
writeFileSync(
  worldFile,
  `name: small
clients:
  - clientId: app
    clientSecret: app-secret
    name: 会計
    companyName: 会計
    redirectUris: [http://localhost:3000/callback]
banks:
  gunma:
    companies:
      - id: shop
        name: 商店
        customers:
          - { loginId: sato, loginPassword: sato-pw, name: 佐藤, login: password, purpose: { ja: 例, en: Example } }
`,
);

beforeAll(buildCommand, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const read = async (started: Started, path: string) => (await fetch(`${started.origin}/sandbox/v1${path}`)).json();

describe('sandbox start', () => {
  test('prints its test credentials, where everything is, and at last that it is ready', async () => {
    const started = await start();
    const { port } = new URL(started.origin);
    const { stdout, stderr } = started.text;
    expect(stdout.endsWith(`\n\nSandbox ready at http://localhost:${port}\n`)).toBe(true);
    expect(stdout.match(/Sandbox ready/g)).toHaveLength(1);
    expect(Number(port)).toBeGreaterThan(1023);
    expect(stdout).toMatch(/^gunma +tanaka +tanaka-pw1 +password +Password login/m);
    expect(stdout).toMatch(/^gunma +yamamoto +yamamoto-pw1 +password, locked +Login locked$/m);
    expect(stdout).toContain(`http://localhost:${port}/gunma`);
    expect(stdout).toMatch(/TLS +https:\/\/localhost:\d+ /);
    expect(stdout).not.toMatch(/^Token/m);
    // No warning of an experimental part of Node either.
    expect(stderr).toBe('');
    expect(await read(started, '/health')).toMatchObject({ status: 'ok', world: 'default' });
    expect(await started.stop()).toBe(0);
    expect(started.text).toEqual({ stdout, stderr });
  });

  test('prints one line of JSON with --json, and plays the world of --world', async () => {
    const started = await start('--json', '--world', worldFile, '--redirect-uri', 'https://example.com/cb');
    const { stdout, stderr } = started.text;
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
    expect(JSON.parse(stdout)).toMatchObject({
      origin: started.origin,
      tlsOrigin: expect.stringMatching(/^https:\/\/localhost:\d+$/),
      console: `${started.origin}/`,
      openApi: { bank: `${started.origin}/openapi/bank.json`, sandbox: `${started.origin}/openapi/sandbox.json` },
      banks: ['gunma', 'sorachi', 'miyakojima', 'gunken', 'mizuho'].map((bank) => ({
        bank,
        issuer: `${started.origin}/${bank}`,
      })),
      customers: [{ loginId: 'sato', loginPassword: 'sato-pw' }],
    });
    expect(stderr).toBe('');
    expect(await read(started, '/clients')).toMatchObject({
      clients: [{ client_id: 'app', redirect_uris: ['http://localhost:3000/callback', 'https://example.com/cb'] }],
    });
    expect(await started.stop('SIGINT')).toBe(0);
  });

  test('keeps its world in the directory of --data, and refuses another world there', async () => {
    const data = join(folder, 'data', 'of mine');
    const first = await start('--data', data, '--world', worldFile);
    await fetch(`${first.origin}/sandbox/v1/clock`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/json' },
      body: '{"now":"2030-01-01T00:00:00+09:00","frozen":true}',
    });
    const second = run(['start', '--port', '0', '--tls-port', '0', '--data', data]);
    expect(await second).toEqual({
      code: 1,
      stdout: '',
      stderr: `sandbox: ${join(data, 'sandbox.sqlite')} is in use by another sandbox; stop that one or choose another --data directory\n`,
    });
    expect(await first.stop()).toBe(0);
    expect(readdirSync(data)).toEqual(['sandbox.sqlite']);

    const again = await start('--data', data);
    expect(await read(again, '/health')).toMatchObject({ world: 'small' });
    expect(await read(again, '/clock')).toEqual({ now: '2030-01-01T00:00:00+09:00', frozen: true });
    await again.stop();

    const other = join(folder, 'other.yaml');
    writeFileSync(other, 'name: other\nbanks: { gunma: {} }\n');
    const refused = await run(['start', '--port', '0', '--tls-port', '0', '--data', data, '--world', other]);
    expect(refused).toMatchObject({ code: 1, stdout: '' });
    expect(refused.stderr).toMatch(/^sandbox: --data .* already holds the world small, made from another file; .*\n$/);
  });

  test('wants a token beyond loopback, and prints it', async () => {
    const started = await start('--host', '0.0.0.0', '--world', worldFile);
    const [, token = ''] = /^Token +(\S+) /m.exec(started.text.stdout) ?? [];
    expect(started.text.stdout.endsWith(`\nSandbox ready at ${started.origin}\n`)).toBe(true);
    expect((await fetch(`${started.origin}/sandbox/v1/health`)).status).toBe(401);
    const headers = { Authorization: `Bearer ${token}` };
    expect((await fetch(`${started.origin}/sandbox/v1/health`, { headers })).status).toBe(200);
    await started.stop();
  });
});

describe('a start that cannot be', () => {
  const ended = async (expected: number, ...args: string[]) => {
    const { code, stdout, stderr } = await run(['start', '--port', '0', '--tls-port', '0', ...args]);
    expect([code, stdout]).toEqual([expected, '']);
    return stderr;
  };
  const refused = (...args: string[]) => ended(1, ...args);

  test('names file, line and key of every mistake in the world file, and makes nothing', async () => {
    const bad = join(folder, 'bad.yaml');
    const data = join(folder, 'never made');
    writeFileSync(bad, 'name: bad\nbanks:\n  gunma:\n    companies:\n      - id: shop\n        nmae: 商店\n');
    expect(await refused('--world', bad, '--data', data)).toBe(
      [
        `sandbox: ${bad}:5: banks.gunma.companies.0.name: Invalid input: expected string, received undefined`,
        `${bad}:5: banks.gunma.companies.0.customers: Invalid input: expected array, received undefined`,
        `${bad}:6: banks.gunma.companies.0.nmae: unknown key; check its spelling`,
        '',
      ].join('\n'),
    );
    expect(readdirSync(folder)).not.toContain('never made');
  });

  test('names the line of a YAML mistake', async () => {
    const bad = join(folder, 'syntax.yaml');
    writeFileSync(bad, 'name: bad\nbanks: {\n');
    expect(await refused('--world', bad)).toMatch(/^sandbox: .*syntax\.yaml:[23]: [^\n]+\n$/);
  });

  test('names the file that cannot be read', async () => {
    const [missing, directory] = await Promise.all([
      refused('--world', join(folder, 'missing.yaml')),
      refused('--world', folder),
    ]);
    expect(missing).toBe(`sandbox: --world ${join(folder, 'missing.yaml')} cannot be read (ENOENT); check the path\n`);
    expect(directory).toBe(`sandbox: --world ${folder} cannot be read (EISDIR); check the path\n`);
  });

  test('names the directory that cannot be used, and leaves what is in it', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, 'a file');
    const foreign = join(folder, 'foreign');
    mkdirSync(foreign);
    writeFileSync(join(foreign, 'sandbox.sqlite'), 'Dear diary, '.repeat(100));
    const [inTheWay, notOurs] = await Promise.all([refused('--data', file), refused('--data', foreign)]);
    expect(inTheWay).toBe(`sandbox: --data ${file} cannot be used as a directory (EEXIST); choose another one\n`);
    expect(notOurs).toMatch(
      /^sandbox: [^\n]*sandbox\.sqlite [^\n]*; it was left as it is; choose another --data directory\n$/,
    );
    expect(readdirSync(foreign)).toEqual(['sandbox.sqlite']);
  });

  test('says in one line which port is taken, and how to choose another', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const [plain, tls] = await Promise.all([refused('--port', String(port)), refused('--tls-port', String(port))]);
    server.close();
    const told = (flag: string) =>
      `sandbox: port ${port} is taken; stop what uses it or choose another one with ${flag} (0 for a free one)\n`;
    expect([plain, tls]).toEqual([told('--port'), told('--tls-port')]);
  });

  test.each([
    [
      ['--port', 'http'],
      /^error: option '--port <number>' argument 'http' is invalid\. expected a number from 0 to 65535/,
    ],
    [['--port', '65536'], /argument '65536' is invalid/],
    [['--port=-1'], /argument '-1' is invalid/],
    [['--port', '1e3'], /argument '1e3' is invalid/],
    [['--tls-port', ''], /argument '' is invalid/],
    [['--certificate-login', 'fax'], /argument 'fax' is invalid\. Allowed choices are picker, tls\./],
    [
      ['--redirect-uri', 'callback'],
      /argument 'callback' is invalid\. callback is not a URI; expected an absolute https: URI/,
    ],
    [
      ['--redirect-uri', 'http://localhost/#x'],
      /has a fragment; expected an absolute https: URI, or http: on loopback, without a fragment/,
    ],
    [['--redirect-uri', 'javascript:alert(1)'], /has the scheme javascript:/],
    [['--redirect-uri', 'http://vendor.example/cb'], /is http: on a host that is not loopback/],
    [['--data'], /^error: option '--data <dir>' argument missing/],
    [['--prot', '1'], /^error: unknown option '--prot'/],
    [['now'], /^error: too many arguments for 'start'/],
  ])('tells what is wrong with %j', async (args, reason) => {
    const stderr = await ended(2, ...args);
    expect(stderr).toMatch(reason);
    expect(stderr).toMatch(/^[^\n]+ \(see sandbox --help\)\n$/);
  });
});

describe('a SIGTERM', () => {
  const body = '{"frozen":true}';
  const head = `PUT /sandbox/v1/clock HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n`;

  /** A request of which a part has arrived. */
  async function begin({ origin }: Started) {
    const socket = connect(Number(new URL(origin).port), '127.0.0.1');
    let answer = '';
    socket.setEncoding('utf8').on('data', (piece) => {
      answer += piece;
    });
    const closed = new Promise<string>((resolve) => {
      socket.on('error', () => {}).on('close', () => resolve(answer));
    });
    await new Promise<void>((resolve) => socket.write(head + body.slice(0, 5), () => resolve()));
    // Once another one is answered, this one has been read.
    await fetch(`${origin}/sandbox/v1/health`);
    return { socket, closed };
  }

  test('lets a request in flight end, and then the process with code 0', async () => {
    const started = await start('--world', worldFile);
    const { socket, closed } = await begin(started);
    const stopped = started.stop('SIGTERM');
    socket.write(body.slice(5));
    expect(await stopped).toBe(0);
    expect(await closed).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*"frozen":true/);
  });

  test('ends the process with code 0 within five seconds though a request never ends', async () => {
    const started = await start('--world', worldFile);
    const { closed } = await begin(started);
    const signalled = Date.now();
    expect(await started.stop('SIGTERM')).toBe(0);
    expect(Date.now() - signalled).toBeLessThan(5000);
    expect(await closed).toBe('');
    expect(started.text.stderr).toBe('');
  });

  test('ends the process with code 0 though a client of the TLS port never shakes hands', async () => {
    const started = await start('--world', worldFile);
    const [, tlsPort] = /^TLS +https:\/\/localhost:(\d+) /m.exec(started.text.stdout) ?? [];
    const silent = connect(Number(tlsPort), '127.0.0.1').on('error', () => {});
    await once(silent, 'connect');
    const ended = once(silent, 'close');
    expect(await started.stop('SIGTERM')).toBe(0);
    await ended;
  });
});

describe('a long world file', () => {
  const file = join(folder, 'long.json');

  test('is listed as far as a terminal is read, and says how to see the rest', async () => {
    writeFileSync(file, JSON.stringify(longWorld(250, 1)));
    const started = await start('--world', file);
    const { stdout } = started.text;
    expect(stdout.match(/^gunma +user\d+ /gm)).toHaveLength(200);
    expect(stdout).toContain('… and 50 more; list them all with: sandbox customers\n');
    await started.stop();
    const asJson = await start('--world', file, '--json');
    expect(JSON.parse(asJson.text.stdout).customers).toHaveLength(250);
    await asJson.stop();
  });

  test('has its mistakes told with their line too', async () => {
    const world = JSON.stringify(longWorld(1, 20_000), null, 1).replace('"inquiryPin": "5555"', '"inquiryPin": "555"');
    writeFileSync(file, world);
    const at = world.slice(0, world.indexOf('"inquiryPin": "555"')).split('\n').length;
    const { code, stderr } = await run(['start', '--port', '0', '--tls-port', '0', '--world', file]);
    expect(code).toBe(1);
    expect(stderr).toContain(
      `long.json:${at}: banks.gunma.companies.0.accounts.0.inquiryPin: expected 4 digits in quotes`,
    );
  });
});
