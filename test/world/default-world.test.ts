import { describe, expect, test } from 'vitest';
import { gunma } from '../../sandbox/src/bank/profiles/gunma.ts';
import { isZenginText } from '../../sandbox/src/bank/zengin.ts';
import { defaultWorld } from '../../sandbox/src/world/default-world.ts';
import { parseWorldFile } from '../../sandbox/src/world/world-file.ts';

const world = defaultWorld();
const { companies } = world.banks.gunma;
const accounts = companies.flatMap((company) => company.accounts);
const customers = companies.flatMap((company) => company.customers.map((customer) => ({ company, customer })));

type Case = (typeof customers)[number];
const pinStates = ({ company }: Case) => new Set(company.accounts.map(({ inquiryPinState }) => inquiryPinState));
const certificateStates = ({ customer }: Case) => customer.certificates.map(({ state }) => state);
const linesPerMonth = (account: (typeof accounts)[number]) =>
  'linesPerMonth' in account.statement ? account.statement.linesPerMonth : account.statement.lines.length;

describe('the default world', () => {
  test('is a world file that could be written by hand', () => {
    expect(parseWorldFile(JSON.stringify(world), 'default.json')).toEqual(world);
  });

  test.each<[string, (one: Case) => boolean]>([
    ['logs in by certificate', ({ customer }) => customer.login === 'certificate'],
    ['logs in by ID and password', ({ customer }) => customer.login === 'password'],
    ['has accounts in all three PIN states', (one) => pinStates(one).size === 3],
    ['has every PIN 未登録', (one) => pinStates(one).size === 1 && pinStates(one).has('unregistered')],
    ['has every PIN 登録済み', (one) => pinStates(one).size === 1 && pinStates(one).has('registered')],
    ['may not inquire into an account', ({ customer }) => customer.mayNotInquire.length > 0],
    ['is locked', ({ customer }) => customer.locked],
    ['has no account', ({ company }) => company.accounts.length === 0],
    ['is one of two operators of a company', ({ company }) => company.customers.length > 1],
    [
      'holds certificates of every state',
      (one) =>
        ['valid', 'expired', 'revoked', 'not-yet-valid', 'foreign'].every((state) =>
          certificateStates(one).includes(state as 'valid'),
        ),
    ],
    ['holds only a valid certificate', (one) => certificateStates(one).join() === 'valid'],
    [
      'has an account without a line',
      ({ company }) => company.accounts.some((account) => linesPerMonth(account) === 0),
    ],
    ['has an account with one line', ({ company }) => company.accounts.some((account) => linesPerMonth(account) === 1)],
    [
      'has an account with many lines',
      ({ company }) => company.accounts.some((account) => linesPerMonth(account) > 500),
    ],
  ])('has a customer who %s', (_, shows) => {
    expect(customers.filter(shows)).not.toEqual([]);
  });

  test('has certificates of those who log in by certificate, and of nobody else', () => {
    for (const { customer } of customers) {
      expect(customer.certificates.length > 0).toBe(customer.login === 'certificate');
    }
  });

  test('says of every customer, in both languages, what he is there to show', () => {
    for (const { customer } of customers) {
      expect(customer.purpose.ja).toMatch(/[ぁ-ん一-龯]/);
      expect(customer.purpose.en).toMatch(/^[A-Z][\x20-\x7e]+$/);
    }
    expect(new Set(customers.map(({ customer }) => customer.purpose.en)).size).toBe(customers.length);
  });

  test('names every account holder in the Zengin set, and every company as what it is', () => {
    expect(accounts.filter(({ holder }) => !isZenginText(holder))).toEqual([]);
    expect(accounts.filter(({ holder }) => !holder.startsWith('ｻﾝﾄﾞﾎﾞﾂｸｽ'))).toEqual([]);
    expect(companies.filter(({ name }) => !name.startsWith('サンドボックス'))).toEqual([]);
  });

  test('has passwords that follow from the login ID', () => {
    for (const { customer } of customers) expect(customer.loginPassword).toBe(`${customer.loginId}-pw1`);
  });

  test('has an app that selects services and one whose services are fixed', () => {
    expect(world.clients.map(({ skipServiceSelection }) => skipServiceSelection)).toEqual([false, true]);
  });

  test('is made anew each time, so that nobody changes it for another', () => {
    const other = defaultWorld();
    other.banks.gunma.companies.length = 0;
    expect(defaultWorld()).toEqual(world);
  });

  test('plays a bank whose name and code are no real bank’s', () => {
    expect(gunma.name).toMatch(/^サンドボックス/);
    expect(gunma.institution).toEqual({ code: '9990', name: 'サンドボックス信用組合' });
  });
});
