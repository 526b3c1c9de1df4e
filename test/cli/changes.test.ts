import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSecureContext } from 'node:tls';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { buildCommand, run, runShell } from './command.ts';

const folder = mkdtempSync(join(tmpdir(), 'renkei-changes-'));
let sandbox: TestSandbox;
beforeAll(async () => {
  await buildCommand();
  sandbox = await openSandbox();
}, 60_000);
beforeEach(() => sandbox.reset());
afterAll(async () => {
  rmSync(folder, { recursive: true });
  expect(sandbox.faults).toEqual([]);
  await sandbox.close();
});

const ask = (...args: string[]) => run([...args, '--url', sandbox.origin]);
const update = (bank: string, loginId: string, ...args: string[]) => ask('customers', 'update', bank, loginId, ...args);

describe('sandbox customers show', () => {
  test('tells all that a test needs to know of a customer', async () => {
    const { code, stdout } = await ask('customers', 'show', 'gunma', 'tanaka');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Customer: +tanaka of gunma$/m);
    expect(stdout).toMatch(/^Login: +password, password tanaka-pw1$/m);
    expect(stdout).toMatch(/^ACCOUNT +PIN +PIN STATE +LABEL$/m);
    expect(stdout).toMatch(/^001-1-2000002 +\d{4} +unregistered +/m);
    expect((await ask('customers', 'show', 'gunma', 'yamamoto')).stdout).toMatch(/^Login: .*, locked$/m);
  });
});

describe('sandbox customers update', () => {
  test('locks and unlocks a login', async () => {
    expect((await update('gunma', 'yamamoto', '--unlock')).code).toBe(0);
    expect((await sandbox.findCustomer('gunma', 'yamamoto'))?.locked).toBe(false);
    const { stdout } = await update('gunma', 'yamamoto', '--lock', '--json');
    expect(JSON.parse(stdout)).toMatchObject({ loginId: 'yamamoto', locked: true });
  });

  test('changes the login ID and the password, and shows the customer by his new name', async () => {
    const { stdout } = await update('gunma', 'sato', '--login-id', 'sato2', '--login-password', 'other-pw2');
    expect(stdout).toMatch(/^Customer: +sato2 of gunma$/m);
    expect(await sandbox.findCustomer('gunma', 'sato2')).toMatchObject({ loginPassword: 'other-pw2' });
  });

  test('does the work of a clerk on a token, and what happens to a phone', async () => {
    const all = [
      '--token-action',
      'suspend',
      '--phone-clock',
      '-90',
      '--mail-filter',
      'on',
      '--mail-undeliverable',
      'on',
    ];
    const { stdout } = await update('gunken', 'abe', ...all, '--json');
    expect(JSON.parse(stdout)).toMatchObject({
      mailUndeliverable: true,
      softwareToken: { state: 'suspended', phoneClockOffsetSeconds: -90, mailFilter: true },
    });
    expect((await update('gunken', 'abe', '--mail-filter', 'off')).stdout).toMatch(
      /^Token: +software token, suspended$/m,
    );
    const camera = await update('mizuho', 'sato', '--camera-token', 'suspended');
    expect(camera.stdout).toMatch(/^Token: .*camera token SBT-0001, suspended$/m);
  });

  test('passes on why the bank refuses', async () => {
    const { code, stderr } = await update('gunken', 'abe', '--token-action', 'release-suspension');
    expect([code, stderr]).toEqual([
      1,
      expect.stringMatching(/^sandbox: release-suspension cannot be done to a token/),
    ]);
    const clock = await update('gunken', 'abe', '--phone-clock', 'late');
    expect([clock.code, clock.stderr]).toEqual([2, expect.stringContaining('expected whole seconds, e.g. 90 or -90')]);
  });
});

describe('sandbox lines', () => {
  const account = ['gunma', '001-1-2000002'];

  test('books a transfer, a payment and a correction, each on top of the balance', async () => {
    const transfer = ['--amount', '110000', '--description', 'ﾌﾘｺﾐ'];
    const sender = ['--payer', 'ｻﾝﾌﾟﾙ', '--from-bank', 'ｻﾝﾄﾞﾎﾞﾂｸｽ', '--from-branch', 'ﾎﾝﾃﾝ'];
    const first = JSON.parse((await ask('lines', 'add', ...account, ...transfer, ...sender, '--json')).stdout);
    expect(first.transactions[0]).toMatchObject({ direction: '1', category: '11', amount: 110000 });
    const { transactionId, balance } = first.transactions[0];
    const paid = await ask('lines', 'add', ...account, '--amount', '550', '--description', 'ﾃｽｳﾘﾖｳ', '--out');
    expect(paid.stdout).toMatch(new RegExp(` -550 +${balance - 550} +ﾃｽｳﾘﾖｳ\n$`));
    const back = await ask('lines', 'correct', ...account, transactionId);
    expect(back.stdout).toMatch(new RegExp(` -110000 +${balance - 550 - 110000} `));
  });

  test('takes several lines from a file or standard input', async () => {
    const lines = [1, 2, 3].map((amount) => ({ direction: '1', amount, description: 'ﾌﾘｺﾐ' }));
    const file = join(folder, 'lines.json');
    writeFileSync(file, JSON.stringify(lines));
    for (const line of [
      `sandbox lines add ${account.join(' ')} --json --file ${file}`,
      `cat ${file} | sandbox lines add ${account.join(' ')} --json --file -`,
    ]) {
      const { stdout } = await runShell(line, { environment: { RENKEI_SANDBOX_URL: sandbox.origin } });
      expect(JSON.parse(stdout).transactions.map(({ amount }: { amount: number }) => amount)).toEqual([1, 2, 3]);
    }
    writeFileSync(file, '{');
    const { code, stderr } = await ask('lines', 'add', ...account, '--file', file);
    expect([code, stderr]).toEqual([1, `sandbox: --file ${file} is not JSON; expected a list of statement lines\n`]);
  });

  test('says what is wrong with a line', async () => {
    const [none, kanji, yen, missing] = await Promise.all([
      ask('lines', 'add', ...account),
      ask('lines', 'add', ...account, '--amount', '1', '--description', '振込'),
      ask('lines', 'add', ...account, '--amount', '1.5', '--description', 'ﾌﾘｺﾐ'),
      ask('lines', 'correct', ...account, `${account[1]}-999999`),
    ]);
    expect([none.code, none.stderr]).toEqual([2, 'sandbox: no line; give --amount and --description, or --file\n']);
    expect([kanji.code, kanji.stderr]).toEqual([
      1,
      expect.stringContaining('body/lines/0/description: expected half-width kana'),
    ]);
    expect([yen.code, yen.stderr]).toEqual([2, expect.stringContaining('expected a whole number')]);
    expect([missing.code, missing.stderr]).toEqual([1, expect.stringContaining('has no line')]);
  });
});

