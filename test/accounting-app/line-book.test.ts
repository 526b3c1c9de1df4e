import { beforeEach, describe, expect, it } from 'vitest';
import { AccountBook } from '../../examples/accounting-app/src/account-book.ts';
import { openDatabase } from '../../examples/accounting-app/src/database.ts';
import { LineBook } from '../../examples/accounting-app/src/line-book.ts';
import { LinkageBook } from '../../examples/accounting-app/src/linkage-book.ts';
import { mergeStatement } from '../../examples/accounting-app/src/statement.ts';
import { fakeAccount, fakeDeposit, fakeLine } from './fake-bank.ts';

const at = '2026-11-20T00:00:00Z';
const key = '9990-001-1-0000001';
const all = { month: '', text: '' };
const wholePage = { size: 100, offset: 0 };

let accounts: AccountBook;
let lines: LineBook;

beforeEach(() => {
  const database = openDatabase(':memory:');
  const linkage = { id: 'l1', bank: 'gunma', bankName: '銀行', issuer: 'http://localhost:4400/gunma', replaces: null };
  new LinkageBook(database).add({ ...linkage, services: ['balances'] });
  accounts = new AccountBook(database);
  accounts.attach('l1', fakeAccount());
  lines = new LineBook(database);
});

const texts = (filter = all) => lines.page(key, filter, wholePage).map((line) => line.transactionId);

describe('mergeStatement', () => {
  it('puts the payer on the line of the same id', () => {
    const [line] = mergeStatement([fakeLine(1)], [fakeDeposit(1, { payerName: 'ｻｸﾗ', ediInformation: '42' })]);
    expect(line).toMatchObject({ transactionId: 'line-1', balance: 1000, payerName: 'ｻｸﾗ', ediInformation: '42' });
  });

  it('keeps transfers without a statement line: deposits may be all that the consent covers', () => {
    const [line] = mergeStatement([], [fakeDeposit(1)]);
    expect(line).toMatchObject({ transactionId: 'line-1', direction: '1', balance: null, description: 'ｶ)ﾃｽﾄｼﾖｳﾃﾝ' });
  });
});

describe('LineBook', () => {
  it('books a statement that comes again only once, and counts what is new', () => {
    const statement = mergeStatement([fakeLine(1), fakeLine(2)], []);
    expect(lines.book(key, null, statement, at)).toBe(2);
    expect(lines.book(key, null, statement, at)).toBe(0);
    expect(lines.book(key, null, [...statement, ...mergeStatement([fakeLine(3)], [])], at)).toBe(1);
    expect(texts()).toEqual(['line-3', 'line-2', 'line-1']);
  });

  it('keeps lines that differ by nothing but their id', () => {
    expect(lines.book(key, null, mergeStatement([fakeLine(1), fakeLine(2, { balance: 1000 })], []), at)).toBe(2);
  });

  it('books nothing of a statement that cannot be booked whole', () => {
    const broken = [...mergeStatement([fakeLine(1)], []), { ...mergeStatement([fakeLine(2)], [])[0], amount: null }];
    expect(() => lines.book(key, null, broken as never, at)).toThrow();
    expect(lines.count(key)).toBe(0);
    expect(accounts.find(key)?.lastImportAt).toBeNull();
  });

  it('adds the payer to a line that was booked without one, and never takes it away', () => {
    lines.book(key, null, mergeStatement([fakeLine(1)], []), at);
    lines.book(key, null, mergeStatement([fakeLine(1)], [fakeDeposit(1, { payerName: 'ｻｸﾗｼﾖｳｼﾞ' })]), at);
    lines.book(key, null, mergeStatement([fakeLine(1)], []), at);
    expect(lines.page(key, all, wholePage)[0]?.payerName).toBe('ｻｸﾗｼﾖｳｼﾞ');
    expect(texts({ month: '', text: 'さくら' })).toEqual(['line-1']);
  });

  it("gives a transfer that was booked alone its balance and the statement's order, once there is one", () => {
    lines.book(key, null, mergeStatement([], [fakeDeposit(2)]), at);
    lines.book(key, null, mergeStatement([fakeLine(1), fakeLine(2), fakeLine(3)], [fakeDeposit(2)]), at);
    expect(texts()).toEqual(['line-3', 'line-2', 'line-1']);
    expect(lines.page(key, all, wholePage)[1]?.balance).toBe(2000);
  });

  it('finds by month and by words, in which % and _ mean themselves', () => {
    const october = fakeLine(1, { bookDate: '2026-10-31', description: '100%_ｶﾝｹﾞﾝ' });
    lines.book(key, null, mergeStatement([october, fakeLine(2)], []), at);
    expect(lines.months(key)).toEqual(['2026-11', '2026-10']);
    expect(texts({ month: '2026-10', text: '' })).toEqual(['line-1']);
    expect(texts({ month: '', text: '%' })).toEqual(['line-1']);
    expect(texts({ month: '', text: 'テスト' })).toEqual(['line-2']);
    expect(texts({ month: '2026-10', text: 'テスト' })).toEqual([]);
  });

  it('knows the balance at the end of each day, and what went in and out', () => {
    const out = fakeLine(2, { direction: '2', amount: 400, balance: 600 });
    lines.book(key, null, mergeStatement([fakeLine(1), out, fakeLine(3, { bookDate: '2026-11-05' })], []), at);
    expect(lines.closingBalances(key)).toEqual([
      { date: '2026-11-02', balance: 600 },
      { date: '2026-11-05', balance: 3000 },
    ]);
    expect(lines.totals(key, all)).toEqual({ in: 2000, out: 400 });
  });

  it('takes the balance of the last line where the consent leaves balances out', () => {
    lines.book(key, null, mergeStatement([fakeLine(1)], []), at);
    expect(accounts.find(key)).toMatchObject({ balance: 1000, balanceAsOf: '2026-11-02' });
    lines.book(key, { balance: 5, asOf: '2026-11-20T09:00:00+09:00' }, [], at);
    expect(accounts.find(key)).toMatchObject({ balance: 5, balanceAsOf: '2026-11-20T09:00:00+09:00' });
  });
});
