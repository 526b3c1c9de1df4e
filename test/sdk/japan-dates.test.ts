import {
  addDays,
  BankDataError,
  daysBetween,
  japanDate,
  japanMidnight,
  japanTime,
  lastDays,
  monthOf,
} from '@renkei/sdk/japan';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { afterEach, describe, expect, test } from 'vitest';

const instants = fc.date({ min: new Date('1952-01-01T00:00+09:00'), max: new Date('2200-01-01'), noInvalidDate: true });
const dates = fc
  .integer({ min: -100_000, max: 200_000 })
  .map((days) => Temporal.PlainDate.from('1970-01-01').add({ days }).toString());

describe('the date in Japan', () => {
  const zone = process.env.TZ;
  afterEach(() => {
    process.env.TZ = zone;
    if (zone === undefined) delete process.env.TZ;
  });

  test.each([
    ['2026-11-20T14:59:59Z', '2026-11-20'],
    ['2026-11-20T15:00:00Z', '2026-11-21'],
    ['2026-12-31T15:00:00.000Z', '2027-01-01'],
    ['2026-11-20T00:00:00+09:00', '2026-11-20'],
    ['2026-11-19T23:59:59-05:00', '2026-11-20'],
  ])('of %s is %s, as text, as a Date and as a number', (instant, date) => {
    expect(japanDate(instant)).toBe(date);
    expect(japanDate(new Date(instant))).toBe(date);
    expect(japanDate(Date.parse(instant))).toBe(date);
  });

  test.each(['UTC', 'America/Los_Angeles', 'Pacific/Kiritimati', 'Europe/London'])(
    'does not slip where the machine keeps the time of %s',
    (machine) => {
      process.env.TZ = machine;
      expect(new Intl.DateTimeFormat().resolvedOptions().timeZone).toBe(machine);
      expect(japanDate('2026-11-20T15:00:00Z')).toBe('2026-11-21');
      expect(addDays('2026-03-28', 1)).toBe('2026-03-29');
      expect(monthOf('2026-10-31')).toEqual({ dateFrom: '2026-10-01', dateTo: '2026-10-31' });
    },
  );

  test('is what the time zone database says, from 1952 on', () => {
    fc.assert(
      fc.property(instants, (instant) => {
        const zoned = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO('Asia/Tokyo');
        expect(japanDate(instant)).toBe(zoned.toPlainDate().toString());
        const options = { timeZoneName: 'never', smallestUnit: 'second' } as const;
        expect(japanTime(instant)).toBe(zoned.toString(options));
      }),
    );
  });

  test('begins at an instant that has it', () => {
    fc.assert(
      fc.property(dates, (date) => {
        fc.pre(date >= '1952-01-01');
        expect(japanTime(japanMidnight(date))).toBe(`${date}T00:00:00+09:00`);
        expect(japanDate(japanMidnight(date).getTime() - 1)).toBe(addDays(date, -1));
      }),
    );
  });

  test.each([
    ['a time without its offset, which the machine would read as its own', '2026-11-20T09:00:00'],
    ['a date, which is none of any zone', '2026-11-20'],
    ['words', 'today'],
    ['an invalid Date', new Date('today')],
    ['a time of the years with summer time', '1951-07-01T00:00:00Z'],
    ['nothing', undefined],
    ['milliseconds past the year 9999', 1e15],
  ])('refuses %s', (_what, instant) => {
    expect(() => japanDate(instant as string)).toThrow(BankDataError);
  });
});

describe('calendar dates', () => {
  test('add up as the calendar does', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -40_000, max: 40_000 }), (date, days) => {
        const later = Temporal.PlainDate.from(date).add({ days }).toString();
        expect(addDays(date, days)).toBe(later);
        expect(daysBetween(date, later)).toBe(days);
      }),
    );
  });

  test('lie in their month, and in the months around it', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -500, max: 500 }), (date, months) => {
        const month = Temporal.PlainDate.from(date).toPlainYearMonth().add({ months });
        expect(monthOf(date, months)).toEqual({
          dateFrom: month.toPlainDate({ day: 1 }).toString(),
          dateTo: month.toPlainDate({ day: month.daysInMonth }).toString(),
        });
      }),
    );
  });

  test('the last days end with the day that is named', () => {
    expect(lastDays(1, '2026-11-20')).toEqual({ dateFrom: '2026-11-20', dateTo: '2026-11-20' });
    expect(lastDays(90, '2026-11-20')).toEqual({ dateFrom: '2026-08-23', dateTo: '2026-11-20' });
    expect(() => lastDays(0, '2026-11-20')).toThrow('expected 1 day or more');
  });

  test.each(['2026-02-30', '2026-2-3', '2026/11/20', '20261120', '2026-11-20T00:00:00Z', '', undefined, new Date(0)])(
    'refuse %s',
    (date) => {
      expect(() => addDays(date as string, 1)).toThrow(/is no date: expected YYYY-MM-DD/);
    },
  );

  test.each([0.5, Number.NaN, Number.POSITIVE_INFINITY, '1'])('refuse to move by %s', (days) => {
    expect(() => addDays('2026-11-20', days as number)).toThrow('is no whole number');
  });

  test('end with the year 9999', () => {
    expect(addDays('9999-12-30', 1)).toBe('9999-12-31');
    expect(() => addDays('9999-12-31', 1)).toThrow(BankDataError);
    expect(() => addDays('0000-01-01', -1)).toThrow(BankDataError);
  });
});
