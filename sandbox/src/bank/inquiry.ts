import type { AccountFacts } from './facts.ts';
import { inquiryPinState } from './inquiry-pin.ts';
import { addDays, japanDate } from './japan-time.ts';
import { type Service, serviceLabels } from './service.ts';

/** Why the bank does not answer an inquiry of a vendor; in English, for the vendor's engineer. */
export interface InquiryRefusal {
  readonly code:
    | 'insufficient_scope'
    | 'account_not_found'
    | 'inquiry_not_permitted'
    | 'inquiry_pin_unregistered'
    | 'invalid_date_range'
    | 'inquiry_range_exceeded';
  readonly status: 400 | 403 | 404;
  readonly detail: string;
  /** With `inquiry_range_exceeded`: the first day that can be read. */
  readonly firstDate?: string;
}

/** A value, or why not. */
export type Judged<T> = { readonly value: T } | { readonly refusal: InquiryRefusal };

/**
 * Whether a consent covers a service.
 *
 * @param allowed - the services of the token
 * @param service - the one asked for
 */
export function judgeService(allowed: readonly Service[], service: Service): InquiryRefusal | undefined {
  if (allowed.includes(service)) return undefined;
  return {
    code: 'insufficient_scope',
    status: 403,
    detail: `the consent does not cover the service ${service} (${serviceLabels[service]}); link again and ask for it`,
  };
}

/** What makes an account of the company a linked one. */
export interface Linked {
  /** Whether the services of the consent need a registered inquiry PIN. */
  readonly needsInquiryPin: boolean;
  /** World time, epoch milliseconds. */
  readonly now: number;
}

/** Whether an account is linked: the operator may inquire into it, and its PIN is registered where one is needed. */
export function isLinked(account: AccountFacts, { needsInquiryPin, now }: Linked): boolean {
  return account.inquiryPermitted && (!needsInquiryPin || inquiryPinState(account, now) === 'registered');
}

/**
 * The account asked for, when the vendor may read it.
 *
 * @param accounts - those of the customer's company
 * @param accountId - the one asked for
 * @param linked - what makes it a linked one
 */
export function judgeAccount<T extends AccountFacts>(
  accounts: readonly T[],
  accountId: string,
  linked: Linked,
): Judged<T> {
  const account = accounts.find((candidate) => candidate.accountId === accountId);
  if (account === undefined) {
    const detail = `the customer has no account ${accountId}; list the accounts with GET /api/v1/accounts`;
    return { refusal: { code: 'account_not_found', status: 404, detail } };
  }
  if (!account.inquiryPermitted) {
    const detail = `the customer has no right to inquire into ${accountId}; an administrator of the company grants it at the bank`;
    return { refusal: { code: 'inquiry_not_permitted', status: 403, detail } };
  }
  if (!isLinked(account, linked)) {
    const detail = `the inquiry PIN of ${accountId} is not registered; the customer registers it by linking again`;
    return { refusal: { code: 'inquiry_pin_unregistered', status: 403, detail } };
  }
  return { value: account };
}

/** Book dates from and to, both included. */
export interface DateRange {
  readonly dateFrom: string;
  readonly dateTo: string;
}

/**
 * The range of book dates that is read.
 *
 * @param asked - what the vendor asks for, `YYYY-MM-DD`
 * @param inquiryDays - how many days back the bank lets be read, today included
 * @param now - world time, epoch milliseconds
 */
export function judgeDateRange(asked: Partial<DateRange>, inquiryDays: number, now: number): Judged<DateRange> {
  const today = japanDate(now);
  const firstDate = addDays(today, 1 - inquiryDays);
  const { dateFrom = firstDate, dateTo = today } = asked;
  if (asked.dateFrom !== undefined && asked.dateTo !== undefined && dateFrom > dateTo) {
    const detail = `dateFrom ${dateFrom} is after dateTo ${dateTo}; send a dateFrom that is not after dateTo`;
    return { refusal: { code: 'invalid_date_range', status: 400, detail } };
  }
  if (dateFrom < firstDate || dateTo < firstDate) {
    const early = dateFrom < firstDate ? `dateFrom ${dateFrom}` : `dateTo ${dateTo}`;
    const detail = `${early} is too far back: this bank shows ${inquiryDays} days, the first day possible is ${firstDate}`;
    return { refusal: { code: 'inquiry_range_exceeded', status: 400, detail, firstDate } };
  }
  const isAhead = dateTo > today;
  return { value: { dateFrom, dateTo: isAhead ? today : dateTo } };
}
