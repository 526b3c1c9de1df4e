import type { Account, Transaction } from '@renkei/sdk';
import { accountKey, lineKey } from '@renkei/sdk/line-keys';

export interface BookedLine extends Transaction {
  readonly key: string;
  readonly account: string;
  /** The key of the correction that took it back. */
  takenBackBy: string | null;
}

/** 取引区分 of a correction (訂正). */
const correction = '19';

// #region book
/** The booked lines. In your app it is a table with the key as its primary key: INSERT … ON CONFLICT DO NOTHING. */
export class LineBook {
  readonly #lines = new Map<string, BookedLine>();

  /** In the order in which they were booked. */
  lines(): BookedLine[] {
    return [...this.#lines.values()];
  }

  /**
   * Books the lines of an account that are not booked yet; the others stay as they are.
   *
   * @returns how many are new
   */
  book(account: Account, lines: readonly Transaction[]): number {
    const before = this.#lines.size;
    for (const line of lines) {
      const key = lineKey(account, line);
      if (this.#lines.has(key)) continue;
      const booked = { ...line, key, account: accountKey(account), takenBackBy: null };
      this.#lines.set(key, booked);
      if (line.category === correction) this.#takeBack(booked);
    }
    return this.#lines.size - before;
  }

  /** A correction is the wrong line once more, the other way round, as of its day. Of identical lines it may be any. */
  #takeBack(correction: BookedLine): void {
    const wrong = this.lines().find(
      (line) =>
        line.account === correction.account &&
        line.takenBackBy === null &&
        line.amount === correction.amount &&
        line.direction !== correction.direction &&
        [line.bookDate, line.valueDate].includes(correction.valueDate) &&
        correction.description.endsWith(line.description),
    );
    if (wrong) wrong.takenBackBy = correction.key;
  }
}
// #endregion
