import { ApiProblemError, ConfigurationError, InvalidResponseError } from '@renkei/sdk';
import { describe, expect, test } from 'vitest';
import { caught, collect } from './caught.ts';
import { account, balance, deposit, FakeBank, line, problem } from './fake-bank.ts';

describe('reading', () => {
  test('accounts, an account, a balance and the status are read as described', async () => {
    const fake = new FakeBank();
    const linkage = await fake.linked();
    expect(await collect(linkage.accounts())).toEqual([account('acc-1'), account('acc-2')]);
    expect(await linkage.account('acc-2')).toEqual(account('acc-2'));
    expect(await linkage.balance('acc-1')).toEqual(balance('acc-1'));
    expect(await linkage.status()).toMatchObject({ services: ['balances', 'transactions', 'deposits'], daysLeft: 90 });
  });

  test('the access token goes only into the Authorization header (RFC 6750 §2.1)', async () => {
    const fake = new FakeBank();
    await collect((await fake.linked()).transactions('acc-1', { dateFrom: '2026-10-01' }));
    const sent = fake.received.at(-1);
    expect(sent?.headers.get('authorization')).toBe(`Bearer ${fake.accessToken}`);
    expect(sent?.url.href).not.toContain('secret');
  });

  test('every page is read with the same parameters, in order', async () => {
    const fake = new FakeBank();
    fake.lines.push(...Array.from({ length: 25 }, (_, number) => line(number)));
    const linkage = await fake.linked();
    const options = { dateFrom: '2026-10-01', dateTo: '2026-10-31', pageSize: 10 };
    const lines = await collect(linkage.transactions('acc-1', options));
    expect(lines.map(({ transactionId }) => transactionId)).toEqual(fake.lines.map((one) => one.transactionId));
    const queries = fake.received.filter(({ path }) => path.endsWith('/transactions')).map(({ url }) => url.search);
    const same = '?dateFrom=2026-10-01&dateTo=2026-10-31&limit=10';
    expect(queries).toEqual([same, `${same}&nextItemKey=k10`, `${same}&nextItemKey=k20`]);
  });

  test.each([new Date('2026-11-20'), '2026/11/20', '20261120', 0])('the date %s is never sent', async (dateFrom) => {
    const fake = new FakeBank();
    const linkage = await fake.linked();
    const before = fake.received.length;
    const error = await caught(collect(linkage.transactions('acc-1', { dateFrom: dateFrom as string })));
    expect(error).toBeInstanceOf(ConfigurationError);
    expect(String(error)).toContain('dateFrom and dateTo must be YYYY-MM-DD (Japan time)');
    expect(await caught(collect(linkage.deposits('acc-1', { dateTo: dateFrom as string })))).toBeInstanceOf(
      ConfigurationError,
    );
    expect(fake.received).toHaveLength(before);
  });

  test('accounts and deposits are paged too', async () => {
    const fake = new FakeBank();
    fake.deposits.push(...Array.from({ length: 5 }, (_, number) => deposit(number)));
    const linkage = await fake.linked();
    expect(await collect(linkage.deposits('acc-1', { pageSize: 2 }))).toHaveLength(5);
    expect(await collect(linkage.accounts({ pageSize: 1 }))).toHaveLength(2);
    expect(fake.count('/deposits')).toBe(3);
  });

  test('a page is fetched only when it is wanted', async () => {
    const fake = new FakeBank();
    fake.lines.push(...Array.from({ length: 300 }, (_, number) => line(number)));
    for await (const one of (await fake.linked()).transactions('acc-1')) if (one.transactionId === 't-3') break;
    expect(fake.count('/transactions')).toBe(1);
  });

  test('no lines is an empty list, and identical lines stay apart', async () => {
    const fake = new FakeBank();
    const linkage = await fake.linked();
    expect(await collect(linkage.transactions('acc-1'))).toEqual([]);
    fake.lines.push(line(1), { ...line(1), transactionId: 't-2' });
    expect(await collect(linkage.transactions('acc-1'))).toHaveLength(2);
  });

  test('a bank that repeats a key is not followed for ever', async () => {
    const fake = new FakeBank();
    const linkage = await fake.linked();
    const again = () =>
      Response.json({ accountId: 'acc-1', transactions: [line(1)], count: 1, hasNext: true, nextItemKey: 'k1' });
    fake.once('/transactions', again, again, again);
    expect(await caught(collect(linkage.transactions('acc-1')))).toBeInstanceOf(InvalidResponseError);
    expect(fake.count('/transactions')).toBe(2);
  });

  test('hasNext without a key is an InvalidResponseError, not a short list', async () => {
    const fake = new FakeBank();
    const linkage = await fake.linked();
    fake.once('/accounts', () => Response.json({ accounts: [], count: 0, hasNext: true }));
    expect(await caught(collect(linkage.accounts()))).toBeInstanceOf(InvalidResponseError);
  });

  test.each(['', '..', '../linkage', 'a/b', 'a?b', 'é'])('the account id %j is never sent', async (accountId) => {
    const fake = new FakeBank();
    const linkage = await fake.linked();
    const before = fake.received.length;
    expect(await caught(linkage.balance(accountId))).toBeInstanceOf(ConfigurationError);
    expect(await caught((async () => collect(linkage.deposits(accountId)))())).toBeInstanceOf(ConfigurationError);
    expect(fake.received).toHaveLength(before);
  });
});

