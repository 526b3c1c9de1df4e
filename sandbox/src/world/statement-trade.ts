import type { DepositDetails, StatementLine } from '../bank/statement.ts';
import { toZenginText } from '../bank/zengin.ts';
import type { SeededRandom } from './seeded-random.ts';
import { payees, payers } from './statement-parties.ts';

/** A line that is not booked yet. Without a value date it counts from the day of booking. */
export interface Entry extends Pick<StatementLine, 'direction' | 'category' | 'amount' | 'description'> {
  valueDate?: string;
  deposit?: DepositDetails;
}

/** The day of booking and the other value dates that its lines may have, YYYY-MM-DD; undefined when out of range. */
export interface BookingDay {
  date: string;
  /** Whether it is a business day; on others machines take and give cash. */
  open: boolean;
  /** The business day before: back-dated lines count from it. */
  before: string | undefined;
  /** Two business days later: cheques of other banks count from it. */
  cleared: string | undefined;
}

/** What decides whether money comes or goes, in yen. */
export interface Funds {
  balance: number;
  /** Around which the balance stays. */
  target: number;
  /** Kept for salaries: everyday payments do not touch it. */
  reserve: number;
}

const texts = {
  fee: toZenginText('フリコミテスウリョウ'),
  cashIn: toZenginText('ゲンキン ウリアゲキン'),
  cashOut: toZenginText('ゲンキン'),
  cheque: toZenginText('タテンケン'),
  clearing: toZenginText('コギッテ'),
};

/**
 * The next lines of everyday business: one, or a transfer out with its fee when `room` (in lines) allows. The poorer the
 * account, the more comes in.
 */
export function tradeEntries(random: SeededRandom, day: BookingDay, funds: Funds, room: number): Entry[] {
  const spendable = funds.balance - funds.reserve;
  const amount = invoice(random);
  const outgoing = Math.min(0.7, 0.4 * (funds.balance / funds.target));
  if (spendable > amount + 1000 && random.chance(outgoing)) {
    if (room >= 2 && random.chance(0.9)) return transferWithFee(random, amount);
    return [random.pick([purchase, purchase, purchase, clearing, pettyCash])(random, amount)];
  }
  if (random.chance(0.04)) return [cash('1', amount)];
  if (random.chance(0.03)) return [otherBankCheque(random, day)];
  return [incomingTransfer(random, day)];
}

/** Money that comes in when something else cannot be paid. */
export function income(random: SeededRandom, day: BookingDay): Entry {
  return day.open ? incomingTransfer(random, day) : cash('1', 10_000 * random.integer(1, 30));
}

/** An incoming transfer (振込, 11); some carry EDI information, a few are back-dated. */
export function incomingTransfer(random: SeededRandom, day: BookingDay): Entry {
  const payer = random.pick(payers);
  const deposit = { ...payer, ediInformation: random.chance(0.25) ? ediInformation(random, day) : null };
  const entry: Entry = {
    direction: '1',
    category: '11',
    amount: invoice(random),
    description: payer.payerName,
    deposit,
  };
  return day.before !== undefined && random.chance(0.02) ? { ...entry, valueDate: day.before } : entry;
}

/** A cheque of another bank (他店券, 12), which counts once it is cleared; a few count from the day before. */
export function otherBankCheque(random: SeededRandom, day: BookingDay): Entry {
  const entry: Entry = { direction: '1', category: '12', amount: invoice(random), description: texts.cheque };
  const valueDate = random.chance(0.2) ? day.before : day.cleared;
  return valueDate === undefined ? entry : { ...entry, valueDate };
}

/** Cash over the counter or at a machine (10). */
export function cash(direction: '1' | '2', amount: number): Entry {
  return { direction, category: '10', amount, description: direction === '1' ? texts.cashIn : texts.cashOut };
}

/** The fee comes right after; from 30,000 yen it is higher. */
function transferWithFee(random: SeededRandom, amount: number): Entry[] {
  const fee = amount < 30_000 ? 440 : 660;
  return [
    { direction: '2', category: '11', amount, description: random.pick(payees) },
    { direction: '2', category: '18', amount: fee, description: texts.fee },
  ];
}

/** A supplier that collects by account transfer. */
function purchase(random: SeededRandom, amount: number): Entry {
  return { direction: '2', category: '14', amount, description: random.pick(payees) };
}

function pettyCash(_random: SeededRandom, amount: number): Entry {
  return cash('2', Math.ceil(amount / 10_000) * 1000);
}

/** A cheque of the company that another bank presented. */
function clearing(random: SeededRandom, amount: number): Entry {
  return { direction: '2', category: '13', amount, description: `${texts.clearing} ${random.integer(10_001, 10_999)}` };
}

/** Most invoices are round before 10% tax. */
function invoice(random: SeededRandom): number {
  return random.chance(0.8) ? 1100 * random.integer(5, 400) : random.integer(3000, 440_000);
}

function ediInformation(random: SeededRandom, day: BookingDay): string {
  const month = day.date.slice(0, 4) + day.date.slice(5, 7);
  const number = String(random.integer(1, 9999)).padStart(4, '0');
  return random.pick([`INV-${month}-${number}`, `PO-${month}-000000${number}`, `ﾀﾞｲｷﾝｦﾌﾘｺﾐ ${number}`]);
}
