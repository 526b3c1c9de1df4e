import { BankDataError } from '../bank-data-error.ts';
import { checkedBalances, detailsOf, present, type StatementLine, total, withBalances } from './statement.ts';
import { checkTotal, type RecordGroup, readGroups, writeFile, type ZenginWriteOptions } from './zengin-file.ts';
import { constant, field, readRecord, spaces, type Values, type Writing, writeRecord, zeros } from './zengin-record.ts';
import { checkAccountType, statementFields, statementOf, type ZenginStatement } from './zengin-statement.ts';

// 全国銀行協会「適用業務およびレコード・フォーマット」(令和元年12月), 入出金取引明細, データ・レコード of 普通・当座・貯蓄預金. Each adds up to 200.
const header = [
  constant('1030'),
  ...statementFields,
  zeros(3),
  field('accountType', '預金種目', 1, 'digits'),
  field('accountNumber', '口座番号', 10, 'digits'),
  field('accountHolder', '口座名', 40, 'name'),
  field('sign', '貸越区分', 1, 'digits'),
  zeros(1), // 通帳・証書区分
  field('balance', '取引前残高', 14, 'whole'),
  spaces(71),
] as const;

const data = [
  constant('2'),
  field('inquiryNumber', '照会番号', 8, 'digits'),
  field('bookDate', '勘定日', 6, 'date'),
  field('valueDate', '預入・払出日', 6, 'date'),
  field('direction', '入払区分', 1, 'digits'),
  field('category', '取引区分', 2, 'digits'),
  field('amount', '取引金額', 12, 'whole'),
  field('ofOtherBanks', 'うち他店券金額', 12, 'whole'),
  zeros(6), // 交換呈示日
  zeros(6), // 不渡返還日
  zeros(1), // 手形・小切手区分
  zeros(7), // 手形・小切手番号
  zeros(3), // 僚店番号
  field('payerCode', '振込依頼人コード', 10, 'digits'),
  field('payerName', '振込依頼人名', 48, 'name'),
  field('remittingBank', '仕向銀行名', 15, 'name'),
  field('remittingBranch', '仕向店名', 15, 'name'),
  field('description', '摘要内容', 20, 'text'),
  field('ediInformation', 'EDI情報', 20, 'text'),
  spaces(1),
] as const;

const trailer = [
  constant('8'),
  field('inCount', '入金件数', 6, 'whole'),
  field('inAmount', '入金額合計', 13, 'whole'),
  field('outCount', '出金件数', 6, 'whole'),
  field('outAmount', '出金額合計', 13, 'whole'),
  field('sign', '貸越区分', 1, 'digits'),
  field('balance', '取引後残高', 14, 'whole'),
  field('count', 'データ・レコード件数', 7, 'whole'),
  spaces(139),
] as const;

const end = [
  constant('9'),
  field('records', 'レコード総件数', 10, 'whole'),
  field('accounts', '口座数', 5, 'whole'),
  spaces(184),
] as const;

/**
 * The statement of an account, as 入出金取引明細 holds it.
 *
 * @example
 * ```ts
 * import type { ZenginTransactions } from '@renkei/sdk/bank-files';
 *
 * const account = await linkage.account('202-1-2222222');
 * const october = { dateFrom: '2026-10-01', dateTo: '2026-10-31' };
 * const empty: ZenginTransactions = { account, createdOn: '2026-11-20', ...october, openingBalance: 0, lines: [] };
 * ```
 */
export interface ZenginTransactions extends ZenginStatement {
  /**
   * 取引前残高: the balance before the first line, whole yen. Default: what the first line's `balance` says; without either
   * the file has no balances.
   */
  openingBalance?: number | undefined;
  /** In the order of booking. */
  lines: StatementLine[];
}

/**
 * Statements as a file of the Zengin layout 入出金取引明細 (種別コード 03, records of 200 bytes, JIS), which accounting software
 * and banks' tools read: for each account a header (1), its lines (2) and a trailer (8) with their numbers, sums and balance,
 * then the end (9). Half-width kana are written as they are, full-width kana in the Zengin set.
 *
 * Source: 全国銀行協会「適用業務およびレコード・フォーマット」(令和元年12月); for 普通, 当座 and 貯蓄預金. Years are 和暦, 2009 to 2038.
 *
 * @throws {@link BankDataError} with statement, line, field and character: text that the Zengin set lacks or that is too long
 * (20 characters of 摘要, 48 of a payer), an amount of more than 12 digits, a balance that does not follow from the lines
 *
 * @example
 * ```ts
 * import { writeFile } from 'node:fs/promises';
 * import { type StatementLine, writeZenginTransactions } from '@renkei/sdk/bank-files';
 * import { japanDate, monthOf } from '@renkei/sdk/japan';
 *
 * const account = await linkage.account('202-1-2222222');
 * const today = japanDate(new Date());
 * const period = monthOf(today, -1);
 * const payers = new Map<string, object>();
 * for await (const deposit of linkage.deposits(account.accountId, period)) payers.set(deposit.transactionId, deposit);
 * const lines: StatementLine[] = [];
 * for await (const line of linkage.transactions(account.accountId, period)) {
 *   lines.push({ ...line, ...payers.get(line.transactionId) });
 * }
 * await writeFile('statement.txt', writeZenginTransactions([{ account, createdOn: today, ...period, lines }]));
 * ```
 */
