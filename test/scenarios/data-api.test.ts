import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { components } from '../../openapi/generated/bank.ts';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { createVendor } from '../support/vendor.ts';

type Page = components['schemas']['TransactionPage'];
type Vendor = Awaited<ReturnType<typeof createVendor>>;

const MANY = '001-1-4000002';
const ONE = '001-1-4000001';
const NONE = '001-1-4000000';

let sandbox: TestSandbox;
let vendor: Vendor;
let token: string;
beforeAll(async () => {
  sandbox = await openSandbox();
  vendor = await createVendor(sandbox);
  token = (await vendor.link({ loginId: 'kato' })).access_token;
});
afterAll(async () => {
  expect(sandbox.faults).toEqual([]);
  await sandbox.close();
});

const read = (path: string) => vendor.read(token, path);
const json = async <T = Record<string, unknown>>(path: string) => (await (await read(path)).json()) as T;

async function allPages(path: string): Promise<Page[]> {
  const pages: Page[] = [];
  let key: string | undefined;
  do {
    const page = await json<Page>(key === undefined ? path : `${path}&nextItemKey=${key}`);
    pages.push(page);
    key = page.nextItemKey;
  } while (key !== undefined);
  return pages;
}

describe('statement lines', () => {
  it('add up over every page, oldest first, each once', async () => {
    const pages = await allPages(`/accounts/${MANY}/transactions?limit=500`);
    const lines = pages.flatMap(({ transactions }) => transactions);
    expect(pages.length).toBeGreaterThan(3);
    expect(pages.every(({ count, transactions }) => count === transactions.length)).toBe(true);
    expect(new Set(lines.map(({ transactionId }) => transactionId)).size).toBe(lines.length);
    lines.slice(1).forEach((line, index) => {
      const before = lines[index] as (typeof lines)[number];
      expect(line.bookDate >= before.bookDate).toBe(true);
      expect(line.balance).toBe(before.balance + (line.direction === '1' ? line.amount : -line.amount));
    });
    const { balance } = await json<{ balance: number }>(`/accounts/${MANY}/balance`);
    expect(balance).toBe(lines.at(-1)?.balance);
  });

  it('are the same whatever the size of the pages', async () => {
    const query = 'dateFrom=2026-11-01&dateTo=2026-11-10';
    const ids = async (limit: number) =>
      (await allPages(`/accounts/${MANY}/transactions?${query}&limit=${limit}`)).flatMap(({ transactions }) =>
        transactions.map(({ transactionId }) => transactionId),
      );
    expect(await ids(7)).toEqual(await ids(500));
  });

  it('have 100 on a page unless limit says otherwise', async () => {
    expect(await json(`/accounts/${MANY}/transactions`)).toMatchObject({ count: 100, hasNext: true });
  });

  it('are an empty list where there are none', async () => {
    const page = await json(`/accounts/${NONE}/transactions`);
    expect(page).toEqual({ accountId: NONE, transactions: [], count: 0, hasNext: false });
    expect(await json(`/accounts/${NONE}/balance`)).toMatchObject({ balance: 100_000 });
  });

  it('appear when the clock reaches their day', async () => {
    const until = async () =>
      (await allPages(`/accounts/${MANY}/transactions?limit=500`)).flatMap((page) => page.transactions).at(-1);
    const before = await until();
    expect((before?.bookDate ?? '') <= '2026-11-20').toBe(true);
    await sandbox.advance('P7D');
    token = (await vendor.link({ loginId: 'kato' })).access_token;
    const after = await until();
    expect((after?.bookDate ?? '') > '2026-11-20' && (after?.bookDate ?? '') <= '2026-11-27').toBe(true);
    await sandbox.advance('-P7D');
    token = (await vendor.link({ loginId: 'kato' })).access_token;
  });
});

describe('deposits', () => {
  it('are the incoming transfers among the lines, under the same ids, with who paid', async () => {
    const query = 'dateFrom=2026-11-01&limit=500';
    const { deposits } = await json<components['schemas']['DepositPage']>(`/accounts/${MANY}/deposits?${query}`);
    const { transactions } = await json<Page>(`/accounts/${MANY}/transactions?${query}`);
    expect(deposits.length).toBeGreaterThan(0);
    const incoming = new Map(
      transactions.filter(({ direction }) => direction === '1').map((line) => [line.transactionId, line]),
    );
    for (const deposit of deposits.filter(({ bookDate }) => bookDate <= (transactions.at(-1)?.bookDate ?? ''))) {
      if (!incoming.has(deposit.transactionId)) continue;
      expect(incoming.get(deposit.transactionId)?.amount).toBe(deposit.amount);
    }
    expect(deposits.filter(({ transactionId }) => incoming.has(transactionId)).length).toBeGreaterThan(0);
  });

  it('carry EDI information', async () => {
    const { deposits } = await json<components['schemas']['DepositPage']>(`/accounts/${ONE}/deposits`);
    expect(deposits).toEqual([
      expect.objectContaining({
        payerName: 'ｶ)ﾃｽﾄｼﾖｳﾃﾝ',
        remittingBank: 'ﾃｽﾄ',
        ediInformation: 'INV-000123',
        amount: 110_000,
      }),
    ]);
  });
});

