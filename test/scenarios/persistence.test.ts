import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { buildCommand } from '../cli/command.ts';
import { openGround, type Running } from '../faults/ground.ts';
import { CALLBACK } from '../support/sandbox.ts';
import { createVendor } from '../support/vendor.ts';
import { createVisitor, type Values, walk } from '../support/visitor.ts';

const ground = openGround();
let running: Running;

async function restart(from: Running): Promise<Running> {
  running = await from.killAndStartAgain();
  return running;
}

const client = { client_id: 'demo-accounting', client_secret: 'sandbox-demo-secret' };
const vendorAt = (at: Running, bank = 'gunma') => createVendor(at.bank(bank), client);

beforeAll(buildCommand, 60_000);
beforeEach(async () => {
  running = await ground.start('--data', ground.directory(), '--redirect-uri', CALLBACK);
});
afterEach(() => ground.leave());

describe('a sandbox that is killed and started again on the same --data', { timeout: 120_000 }, () => {
  it('loses no linkage, token or registered PIN', async () => {
    const first = running;
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
    let bank = running;
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

  it('keeps the 2-D code of a camera token, an answer that was taken and a pending PIN of mizuho', async () => {
    let bank = running;
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
    const bank = running;
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
