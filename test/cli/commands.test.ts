import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdtempSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseWorldFile } from '@renkei/sandbox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import packageJson from '../../sandbox/package.json' with { type: 'json' };
import { worldOfScreens } from '../browser/world.ts';
import { answerOf } from '../support/camera-token.ts';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { buildCommand, run } from './command.ts';

const world = parseWorldFile(
  `
banks:
  gunma:
    companies:
      - id: shop
        name: 商店
        customers:
          - loginId: sato
            loginPassword: sato-pw
            name: 佐藤
            login: password
            tokenSecret: GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ
            purpose: { ja: ソフトウェアトークン, en: Software token }
          - loginId: suzuki
            loginPassword: suzuki-password
            name: 鈴木
            login: certificate
            locked: true
            certificates: [{ id: suzuki-one }, { id: suzuki-two, state: expired }]
            purpose: { ja: 電子証明書, en: Certificate }
`,
  'world.yaml',
);

let sandbox: TestSandbox;
beforeAll(async () => {
  await buildCommand();
  sandbox = await openSandbox({ world });
}, 60_000);
afterAll(async () => {
  expect(sandbox.faults).toEqual([]);
  await sandbox.close();
});

/** What a command prints that succeeds, without a word on standard error. */
async function output(...args: string[]): Promise<string> {
  const finished = await run([...args, '--url', sandbox.origin]);
  expect(finished).toMatchObject({ code: 0, stderr: '' });
  return finished.stdout;
}

/** What a command says that fails: one line on standard error. */
async function failure(args: string[], environment?: Record<string, string>, code = 1): Promise<string> {
  const finished = await run(args, environment);
  expect(finished).toMatchObject({ code, stdout: '' });
  expect(finished.stderr).toMatch(/^sandbox: [^\n]+\n$/);
  return finished.stderr.slice('sandbox: '.length, -1);
}

const control = async (path: string) => (await sandbox.control('GET', path)).json();

describe('sandbox customers', () => {
  test('lines the credentials up in a table', async () => {
    expect(await output('customers')).toBe(
      [
        'BANK   LOGIN ID  PASSWORD         LOGIN                SHOWS',
        'gunma  sato      sato-pw          password             Software token',
        'gunma  suzuki    suzuki-password  certificate, locked  Certificate',
        '',
      ].join('\n'),
    );
  });

  test('prints what the control API answers with --json', async () => {
    expect(JSON.parse(await output('customers', '--json'))).toEqual(await control('/customers'));
  });

  test('can be asked for one bank', async () => {
    const ours = await output('customers', 'gunma', '--json');
    expect((JSON.parse(ours) as { customers: unknown[] }).customers).toHaveLength(2);
    const another = await run(['customers', 'nowhere', '--url', sandbox.origin]);
    expect(another).toMatchObject({ code: 1, stdout: '' });
    expect(another.stderr).toBe('sandbox: nowhere has no customers; list those of all banks with: sandbox customers\n');
  });
});

describe('sandbox certificates', () => {
  test('lists them with their files, the passphrase and the authority', async () => {
    const file = (id: string) => `${sandbox.origin}/sandbox/v1/certificates/${id}`;
    expect(await output('certificates')).toBe(
      [
        'CERTIFICATE  BANK   LOGIN ID  STATE    PKCS#12',
        `suzuki-one   gunma  suzuki    valid    ${file('suzuki-one.p12')}`,
        `suzuki-two   gunma  suzuki    expired  ${file('suzuki-two.p12')}`,
        '',
        'Passphrase of every PKCS#12 file: sandbox',
        `Sandbox CA: ${file('ca.pem')}`,
        '',
      ].join('\n'),
    );
    expect(JSON.parse(await output('certificates', '--json'))).toEqual(await control('/certificates'));
  });
});

