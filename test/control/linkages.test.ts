import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { createVendor } from '../support/vendor.ts';
import { problemIn } from './problem.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
});
beforeEach(async () => {
  await sandbox.control('POST', '/reset');
});
afterAll(async () => {
  expect(sandbox.faults).toEqual([]);
  await sandbox.close();
});

const customer = { bank: 'gunma', loginId: 'sato' };
const behaviour = { loginId: 'sato', loginPassword: 'sato-pw1' };

async function linked() {
  const vendor = await createVendor(sandbox);
  return { vendor, tokens: await vendor.link(behaviour) };
}

async function linkages(query = '') {
  const response = await sandbox.control('GET', `/linkages${query}`);
  return ((await response.json()) as { linkages: Record<string, unknown>[] }).linkages;
}

describe('the list of linkages', () => {
  test('tells each consent, and when and why it ended', async () => {
    const { vendor } = await linked();
    const clientId = vendor.client.client_id;
    expect(await linkages()).toEqual([
      {
        id: expect.any(String),
        ...customer,
        clientId,
        services: ['balances', 'transactions', 'deposits'],
        grantedAt: expect.stringMatching(/^2026-11-20T09:/),
        expiresAt: expect.stringMatching(/^2027-02-18T09:/),
        daysLeft: 90,
      },
    ]);
    await sandbox.advance('P90D');
    expect(await linkages(`?bank=gunma&loginId=sato&clientId=${clientId}`)).toMatchObject([
      { reason: 'expired', endedAt: expect.stringMatching(/^2027-02-18T09:/) },
    ]);
    expect(await linkages('?bank=sorachi')).toEqual([]);
  });
});

describe('the end of a linkage', () => {
  test.each(['revoked_by_bank', 'expired', 'superseded', 'login_password_changed', 'login_id_changed'])(
    'for the reason %s is what the vendor is told',
    async (reason) => {
      const { vendor, tokens } = await linked();
      const response = await sandbox.control('POST', '/linkages/end', { ...customer, reason });
      expect(await response.json()).toEqual({ ended: 1 });
      const read = await vendor.read(tokens.access_token, '/accounts');
      expect(read.status).toBe(401);
      expect(await problemIn(read)).toMatchObject({ code: 'consent_ended', reason });
      const refreshed = await vendor.refresh(tokens.refresh_token ?? '');
      expect(await refreshed.json()).toMatchObject({ error: 'invalid_grant', reason });
    },
  );

  test('for one vendor leaves those of others', async () => {
    const { vendor, tokens } = await linked();
    const other = await linked();
    const { client_id: clientId } = vendor.client;
    await sandbox.control('POST', '/linkages/end', { ...customer, clientId, reason: 'revoked_by_bank' });
    expect((await vendor.read(tokens.access_token, '/accounts')).status).toBe(401);
    expect((await other.vendor.read(other.tokens.access_token, '/accounts')).status).toBe(200);
  });

  test('is refused where there is none in force, and for a reason that no bank gives', async () => {
    const none = await sandbox.control('POST', '/linkages/end', { ...customer, reason: 'expired' });
    expect(none.status).toBe(404);
    expect(await problemIn(none)).toMatchObject({ code: 'linkage_not_found' });
    expect((await sandbox.control('POST', '/linkages/end', { ...customer, reason: 'bored' })).status).toBe(400);
  });
});

describe('access tokens', () => {
  test('expire now, while the refresh token gives new ones', async () => {
    const { vendor, tokens } = await linked();
    const response = await sandbox.control('POST', '/linkages/expire-tokens', customer);
    expect(await response.json()).toEqual({ linkages: 1 });
    const read = await vendor.read(tokens.access_token, '/accounts');
    expect(await problemIn(read)).toMatchObject({ status: 401, code: 'invalid_token' });
    const fresh = (await (await vendor.refresh(tokens.refresh_token ?? '')).json()) as { access_token: string };
    expect((await vendor.read(fresh.access_token, '/accounts')).status).toBe(200);
  });
});

