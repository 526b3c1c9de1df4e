import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addDays, japanDate } from '../../sandbox/src/bank/japan-time.ts';
import { findCustomer, listAccounts, listCustomers } from '../../sandbox/src/store/customers.ts';
import { lastLineOn, listLines, makeStatement } from '../../sandbox/src/store/statements.ts';
import { openWorldStore, type WorldStore } from '../../sandbox/src/store/world-store.ts';
import { defaultWorld } from '../../sandbox/src/world/default-world.ts';
import { generateStatement } from '../../sandbox/src/world/statement-generator.ts';
import { parseWorldFile } from '../../sandbox/src/world/world-file.ts';
import type { WorldAccount } from '../../sandbox/src/world/world-schema.ts';

const clock = '2026-11-20T09:00:00+09:00';
const all = { dateFrom: '0000-01-01', dateTo: '9999-12-31', depositsOnly: false };

const world = defaultWorld();
const days = (count: number) => Array.from({ length: count }, (_, day) => day);
const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);

let store: WorldStore;
beforeAll(async () => {
  store = await openWorldStore({ world, clock });
});
afterAll(() => store.close());

async function accountsIn({ db }: WorldStore) {
  const customers = await listCustomers(db, 'gunma');
  const accounts = (await Promise.all(customers.map((customer) => listAccounts(db, customer)))).flat();
  return [...new Map(accounts.map((account) => [account.accountId, account])).values()];
}

/** As many lines as can be made. */
async function linesOf(store: WorldStore, accountId: string, to = '2029-12-31') {
  const account = (await accountsIn(store)).find((one) => one.accountId === accountId);
  if (account) await makeStatement(store.db, 'gunma', account, to);
  return listLines(store.db, { bank: 'gunma', accountId, ...all }, 0, 1_000_000);
}

describe('the statements of the default world', () => {
  test('add up, line by line, from the opening balance', async () => {
    const accounts = await accountsIn(store);
    expect(accounts.length).toBeGreaterThan(10);
    for (const { accountId, openingBalance } of accounts) {
      let balance = openingBalance;
      for (const line of await linesOf(store, accountId, '2027-02-28')) {
        balance += line.direction === '1' ? line.amount : -line.amount;
        if (line.balance !== balance) throw new Error(`${accountId}: line ${line.sequence} does not add up`);
      }
    }
  });

  test('say as the balance of a day what its last line says', async () => {
    const accountId = '001-1-2000002';
    const lines = await linesOf(store, accountId);
    for (const date of ['2026-11-20', '2026-11-22', lines.at(-1)?.bookDate ?? '']) {
      const last = lines.filter(({ bookDate }) => bookDate <= date).at(-1);
      expect((await lastLineOn(store.db, 'gunma', accountId, date))?.balance).toBe(last?.balance);
    }
    expect(await lastLineOn(store.db, 'gunma', accountId, '2000-01-01')).toBeUndefined();
  });

  test('are made when they are first read, once even for two who read at the same time', async () => {
    const other = await openWorldStore({ world, clock });
    const accountId = '001-1-2000002';
    expect(await listLines(other.db, { bank: 'gunma', accountId, ...all }, 0, 10)).toEqual([]);
    const [one, two] = await Promise.all([linesOf(other, accountId), linesOf(other, accountId)]);
    expect(one).toEqual(two);
    expect(one).toEqual(await linesOf(store, accountId));
    await other.close();
  });

  test('reach back as far as any bank shows, and ahead of the clock', async () => {
    const lines = await linesOf(store, '001-1-4000002');
    const [first, last] = [lines[0], lines.at(-1)];
    expect(first?.bookDate.slice(0, 7)).toBe('2025-10');
    expect(last?.bookDate.slice(0, 7)).toBe('2029-01');
    expect(lines.length).toBeGreaterThan(10_000);
  });

  test('of one account are more than 100,000 in any 90 days', async () => {
    const { statement, openingBalance } = world.banks.gunma.companies
      .flatMap((company) => company.accounts)
      .find(({ number }) => number === '7100000') as WorldAccount;
    if (!('linesPerMonth' in statement)) throw new Error('its lines are not made up');
    const { linesPerMonth } = statement;
    const from = addDays('2026-11-20', -statement.daysBack);
    const ofDay = new Map<string, number>();
    let balance = openingBalance;
    for (const line of generateStatement({ seed: 'any', from, to: '2027-12-31', openingBalance, linesPerMonth })) {
      balance += line.direction === '1' ? line.amount : -line.amount;
      if (line.balance !== balance) throw new Error(`line ${line.sequence} does not add up`);
      ofDay.set(line.bookDate, (ofDay.get(line.bookDate) ?? 0) + 1);
    }
    const inWindow = (last: string) => sum(days(90).map((back) => ofDay.get(addDays(last, -back)) ?? 0));
    const fewest = Math.min(...days(365).map((ahead) => inWindow(addDays('2026-11-20', ahead))));
    expect(fewest).toBeGreaterThan(100_000);
  });

  test('are the same, whether they are made at once or day by day', async () => {
    const other = await openWorldStore({ world, clock });
    const accountId = '001-1-2000002';
    for (const day of ['2026-11-20', '2026-11-21', '2026-11-21', '2026-11-20', '2027-01-31', '2027-03-01']) {
      const made = await linesOf(other, accountId, day);
      expect(made.every(({ bookDate }) => bookDate <= '2027-03-01')).toBe(true);
    }
    expect(await linesOf(other, accountId)).toEqual(await linesOf(store, accountId));
    await other.close();
  });

  test('are made up to the day that can be read, and no further', async () => {
    const other = await openWorldStore({ world, clock });
    const lines = await linesOf(other, '001-1-2000002', '2026-11-20');
    expect(lines.at(-1)?.bookDate).toBe('2026-11-20');
    await other.close();
  });

  test('are the same in every sandbox that starts on the same day', async () => {
    const other = await openWorldStore({ world, clock });
    expect(await linesOf(other, '001-1-2000002')).toEqual(await linesOf(store, '001-1-2000002'));
    await other.close();
  });

  test('have only incoming transfers where deposits are asked for', async () => {
    const range = { bank: 'gunma', accountId: '001-1-2000002', ...all };
    const deposits = await listLines(store.db, { ...range, depositsOnly: true }, 0, 100_000);
    const lines = await linesOf(store, '001-1-2000002');
    expect(deposits).toEqual(lines.filter(({ deposit }) => deposit !== undefined));
    expect(deposits.length).toBeGreaterThan(10);
    expect(deposits.every(({ direction }) => direction === '1')).toBe(true);
  });
});

