import { ApiProblemError, LinkageEndedError, LinkageNotFoundError } from '@renkei/sdk';
import { accountKey } from '@renkei/sdk/line-keys';
import type { AccountBook } from './account-book.ts';
import type { BankLinkage } from './bank-linkage.ts';
import { accountLabel } from './format.ts';
import type { LineBook } from './line-book.ts';
import type { LinkageBook } from './linkage-book.ts';
import type { LinkageRecord } from './records.ts';
import { endReason, explain, type Trouble } from './trouble.ts';

/** How far an import is; it changes while the import runs. */
export type ImportRun = {
  id: string;
  linkage: LinkageRecord;
  running: boolean;
  /** Null until the bank has listed them. */
  accounts: AccountImport[] | null;
  /** What stopped it. */
  trouble: Trouble | null;
};

export type AccountImport = {
  key: string;
  label: string;
  state: 'waiting' | 'reading' | 'done' | 'refused';
  lines: number;
  newLines: number;
  /** How much of the period is read, 0 to 1. */
  share: number;
  /** Why the bank refused this account; the others go on. */
  trouble: Trouble | null;
};

export type ImportTools = {
  bank: BankLinkage;
  linkages: LinkageBook;
  accounts: AccountBook;
  lines: LineBook;
  now: () => Date;
};

/** Brings our books up to what the bank says: the consent, its accounts, and each account's statement. Never throws. */
export async function importStatements(run: ImportRun, tools: ImportTools): Promise<void> {
  try {
    await refreshConsent(run.linkage, tools);
    const accounts = await tools.bank.accounts(run.linkage);
    run.accounts = accounts.map((account) => waiting(accountKey(account), accountLabel(account)));
    await takeOver(run.linkage, accounts, tools);

    for (const [index, account] of accounts.entries()) {
      const progress = run.accounts[index];
      if (progress) await importAccount(run.linkage, account.accountId, progress, tools);
    }
    tools.linkages.markImported(run.linkage.id, tools.now().toISOString());
  } catch (error) {
    run.trouble = explain(error);
  } finally {
    run.running = false;
  }
}

/** Asks the bank how long the consent lasts. A consent that is over is marked so before the error goes on. */
export async function refreshConsent(
  linkage: LinkageRecord,
  { bank, linkages }: ImportTools,
  signal?: AbortSignal,
): Promise<void> {
  await whileItLasts(linkage, linkages, async () => linkages.confirm(linkage.id, await bank.consent(linkage, signal)));
}

async function importAccount(
  linkage: LinkageRecord,
  accountId: string,
  progress: AccountImport,
  { bank, linkages, lines, now }: ImportTools,
): Promise<void> {
  progress.state = 'reading';
  let first: string | null = null;
  const announce = (bookDate: string) => {
    first ??= bookDate;
    progress.lines += 1;
    progress.share = shareOfPeriod(first, bookDate, now());
  };
  try {
    const statement = await whileItLasts(linkage, linkages, () => bank.statement(linkage, accountId, announce));
    progress.lines = statement.lines.length;
    progress.newLines = lines.book(progress.key, statement.balance, statement.lines, now().toISOString());
    progress.state = 'done';
  } catch (error) {
    if (!(error instanceof ApiProblemError && error.status === 403)) throw error;
    progress.trouble = explain(error);
    progress.state = 'refused';
  }
  progress.share = 1;
}

/** Puts the accounts under this linkage, and lets go of the linkages that it follows. */
async function takeOver(
  linkage: LinkageRecord,
  opened: Parameters<AccountBook['attach']>[1][],
  { bank, linkages, accounts }: ImportTools,
): Promise<void> {
  const earlier = new Set(opened.map((account) => accounts.find(accountKey(account))?.linkageId ?? null));
  earlier.add(linkage.replaces).delete(linkage.id);

  const keys = opened.map((account) => accounts.attach(linkage.id, account));
  accounts.detachOthers(linkage.id, keys);

  for (const id of earlier) {
    const old = id === null ? undefined : linkages.find(id);
    if (!old || (old.endReason === null && accounts.of(old.id).length > 0)) continue;
    // Most banks have ended it already; either way we have no use for it any more.
    await bank.end(old).catch(() => {});
    linkages.remove(old.id);
  }
}

async function whileItLasts<Result>(
  linkage: LinkageRecord,
  linkages: LinkageBook,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof LinkageEndedError) linkages.markEnded(linkage.id, endReason(error));
    if (error instanceof LinkageNotFoundError) linkages.markEnded(linkage.id, 'tokens_lost');
    throw error;
  }
}

function waiting(key: string, label: string): AccountImport {
  return { key, label, state: 'waiting', lines: 0, newLines: 0, share: 0, trouble: null };
}

function shareOfPeriod(first: string, current: string, now: Date): number {
  const [start, here] = [Date.parse(first), Date.parse(current)];
  return Math.min(Math.max((here - start) / Math.max(now.getTime() - start, 1), 0), 1);
}
