import { createSandbox, type Sandbox } from '@renkei/sandbox';
import type { Account, BankLink, Deposit, Linkage, Transaction } from '@renkei/sdk';
import {
  accountLabel,
  readStatementCsv,
  readZenginDeposits,
  readZenginTransactions,
  type StatementLine,
  writeStatementCsv,
  writeZenginDeposits,
  writeZenginTransactions,
} from '@renkei/sdk/bank-files';
import { addDays, japanDate, lastDays, monthOf } from '@renkei/sdk/japan';
import { contentKeys, lineKey } from '@renkei/sdk/line-keys';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collect } from '../sdk/caught.ts';
import { createApp } from '../support/app.ts';

const BANK = 'gunma';

let sandbox: Sandbox;
let app: BankLink;
beforeAll(async () => {
  sandbox = await createSandbox({ clock: '2026-11-20T09:00:00+09:00' });
  app = await createApp(sandbox, BANK);
});
afterAll(() => sandbox.close());

async function link(loginId: string): Promise<Linkage> {
  const { url, pending } = await app.start();
  return app.complete(await sandbox.customer(BANK, loginId).link(url), pending);
}

/** A vendor's books: each key once. */
type Books = Map<string, Transaction>;

/** Imports every account; tells how many lines were new. */
async function importInto(books: Books, linkage: Linkage, options: { dateFrom?: string; pageSize?: number } = {}) {
  const before = books.size;
  for await (const account of linkage.accounts()) {
    for await (const line of linkage.transactions(account.accountId, options)) {
      const key = lineKey(account, line);
      if (!books.has(key)) books.set(key, line);
    }
  }
  return books.size - before;
}

const withoutPlace = ({ transactionId: _id, balance: _balance, ...content }: Transaction) => JSON.stringify(content);

describe('an import by lineKey', () => {
  test('that runs twice books nothing twice, whatever its pages and its period are, and keeps identical lines', async () => {
    const linkage = await link('kato');
    const books: Books = new Map();
    const all = await importInto(books, linkage, { pageSize: 500 });
    expect(all).toBeGreaterThan(1000);
    const identical = books.size - new Set([...books.values()].map(withoutPlace)).size;
    expect(identical).toBeGreaterThan(0);
    const today = japanDate(new Date(await sandbox.clock.now()));
    expect(await importInto(books, linkage)).toBe(0);
    expect(await importInto(books, linkage, { ...lastDays(3, today), pageSize: 1 })).toBe(0);
    expect(await importInto(books, linkage, { ...monthOf(today), pageSize: 77 })).toBe(0);
  });

  test('books what arrives once, corrections and back-dated lines too, and renumbers nothing', async () => {
    const linkage = await link('kato');
    const books: Books = new Map();
    await importInto(books, linkage, { pageSize: 500 });
    const before = new Map(books);
    const account = (await collect(linkage.accounts())).at(-1);
    if (!account) throw new Error('kato has no account');
    const today = japanDate(new Date(await sandbox.clock.now()));

    const twin = { direction: '1' as const, amount: 11_000, description: 'ﾃｽﾄ' };
    const late = { ...twin, valueDate: addDays(today, -20) };
    await sandbox.bookLines(BANK, account.accountId, { lines: [twin, late, twin] });
    expect(await importInto(books, linkage)).toBe(3);

    const [corrected] = [...before.values()]
      .filter((line) => line.transactionId.startsWith(account.accountId))
      .slice(-1);
    await sandbox.bookLines(BANK, account.accountId, { corrects: corrected?.transactionId ?? '' });
    expect(await importInto(books, linkage)).toBe(1);

    await sandbox.clock.advance('P7D');
    const later = await importInto(books, linkage);
    expect(later).toBeGreaterThan(0);
    expect(await importInto(books, linkage)).toBe(0);

    // Who imports for the first time now gets what those have who imported again and again; nothing old has changed.
    const fresh: Books = new Map();
    await importInto(fresh, await link('kato'), { pageSize: 500 });
    for (const [key, line] of fresh) expect(books.get(key), key).toEqual(line);
    for (const [key, line] of before) expect(books.get(key), key).toEqual(line);
    expect([...fresh.values()].filter(({ category }) => category === '19').length).toBeGreaterThan(0);
  });

  test('gives the same keys to two operators of one company', async () => {
    const [one, other]: [Books, Books] = [new Map(), new Map()];
    await importInto(one, await link('sato'));
    await importInto(other, await link('takahashi'));
    expect(one.size).toBeGreaterThan(0);
    expect([...other.keys()]).toEqual([...one.keys()]);
  });
});

