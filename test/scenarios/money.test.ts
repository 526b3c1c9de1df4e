import { createSandbox, type Sandbox } from '@renkei/sandbox';
import { BankLink, type Deposit, type Linkage, MemoryTokenStore, type Transaction } from '@renkei/sdk';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { worldOfScreens } from '../browser/world.ts';
import { checkAnswer } from '../support/contract.ts';
import { runs } from '../support/runs.ts';
import { CALLBACK } from '../support/sandbox.ts';

// Money never drifts: whatever arrives and however it is read, each balance is the opening balance and all lines so far.

const BANK = 'gunma';
const OPENING = 1_000_000;
const START = '2026-11-20T09:00:00+09:00';

/** Accounts of one customer, by how their statements are made. */
const statements = [
  { lines: [] },
  { linesPerMonth: 3, daysBack: 80, seed: 'few' },
  { linesPerMonth: 60, daysBack: 80, seed: 'some' },
  { linesPerMonth: 150, daysBack: 80, seed: 'many' },
];
const numbers = statements.map((_, index) => `799900${index}`);
const accountIdOf = (index: number) => `001-1-${numbers[index]}`;

let sandbox: Sandbox;
beforeAll(async () => {
  const world = worldOfScreens();
  const company = world.banks[BANK].companies.find(({ customers }) =>
    customers.some(({ loginId }) => loginId === 'sato'),
  );
  const [account] = company?.accounts ?? [];
  if (!company || !account) throw new Error('sato has no account');
  company.accounts = statements.map((statement, index) => ({
    ...account,
    number: numbers[index] as string,
    openingBalance: OPENING,
    statement: statement as typeof account.statement,
  }));
  sandbox = await createSandbox({ world, clock: START });
});
afterAll(() => sandbox.close());

/** Yen that the line moved. */
const moved = ({ direction, amount }: Transaction): number => (direction === '1' ? amount : -amount);

/** An account as the test knows it: what it read when a day began, and what it booked itself. */
interface Model {
  lines: Transaction[];
  day: number;
}

interface Real {
  readonly accountId: string;
  readonly linkage: Linkage;
  readonly accessToken: () => Promise<string>;
}

interface Page {
  readonly transactions?: Transaction[];
  readonly deposits?: Deposit[];
  readonly count: number;
  readonly hasNext: boolean;
  readonly nextItemKey?: string;
}

async function link(accountId: string): Promise<Real> {
  const { client_id: clientId, client_secret: clientSecret = '' } = await sandbox.registerClient({
    client_name: 'テスト会計',
    redirect_uris: [CALLBACK],
  });
  const tokenStore = new MemoryTokenStore();
  const issuer = `${sandbox.origin}/${BANK}`;
  const options = { issuer, clientId, clientSecret, redirectUri: CALLBACK, tokenStore, fetch: sandbox.fetch };
  const bank = new BankLink(options);
  const { url, pending } = await bank.start();
  const linkage = await bank.complete(await sandbox.customer(BANK, 'sato').link(url), pending);
  const accessToken = async () => {
    // It may have run out: the SDK's own next reading gets another one.
    await linkage.status();
    return (await tokenStore.get(linkage.id))?.accessToken ?? '';
  };
  return { accountId, linkage, accessToken };
}

type Range = { readonly dateFrom?: string; readonly dateTo?: string };

type List = 'transactions' | 'deposits';

async function page({ accountId, accessToken }: Real, list: List, query: Record<string, string>): Promise<Page> {
  const url = `${sandbox.origin}/${BANK}/api/v1/accounts/${accountId}/${list}?${new URLSearchParams(query)}`;
  const response = await sandbox.fetch(url, { headers: { Authorization: `Bearer ${await accessToken()}` } });
  await checkAnswer('GET', url, response);
  expect(response.status).toBe(200);
  return (await response.json()) as Page;
}

/** How a list is read: what of, how many at a time, and what happens between two pages. */
interface Reading {
  readonly range: Range;
  readonly limit: number;
  readonly between?: () => Promise<void>;
}

