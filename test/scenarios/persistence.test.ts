import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CALLBACK } from '../support/sandbox.ts';
import { createVendor } from '../support/vendor.ts';
import { createVisitor, type Values, walk } from '../support/visitor.ts';

type Running = { readonly process: ChildProcess; readonly origin: string };

const data = mkdtempSync(join(tmpdir(), 'renkei-persistence-'));
let running: Running | undefined;
let port = 0;

/** Starts the sandbox as a user does, always on the same port, so that the issuer stays the same. */
async function start(): Promise<Running> {
  const args = [
    'sandbox/dist/cli.js',
    'start',
    '--port',
    String(port),
    '--tls-port',
    '0',
    '--data',
    data,
    '--redirect-uri',
    CALLBACK,
    '--json',
  ];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const { origin } = JSON.parse(line) as { origin: string };
  port = Number(new URL(origin).port);
  running = { process: child, origin };
  return running;
}

/** kill -9: nothing is closed, nothing is flushed. */
async function kill({ process: child }: Running): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
  running = undefined;
}

async function restart(from: Running): Promise<Running> {
  await kill(from);
  return start();
}

const vendorAt = ({ origin }: Running, bank = 'gunma') => {
  const client = { client_id: 'demo-accounting', client_secret: 'sandbox-demo-secret' };
  return createVendor({ issuer: `${origin}/${bank}` } as Parameters<typeof createVendor>[0], client);
};

beforeAll(async () => {
  await start();
});
afterEach(async () => {
  if (running === undefined) await start();
});
afterAll(async () => {
  if (running) await kill(running);
  rmSync(data, { recursive: true });
});

describe('a sandbox that is killed and started again on the same --data', () => {
  it('loses no linkage, token or registered PIN', async () => {
    const first = running as Running;
    const tokens = await (await vendorAt(first)).link({ loginId: 'tanaka' });
    const again = await restart(first);
    const vendor = await vendorAt(again);
    const { accounts } = (await (await vendor.read(tokens.access_token, '/accounts')).json()) as {
      accounts: unknown[];
    };
    expect(accounts).toHaveLength(2);
    const refreshed = (await (await vendor.refresh(tokens.refresh_token ?? '')).json()) as { access_token: string };
    expect((await vendor.read(refreshed.access_token, '/linkage')).status).toBe(200);
  });

  it('lets the customer go on after each screen', async () => {
    let bank = running as Running;
    const visitor = createVisitor();
    const vendor = await vendorAt(bank);
    const started = await vendor.authorizationUrl();
    const url = (await visitor.request(started.url)).headers.get('location') ?? '';
    const steps: [screen: string, action: string, values: Values][] = [
      ['entry', 'login', { loginId: 'ito', loginPassword: 'ito-pw1' }],
      ['service-selection', 'next', { services: ['balances', 'transactions'] }],
      ['inquiry-pin-registration', 'register', { accounts: ['001-1-2000003'], inquiryPin: '1111' }],
      ['inquiry-pin-registration-result', 'confirm', {}],
    ];
    for (const [screen, action, values] of steps) {
      expect((await visitor.see(url)).id).toBe(screen);
      expect((await visitor.press(url, action, values)).status).toBe(200);
      bank = await restart(bank);
    }
    expect((await visitor.see(url)).id).toBe('consent');
    const allowed = await visitor.press(url, 'allow', { continueAuthorization: true });
    bank = await restart(bank);
    const { url: callback } = await visitor.follow(allowed.headers.get('location') ?? '');
    const tokens = await vendor.redeem(callback, started);
    const { accounts } = (await (await vendor.read(tokens.access_token, '/accounts')).json()) as {
      accounts: { accountId: string }[];
    };
    expect(accounts.map(({ accountId }) => accountId)).toContain('001-1-2000003');
  });

  it('keeps a pending PIN pending, and not effective', async () => {
    const bank = running as Running;
    const pinState = async ({ origin }: Running) => {
      const { customers } = (await (await fetch(`${origin}/sandbox/v1/customers`)).json()) as {
        customers: { loginId: string; accounts: { accountId: string; inquiryPinState: string }[] }[];
      };
      const ito = customers.find(({ loginId }) => loginId === 'ito');
      return ito?.accounts.find(({ accountId }) => accountId === '202-1-1111112')?.inquiryPinState;
    };
    const { url } = await (await vendorAt(bank)).authorizationUrl();
    await walk(createVisitor(), url, { loginId: 'ito', inquiryPin: '2222', stopAt: 'consent' });
    expect(await pinState(bank)).toBe('pending');
    expect(await pinState(await restart(bank))).toBe('pending');
  });

  it('keeps the 2-D code of a camera token, an answer that was taken and a pending PIN of mizuho', async () => {
    let bank = running as Running;
    const read = async <T>(path: string) => (await (await fetch(`${bank.origin}/sandbox/v1${path}`)).json()) as T;
    const visitor = createVisitor();
    const vendor = await vendorAt(bank, 'mizuho');
    const started = await vendor.authorizationUrl();
    const { url } = await walk(visitor, started.url, { loginId: 'sato', stopAt: 'one-time-password' });
    const { content: challenge } = (await visitor.see(url)).twoDimensionalCode ?? {};
    bank = await restart(bank);
    expect((await visitor.see(url)).twoDimensionalCode?.content).toBe(challenge);
    const path = `/customers/mizuho/sato/one-time-password?challenge=${challenge}`;
    const { oneTimePassword } = await read<{ oneTimePassword: string }>(path);
    expect((await visitor.press(url, 'next', { oneTimePassword })).status).toBe(200);
    await visitor.press(url, 'next', { services: ['balances'] });
    await visitor.press(url, 'register', { accounts: ['001-1-6000001'], 'inquiryPin.001-1-6000001': '1234' });
    bank = await restart(bank);
    expect(await visitor.see(url)).toMatchObject({
      id: 'inquiry-pin-registration-result',
      table: { rows: [{ cells: ['登録済み*', expect.anything(), '代表口座', '*****'] }, {}, {}, {}] },
    });
    await visitor.press(url, 'confirm');
    const allowed = await visitor.press(url, 'allow', { continueAuthorization: true });
    bank = await restart(bank);
    const { mails } = await read<{ mails: { to: string }[] }>('/mails');
    expect(mails.map(({ to }) => to)).toEqual(['sato@trade.example', 'tanaka@trade.example', 'sato@trade.example']);
    const { url: callback } = await visitor.follow(allowed.headers.get('location') ?? '');
    const tokens = await vendor.redeem(callback, started);
    expect((await vendor.read(tokens.access_token, '/accounts/001-1-6000001/balance')).status).toBe(200);
  });

  it('keeps the time of its clock', async () => {
    const bank = running as Running;
    const clock = (origin: string, body?: object) =>
      fetch(
        `${origin}/sandbox/v1/clock`,
        body ? { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) } : {},
      );
    await clock(bank.origin, { now: '2027-03-31T12:00:00+09:00', frozen: true });
    const again = await restart(bank);
    expect(await (await clock(again.origin)).json()).toEqual({ now: '2027-03-31T12:00:00+09:00', frozen: true });
  });
});
