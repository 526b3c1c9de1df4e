/**
 * Statements as files: the CSV of the banks and the 200-byte records of the Zengin standard, in Shift_JIS.
 *
 * @packageDocumentation
 */

export type { BankDataPlace } from './bank-data-error.ts';
export { BankDataError } from './bank-data-error.ts';
export type { StatementLine } from './bank-files/statement.ts';
export type { CsvStatement, CsvWriteOptions } from './bank-files/statement-csv.ts';
export { accountLabel, readStatementCsv, writeStatementCsv } from './bank-files/statement-csv.ts';
export type { ZenginDeposit, ZenginDeposits } from './bank-files/zengin-deposits.ts';
export { readZenginDeposits, writeZenginDeposits } from './bank-files/zengin-deposits.ts';
export type { ZenginWriteOptions } from './bank-files/zengin-file.ts';
export type { ZenginAccount, ZenginStatement } from './bank-files/zengin-statement.ts';
export type { ZenginTransactions } from './bank-files/zengin-transactions.ts';
export { readZenginTransactions, writeZenginTransactions } from './bank-files/zengin-transactions.ts';