/** Reads by raw pages. */
async function byPages<L extends List>(real: Real, list: L, { range, limit, between }: Reading) {
  const all: NonNullable<Page[L]>[number][] = [];
  let key: string | undefined;
  do {
    const query = { ...range, limit: String(limit), ...(key === undefined ? {} : { nextItemKey: key }) };
    const { [list]: items = [], count, hasNext, nextItemKey } = await page(real, list, query);
    expect(count).toBe(items.length);
    // Every page but the last is full, and the last one says so.
    expect(hasNext ? items.length === limit : nextItemKey === undefined).toBe(true);
    all.push(...items);
    key = nextItemKey;
    if (hasNext) await between?.();
  } while (key !== undefined);
  return all;
}

async function bySdk({ linkage, accountId }: Real, range: Range, pageSize: number): Promise<Transaction[]> {
  const all: Transaction[] = [];
  for await (const line of linkage.transactions(accountId, { ...range, pageSize })) all.push(line);
  return all;
}

async function depositsBySdk({ linkage, accountId }: Real, range: Range, pageSize: number): Promise<Deposit[]> {
  const all: Deposit[] = [];
  for await (const deposit of linkage.deposits(accountId, { ...range, pageSize })) all.push(deposit);
  return all;
}

/** 振込入金明細: of the lines those that are incoming transfers, the very same by id, days and yen. */
function checkDeposits(deposits: readonly Deposit[], lines: readonly Transaction[]): void {
  const told = deposits.map(({ transactionId, bookDate, valueDate, amount }) => ({
    ...{ transactionId, bookDate, valueDate, amount },
  }));
  const incoming = lines.filter(({ direction, category }) => direction === '1' && category === '11');
  expect(told).toEqual(
    incoming.map(({ transactionId, bookDate, valueDate, amount }) => ({ transactionId, bookDate, valueDate, amount })),
  );
}

async function book(model: Model, { accountId }: Real, body: object): Promise<void> {
  const { transactions } = await sandbox.control<{ transactions: Transaction[] }>(
    'POST',
    `/accounts/${BANK}/${accountId}/lines`,
    body,
  );
  model.lines.push(...transactions);
}

/** Each line's balance is the one before it and what the line moved; the bank's balance is the last. */
async function checkSums(model: Model, { linkage, accountId }: Real): Promise<void> {
  let balance = OPENING;
  for (const line of model.lines) {
    balance += moved(line);
    expect(line.balance).toBe(balance);
  }
  expect(new Set(model.lines.map(({ transactionId }) => transactionId)).size).toBe(model.lines.length);
  expect((await linkage.balance(accountId)).balance).toBe(balance);
}

const day = (offset: number): string => new Date(Date.parse(START) + offset * 86_400_000).toISOString().slice(0, 10);

/** Days around those of the statements, within what the bank tells. */
const anyRange: fc.Arbitrary<Range> = fc
  .tuple(fc.integer({ min: -85, max: 5 }), fc.integer({ min: 0, max: 90 }), fc.constantFrom(0, 1, 2))
  .map(([from, days, given]) => ({
    dateFrom: day(given > 0 ? from : -85),
    ...(given > 1 ? { dateTo: day(Math.min(from + days, 5)) } : {}),
  }));

const within = ({ dateFrom = '', dateTo = '9999' }: Range) => {
  return ({ bookDate }: Transaction) => dateFrom <= bookDate && bookDate <= dateTo;
};

const anyLimit = fc.oneof(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 8 }), fc.constantFrom(1, 500));
const amount = fc.oneof(fc.nat(1_000_000), fc.constantFrom(0, 1, 9_999_999));
const description = fc.constant('ﾃｽﾄ');
const payer = { payerName: 'ﾃｽﾄ', remittingBank: 'ｻﾝﾄﾞﾎﾞﾂｸｽ', remittingBranch: 'ﾎﾝﾃﾝ' };
const anyLine = fc.oneof(
  fc.record({ direction: fc.constantFrom('1', '2'), amount, description }),
  fc.record({ direction: fc.constant('1'), amount, description, deposit: fc.constant(payer) }),
);

