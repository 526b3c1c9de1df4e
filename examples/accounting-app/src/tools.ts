import type { AccountBook } from './account-book.ts';
import type { BankLinkage } from './bank-linkage.ts';
import type { ImportRuns } from './import-runs.ts';
import type { LineBook } from './line-book.ts';
import type { LinkageBook } from './linkage-book.ts';
import type { Sessions } from './session.ts';

/** What the handlers work with. */
export type Tools = {
  origin: string;
  bankOrigin: string;
  fetch: typeof globalThis.fetch;
  now: () => Date;
  bank: BankLinkage;
  linkages: LinkageBook;
  accounts: AccountBook;
  lines: LineBook;
  imports: ImportRuns;
  sessions: Sessions;
};