export function writeZenginTransactions(
  statements: readonly ZenginTransactions[],
  options: ZenginWriteOptions = {},
): Uint8Array<ArrayBuffer> {
  return writeFile(statements, options, statementRecords, (records, writing) =>
    writeRecord(end, { records, accounts: statements.length }, writing),
  );
}

function statementRecords(statement: ZenginTransactions, writing: Writing): string[] {
  const { account, lines, ...days } = statement;
  const { lossy, place } = writing;
  checkAccountType(account.accountType, place);
  const balances = checkedBalances(statement, place.statement);
  const records = lines.map((line, index) => {
    const ofOtherBanks = line.category === '12' ? line.amount : 0;
    return writeRecord(data, { ...line, ofOtherBanks }, { lossy, place: { ...place, line: index + 1 } });
  });
  return [
    writeRecord(header, { ...account, ...days, ...signed(balances?.opening) }, writing),
    ...records,
    writeRecord(trailer, { ...totals(lines), ...signed(balances?.closing) }, writing),
  ];
}

/**
 * The statements of a file of the layout 入出金取引明細, with or without line breaks. Numbers, sums and balances of its
 * trailers are checked. Not read: 手形・小切手 and 僚店番号.
 *
 * @param bytes - the file; of 普通, 当座 and 貯蓄預金, in JIS
 * @returns a statement for each account; its lines have balances when the file has them
 * @throws {@link BankDataError} with line and field, where the file does not keep to the layout or does not add up
 *
 * @example
 * ```ts
 * import { readFile } from 'node:fs/promises';
 * import { readZenginTransactions } from '@renkei/sdk/bank-files';
 *
 * for (const { account, lines } of readZenginTransactions(await readFile('statement.txt'))) {
 *   console.info(account.bankCode, account.branchCode, account.accountNumber, lines.length);
 * }
 * ```
 */
export function readZenginTransactions(bytes: Uint8Array): ZenginTransactions[] {
  const { groups, end: last } = readGroups(bytes, '03');
  const statements = groups.map(readStatement);
  const { records, accounts } = readRecord(end, last.text, last);
  // Some count the end record, some do not, and some leave it blank.
  checkTotal('レコード総件数', records, last, [last.line, last.line - 1, 0]);
  checkTotal('口座数', accounts, last, [groups.length, 0]);
  return statements;
}

function readStatement(group: RecordGroup): ZenginTransactions {
  const head = readRecord(header, group.header.text, group.header);
  checkAccountType(head.accountType, group.header);
  const opening = balanceOf(head, group.header);
  const lines = withBalances(
    opening,
    group.data.map((record) => readLine(readRecord(data, record.text, record), record.line)),
  );
  checkTrailer(group, lines, opening);
  return present({ ...statementOf(head), openingBalance: opening, lines });
}

function readLine(record: Values<typeof data>, line: number): StatementLine {
  const { bookDate, valueDate, direction, amount, description } = record;
  if (direction !== '1' && direction !== '2') {
    throw new BankDataError('expected 1 or 2', { line, field: '入払区分' });
  }
  // 任意項目: zeros when the bank does not say.
  const category = Number(record.category) === 0 ? '18' : record.category;
  const payerName = record.payerName || undefined;
  return present({ bookDate, valueDate, direction, category, amount, description, payerName, ...detailsOf(record) });
}

function checkTrailer({ trailer: record }: RecordGroup, lines: readonly StatementLine[], opening?: number): void {
  const found = readRecord(trailer, record.text, record);
  const expected = totals(lines);
  for (const part of trailer) {
    if (!('key' in part) || part.key === 'sign' || part.key === 'balance') continue;
    checkTotal(part.label, found[part.key], record, [expected[part.key]]);
  }
  const closing = balanceOf(found, record);
  const last = lines.at(-1)?.balance ?? opening;
  if (closing !== undefined && last !== undefined) checkTotal('取引後残高', closing, record, [last]);
}

/** 貸越区分 is 1 for a balance of 0 and more, 2 below. */
function signed(balance: number | undefined) {
  return balance === undefined ? {} : { sign: balance < 0 ? '2' : '1', balance: Math.abs(balance) };
}

function balanceOf(
  { sign, balance }: { readonly sign: string; readonly balance: number },
  { line }: { readonly line: number },
): number | undefined {
  if (sign === '' || sign === '0') return undefined;
  if (sign !== '1' && sign !== '2') throw new BankDataError('expected 1 or 2', { line, field: '貸越区分' });
  return sign === '2' && balance > 0 ? -balance : balance;
}

function totals(lines: readonly StatementLine[]) {
  const [incoming, outgoing] = ['1', '2'].map((direction) =>
    total(lines.filter((line) => line.direction === direction)),
  );
  return {
    inCount: incoming?.count ?? 0,
    inAmount: incoming?.amount ?? 0,
    outCount: outgoing?.count ?? 0,
    outAmount: outgoing?.amount ?? 0,
    count: lines.length,
  };
}