describe('sandbox clients', () => {
  test('registers an app with which a customer can be linked', async () => {
    const given = ['--name', '会計', '--company', '株式会社会計', '--services', 'balances,transactions'];
    const uri = ['--redirect-uri', 'http://localhost:3000/a', '--redirect-uri', 'https://app.example/b'];
    const { stdout } = await ask('clients', 'register', ...given, ...uri, '--skip-service-selection', '--json');
    const client = JSON.parse(stdout);
    expect(client).toMatchObject({
      client_name: '会計',
      company_name: '株式会社会計',
      services: ['balances', 'transactions'],
      redirect_uris: ['http://localhost:3000/a', 'https://app.example/b'],
      skipServiceSelection: true,
    });
    expect((await ask('clients')).stdout).toContain(`${client.client_id}  ${client.client_secret}`);
    const linked = await ask('link', 'gunma', 'sato', '--client', client.client_id);
    expect(linked.stdout).toMatch(/^http:\/\/localhost:3000\/a\?code=/);
  });

  test('takes further metadata from a file, over which the options go', async () => {
    const file = join(folder, 'client.json');
    writeFileSync(
      file,
      JSON.stringify({ redirect_uris: ['https://app.example/b'], client_name: 'A', contacts: ['a@app.example'] }),
    );
    const { stdout } = await ask(
      'clients',
      'register',
      '--file',
      file,
      '--name',
      'B',
      '--auth-method',
      'none',
      '--json',
    );
    expect(JSON.parse(stdout)).toMatchObject({
      client_name: 'B',
      token_endpoint_auth_method: 'none',
      contacts: ['a@app.example'],
    });
  });

  test('says what is wrong with a registration', async () => {
    const none = await ask('clients', 'register');
    expect([none.code, none.stderr]).toEqual([
      2,
      'sandbox: no redirect URI; name one with --redirect-uri, or in --file\n',
    ]);
    const plain = await ask('clients', 'register', '--redirect-uri', 'http://app.example/cb');
    expect([plain.code, plain.stderr]).toEqual([1, expect.stringMatching(/^sandbox: redirect_uris\/0: /)]);
  });
});

describe('sandbox certificates download', () => {
  test('saves a file that a TLS client can use', async () => {
    const file = join(folder, 'mine.p12');
    expect((await ask('certificates', 'download', 'suzuki-valid.p12', '--output', file)).stdout).toBe(
      `Wrote ${file}.\n`,
    );
    const pfx = readFileSync(file);
    expect(() => createSecureContext({ pfx, passphrase: 'sandbox' })).not.toThrow();
    expect(() => createSecureContext({ pfx, passphrase: 'another' })).toThrow();
    expect((await ask('certificates', 'download', 'ca.pem', '--output', '-')).stdout).toMatch(
      /^-----BEGIN CERTIFICATE-----/,
    );
    const missing = await ask('certificates', 'download', 'nobody.p12');
    expect([missing.code, missing.stderr]).toEqual([1, expect.stringMatching(/^sandbox: [^\n]*nobody/)]);
  });
});

describe('sandbox journal', () => {
  test('can be read from an entry on, and not all at once', async () => {
    await ask('link', 'gunma', 'sato');
    const numbers = async (...args: string[]) =>
      JSON.parse((await ask('journal', '--json', ...args)).stdout).entries.map(
        ({ number }: { number: number }) => number,
      );
    const all: number[] = await numbers();
    expect(await numbers('--since', String(all[2]), '--limit', '2')).toEqual(all.slice(3, 5));
  });
});

describe('sandbox worlds create', () => {
  test('takes what differs from this world', async () => {
    const file = join(folder, 'changes.json');
    const customers = [{ loginId: 'tanaka', locked: true }];
    writeFileSync(file, JSON.stringify({ banks: { gunma: { companies: [{ id: 'trading', customers }] } } }));
    const { stdout } = await ask('worlds', 'create', '--id', 'differs', '--changes', file, '--idle', '60');
    const { stdout: shown } = await run(['customers', 'show', 'gunma', 'tanaka', '--url', stdout.trim()]);
    expect(shown).toMatch(/^Login: .*, locked$/m);
    expect((await ask('worlds', 'end', 'differs')).code).toBe(0);
  });
});
