import type { Service } from './records.ts';

export const serviceNames: Record<Service, string> = {
  balances: '残高照会',
  transactions: '入出金明細照会',
  deposits: '振込入金明細照会',
};

const whole = new Intl.NumberFormat('ja-JP');

export function count(number: number): string {
  return whole.format(number);
}

/** An amount short enough for an axis: `120万`, `1.5億`. */
export function shortYen(amount: number): string {
  const size = Math.abs(amount);
  if (size >= 1e8) return `${trim(amount / 1e8)}億`;
  if (size >= 1e4) return `${trim(amount / 1e4)}万`;
  return whole.format(amount);
}

function trim(number: number): string {
  return whole.format(Math.round(number * 100) / 100);
}

/** A date (`2026-11-20`) in words: 2026年11月20日. */
export function dateInWords(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${year}年${month}月${day}日`;
}

/** A date as a statement prints it: 2026/11/20. */
export function shortDate(date: string): string {
  return date.replaceAll('-', '/');
}

/** A month (`2026-11`) in words: 2026年11月. */
export function monthInWords(month: string): string {
  const [year, number] = month.split('-').map(Number);
  return `${year}年${number}月`;
}

const japan = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Tokyo', dateStyle: 'short', timeStyle: 'short' });

/** The day in Japan of an instant: `2026-11-20T23:30:00Z` is already the 21st. */
export function japanDate(instant: string): string {
  return japan.format(new Date(instant)).slice(0, 10);
}

/** Day and minute in Japan of an instant: 2026/11/20 09:00. */
export function japanTime(instant: string): string {
  return shortDate(japan.format(new Date(instant)));
}

/** An account as a bank book names it: 本店（001）普通 0000001. */
export function accountLabel(account: {
  branchName: string;
  branchCode: string;
  accountTypeName: string;
  accountNumber: string;
}): string {
  return `${account.branchName}（${account.branchCode}）${account.accountTypeName} ${account.accountNumber}`;
}
