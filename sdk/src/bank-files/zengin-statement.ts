import { BankDataError, type BankDataPlace } from '../bank-data-error.ts';
import type { AccountNumber } from '../line-keys.ts';
import { present } from './statement.ts';
import { field } from './zengin-record.ts';

/**
 * An account as Zengin files name it. An `Account` of the API is one; its kanji names of bank and branch are not written.
 *
 * @example
 * ```ts
 * import type { ZenginAccount } from '@renkei/sdk/bank-files';
 *
 * const api = await linkage.account('202-1-2222222');
 * const account: ZenginAccount = { ...api, bankNameKana: 'ﾃｽﾄ', branchNameKana: 'ﾎﾝﾃﾝ' };
 * ```
 */
export interface ZenginAccount extends AccountNumber {
  /** 口座名, in kana. */
  accountHolder: string;
  /** 銀行名, in kana. Default: blank. */
  bankNameKana?: string | undefined;
  /** 支店名, in kana. Default: blank. */
  branchNameKana?: string | undefined;
}

/**
 * Whose lines are in a file, and of which days.
 *
 * @example
 * ```ts
 * import type { ZenginStatement } from '@renkei/sdk/bank-files';
 *
 * const account = await linkage.account('202-1-2222222');
 * const october: ZenginStatement = {
 *   account,
 *   createdOn: '2026-11-20',
 *   dateFrom: '2026-10-01',
 *   dateTo: '2026-10-31',
 * };
 * ```
 */
export interface ZenginStatement {
  /** The account that the file is of. */
  account: ZenginAccount;
  /** 作成日: when the file is made, YYYY-MM-DD. */
  createdOn: string;
  /** 勘定日(自), YYYY-MM-DD. */
  dateFrom: string;
  /** 勘定日(至), YYYY-MM-DD. */
  dateTo: string;
}

/** What stands in both headers after their codes. */
export const statementFields = [
  field('createdOn', '作成日', 6, 'date'),
  field('dateFrom', '勘定日(自)', 6, 'date'),
  field('dateTo', '勘定日(至)', 6, 'date'),
  field('bankCode', '銀行コード', 4, 'digits'),
  field('bankNameKana', '銀行名', 15, 'name'),
  field('branchCode', '支店コード', 3, 'digits'),
  field('branchNameKana', '支店名', 15, 'name'),
] as const;

/** What a header says, and nothing for names that it leaves blank. */
export function statementOf(header: Required<ZenginAccount> & Omit<ZenginStatement, 'account'>): ZenginStatement {
  const { createdOn, dateFrom, dateTo, bankCode, branchCode, accountType, accountHolder } = header;
  const account = present({
    ...{ bankCode, branchCode, accountType, accountHolder },
    accountNumber: header.accountNumber.replace(/^000(?=\d{7}$)/, ''),
    bankNameKana: header.bankNameKana || undefined,
    branchNameKana: header.branchNameKana || undefined,
  });
  return { account, createdOn, dateFrom, dateTo };
}

/** The layouts are those of these accounts; time deposits have another. */
export function checkAccountType(accountType: string, { statement, line }: BankDataPlace): void {
  if (/^[124]$/.test(accountType)) return;
  const message = `expected 1 (普通), 2 (当座) or 4 (貯蓄), found ${accountType}`;
  throw new BankDataError(message, { statement, line, field: '預金種目' });
}