describe('sandbox certificates issue', () => {
  test('writes a certificate for an app, its key and the authority, and says under which name to register it', async () => {
    const out = join(mkdtempSync(join(tmpdir(), 'renkei-issue-')), 'tls');
    const text = await output('certificates', 'issue', 'my-app', '--output', out);
    const [certificate = '', key = '', authority = ''] = ['client.pem', 'client.key', 'ca.pem'].map((file) =>
      join(out, file),
    );
    expect(text).toBe(`Wrote ${certificate}, ${key}, ${authority}.\ntls_client_auth_subject_dn: CN=my-app\n`);
    const issued = new X509Certificate(readFileSync(certificate));
    expect(issued.checkPrivateKey(createPrivateKey(readFileSync(key)))).toBe(true);
    expect(issued.verify(new X509Certificate(readFileSync(authority)).publicKey)).toBe(true);
    expect(statSync(key).mode & 0o077).toBe(0);
    expect(JSON.parse(await output('certificates', 'issue', 'my-app', '--output', out, '--json'))).toMatchObject({
      subjectDn: 'CN=my-app',
      files: [certificate, key, authority],
    });
  });

  test('says what is wrong with its directory', async () => {
    const args = ['certificates', 'issue', 'my-app', '--output', '/dev/null/tls', '--url', sandbox.origin];
    expect(await failure(args)).toBe('--output /dev/null/tls cannot be written (ENOTDIR); choose another directory');
  });
});

describe('sandbox clock', () => {
  test('is set, frozen, advanced, read and resumed', async () => {
    expect(await output('clock', 'freeze')).toMatch(/^2026-11-20T09:\d\d:\d\d\+09:00 \(frozen\)\n$/);
    expect(await output('clock', 'set', '2026-11-20T23:59:30+09:00')).toBe('2026-11-20T23:59:30+09:00 (frozen)\n');
    expect(await output('clock', 'advance', 'P90DT61S')).toBe('2027-02-19T00:00:31+09:00 (frozen)\n');
    expect(await output('clock', 'advance', '-P90D')).toBe('2026-11-21T00:00:31+09:00 (frozen)\n');
    expect(await output('clock', 'get', '--json')).toBe(
      '{\n  "now": "2026-11-21T00:00:31+09:00",\n  "frozen": true\n}\n',
    );
    expect(await output('clock')).toBe('2026-11-21T00:00:31+09:00 (frozen)\n');
    expect(await output('clock', 'resume')).toMatch(/^2026-11-21T00:\d\d:\d\d\+09:00\n$/);
  });

  test('takes its options before its part as well', async () => {
    const before = await run(['clock', '--url', sandbox.origin, '--json', 'advance', 'PT0S']);
    expect(before).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(before.stdout)).toMatchObject({ frozen: false });
  });

  test('is not moved by nonsense', async () => {
    const url = ['--url', sandbox.origin];
    const [set, advance, far] = await Promise.all([
      failure(['clock', 'set', 'tomorrow', ...url]),
      failure(['clock', 'advance', '90 days', ...url]),
      failure(['clock', 'advance', 'P1000Y', ...url]),
    ]);
    expect(set).toMatch(/body\/now/);
    expect(advance).toMatch(/body\/by/);
    expect(far).toMatch(/^body\/by: expected a time between 2000 and 2099/);
  });

  test.each([
    [['clock', 'set'], /^error: missing required argument 'time'/],
    [['clock', 'advance'], /^error: missing required argument 'duration'/],
    [['clock', 'stop'], /^error: too many arguments for 'clock'/],
    [['clock', 'get', '--jsn'], /^error: unknown option '--jsn'/],
  ])('tells what is wrong with %j', async (args, reason) => {
    const { code, stdout, stderr } = await run(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(reason);
  });
});

describe('sandbox otp', () => {
  test('prints what the software token shows in world time', async () => {
    await sandbox.control('PUT', '/clock', { now: '2040-06-02T08:16:05Z', frozen: true });
    const { oneTimePassword } = (await control('/customers/gunma/sato/one-time-password')) as {
      oneTimePassword: string;
    };
    expect(await output('otp', 'gunma', 'sato')).toBe(`${oneTimePassword} (55 s left)\n`);
    expect(JSON.parse(await output('otp', 'gunma', 'sato', '--json'))).toEqual({ oneTimePassword, secondsLeft: 55 });
    await sandbox.control('PUT', '/clock', { frozen: false });
  });

  test('prints what a camera token shows for a challenge', async () => {
    const bank = await openSandbox({ world: worldOfScreens() });
    const secret = worldOfScreens().banks.mizuho.companies[0]?.cameraTokens[0]?.secret ?? '';
    const expected = answerOf(secret, '12345678');
    const otp = ['otp', 'mizuho', 'sato', '--url', bank.origin];
    const [plain, json, without, malformed] = await Promise.all([
      run([...otp, '--challenge', '12345678']),
      run([...otp, '--challenge', '12345678', '--json']),
      failure(otp),
      failure([...otp, '--challenge', '1234']),
    ]);
    expect(plain).toEqual({ code: 0, stdout: `${expected}\n`, stderr: '' });
    expect(JSON.parse(json.stdout)).toEqual({ oneTimePassword: expected });
    expect(without).toBe(
      'sato uses a camera token, which reads a code; send challenge, the 8 digits of the 2-D code (sandbox otp … --challenge)',
    );
    expect(malformed).toMatch(/query\/challenge must match pattern/);
    await bank.close();
    expect(bank.faults).toEqual([]);
  });

  test('says what is missing', async () => {
    const url = ['--url', sandbox.origin];
    const [tokenless, nobody, strange] = await Promise.all([
      failure(['otp', 'gunma', 'suzuki', ...url]),
      failure(['otp', 'gunma', 'nobody', ...url]),
      failure(['otp', '../..', 'a/b?c', ...url]),
    ]);
    expect(tokenless).toMatch(/^suzuki of gunma has no software token; give the customer a tokenSecret/);
    expect(nobody).toMatch(/^gunma has no customer nobody; list them/);
    expect(strange).toMatch(/path\/bank/);
  });
});