describe('problems', () => {
  test('a refusal carries the status, the code, the detail and the request id', async () => {
    const error = await caught((await new FakeBank().linked()).account('acc-9'));
    expect(error).toBeInstanceOf(ApiProblemError);
    expect(error).toMatchObject({
      code: 'api_problem',
      status: 404,
      problemCode: 'account_not_found',
      detail: 'account_not_found happened',
      requestId: 'r-1',
      firstDate: undefined,
      message: 'the bank answered 404 account_not_found: account_not_found happened',
    });
  });

  test('a range that is too long says from which day one may read', async () => {
    const fake = new FakeBank();
    const linkage = await fake.linked();
    fake.once('/transactions', () => problem(400, 'inquiry_range_exceeded', { firstDate: '2026-08-20' }));
    const error = await caught(collect(linkage.transactions('acc-1', { dateFrom: '2020-01-01' })));
    expect(error).toMatchObject({ problemCode: 'inquiry_range_exceeded', firstDate: '2026-08-20' });
  });

  test('a missing service is an ApiProblemError, and no refresh is tried', async () => {
    const fake = new FakeBank();
    const linkage = await fake.linked();
    fake.once('/balance', () => problem(403, 'insufficient_scope'));
    expect(await caught(linkage.balance('acc-1'))).toMatchObject({ status: 403, problemCode: 'insufficient_scope' });
    expect(fake.count('/oauth/token')).toBe(1);
  });
});

describe('answers that are not as described', () => {
  test.each([
    ['HTML', () => new Response('<h1>maintenance</h1>')],
    ['broken JSON', () => new Response('{"accountId":"acc-1"')],
    ['nothing', () => new Response(null, { status: 204 })],
    ['an empty body', () => new Response('')],
    ['null', () => Response.json(null)],
    ['a list', () => Response.json([balance('acc-1')])],
    ['a balance as text', () => Response.json({ ...balance('acc-1'), balance: '100' })],
    ['a balance in sen', () => Response.json({ ...balance('acc-1'), balance: 100.5 })],
    ['a balance beyond safe integers', () => Response.json({ ...balance('acc-1'), balance: 2 ** 53 })],
    ['another currency', () => Response.json({ ...balance('acc-1'), currency: 'USD' })],
    ['no time', () => Response.json({ ...balance('acc-1'), asOf: 'today' })],
    ['another account', () => Response.json(balance('acc-2'))],
    ['an HTML error page', () => new Response('<h1>Bad Gateway</h1>', { status: 502 })],
    ['a problem without a code', () => Response.json({ title: 'no' }, { status: 400 })],
    ['a redirect', () => Response.redirect('https://evil.example/', 302)],
  ])('%s instead of a balance is an InvalidResponseError', async (_, answer) => {
    const fake = new FakeBank();
    const linkage = await fake.linked();
    fake.once('/balance', answer);
    const error = await caught(linkage.balance('acc-1'));
    expect(error).toBeInstanceOf(InvalidResponseError);
    expect((error as Error).cause).toBeUndefined();
  });

  test.each([
    ['a direction that is neither in nor out', { direction: '3' }],
    ['a negative amount', { amount: -1 }],
    ['a date of another form', { bookDate: '2026/11/01' }],
    ['no id', { transactionId: undefined }],
  ])('%s spoils a statement line', async (_, change) => {
    const fake = new FakeBank();
    const linkage = await fake.linked();
    const transactions = [{ ...line(1), ...change }];
    fake.once('/transactions', () => Response.json({ accountId: 'acc-1', transactions, count: 1, hasNext: false }));
    expect(await caught(collect(linkage.transactions('acc-1')))).toBeInstanceOf(InvalidResponseError);
  });

  test.each([
    ['no list', { transactions: undefined }],
    ['no hasNext', { hasNext: undefined }],
    ['another account', { accountId: 'acc-2' }],
  ])('%s spoils a page', async (_, change) => {
    const fake = new FakeBank();
    const linkage = await fake.linked();
    const page = { accountId: 'acc-1', transactions: [], count: 0, hasNext: false, ...change };
    fake.once('/transactions', () => Response.json(page));
    expect(await caught(collect(linkage.transactions('acc-1')))).toBeInstanceOf(InvalidResponseError);
  });

  test('members and categories that a bank adds later do no harm', async () => {
    const fake = new FakeBank();
    const linkage = await fake.linked();
    fake.once('/transactions', () => {
      const transactions = [{ ...line(1), category: '20', channel: 'ATM' }];
      return Response.json({ accountId: 'acc-1', transactions, count: 1, hasNext: false });
    });
    expect(await collect(linkage.transactions('acc-1'))).toMatchObject([{ category: '20', channel: 'ATM' }]);
  });
});
