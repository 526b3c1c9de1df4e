import { detailsOf, present, type StatementLine, total } from './statement.ts';
import { checkTotal, type RecordGroup, readGroups, writeFile, type ZenginWriteOptions } from './zengin-file.ts';
import { constant, field, readRecord, spaces, type Values, type Writing, writeRecord } from './zengin-record.ts';
import { checkAccountType, statementFields, statementOf, type ZenginStatement } from './zengin-statement.ts';

// 全国銀行協会「適用業務およびレコード・フォーマット」(令和元年12月), 振込入金通知. Each adds up to 200.
const header = [
  constant('1010'),
  ...statementFields,
  field('accountType', '預金種目', 1, 'digits'),
  field('accountNumber', '口座番号', 7, 'digits'),
  field('accountHolder', '口座名', 40, 'name'),
  spaces(93),
] as const;

const common = [
  constant('2'),
  field('inquiryNumber', '照会番号', 6, 'digits'),
  field('bookDate', '勘定日', 6, 'date'),
  field('valueDate', '起算日', 6, 'date'),
  field('amount', '金額', 10, 'whole'),
  field('ofOtherBanks', 'うち他店券金額', 10, 'whole'),
  field('payerCode', '振込依頼人コード', 10, 'digits'),
  field('payerName', '振込依頼人名', 48, 'name'),
  field('remittingBank', '仕向銀行名', 15, 'name'),
  field('remittingBranch', '仕向店名', 15, 'name'),
  field('cancelled', '取消区分', 1, 'digits'),
] as const;
const ediInformation = field('ediInformation', 'EDI情報', 20, 'text');

/** フォーマットA. */
const data = [...common, ediInformation, spaces(52)] as const;

/** フォーマットB: amounts of more than 10 digits are in a field of 12, and 0 in the other. */
const wideData = [
  ...common,
  field('wideAmount', '金額(2)', 12, 'whole'),
  field('wideOfOtherBanks', 'うち他店券金額(2)', 12, 'whole'),
  ediInformation,
  spaces(28),
] as const;
const LARGEST_AMOUNT = 9_999_999_999;

const trailer = [
  constant('8'),
  field('count', '振込合計件数', 6, 'whole'),
  field('amount', '振込合計金額', 12, 'whole'),
  field('cancelledCount', '取消合計件数', 6, 'whole'),
  field('cancelledAmount', '取消合計金額', 12, 'whole'),
  spaces(163),
] as const;

const end = [constant('9'), spaces(199)] as const;

/**
 * An incoming transfer in a file. A `Deposit` of the API is one. What was read has no member for what the file left blank.
 *
 * @example
 * ```ts
 * import type { ZenginDeposit } from '@renkei/sdk/bank-files';
 *
 * const deposit: ZenginDeposit = {
 *   bookDate: '2026-11-20',
 *   valueDate: '2026-11-20',
 *   amount: 11000,
 *   payerName: 'ｶ)ﾃｽﾄｼﾖｳﾃﾝ',
 * };
 * ```
 */
export interface ZenginDeposit
  extends Pick<
    StatementLine,
    | 'bookDate'
    | 'valueDate'
    | 'amount'
    | 'payerCode'
    | 'remittingBank'
    | 'remittingBranch'
    | 'ediInformation'
    | 'inquiryNumber'
  > {
  /** 振込依頼人名. */
  payerName: string;
  /** 取消区分: the notice of the transfer is taken back. */
  cancelled?: boolean | undefined;
}

/**
 * The incoming transfers of an account, as 振込入金通知 holds them.
 *
 * @example
 * ```ts
 * import type { ZenginDeposits } from '@renkei/sdk/bank-files';
 *
 * const account = await linkage.account('202-1-2222222');
 * const none: ZenginDeposits = {
 *   account,
 *   createdOn: '2026-11-20',
 *   dateFrom: '2026-10-01',
 *   dateTo: '2026-10-31',
 *   deposits: [],
 * };
 * ```
 */
export interface ZenginDeposits extends ZenginStatement {
  /** In the order of booking. */
  deposits: ZenginDeposit[];
}

