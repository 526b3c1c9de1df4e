import { BankDataError, type BankDataPlace } from '../bank-data-error.ts';
import { isDate } from '../japan/dates.ts';

// 元号を改める政令 (平成31年政令第143号): 令和 began on 1 May 2019.
const REIWA_BEGINS = '2019-05-01';
const BEFORE_REIWA = 2018;
const BEFORE_HEISEI = 1988;

// Two digits do not say the era: 1 to 20 are taken for 令和, 21 to 31 for 平成.
const LAST_YEAR_OF_REIWA = 20;
const LAST_YEAR_OF_HEISEI = 31;
const FIRST_DATE = '2009-01-01';
const LAST_DATE = '2038-12-31';

/** A date as the Zengin layouts have it: YYMMDD, YY being the year of the era. */
export function toEraDate(date: string, place: BankDataPlace): string {
  if (!isDate(date) || date < FIRST_DATE || date > LAST_DATE) {
    const message = `${JSON.stringify(date)} cannot be written: expected YYYY-MM-DD of ${FIRST_DATE} to ${LAST_DATE}`;
    throw new BankDataError(message, place);
  }
  const year = Number(date.slice(0, 4)) - (date < REIWA_BEGINS ? BEFORE_HEISEI : BEFORE_REIWA);
  return String(year).padStart(2, '0') + date.slice(5).replace('-', '');
}

/** The date of YYMMDD. Some banks went on counting 平成 for a while after it had ended, which leaves no doubt either. */
export function fromEraDate(text: string, place: BankDataPlace): string {
  const eraYear = Number(text.slice(0, 2));
  const year = eraYear + (eraYear > LAST_YEAR_OF_REIWA ? BEFORE_HEISEI : BEFORE_REIWA);
  const date = `${year}-${text.slice(2, 4)}-${text.slice(4)}`;
  if (eraYear >= 1 && eraYear <= LAST_YEAR_OF_HEISEI && isDate(date)) return date;
  throw new BankDataError('expected a date as YYMMDD, YY being the year of 令和 (1–20) or 平成 (21–31)', place);
}
