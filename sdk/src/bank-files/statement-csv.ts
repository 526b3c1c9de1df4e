import { BankDataError, type BankDataPlace } from '../bank-data-error.ts';
import type { Account } from '../bank-types.ts';
import { isDate } from '../japan/dates.ts';
import { parseYen } from '../japan/yen.ts';
import { type CsvRow, csvRows, writeCsvRow } from './csv.ts';
import { decodeShiftJis, encodeShiftJis, shiftJisText } from './shift-jis.ts';
import { checkedBalances, present, type StatementLine } from './statement.ts';

// 入出金明細照会[ANSER] as 京都銀行, きらぼし銀行, りそな銀行 and others publish it; みずほ銀行 calls two of the columns 出金（円） and 入金（円）.
const columns = [
  ...['照会口座', '番号', '勘定日', '（起算日）', '出金金額（円）', '入金金額（円）', '小切手区分'],
  ...['残高（円）', '取引区分', '明細区分', '金融機関名', '支店名', '摘要'],
] as const;
type Column = (typeof columns)[number];
const needed: readonly Column[] = ['照会口座', '勘定日', '出金金額（円）', '入金金額（円）', '摘要'];

/** What banks call a category, of money that comes in and of money that goes out; 継続 and 訂正 are our words for the code. */
const categoryNames: Readonly<Record<string, readonly [string, string]>> = {
  10: ['現金', '現金'],
  11: ['振込入金', '振込'],
  12: ['他店券', '他店券'],
  13: ['取立入金', '交換払'],
  14: ['振替入金', '振替支払'],
  15: ['継続', '継続'],
  18: ['入金', '出金'],
  19: ['訂正', '訂正'],
};
const OTHER = '18';

/**
 * The lines of an account in a bank's CSV.
 *
 * @example
 * ```ts
 * import { accountLabel, type CsvStatement } from '@renkei/sdk/bank-files';
 *
 * const empty: CsvStatement = { accountLabel: accountLabel(await linkage.account('202-1-2222222')), lines: [] };
 * ```
 */
export interface CsvStatement {
  /** 照会口座, such as `本店（001） 普通 0000001`. Banks give no more, and no code of the bank. */
  accountLabel: string;
  /** In the order of booking. */
  lines: StatementLine[];
}

/**
 * How a CSV file is written.
 *
 * @example
 * ```ts
 * import type { CsvWriteOptions } from '@renkei/sdk/bank-files';
 *
 * const options: CsvWriteOptions = { lossy: true };
 * ```
 */
export interface CsvWriteOptions {
  /** Writes 〓 for a character that Shift_JIS lacks. Default: false, it is an error. */
  lossy?: boolean | undefined;
}

/**
 * An account as the banks' CSV names it. Tells whose the lines of a file are, among the accounts that are linked.
 *
 * @example
 * ```ts
 * import { accountLabel } from '@renkei/sdk/bank-files';
 *
 * accountLabel(await linkage.account('202-1-2222222')); // 本店（202） 普通 2222222
 * ```
 */
export function accountLabel({
  branchName,
  branchCode,
  accountTypeName,
  accountNumber,
}: Pick<Account, 'branchName' | 'branchCode' | 'accountTypeName' | 'accountNumber'>): string {
  return `${branchName}（${branchCode}） ${accountTypeName} ${accountNumber}`;
}

/**
 * Statements as the CSV that banks' business sites give (入出金明細): 13 columns under a row of names, every field quoted,
 * amounts without separators, dates as 2026年11月20日, Shift_JIS (Windows-31J) with CR LF. EDI information, the payer's code and,
 * where 摘要 does not say it, the payer have no column there; the Zengin files have.
 *
 * A description is written as the bank gave it. In a spreadsheet one that begins with `-` can be taken for a formula:
 * import the column as text.
 *
 * @throws {@link BankDataError} with statement, line, field and character: a character that Shift_JIS lacks, a date that does
 * not exist, a balance that does not follow from the lines before
 *
 * @example
 * ```ts
 * import { writeFile } from 'node:fs/promises';
 * import { accountLabel, type StatementLine, writeStatementCsv } from '@renkei/sdk/bank-files';
 *
 * const account = await linkage.account('202-1-2222222');
 * const lines: StatementLine[] = [];
 * for await (const line of linkage.transactions(account.accountId)) lines.push(line);
 * await writeFile('statement.csv', writeStatementCsv([{ accountLabel: accountLabel(account), lines }]));
 * ```
 */
export function writeStatementCsv(
  statements: readonly CsvStatement[],
  { lossy = false }: CsvWriteOptions = {},
): Uint8Array<ArrayBuffer> {
  const rows = statements.flatMap((statement, index) => {
    checkedBalances(statement, index + 1);
    return statement.lines.map((line, at) => {
      const place = { statement: index + 1, line: at + 1 };
      const fields: Partial<Record<Column, string>> = {
        照会口座: statement.accountLabel,
        番号: line.inquiryNumber ?? String(at + 1).padStart(3, '0'),
        勘定日: writeDate(line.bookDate, { ...place, field: '勘定日' }),
        '（起算日）':
          line.valueDate === line.bookDate ? '' : writeDate(line.valueDate, { ...place, field: '（起算日）' }),
        [line.direction === '1' ? '入金金額（円）' : '出金金額（円）']: String(line.amount),
        '残高（円）': String(line.balance ?? ''),
        取引区分: (categoryNames[line.category] ?? categoryNames[OTHER])?.[line.direction === '1' ? 0 : 1] ?? '',
        金融機関名: line.remittingBank ?? '',
        支店名: line.remittingBranch ?? '',
        摘要: line.description,
      };
      return writeCsvRow(columns.map((field) => shiftJisText(fields[field] ?? '', lossy, { ...place, field })));
    });
  });
  return encodeShiftJis(writeCsvRow(columns) + rows.join(''));
}

