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
  | { readonly outcome: 'imported'; readonly accounts: readonly string[]; readonly newLines: readonly string[] }
  /** Nothing is wrong with the linkage: try again then. */
  | { readonly outcome: 'postponed'; readonly until: Date; readonly why: string }
  /** The customer has to link again. */
  | { readonly outcome: 'ended'; readonly reason: ConsentEndReason | undefined };

export interface ImportTools {
  readonly issuer: string;
  readonly bank: BankLink;
  readonly book: LineBook;
  readonly now: () => Date;
}

/** When the bank does not say how long: seconds. */
const usualPause = 15 * 60;

// #region import
/** Brings the book up to what the bank shows. It can be run at any time, as often as you like. */
export async function importStatements(linkageId: string, tools: ImportTools): Promise<ImportResult> {
  const { issuer, bank, book } = tools;
  const accounts: string[] = [];
  const newLines: string[] = [];
  try {
    const linkage = await bank.open(linkageId);
    for await (const { accountId } of linkage.accounts()) {
      // An account is booked when its last page is here: a bank that fails in between leaves no gap.
      const lines: Transaction[] = [];
      for await (const line of linkage.transactions(accountId)) lines.push(line);
      newLines.push(...book.book(issuer, accountId, lines));
      accounts.push(accountId);
    }
    return { outcome: 'imported', accounts, newLines };
  } catch (error) {
    return resultOf(error, tools.now());
  }
}

function resultOf(error: unknown, now: Date): ImportResult {
  if (error instanceof LinkageEndedError) return { outcome: 'ended', reason: error.reason };
  if (error instanceof NetworkError || error instanceof TimeoutError) return postponed(error.code, usualPause, now);
  if (error instanceof ApiProblemError && [429, 503].includes(error.status)) {
    return postponed(error.problemCode, error.retryAfter ?? usualPause, now);
  }
  throw error;
}

function postponed(why: string, seconds: number, now: Date): ImportResult {
  return { outcome: 'postponed', why, until: new Date(now.getTime() + seconds * 1000) };
}
// #endregion
