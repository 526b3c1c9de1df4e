import { toZenginText } from '../bank/zengin.ts';
import type { SeededRandom } from './seeded-random.ts';
import { employees } from './statement-parties.ts';
import type { Entry } from './statement-trade.ts';

/** The company whose account it is, yen a month. */
export interface Company {
  salaries: number[];
  rent: number;
}

/** What is collected by account transfer (口座振替, 14) on a day of the month. */
export interface Bill {
  description: string;
  /** Day of the month; when banks are closed, the next business day. */
  day: number;
  /** Lowest and highest amount, whole yen. */
  low: number;
  high: number;
  /** Only in months that this divides: 2 is every other month. */
  every: number;
}

const salaryFee = toZenginText('キュウヨフリコミテスウリョウ');

/** What every company pays. */
export const bills: readonly Bill[] = [
  { description: 'テストデンキ デンキダイ', day: 23, low: 18_000, high: 64_000, every: 1 },
  { description: 'テストカード', day: 10, low: 30_000, high: 280_000, every: 1 },
  { description: 'ゲンセンショトクゼイ', day: 10, low: 24_000, high: 38_000, every: 1 },
  { description: 'シャカイホケンリョウ', day: 26, low: 96_000, high: 98_000, every: 1 },
  { description: 'ダミーツウシン', day: 20, low: 12_000, high: 19_000, every: 1 },
  { description: 'テストガス', day: 25, low: 4000, high: 22_000, every: 1 },
  { description: 'テストスイドウ', day: 15, low: 6000, high: 14_000, every: 2 },
  { description: 'サンドボックスリース', day: 5, low: 33_000, high: 33_000, every: 1 },
].map((bill) => ({ ...bill, description: toZenginText(bill.description) }));

/** A company whose staff grows with its lines. */
export function createCompany(linesPerMonth: number, random: SeededRandom): Company {
  const staff = Math.min(40, 2 + Math.floor(linesPerMonth / 40));
  return {
    salaries: Array.from({ length: staff }, () => 1000 * random.integer(190, 420)),
    rent: 11_000 * random.integer(12, 28),
  };
}

/** The rent of a month, which is the same every month. */
export function rentBill(company: Company): Bill {
  const description = toZenginText('テストフドウサン ヤチン');
  return { description, day: 27, low: company.rent, high: company.rent, every: 1 };
}

/** The salaries (給与振込, 11) and one fee for all of them: a line more than there are salaries. */
export function payroll(company: Company): Entry[] {
  const salaries = company.salaries.map(
    (amount, index): Entry => ({
      direction: '2',
      category: '11',
      amount,
      description: employees[index % employees.length] ?? '',
    }),
  );
  const fee = 110 * company.salaries.length;
  return [...salaries, { direction: '2', category: '18', amount: fee, description: salaryFee }];
}
