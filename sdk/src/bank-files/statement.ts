import { BankDataError, type BankDataPlace } from '../bank-data-error.ts';
import { sumYen } from '../japan/yen.ts';

/**
 * A line of a statement in a file. A `Transaction` of the API is one, and so is a transaction with its `Deposit` spread
 * over it. What was read has no member for what the file left blank.
 *
 * @example
 * ```ts
 * import type { StatementLine } from '@renkei/sdk/bank-files';
 *
 * const line: StatementLine = {
 *   bookDate: '2026-11-20',
 *   valueDate: '2026-11-20',
 *   direction: '1',
 *   category: '11',
 *   amount: 11000,
 *   description: 'ｶ)ﾃｽﾄｼﾖｳﾃﾝ',
 *   payerName: 'ｶ)ﾃｽﾄｼﾖｳﾃﾝ',
 * };
 * ```
 */
export interface StatementLine {
  /** 勘定日, YYYY-MM-DD. */
  bookDate: string;
  /** 起算日 or 預入・払出日, YYYY-MM-DD. */
  valueDate: string;
  /** 入払区分: `1` in, `2` out. */
  direction: '1' | '2';
  /** 取引区分: `10` cash, `11` transfer, `12` other bank's cheque, `13` clearing, `14` book transfer, `15` renewal, `18` other, `19` correction. */
  category: string;
  /** Whole yen, without a sign. */
  amount: number;
  /** Balance after the line, whole yen. */
  balance?: number | undefined;
  /** 摘要. */
  description: string;
  /** 振込依頼人名; of a withdrawal by account transfer, 契約者番号. */
  payerName?: string | null | undefined;
  /** 振込依頼人コード, 10 digits. */
  payerCode?: string | null | undefined;
  /** 仕向銀行名. */
  remittingBank?: string | null | undefined;
  /** 仕向店名. */
  remittingBranch?: string | null | undefined;
  /** EDI情報. */
  ediInformation?: string | null | undefined;
  /** 照会番号, by which the bank finds the line again. Banks give it by the day or by the file: it is no key. */
  inquiryNumber?: string | null | undefined;
}

/** What a line moves, in yen. */
const movedBy = ({ direction, amount }: Pick<StatementLine, 'direction' | 'amount'>): number =>
  direction === '1' ? amount : -amount;

/** Without types, a line may come from anywhere. */
function checkLine({ direction, amount }: StatementLine, place: BankDataPlace): void {
  if (!/^[12]$/.test(direction)) throw new BankDataError('expected 1 or 2', { ...place, field: '入払区分' });
  if (Number.isSafeInteger(amount) && amount >= 0) return;
  throw new BankDataError(`expected whole yen without a sign, found ${amount}`, { ...place, field: '取引金額' });
}

/** The number and the sum of lines. */
export function total(lines: readonly { readonly amount: number }[]): { count: number; amount: number } {
  return { count: lines.length, amount: sumYen(lines.map(({ amount }) => amount)) };
}

/**
 * The balances before the first and after the last line, when they can be known; an error where a line is wrong in itself,
 * or its own balance does not follow from the lines before it.
 */
export function checkedBalances(
  { openingBalance, lines }: { openingBalance?: number | undefined; lines: readonly StatementLine[] },
  statement: number | undefined,
): { opening: number; closing: number } | undefined {
  for (const [index, line] of lines.entries()) checkLine(line, { statement, line: index + 1 });
  const [first] = lines;
  const opening = openingBalance ?? (first?.balance === undefined ? undefined : first.balance - movedBy(first));
  if (opening === undefined) return undefined;
  let closing = opening;
  for (const [index, line] of lines.entries()) {
    closing = sumYen([closing, movedBy(line)]);
    if (line.balance === undefined || line.balance === closing) continue;
    const message = `expected ${closing}, which follows from the lines before it, found ${line.balance}`;
    throw new BankDataError(message, { statement, line: index + 1, field: '残高' });
  }
  return { opening, closing };
}

/** The lines with the balance after each. */
export function withBalances(opening: number | undefined, lines: StatementLine[]): StatementLine[] {
  if (opening === undefined) return lines;
  let balance = opening;
  return lines.map((line) => {
    balance = sumYen([balance, movedBy(line)]);
    return { ...line, balance };
  });
}

/** What a data record says besides, where it does: fields that were left out are zeros or spaces. */
export function detailsOf(
  record: Record<'payerCode' | 'remittingBank' | 'remittingBranch' | 'ediInformation' | 'inquiryNumber', string>,
) {
  const code = (digits: string) => (Number(digits) === 0 ? undefined : digits);
  return {
    payerCode: code(record.payerCode),
    remittingBank: record.remittingBank || undefined,
    remittingBranch: record.remittingBranch || undefined,
    ediInformation: record.ediInformation || undefined,
    inquiryNumber: code(record.inquiryNumber),
  };
}

/** Without the members that say nothing. */
export function present<T extends object>(values: T): { [Key in keyof T]: Exclude<T[Key], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}
