import { describe, expect, test } from 'vitest';
import {
  type DateRange,
  isLinked,
  judgeAccount,
  judgeDateRange,
  judgeService,
} from '../../sandbox/src/bank/inquiry.ts';
import { account, DAY, japan, NOW, pending, registered } from './facts.ts';

describe('judgeService', () => {
  test('lets a service through that the consent covers', () => {
    expect(judgeService(['balances', 'deposits'], 'deposits')).toBeUndefined();
  });

  test('refuses a service that the consent does not cover, by both of its names', () => {
    const refusal = judgeService(['balances'], 'transactions');
    expect(refusal).toMatchObject({ code: 'insufficient_scope', status: 403 });
    expect(refusal?.detail).toContain('transactions (入出金明細照会)');
  });
});

describe('judgeAccount', () => {
  const accounts = [
    registered('A'),
    account('B'),
    pending('C'),
    { ...registered('D'), inquiryPermitted: false },
    { ...registered('E'), pinLocked: true },
  ];

  const linked = { needsInquiryPin: true, now: NOW };

  test.each([
    ['X', 'account_not_found', 404, 'does not exist'],
    ['B', 'inquiry_pin_unregistered', 403, 'is 未登録'],
    ['C', 'inquiry_pin_unregistered', 403, 'is 登録済み* and not effective yet'],
    ['D', 'inquiry_not_permitted', 403, 'is one that the operator may not inquire into'],
  ])('refuses %s by %s with %d: it %s', (accountId, code, status) => {
    const judged = judgeAccount(accounts, accountId, linked);
    expect(judged).toMatchObject({ refusal: { code, status } });
    expect('refusal' in judged && judged.refusal.detail).toContain(accountId);
  });

  test.each(['A', 'E'])('gives %s, whose PIN is registered', (accountId) => {
    expect(judgeAccount(accounts, accountId, linked)).toMatchObject({ value: { accountId } });
  });

  test('lists as linked exactly those that it gives', () => {
    const ids = accounts.filter((one) => isLinked(one, linked)).map(({ accountId }) => accountId);
    expect(ids).toEqual(['A', 'E']);
  });

  test('gives whatever the operator may inquire into where no service needs a PIN', () => {
    const rule = { needsInquiryPin: false, now: NOW };
    const ids = accounts.filter((one) => isLinked(one, rule)).map(({ accountId }) => accountId);
    expect(ids).toEqual(['A', 'B', 'C', 'E']);
  });
});

describe('judgeDateRange', () => {
  // 90 days that end with Friday 20 November 2026 begin with Sunday 23 August.
  const judge = (asked: Partial<DateRange>, now = NOW, days = 90) => judgeDateRange(asked, days, now);
  const range = (dateFrom: string, dateTo: string) => ({ value: { dateFrom, dateTo } });

  test.each<[string, Partial<DateRange>, string, string]>([
    ['nothing: all that the bank shows', {}, '2026-08-23', '2026-11-20'],
    ['the first day possible', { dateFrom: '2026-08-23' }, '2026-08-23', '2026-11-20'],
    ['today only', { dateFrom: '2026-11-20', dateTo: '2026-11-20' }, '2026-11-20', '2026-11-20'],
    ['the first day only, by its end', { dateTo: '2026-08-23' }, '2026-08-23', '2026-08-23'],
    ['an end in the future, which is cut to today', { dateTo: '2027-01-01' }, '2026-08-23', '2026-11-20'],
    ['a start in the future, where nothing can be booked', { dateFrom: '2026-11-21' }, '2026-11-21', '2026-11-20'],
  ])('asked for %s', (_, asked, dateFrom, dateTo) => {
    expect(judge(asked)).toEqual(range(dateFrom, dateTo));
  });

  test.each<[string, Partial<DateRange>]>([
    ['a start before the first day', { dateFrom: '2026-08-22' }],
    ['a start and an end before it', { dateFrom: '2026-08-01', dateTo: '2026-08-02' }],
    ['only an end before it', { dateTo: '2026-08-22' }],
  ])('refuses %s and says the first day possible', (_, asked) => {
    expect(judge(asked)).toMatchObject({
      refusal: { code: 'inquiry_range_exceeded', status: 400, firstDate: '2026-08-23' },
    });
  });

  test('says which of the two was too early', () => {
    const detailOf = (asked: Partial<DateRange>) => {
      const judged = judge(asked);
      return 'refusal' in judged ? judged.refusal.detail : '';
    };
    expect(detailOf({ dateFrom: '2026-08-22' })).toMatch(/^dateFrom 2026-08-22 is too far back/);
    expect(detailOf({ dateTo: '2026-08-22' })).toMatch(/^dateTo 2026-08-22 is too far back/);
  });

  test.each<[string, Partial<DateRange>]>([
    ['by a day', { dateFrom: '2026-11-20', dateTo: '2026-11-19' }],
    ['though both are in the future', { dateFrom: '2027-01-02', dateTo: '2027-01-01' }],
    ['though both are too far back', { dateFrom: '2025-01-02', dateTo: '2025-01-01' }],
  ])('refuses a start after the end, %s', (_, asked) => {
    expect(judge(asked)).toMatchObject({ refusal: { code: 'invalid_date_range', status: 400 } });
  });

  test('moves on at midnight in Japan', () => {
    expect(judge({}, japan('2026-11-20 23:59:59.999'))).toEqual(range('2026-08-23', '2026-11-20'));
    expect(judge({}, japan('2026-11-21 00:00'))).toEqual(range('2026-08-24', '2026-11-21'));
  });

  test('counts today as a day', () => {
    expect(judge({}, NOW, 1)).toEqual(range('2026-11-20', '2026-11-20'));
    expect(judge({ dateFrom: '2026-11-19' }, NOW, 1)).toMatchObject({ refusal: { firstDate: '2026-11-20' } });
  });

  test('counts a leap day', () => {
    expect(judge({}, japan('2028-03-01 09:00'), 2)).toEqual(range('2028-02-29', '2028-03-01'));
    expect(judge({}, japan('2028-03-01 09:00') + DAY, 400)).toEqual(range('2027-01-28', '2028-03-02'));
  });
});