describe('statement lines that arrive now', () => {
  const transfer = {
    direction: '1',
    amount: 110_000,
    description: 'ﾌﾘｺﾐ ｻﾝﾄﾞﾎﾞﾂｸｽ',
    deposit: { payerName: 'ｻﾝﾄﾞﾎﾞﾂｸｽ', remittingBank: 'ｻﾝﾄﾞﾎﾞﾂｸｽ', remittingBranch: 'ﾎﾝﾃﾝ' },
  };

  async function account() {
    const { vendor, tokens: first } = await linked();
    let tokens: { access_token: string; refresh_token?: string } = first;
    // An access token lasts half an hour, and the days pass here.
    const read = async <T>(path: string) => {
      tokens = (await (await vendor.refresh(tokens.refresh_token ?? '')).json()) as typeof tokens;
      return (await (await vendor.read(tokens.access_token, path)).json()) as T;
    };
    const { accounts } = await read<{ accounts: { accountId: string }[] }>('/accounts');
    const accountId = accounts[0]?.accountId ?? '';
    type Line = { transactionId: string; direction: string; amount: number; balance: number; category: string };
    const today = async () => {
      const path = `/accounts/${accountId}/transactions?dateFrom=2026-11-20&dateTo=2026-11-20&limit=500`;
      return (await read<{ transactions: Line[] }>(path)).transactions;
    };
    const recent = async () =>
      (await read<{ transactions: Line[] }>(`/accounts/${accountId}/transactions?dateFrom=2026-11-01&limit=500`))
        .transactions;
    const balance = async () => (await read<{ balance: number }>(`/accounts/${accountId}/balance`)).balance;
    const book = (body: unknown) => sandbox.control('POST', `/accounts/gunma/${accountId}/lines`, body);
    return { accountId, today, recent, balance, book };
  }

  test('are the last of the day, with the balance moved', async () => {
    const { today, balance, book } = await account();
    const [before, lines] = [await balance(), await today()];
    const payment = { direction: '2', amount: 10_000, description: 'ｶ-ﾄﾞ' };
    expect((await book({ lines: [transfer, payment] })).status).toBe(201);
    const after = await today();
    expect(after).toHaveLength(lines.length + 2);
    expect(after.slice(-2)).toMatchObject([
      { direction: '1', amount: 110_000, category: '11', balance: before + 110_000 },
      { direction: '2', amount: 10_000, category: '18', balance: before + 100_000 },
    ]);
    expect(await balance()).toBe(before + 100_000);
  });

  test('stay in their place as time goes on, and the balance goes on adding up', async () => {
    const { accountId, recent, book } = await account();
    await sandbox.advance('P10D');
    await recent();
    await sandbox.advance('-P10D');
    const answer = (await (await book({ lines: [transfer] })).json()) as { transactions: { transactionId: string }[] };
    const id = answer.transactions[0]?.transactionId;
    await sandbox.advance('P25D');
    const lines = await recent();
    expect(lines.filter((line) => line.transactionId === id)).toMatchObject([{ amount: 110_000 }]);
    expect(new Set(lines.map((line) => line.transactionId)).size).toBe(lines.length);
    lines.slice(1).forEach((line, index) => {
      const signed = line.direction === '1' ? line.amount : -line.amount;
      expect(line.balance, line.transactionId).toBe((lines[index]?.balance ?? 0) + signed);
    });
    expect(id).toMatch(new RegExp(`^${accountId}-`));
  });

  test('can take back a line by a correction, 取引区分 19', async () => {
    const { today, balance, book } = await account();
    const before = await balance();
    const booked = (await (await book({ lines: [transfer] })).json()) as { transactions: { transactionId: string }[] };
    await book({ corrects: booked.transactions[0]?.transactionId });
    expect((await today()).at(-1)).toMatchObject({ direction: '2', amount: 110_000, category: '19' });
    expect(await balance()).toBe(before);
  });

  test('are refused when the balance would have more than 13 digits, in which money would be lost', async () => {
    const { today, balance, book } = await account();
    const before = [await today(), await balance()];
    const most = { ...transfer, amount: 9_999_999_999_999 };
    const answer = await book({ lines: [{ ...transfer, amount: 1 }, most] });
    expect(await problemIn(answer)).toMatchObject({ status: 400, errors: [{ location: 'body/lines/1/amount' }] });
    expect([await today(), await balance()]).toEqual(before);
  });

  test('are refused when they are not as banks write them, and nothing is booked', async () => {
    const { accountId, today, book } = await account();
    const before = await today();
    const wide = await book({ lines: [transfer, { ...transfer, description: '振込' }] });
    expect(await problemIn(wide)).toMatchObject({ status: 400, errors: [{ location: 'body/lines/1/description' }] });
    const unknown = await book({ corrects: `${accountId}-9999999` });
    expect(await problemIn(unknown)).toMatchObject({ status: 404, code: 'line_not_found' });
    expect((await book({})).status).toBe(400);
    expect(await today()).toEqual(before);
    const nowhere = await sandbox.control('POST', '/accounts/gunma/000-1-0000000/lines', { lines: [transfer] });
    expect(await problemIn(nowhere)).toMatchObject({ status: 404, code: 'account_not_found' });
  });
});