/**
 * Incoming transfers as a file of the Zengin layout 振込入金通知 (種別コード 01, records of 200 bytes, JIS): for each account a
 * header (1), its transfers (2) and a trailer (8) with their number and sum, then the end (9). フォーマットA; B when an amount has
 * more than 10 digits.
 *
 * Source: 全国銀行協会「適用業務およびレコード・フォーマット」(令和元年12月). Years are 和暦, 2009 to 2038.
 *
 * @throws {@link BankDataError} with statement, line, field and character, like {@link writeZenginTransactions}
 *
 * @example
 * ```ts
 * import { writeFile } from 'node:fs/promises';
 * import { writeZenginDeposits, type ZenginDeposit } from '@renkei/sdk/bank-files';
 * import { japanDate, monthOf } from '@renkei/sdk/japan';
 *
 * const account = await linkage.account('202-1-2222222');
 * const today = japanDate(new Date());
 * const period = monthOf(today, -1);
 * const deposits: ZenginDeposit[] = [];
 * for await (const deposit of linkage.deposits(account.accountId, period)) deposits.push(deposit);
 * await writeFile('deposits.txt', writeZenginDeposits([{ account, createdOn: today, ...period, deposits }]));
 * ```
 */
export function writeZenginDeposits(
  statements: readonly ZenginDeposits[],
  options: ZenginWriteOptions = {},
): Uint8Array<ArrayBuffer> {
  const isWide = statements.some(({ deposits }) => deposits.some(({ amount }) => amount > LARGEST_AMOUNT));
  const recordsOf = ({ account, deposits, ...days }: ZenginDeposits, writing: Writing) => {
    const { lossy, place } = writing;
    checkAccountType(account.accountType, place);
    return [
      writeRecord(header, { ...account, ...days }, writing),
      ...deposits.map((deposit, line) => writeDeposit(deposit, isWide, { lossy, place: { ...place, line: line + 1 } })),
      writeRecord(trailer, totalsOf(deposits), writing),
    ];
  };
  return writeFile(statements, options, recordsOf, (_records, writing) => writeRecord(end, {}, writing));
}

function writeDeposit({ cancelled, ...deposit }: ZenginDeposit, isWide: boolean, writing: Writing): string {
  const values = { ...deposit, cancelled: cancelled ? '1' : undefined };
  if (!isWide) return writeRecord(data, values, writing);
  const isLarge = deposit.amount > LARGEST_AMOUNT;
  return writeRecord(wideData, isLarge ? { ...values, amount: 0, wideAmount: deposit.amount } : values, writing);
}

/**
 * The incoming transfers of a file of the layout 振込入金通知, フォーマットA or B, with or without line breaks. Numbers and sums of its
 * trailers are checked.
 *
 * @param bytes - the file, in JIS
 * @returns a statement for each account
 * @throws {@link BankDataError} with line and field, where the file does not keep to the layout or does not add up
 *
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { readZenginDeposits } from '@renkei/sdk/bank-files';
 * import { contentKeys } from '@renkei/sdk/line-keys';
 *
 * for (const { account, deposits } of readZenginDeposits(await readFile('deposits.txt'))) {
 *   const lines = deposits.map((one) => ({ ...one, direction: '1' as const, description: one.payerName }));
 *   console.info(contentKeys(account, lines));
 * }
 * ```
 */
export function readZenginDeposits(bytes: Uint8Array): ZenginDeposits[] {
  return readGroups(bytes, '01').groups.map(readStatement);
}

function readStatement({ header: first, data: records, trailer: last }: RecordGroup): ZenginDeposits {
  const head = readRecord(header, first.text, first);
  checkAccountType(head.accountType, first);
  const deposits = records.map((record) => {
    const wide = isWideRecord(record.text) ? readRecord(wideData, record.text, record) : undefined;
    const values = wide ?? readRecord(data, record.text, record);
    return readDeposit(values, wide?.wideAmount || values.amount);
  });
  const found = readRecord(trailer, last.text, last);
  const expected = totalsOf(deposits);
  // Whether the sum of all holds what is cancelled, the layout does not say.
  const all = total(deposits);
  checkTotal('振込合計件数', found.count, last, [expected.count, all.count]);
  checkTotal('振込合計金額', found.amount, last, [expected.amount, all.amount]);
  checkTotal('取消合計件数', found.cancelledCount, last, [expected.cancelledCount]);
  checkTotal('取消合計金額', found.cancelledAmount, last, [expected.cancelledAmount]);
  return { ...statementOf(head), deposits };
}

/** In B there are 24 digits where A has EDI information of 20 characters and spaces. */
const isWideRecord = (text: string): boolean => /^.{128}\d{24}/.test(text);

function readDeposit(record: Values<typeof data>, amount: number): ZenginDeposit {
  const { bookDate, valueDate, payerName } = record;
  const cancelled = record.cancelled === '1' || undefined;
  return present({ bookDate, valueDate, amount, payerName, ...detailsOf(record), cancelled });
}

function totalsOf(deposits: readonly ZenginDeposit[]) {
  const transfers = total(deposits.filter(({ cancelled }) => !cancelled));
  const cancelled = total(deposits.filter(({ cancelled }) => cancelled));
  return { ...transfers, cancelledCount: cancelled.count, cancelledAmount: cancelled.amount };
}