describe('the customers of the default world', () => {
  test('see the accounts of their company, and which of them they may inquire into', async () => {
    const seen = async (loginId: string) => {
      const customer = await findCustomer(store.db, 'gunma', loginId);
      return (
        customer && (await listAccounts(store.db, customer)).map((one) => [one.accountNumber, one.inquiryPermitted])
      );
    };
    expect(await seen('nakamura')).toEqual([
      ['2000003', true],
      ['1111112', true],
      ['2222222', false],
      ['1000314', true],
    ]);
    expect((await seen('ito'))?.every(([, permitted]) => permitted)).toBe(true);
    expect(await seen('yoshida')).toEqual([]);
  });

  test('have no token but where the world file gives one', async () => {
    expect((await listCustomers(store.db, 'gunma')).filter(({ tokenSecret }) => tokenSecret !== null)).toEqual([]);
    expect(await listCustomers(store.db, 'nowhere')).toEqual([]);
  });
});

describe('an account in a world file', () => {
  const account = (more: string) =>
    parseWorldFile(
      `
banks:
  gunma:
    companies:
      - id: shop
        name: 商店
        accounts: [{ branchCode: "001", branchName: 本店, number: "0000001", holder: ｼﾖｳﾃﾝ, inquiryPin: "0123", ${more} }]
        customers:
          - { loginId: sato, loginPassword: sato-pw, name: 佐藤, login: password, purpose: { ja: 例, en: example } }
`,
      'world.yaml',
    );

  test('can be locked after wrong inquiry PINs', async () => {
    const other = await openWorldStore({ world: account('inquiryPinLocked: true'), clock });
    expect(await accountsIn(other)).toMatchObject([{ pinLocked: true, pinState: 'unregistered' }]);
    await other.close();
  });

  test.each([
    [
      'of days before the start',
      'lines: [{ bookDate: -P14D, direction: "1", category: "10", amount: 1, description: ﾔ }]',
    ],
    ['of an account opened some days before', 'linesPerMonth: 3000, daysBack: 14'],
  ])('can have a statement %s', async (_, statement) => {
    const other = await openWorldStore({ world: account(`statement: { ${statement} }`), clock });
    const [first] = await linesOf(other, '001-1-0000001');
    expect(first).toMatchObject({ sequence: 1, bookDate: '2026-11-06', valueDate: '2026-11-06' });
    await other.close();
  });
});

describe('the lines that a world file gives', () => {
  const line = (more: string) => `{ category: "11", description: ﾔﾏﾀﾞ, ${more} }`;
  const small = parseWorldFile(
    `
banks:
  gunma:
    companies:
      - id: shop
        name: 商店
        accounts:
          - branchCode: "001"
            branchName: 本店
            number: "0000001"
            holder: ｼﾖｳﾃﾝ
            inquiryPin: "0123"
            openingBalance: 1000
            statement:
              lines:
                - ${line('bookDate: 2026-11-20, direction: "2", amount: 300')}
                - ${line('bookDate: 2026-11-18, direction: "1", amount: 500, valueDate: 2026-11-17')}
                - ${line('bookDate: 2026-11-20, direction: "1", amount: 1, deposit: { payerName: ﾔﾏﾀﾞ, remittingBank: ﾃｽﾄ, remittingBranch: ﾎﾝﾃﾝ }')}
        customers:
          - { loginId: sato, loginPassword: sato-pw, name: 佐藤, login: password, purpose: { ja: 例, en: example } }
`,
    'world.yaml',
  );

  test('are booked by their day and in their order, and add up', async () => {
    const other = await openWorldStore({ world: small, clock });
    const lines = await linesOf(other, '001-1-0000001');
    expect(lines.map(({ sequence, bookDate, valueDate, balance }) => [sequence, bookDate, valueDate, balance])).toEqual(
      [
        [1, '2026-11-18', '2026-11-17', 1500],
        [2, '2026-11-20', '2026-11-20', 1200],
        [3, '2026-11-20', '2026-11-20', 1201],
      ],
    );
    expect(lines[2]?.deposit).toEqual({
      payerName: 'ﾔﾏﾀﾞ',
      remittingBank: 'ﾃｽﾄ',
      remittingBranch: 'ﾎﾝﾃﾝ',
      ediInformation: null,
    });
    expect((await lastLineOn(other.db, 'gunma', '001-1-0000001', japanDate(other.clock.now())))?.balance).toBe(1201);
    await other.close();
  });
});