describe('a request that the bank refuses', () => {
  it.each([
    [
      'the first day possible is told when it is too far back',
      `/accounts/${MANY}/transactions?dateFrom=2026-08-22`,
      400,
      { code: 'inquiry_range_exceeded', firstDate: '2026-08-23' },
    ],
    [
      'from after to',
      `/accounts/${MANY}/transactions?dateFrom=2026-11-02&dateTo=2026-11-01`,
      400,
      { code: 'invalid_date_range' },
    ],
    [
      'a day that is none',
      `/accounts/${MANY}/transactions?dateFrom=2026-02-30`,
      400,
      { code: 'invalid_request', errors: [{ location: 'query/dateFrom' }] },
    ],
    [
      'a limit of 0',
      `/accounts/${MANY}/transactions?limit=0`,
      400,
      { code: 'invalid_request', errors: [{ location: 'query/limit' }] },
    ],
    ['a limit of 501', `/accounts/${MANY}/transactions?limit=501`, 400, { code: 'invalid_request' }],
    ['a limit that is no number', `/accounts/${MANY}/transactions?limit=ten`, 400, { code: 'invalid_request' }],
    ['a parameter given twice', `/accounts/${MANY}/transactions?limit=1&limit=2`, 400, { code: 'invalid_request' }],
    [
      'a key that was made up',
      `/accounts/${MANY}/transactions?nextItemKey=MTIz`,
      400,
      { code: 'invalid_next_item_key' },
    ],
    ['an account of somebody else', '/accounts/001-1-2000002', 404, { code: 'account_not_found' }],
    ['an account that is none', '/accounts/x%2Fy', 400, { code: 'invalid_request' }],
    ['a broken percent-encoding', '/accounts/%E0%A4%A', 400, { code: 'invalid_request' }],
  ])('says so: %s', async (_, path, status, members) => {
    const response = await read(path);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    const problem = (await response.json()) as Record<string, unknown>;
    const { errors, ...rest } = members as { errors?: { location: string }[] };
    expect(problem).toMatchObject({ ...rest, status, requestId: response.headers.get('x-request-id') });
    if (errors) expect(problem.errors).toEqual([expect.objectContaining(errors[0])]);
  });

  it('takes a key only with the request that it came from', async () => {
    const first = await json<Page>(`/accounts/${MANY}/transactions?limit=5&dateFrom=2026-11-01`);
    const other = await read(
      `/accounts/${MANY}/transactions?limit=5&dateFrom=2026-11-02&nextItemKey=${first.nextItemKey}`,
    );
    expect(await other.json()).toMatchObject({ code: 'invalid_next_item_key' });
  });
});

describe('access', () => {
  it.each([
    ['without a token', undefined, null],
    ['with an unknown token', 'Bearer sandbox_at_unknown', 'error="invalid_token"'],
    ['with another scheme', 'Basic eDp5', 'error="invalid_token"'],
    ['with a malformed header', 'Bearer a b', 'error="invalid_token"'],
  ])('is refused %s', async (_, authorization, challenge) => {
    const response = await fetch(`${sandbox.issuer}/api/v1/accounts`, {
      headers: authorization ? { Authorization: authorization } : {},
    });
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toMatch(/^Bearer realm="gunma"/);
    if (challenge) expect(response.headers.get('www-authenticate')).toContain(challenge);
    expect(await response.json()).toMatchObject({ code: 'invalid_token' });
  });

  it('is refused with the token in the query string', async () => {
    expect((await fetch(`${sandbox.issuer}/api/v1/accounts?access_token=${token}`)).status).toBe(400);
  });

  it('is refused for a service that the consent does not cover', async () => {
    const { access_token: reduced } = await (await createVendor(sandbox)).link({
      loginId: 'sato',
      services: ['balances'],
    });
    const response = await vendor.read(reduced, '/accounts/001-1-3000001/transactions');
    expect(response.status).toBe(403);
    expect(response.headers.get('www-authenticate')).toContain('insufficient_scope');
    expect(await response.json()).toMatchObject({ code: 'insufficient_scope' });
    expect((await vendor.read(reduced, '/accounts/001-1-3000001/balance')).status).toBe(200);
  });

  it('is refused for an account whose inquiry PIN is not registered, or that the operator may not inquire into', async () => {
    const nakamura = await createVendor(sandbox);
    const { access_token: limited } = await nakamura.link({
      loginId: 'nakamura',
      accounts: ['001-1-2000003'],
      inquiryPin: '1111',
    });
    const refusalOf = async (accountId: string) => (await nakamura.read(limited, `/accounts/${accountId}`)).json();
    expect(await refusalOf('202-1-1111112')).toMatchObject({ status: 403, code: 'inquiry_pin_unregistered' });
    expect(await refusalOf('202-1-2222222')).toMatchObject({ status: 403, code: 'inquiry_not_permitted' });
    const { accounts } = (await (await nakamura.read(limited, '/accounts')).json()) as {
      accounts: { accountId: string }[];
    };
    expect(accounts.map(({ accountId }) => accountId)).toEqual(['001-1-2000003', '456-1-1000314']);
  });

  it('ends with DELETE /linkage', async () => {
    const own = await createVendor(sandbox);
    const { access_token: mine } = await own.link({ loginId: 'sato' });
    expect(await (await own.read(mine, '/linkage')).json()).toMatchObject({
      daysLeft: 90,
      services: ['balances', 'transactions', 'deposits'],
    });
    expect((await own.read(mine, '/linkage', 'DELETE')).status).toBe(204);
    expect(await (await own.read(mine, '/linkage')).json()).toMatchObject({
      code: 'consent_ended',
      reason: 'ended_by_vendor',
    });
  });
});
