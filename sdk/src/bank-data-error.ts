import { RenkeiError } from './renkei-error.ts';

/**
 * Where in a file or a list something is wrong.
 *
 * @example
 * ```ts
 * import type { BankDataPlace } from '@renkei/sdk/bank-files';
 *
 * const place: BankDataPlace = { line: 12, field: '摘要内容', character: '髙' };
 * ```
 */
export interface BankDataPlace {
  /** Of several statements that are written, which; from 1. */
  readonly statement?: number | undefined;
  /** From 1: the line or record of a file that is read; the line of a statement that is written. */
  readonly line?: number | undefined;
  /** The field, as the layout calls it: `取引金額`. */
  readonly field?: string | undefined;
  /** The character that cannot be there. */
  readonly character?: string | undefined;
}

/**
 * A value is not what it must be: a date that does not exist, an amount that is no whole yen, a day outside of the
 * calendar, a file that does not keep to its layout. The message says what was expected.
 *
 * @example
 * ```ts
 * import { BankDataError, parseYen } from '@renkei/sdk/japan';
 *
 * try {
 *   parseYen('12.5円');
 * } catch (error) {
 *   if (error instanceof BankDataError) console.warn(error.message);
 * }
 * ```
 */
export class BankDataError extends RenkeiError implements BankDataPlace {
  override readonly name = 'BankDataError';
  readonly code = 'bank_data';
  readonly statement: number | undefined;
  readonly line: number | undefined;
  readonly field: string | undefined;
  readonly character: string | undefined;

  constructor(explanation: string, place: BankDataPlace = {}) {
    const { statement, line, field, character } = place;
    const parts = [statement && `statement ${statement}`, line && `line ${line}`, field, explanation];
    super(parts.filter(Boolean).join(': '));
    this.statement = statement;
    this.line = line;
    this.field = field;
    this.character = character;
  }
}
