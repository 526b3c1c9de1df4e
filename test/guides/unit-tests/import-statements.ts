import {
  ApiProblemError,
  type BankLink,
  LinkageEndedError,
  NetworkError,
  TimeoutError,
  type Transaction,
} from '@renkei/sdk';

export type ImportResult =
  | { outcome: 'imported'; lines: Transaction[] }
  /** Nothing is wrong with the linkage: try again after so many seconds. */
  | { outcome: 'later'; why: string; seconds: number }
  /** The consent is over: the customer has to link again. */
  | { outcome: 'link-again'; reason: string | undefined };

export async function importStatements(bank: BankLink, linkageId: string): Promise<ImportResult> {
  try {
    const linkage = await bank.open(linkageId);
    const lines: Transaction[] = [];
    for await (const { accountId } of linkage.accounts()) {
      for await (const line of linkage.transactions(accountId)) lines.push(line);
    }
    return { outcome: 'imported', lines };
  } catch (error) {
    if (error instanceof LinkageEndedError) return { outcome: 'link-again', reason: error.reason };
    if (error instanceof ApiProblemError && [429, 503].includes(error.status)) {
      return { outcome: 'later', why: error.problemCode, seconds: error.retryAfter ?? 900 };
    }
    if (error instanceof NetworkError || error instanceof TimeoutError) {
      return { outcome: 'later', why: error.code, seconds: 900 };
    }
    throw error;
  }
}
