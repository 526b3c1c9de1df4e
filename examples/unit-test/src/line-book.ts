import type { Transaction } from '@renkei/sdk';

export interface BookedLine extends Transaction {
  /** Of the correction that took it back. */
  readonly takenBackBy?: string;
}

/** What a bank calls a correction (取引区分 19, 訂正). */
const correction = '19';

/**
 * The same line has the same key in every import and under every linkage. Date, amount and text are no key: identical lines
 * on one day are real.
 */
export function lineKey(issuer: string, accountId: string, { transactionId }: Transaction): string {
  return [issuer, accountId, transactionId].join(' ');
}

/** The booked lines. In your app it is a table, with a unique index on the key. */
export class LineBook {
  readonly #lines = new Map<string, BookedLine>();

  get size(): number {
    return this.#lines.size;
  }

  get(key: string): BookedLine | undefined {
    return this.#lines.get(key);
  }

  /**
   * Books the lines of an account that are not booked yet.
   *
   * @returns the keys of the new lines
   */
  book(issuer: string, accountId: string, lines: readonly Transaction[]): string[] {
    const added: string[] = [];
    for (const line of lines) {
      const key = lineKey(issuer, accountId, line);
      if (this.#lines.has(key)) continue;
      this.#lines.set(key, line);
      added.push(key);
      if (line.category === correction)
        this.#takeBack(key, line, lineKey(issuer, accountId, { ...line, transactionId: '' }));
    }
    return added;
  }

  /** A correction is the line once more, the other way round, as of its day. Of identical lines it may be any. */
  #takeBack(correctionKey: string, correction: Transaction, account: string): void {
    for (const [key, line] of this.#lines) {
      if (!key.startsWith(account) || line.takenBackBy !== undefined) continue;
      const isIt =
        line.bookDate === correction.valueDate &&
        line.amount === correction.amount &&
        line.direction !== correction.direction &&
        line.description === correction.description;
      if (isIt) return void this.#lines.set(key, { ...line, takenBackBy: correctionKey });
    }
  }
}
