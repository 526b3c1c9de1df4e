import {
  ApiProblemError,
  BankLink,
  LinkageDeniedError,
  LinkageEndedError,
  LinkageNotFoundError,
  MemoryTokenStore,
} from '@renkei/sdk';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkedFetch } from '../support/contract.ts';
import { CALLBACK, openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { type Behaviour, createVisitor, walk } from '../support/visitor.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(async () => {
  expect(sandbox.faults).toEqual([]);
  await sandbox.close();
});

async function openBank(client?: { client_id: string; client_secret: string }, issuer = sandbox.issuer) {
  const { client_id: clientId, client_secret: clientSecret } = client ?? (await sandbox.registerClient());
  const tokenStore = new MemoryTokenStore();
  const now = () => sandbox.store.clock.now();
  const bank = new BankLink({
    issuer,
    clientId,
    clientSecret,
    redirectUri: CALLBACK,
    tokenStore,
    fetch: checkedFetch,
    now,
  });
  const link = async (behaviour: Behaviour) => {
    const { url, pending } = await bank.start({ services: ['balances', 'transactions', 'deposits'] });
    const { url: callback } = await walk(createVisitor(), url, behaviour);
    return bank.complete(callback, pending);
  };
  return { bank, link, tokenStore };
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

describe('the SDK against the bank', () => {
  it('links, and reads accounts, balance, lines over all pages and deposits', async () => {
    const { link } = await openBank();
    const linkage = await link({ loginId: 'kato' });
    const accounts = await collect(linkage.accounts());
    expect(accounts.map(({ accountId }) => accountId)).toEqual(['001-1-4000000', '001-1-4000001', '001-1-4000002']);
    const lines = await collect(linkage.transactions('001-1-4000002', { dateFrom: '2026-09-01', pageSize: 200 }));
    expect(lines.length).toBeGreaterThan(1000);
    expect((await linkage.balance('001-1-4000002')).balance).toBe(lines.at(-1)?.balance);
    const ids = new Set(lines.map(({ transactionId }) => transactionId));
    const deposits = await collect(linkage.deposits('001-1-4000002', { dateFrom: '2026-09-01' }));
    expect(deposits.length).toBeGreaterThan(100);
    expect(deposits.every(({ transactionId }) => ids.has(transactionId))).toBe(true);
    expect(await linkage.status()).toMatchObject({ daysLeft: 90 });
  });

  it('refreshes by itself when the access token has run out, once for many readers', async () => {
    const { bank, link } = await openBank();
    const { id } = await link({ loginId: 'sato' });
    await sandbox.advance('PT31M');
    const linkage = await bank.open(id);
    const balances = await Promise.all(Array.from({ length: 20 }, () => linkage.balance('001-1-3000001')));
    expect(new Set(balances.map(({ balance }) => balance)).size).toBe(1);
  });

  it('tells a refusal of the customer from a fault', async () => {
    const { link } = await openBank();
    await expect(link({ loginId: 'sato', deny: true })).rejects.toBeInstanceOf(LinkageDeniedError);
  });

  it('tells the problem of the bank, with the first day possible', async () => {
    const { link } = await openBank();
    const linkage = await link({ loginId: 'sato' });
    const error = await collect(linkage.transactions('001-1-3000001', { dateFrom: '2020-01-01' })).catch(
      (thrown) => thrown,
    );
    expect(error).toBeInstanceOf(ApiProblemError);
    expect(error).toMatchObject({
      problemCode: 'inquiry_range_exceeded',
      firstDate: expect.stringMatching(/^2026-08-/),
    });
  });

  it('says that the consent period has ended, and forgets the tokens', async () => {
    const { bank, link } = await openBank();
    const linkage = await link({ loginId: 'sato' });
    await sandbox.advance('P90D');
    const error = await linkage.balance('001-1-3000001').catch((thrown) => thrown);
    expect(error).toBeInstanceOf(LinkageEndedError);
    expect(error).toMatchObject({ reason: 'expired' });
    await expect(bank.open(linkage.id)).rejects.toBeInstanceOf(LinkageNotFoundError);
    await sandbox.advance('-P90D');
  });

  it('says that the customer linked again', async () => {
    const client = await sandbox.registerClient();
    const earlier = await (await openBank(client)).link({ loginId: 'sato' });
    await (await openBank(client)).link({ loginId: 'sato' });
    await expect(earlier.status()).rejects.toMatchObject({ code: 'linkage_ended', reason: 'superseded' });
  });

  it('ends a linkage at the bank', async () => {
    const { bank, link } = await openBank();
    const linkage = await link({ loginId: 'sato' });
    await linkage.end();
    await expect(bank.open(linkage.id)).rejects.toBeInstanceOf(LinkageNotFoundError);
  });
});

describe('the SDK at mizuho', () => {
  const behaviour = { loginId: 'tanaka', inquiryPins: { '001-2-6000002': '5678' } };

  it('links, and reads accounts, balances and 400 days of lines, today included', async () => {
    const { link } = await openBank(undefined, `${sandbox.origin}/mizuho`);
    const linkage = await link(behaviour);
    expect(linkage.services).toEqual(['balances', 'transactions', 'deposits']);
    expect(await linkage.status()).toMatchObject({ daysLeft: 90, services: linkage.services });
    const accounts = await collect(linkage.accounts());
    expect(accounts.map(({ accountId, bankCode }) => [accountId, bankCode])).toEqual([
      ['001-1-6000001', '9994'],
      ['001-2-6000002', '9994'],
      ['102-1-6000003', '9994'],
      ['102-1-6000004', '9994'],
    ]);
    const firstDate = '2025-10-17';
    const lines = await collect(linkage.transactions('001-1-6000001', { dateFrom: firstDate, pageSize: 500 }));
    expect(lines.length).toBeGreaterThan(500);
    expect(lines[0]?.bookDate.startsWith('2025-10')).toBe(true);
    expect((await linkage.balance('001-1-6000001')).balance).toBe(lines.at(-1)?.balance);
    const tooFar = await collect(linkage.transactions('001-1-6000001', { dateFrom: '2025-10-16' })).catch(
      (thrown) => thrown,
    );
    expect(tooFar).toBeInstanceOf(ApiProblemError);
    expect(tooFar).toMatchObject({ problemCode: 'inquiry_range_exceeded', firstDate });
  });

  it('reads the deposits of every account where the consent covers nothing else', async () => {
    const { link } = await openBank(undefined, `${sandbox.origin}/mizuho`);
    const linkage = await link({ loginId: 'kato' });
    expect(linkage.services).toEqual(['deposits']);
    const deposits = await collect(linkage.deposits('001-1-6000001', { dateFrom: '2025-10-17', pageSize: 500 }));
    expect(deposits.length).toBeGreaterThan(50);
    await expect(linkage.balance('001-1-6000001')).rejects.toMatchObject({ problemCode: 'insufficient_scope' });
  });

  it('tells 中断 as a refusal of the customer', async () => {
    const { bank } = await openBank(undefined, `${sandbox.origin}/mizuho`);
    const { url, pending } = await bank.start();
    const visitor = createVisitor();
    const { url: screen } = await walk(visitor, url, { ...behaviour, stopAt: 'service-selection' });
    const aborted = await visitor.press(screen, 'abort');
    const { url: callback } = await visitor.follow(aborted.headers.get('location') ?? '');
    await expect(bank.complete(callback, pending)).rejects.toBeInstanceOf(LinkageDeniedError);
  });
});
