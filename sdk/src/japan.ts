/**
 * Days, times, kana and yen as Japanese banks write them, and the days on which they are open. No Node built-ins, nothing to install.
 *
 * @packageDocumentation
 */

export type { BankDataPlace } from './bank-data-error.ts';
export { BankDataError } from './bank-data-error.ts';
export {
  addBusinessDays,
  adjustToBusinessDay,
  calendarYears,
  isBusinessDay,
  nextBusinessDay,
  previousBusinessDay,
} from './japan/business-days.ts';
export type { DateRange } from './japan/dates.ts';
export { addDays, daysBetween, japanDate, japanMidnight, japanTime, lastDays, monthOf } from './japan/dates.ts';
export type { FoldKanaOptions } from './japan/fold-kana.ts';
export { foldKana } from './japan/fold-kana.ts';
export { formatYen, parseYen, sumYen } from './japan/yen.ts';
