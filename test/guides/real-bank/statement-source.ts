import type { Linkage } from '@renkei/sdk';

/** A statement line as our books want it, whichever bank it is from. */
interface Line {
  /** The same line has the same key in every import. */
  readonly key: string;
  /** YYYY-MM-DD in Japan. */
  readonly date: string;
  /** Whole yen; negative when money goes out. */
  readonly yen: number;
  readonly text: string;
}

/** All that our app asks of a linked bank. */
export interface StatementSource {
  accounts(): AsyncIterable<string>;
  lines(account: string): AsyncIterable<Line>;
}

/** The sandbox, and every bank whose data API has its shapes. */
export function fromLinkage(linkage: Linkage): StatementSource {
  return {
    async *accounts() {
      for await (const { accountId } of linkage.accounts()) yield accountId;
    },
    async *lines(account) {
      for await (const line of linkage.transactions(account)) {
        const yen = line.direction === '1' ? line.amount : -line.amount;
        yield { key: `${account} ${line.transactionId}`, date: line.bookDate, yen, text: line.description };
      }
    },
  };
}