type Command = fc.AsyncCommand<Model, Real>;

class Read implements Command {
  readonly range: Range;
  readonly limit: number;
  readonly arriving: readonly object[];
  constructor(range: Range, limit: number, arriving: readonly object[]) {
    this.range = range;
    this.limit = limit;
    this.arriving = arriving;
  }
  check = () => true;
  async run(model: Model, real: Real): Promise<void> {
    // Few pages of one line are as good as many.
    const limit = Math.max(this.limit, Math.ceil(model.lines.length / 12));
    const arriving = [...this.arriving];
    const between = async () => {
      const line = arriving.shift();
      if (line) await book(model, real, { lines: [line] });
    };
    const paged = await byPages(real, 'transactions', { range: this.range, limit, between });
    // What arrives while the pages are read comes after them all: nothing is lost, nothing is there twice.
    expect(paged).toEqual(model.lines.filter(within(this.range)));
    expect(await bySdk(real, this.range, limit)).toEqual(paged);
    const deposits = await byPages(real, 'deposits', { range: this.range, limit });
    checkDeposits(deposits, paged);
    expect(await depositsBySdk(real, this.range, limit)).toEqual(deposits);
    await checkSums(model, real);
  }
  toString = () => `read ${JSON.stringify(this.range)} by ${this.limit}, ${this.arriving.length} lines arriving`;
}

class Book implements Command {
  readonly lines: readonly object[];
  constructor(lines: readonly object[]) {
    this.lines = lines;
  }
  check = () => true;
  run = (model: Model, real: Real) => book(model, real, { lines: this.lines });
  toString = () => `book ${JSON.stringify(this.lines)}`;
}

class Correct implements Command {
  readonly at: number;
  constructor(at: number) {
    this.at = at;
  }
  check = ({ lines }: Readonly<Model>) => lines.length > 0;
  async run(model: Model, real: Real): Promise<void> {
    const wrong = model.lines[this.at % model.lines.length] as Transaction;
    await book(model, real, { corrects: wrong.transactionId });
    const correction = model.lines.at(-1) as Transaction;
    expect(moved(correction)).toBe(moved(wrong) === 0 ? moved(correction) : -moved(wrong));
    expect(correction).toMatchObject({ category: '19', valueDate: wrong.bookDate });
  }
  toString = () => `correct line ${this.at}`;
}

const everything: Range = { dateFrom: day(-85) };

class NextDay implements Command {
  // The statement's first day can still be read four days later.
  check = (model: Readonly<Model>) => model.day < 4;
  async run(model: Model, real: Real): Promise<void> {
    await sandbox.clock.advance('P1D');
    await sandbox.expireAccessTokens(BANK, 'sato');
    model.day += 1;
    const lines = await bySdk(real, everything, 500);
    expect(lines.slice(0, model.lines.length)).toEqual(model.lines);
    model.lines = lines;
    await checkSums(model, real);
  }
  toString = () => 'next day';
}

const anyCommands = fc.commands(
  [
    fc
      .tuple(anyRange, anyLimit, fc.array(anyLine, { maxLength: 3 }))
      .map(([range, limit, arriving]) => new Read(range, limit, arriving)),
    fc.array(anyLine, { minLength: 1, maxLength: 20 }).map((lines) => new Book(lines)),
    fc.nat(5000).map((at) => new Correct(at)),
    fc.constant(new NextDay()),
  ],
  { maxCommands: 12 },
);

test(
  'no line or deposit is lost or there twice over any paging, and every balance is the opening one and the lines up to it',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(statements.length - 1), anyCommands, async (index, commands) => {
        await sandbox.reset();
        const real = await link(accountIdOf(index));
        const model: Model = { lines: await bySdk(real, everything, 500), day: 0 };
        await checkSums(model, real);
        await fc.asyncModelRun(() => ({ model, real }), commands);
      }),
      { numRuns: runs(12) },
    );
  },
  runs(120_000),
);