describe('the files of a bank', () => {
  interface Statement {
    account: Account;
    transactions: Transaction[];
    lines: StatementLine[];
    deposits: Deposit[];
  }
  const period = { dateFrom: '2026-10-01', dateTo: '2026-10-31' };
  let statements: Statement[];
  beforeAll(async () => {
    const linkage = await link('kato');
    statements = [];
    for await (const account of linkage.accounts()) {
      const transactions = await collect(linkage.transactions(account.accountId, { ...period, pageSize: 500 }));
      const deposits = await collect(linkage.deposits(account.accountId, { ...period, pageSize: 500 }));
      const payers = new Map(deposits.map((deposit) => [deposit.transactionId, deposit]));
      const lines = transactions.map((line) => ({ ...line, ...payers.get(line.transactionId) }));
      statements.push({ account, transactions, lines, deposits });
    }
    expect(statements.flatMap(({ lines }) => lines).length).toBeGreaterThan(500);
  });

  /** What a file can hold of the bank's answer. */
  const inFile = <T extends object>(value: T, ...left: string[]) =>
    Object.fromEntries(Object.entries(value).filter(([name, held]) => held !== null && !left.includes(name)));
  const accountInFile = ({ bankCode, branchCode, accountType, accountNumber, accountHolder }: Account) => ({
    ...{ bankCode, branchCode, accountType, accountNumber, accountHolder },
  });

  test('hold a month of the bank’s lines: 入出金取引明細', () => {
    const written = statements.map(({ account, lines }) => ({ account, createdOn: '2026-11-20', ...period, lines }));
    const read = readZenginTransactions(writeZenginTransactions(written));
    expect(read.map(({ account }) => account)).toEqual(statements.map(({ account }) => accountInFile(account)));
    read.forEach(({ account, lines }, index) => {
      const statement = statements[index] as Statement;
      expect(lines).toEqual(statement.lines.map((line) => inFile(line, 'transactionId')));
      expect(contentKeys(account, lines)).toEqual(contentKeys(statement.account, statement.transactions));
    });
  });

  test('hold a month of the bank’s incoming transfers: 振込入金通知', () => {
    const written = statements.map(({ account, deposits }) => ({
      account,
      createdOn: '2026-11-20',
      ...period,
      deposits,
    }));
    const read = readZenginDeposits(writeZenginDeposits(written, { lineBreaks: false }));
    expect(read.map(({ deposits }) => deposits)).toEqual(
      statements.map(({ deposits }) => deposits.map((deposit) => inFile(deposit, 'transactionId'))),
    );
  });

  test('hold a month of the bank’s lines: CSV', () => {
    const written = statements.map(({ account, lines }) => ({ accountLabel: accountLabel(account), lines }));
    const read = readStatementCsv(writeStatementCsv(written));
    for (const { account, transactions, lines } of statements) {
      const found = read.find((one) => one.accountLabel === accountLabel(account))?.lines ?? [];
      const expected = lines.map((line) => inFile(line, 'transactionId', 'payerName', 'ediInformation'));
      expect(found.map((line) => inFile(line, 'inquiryNumber'))).toEqual(expected);
      expect(contentKeys(account, found)).toEqual(contentKeys(account, transactions));
    }
  });
});
