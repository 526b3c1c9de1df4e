import { BankDataError } from '../bank-data-error.ts';

/**
 * Whole yen out of what people and files write: with `¥`, `￥` or 円, thousands separators, full-width digits, and a minus
 * as `-`, `−`, `▲` or `△`.
 *
 * @param text - such as `¥1,234,567`, `1,234円`, `▲500`
 * @returns a safe integer
 * @throws {@link BankDataError} for anything else: decimals, 万, nothing at all, more than 2^53 - 1
 *
 * @example
 * ```ts
 * import { parseYen } from '@renkei/sdk/japan';
 *
 * parseYen('￥１，２３４'); // 1234
 * parseYen('▲500円'); // -500
 * ```
 */
export function parseYen(text: string): number {
  // NFKC makes ￥ a ¥, and digits, commas and 円 of any width one.
  const match = /^([-−▲△]?)(¥?)([-−▲△]?)(\d+|\d{1,3}(?:,\d{3})+)(円?)$/.exec(text.normalize('NFKC').trim());
  if (!match || (match[1] && match[3]) || (match[2] && match[5])) {
    throw new BankDataError(`${JSON.stringify(text)} is no amount in whole yen, such as ¥1,234 or 1234円`);
  }
  const amount = Number(match[4]?.replaceAll(',', ''));
  return checkYen(amount && (match[1] || match[3]) ? -amount : amount);
}

/**
 * An amount as it is written in Japan.
 *
 * @param amount - whole yen, a safe integer
 * @param unit - `¥` before the amount or `円` after it. Default: `¥`
 * @throws {@link BankDataError} for what is no safe integer
 *
 * @example
 * ```ts
 * import { formatYen } from '@renkei/sdk/japan';
 *
 * formatYen(1234567); // ¥1,234,567
 * formatYen(-500, '円'); // -500円
 * ```
 */
export function formatYen(amount: number, unit: '¥' | '円' = '¥'): string {
  const digits = String(Math.abs(checkYen(amount))).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${amount < 0 ? '-' : ''}${unit === '円' ? `${digits}円` : `¥${digits}`}`;
}

/**
 * A sum that is right to the yen, or an error: beyond 2^53 - 1 numbers would be rounded in silence.
 *
 * @param amounts - whole yen, safe integers
 * @throws {@link BankDataError} when an amount or the sum is no safe integer
 *
 * @example
 * ```ts
 * import { sumYen } from '@renkei/sdk/japan';
 *
 * const amounts: number[] = [];
 * for await (const { amount } of linkage.deposits('202-1-2222222')) amounts.push(amount);
 * const received = sumYen(amounts);
 * ```
 */
export function sumYen(amounts: Iterable<number>): number {
  let sum = 0n;
  for (const amount of amounts) sum += BigInt(checkYen(amount));
  return checkYen(Number(sum));
}

function checkYen(amount: number): number {
  if (!Number.isSafeInteger(amount)) {
    throw new BankDataError(`${amount} is no amount in whole yen of at most ${Number.MAX_SAFE_INTEGER}`);
  }
  return amount;
}
