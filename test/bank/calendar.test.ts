import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { afterEach, describe, expect, test } from 'vitest';
import { isBusinessDay, nextBusinessDay, previousBusinessDay } from '../../sandbox/src/bank/calendar.ts';

const date = (text: string) => Temporal.PlainDate.from(text);
const zone = process.env.TZ;

afterEach(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

describe('isBusinessDay', () => {
  test.each([
    ['2026-11-20', 'a Friday'],
    ['2026-12-30', 'the last day of the year on which banks are open'],
    ['2027-01-04', 'the first one of the next year'],
    ['2026-08-12', 'a day in the Obon week'],
  ])('says that banks are open on %s, %s', (day) => {
    expect(isBusinessDay(date(day))).toBe(true);
  });

  test.each([
    ['2026-11-21', 'a Saturday'],
    ['2026-11-22', 'a Sunday'],
    ['2026-11-23', 'Labour Thanksgiving Day'],
    ['2026-09-22', "a citizens' holiday between two holidays"],
    ['2026-05-06', 'a holiday in lieu'],
    ['2019-05-01', 'a holiday of one year only'],
    ['2026-12-31', 'New Year’s Eve'],
    ['2025-01-02', 'the second day of the year'],
    ['2025-01-03', 'the third day of the year'],
  ])('says that banks are closed on %s, %s', (day) => {
    expect(isBusinessDay(date(day))).toBe(false);
  });

  test.each(['UTC', 'Asia/Tokyo', 'Pacific/Kiritimati', 'America/Los_Angeles'])(
    'knows holidays on a machine in %s',
    (tz) => {
      process.env.TZ = tz;
      expect(isBusinessDay(date('2026-11-23'))).toBe(false);
      expect(isBusinessDay(date('2026-11-24'))).toBe(true);
      expect(isBusinessDay(date('2026-11-20'))).toBe(true);
    },
  );
});

describe('previousBusinessDay and nextBusinessDay', () => {
  test('step over a weekend and the holiday behind it', () => {
    expect(nextBusinessDay(date('2026-11-20')).toString()).toBe('2026-11-24');
    expect(previousBusinessDay(date('2026-11-24')).toString()).toBe('2026-11-20');
  });

  test('step over the turn of the year', () => {
    expect(nextBusinessDay(date('2026-12-30')).toString()).toBe('2027-01-04');
    expect(previousBusinessDay(date('2027-01-04')).toString()).toBe('2026-12-30');
  });

  test('step over the ten closed days of 2019', () => {
    expect(nextBusinessDay(date('2019-04-26')).toString()).toBe('2019-05-07');
  });

  test('are each other’s inverse on business days, with no business day between', () => {
    const start = date('1990-01-01');
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), (days) => {
        const day = start.add({ days });
        const next = nextBusinessDay(day);
        expect(isBusinessDay(next)).toBe(true);
        expect(Temporal.PlainDate.compare(next, day)).toBe(1);
        if (isBusinessDay(day)) expect(previousBusinessDay(next).equals(day)).toBe(true);
        for (let between = day.add({ days: 1 }); !between.equals(next); between = between.add({ days: 1 })) {
          expect(isBusinessDay(between)).toBe(false);
        }
      }),
    );
  });
});