describe('sandbox reset', () => {
  test('goes back to the world file', async () => {
    await sandbox.registerClient();
    expect(await output('reset')).toBe('The world is as its file says again.\n');
    expect(await control('/clients')).toEqual({ clients: [] });
    expect(JSON.parse(await output('reset', '--json'))).toEqual({ reset: true });
  });
});

describe('a command for which there is no sandbox', () => {
  test('says so in one line, each of them', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    await new Promise((resolve) => void server.close(resolve));
    const url = ['--url', `http://127.0.0.1:${port}`];
    const commands = [['customers'], ['certificates'], ['otp', 'gunma', 'sato'], ['clock', 'get'], ['reset', '--json']];
    for (const message of await Promise.all(commands.map((command) => failure([...command, ...url], {}, 3)))) {
      expect(message).toBe(`there is no sandbox at http://127.0.0.1:${port}; start one with: npx sandbox start`);
    }
  });

  test('says so when something else answers', async () => {
    const server = createServer((_req, res) => res.end('<html>hello</html>'));
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    expect(await failure(['customers', '--url', `http://127.0.0.1:${port}`], {}, 3)).toBe(
      `what answers at http://127.0.0.1:${port} is not a sandbox; set --url`,
    );
    server.close();
  });

  test.each(['localhost:4400', 'sandbox', 'file:///tmp'])('refuses --url %s', async (url) => {
    expect(await failure(['customers', '--url', url], {}, 2)).toBe(
      `--url ${url} is not a URL; expected something like http://localhost:4400`,
    );
  });
});

describe('the environment', () => {
  test('can say where the sandbox is, and with which token', async () => {
    const open = await openSandbox({ world, host: '0.0.0.0' });
    const url = { RENKEI_SANDBOX_URL: open.origin };
    expect(await failure(['clock'], url)).toMatch(/^the control API wants the token that the start printed/);
    const runs = await Promise.all([
      run(['clock'], { ...url, RENKEI_SANDBOX_TOKEN: open.controlToken ?? '' }),
      run(['clock', 'get', '--token', open.controlToken ?? ''], url),
      run(['customers', '--token', open.controlToken ?? ''], url),
    ]);
    for (const finished of runs) expect(finished).toMatchObject({ code: 0, stderr: '' });
    await open.close();
  });
});

describe('sandbox', () => {
  test('tells its version and its commands', async () => {
    const [version, help, start] = await Promise.all([run(['--version']), run(['--help']), run(['start', '--help'])]);
    expect(version).toEqual({ code: 0, stdout: `${packageJson.version}\n`, stderr: '' });
    for (const command of ['start', 'customers', 'certificates', 'otp', 'clock', 'reset']) {
      expect(help.stdout).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
    }
    for (const option of ['port', 'tls-port', 'host', 'data', 'world', 'certificate-login', 'redirect-uri', 'json']) {
      expect(start.stdout).toMatch(new RegExp(`^  --${option}\\b`, 'm'));
    }
    expect([help, start]).toMatchObject([
      { code: 0, stderr: '' },
      { code: 0, stderr: '' },
    ]);
  });

  test('shows its help on standard error when it is given no command, or one that it has not', async () => {
    const [none, unknown] = await Promise.all([run([]), run(['strat'])]);
    expect(none).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/^Usage: sandbox /) });
    expect(unknown).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^error: unknown command 'strat'/),
    });
  });
});