/**
 * The statements of a bank's CSV with the columns of 入出金明細照会: 照会口座, 勘定日, 出金（金額）, 入金（金額）, 摘要, and the others where
 * there are some; by account, in the file's order. Amounts may have separators; a 取引区分 that is not known is category `18`.
 * Lines with a 明細区分 (取消, 欠番) are refused, since the file does not say which line they undo.
 *
 * @param bytes - the file, in Shift_JIS
 * @throws {@link BankDataError} with line and field
 *
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { accountLabel, readStatementCsv } from '@renkei/sdk/bank-files';
 * import { contentKeys } from '@renkei/sdk/line-keys';
 *
 * const account = await linkage.account('202-1-2222222');
 * const statements = readStatementCsv(await readFile('statement.csv'));
 * const mine = statements.find((statement) => statement.accountLabel === accountLabel(account));
 * console.info(contentKeys(account, mine?.lines ?? []));
 * ```
 */
export function readStatementCsv(bytes: Uint8Array): CsvStatement[] {
  const [head, ...rows] = csvRows(decodeShiftJis(bytes));
  const names = head?.fields.map(comparable) ?? [];
  const missing = needed.find((column) => !names.includes(comparable(column)));
  if (missing)
    throw new BankDataError(`the first line must name the columns ${needed.join(', ')}`, { line: 1, field: missing });
  const statements = new Map<string, CsvStatement>();
  for (const row of rows) {
    if (row.fields.length !== names.length) {
      throw new BankDataError(`expected ${names.length} fields, found ${row.fields.length}`, { line: row.line });
    }
    const valueIn = (column: Column) => row.fields[names.indexOf(comparable(column))]?.trim() ?? '';
    const label = valueIn('照会口座');
    const statement = statements.get(label) ?? { accountLabel: label, lines: [] };
    statement.lines.push(readLine(row, valueIn));
    statements.set(label, statement);
  }
  return [...statements.values()];
}

/** Brackets of any width, and both of the banks' names for an amount. */
const comparable = (name: string): string => name.normalize('NFKC').replace('金額', '').trim();

function readLine({ line }: CsvRow, valueIn: (column: Column) => string): StatementLine {
  const detail = valueIn('明細区分');
  if (detail) throw new BankDataError(`${detail} must be looked at by a person`, { line, field: '明細区分' });
  const amountOf = (field: Column) => readAmount(valueIn(field), { line, field });
  const [out, into] = [amountOf('出金金額（円）'), amountOf('入金金額（円）')];
  // Some banks write 0 in the other column.
  const direction = into !== undefined && !out ? '1' : '2';
  const amount = direction === '1' ? into : out;
  if (amount === undefined || amount < 0 || (out && into) || (amount === 0 && out === into)) {
    throw new BankDataError('expected an amount here or in 入金金額（円）', { line, field: '出金金額（円）' });
  }
  const name = valueIn('取引区分');
  const named = Object.entries(categoryNames).find(([, names]) => names[direction === '1' ? 0 : 1] === name);
  const bookDate = readDate(valueIn('勘定日'), { line, field: '勘定日' });
  const valueDate = valueIn('（起算日）');
  return present({
    bookDate,
    valueDate: valueDate === '' ? bookDate : readDate(valueDate, { line, field: '（起算日）' }),
    direction,
    category: named?.[0] ?? OTHER,
    amount,
    balance: amountOf('残高（円）'),
    description: valueIn('摘要'),
    remittingBank: valueIn('金融機関名') || undefined,
    remittingBranch: valueIn('支店名') || undefined,
    inquiryNumber: valueIn('番号') || undefined,
  });
}

function readAmount(text: string, place: BankDataPlace): number | undefined {
  try {
    return text === '' ? undefined : parseYen(text);
  } catch {
    throw new BankDataError('expected whole yen', place);
  }
}

/** 2026年11月20日, 2026/11/20 or 2026-11-20. */
function readDate(text: string, place: BankDataPlace): string {
  const [, year, month = '', day = ''] = /^(\d{4})[年/.-](\d{1,2})[月/.-](\d{1,2})日?$/.exec(text) ?? [];
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (isDate(date)) return date;
  throw new BankDataError('expected a date, such as 2026年11月20日', place);
}

function writeDate(date: string, place: BankDataPlace): string {
  if (!isDate(date)) throw new BankDataError('expected YYYY-MM-DD, of a day that exists', place);
  const [year, month, day] = date.split('-');
  return `${year}年${month}月${day}日`;
}
