import {
  ApiProblemError,
  type BankLink,
  type ConsentEndReason,
  LinkageEndedError,
  NetworkError,
  TimeoutError,
  type Transaction,
} from '@renkei/sdk';
import type { LineBook } from './line-book.ts';

export type ImportResult =
  | { readonly outcome: 'imported'; readonly accounts: readonly string[]; readonly newLines: number }
  /** Nothing is wrong with the linkage: run it again then. */
  | { readonly outcome: 'postponed'; readonly until: Date; readonly why: string }
  /** The customer has to link again. */
  | { readonly outcome: 'ended'; readonly reason: ConsentEndReason | undefined };

/** Seconds, when the bank does not say how long to wait. */
const usualPause = 15 * 60;

// #region import
/** Brings the book up to what the bank shows. It may run at any time and as often as you like. */
export async function importStatements(
  bank: BankLink,
  linkageId: string,
  book: LineBook,
  now: Date,
): Promise<ImportResult> {
  const accounts: string[] = [];
  let newLines = 0;
  try {
    const linkage = await bank.open(linkageId);
    for await (const account of linkage.accounts()) {
      // Booked when the last page is here: a bank that fails in between leaves nothing half done.
      const lines: Transaction[] = [];
      for await (const line of linkage.transactions(account.accountId)) lines.push(line);
      newLines += book.book(account, lines);
      accounts.push(account.accountId);
    }
    return { outcome: 'imported', accounts, newLines };
  } catch (error) {
    return resultOf(error, now);
  }
}

function resultOf(error: unknown, now: Date): ImportResult {
  if (error instanceof LinkageEndedError) return { outcome: 'ended', reason: error.reason };
  if (error instanceof NetworkError || error instanceof TimeoutError) return postponed(error.code, usualPause, now);
  if (error instanceof ApiProblemError && (error.status === 429 || error.status === 503)) {
    return postponed(error.problemCode, error.retryAfter ?? usualPause, now);
  }
  throw error;
}

function postponed(why: string, seconds: number, now: Date): ImportResult {
  return { outcome: 'postponed', why, until: new Date(now.getTime() + seconds * 1000) };
}
// #endregion
