import { readFileSync } from 'node:fs';
import {
  addBusinessDays,
  addDays,
  adjustToBusinessDay,
  BankDataError,
  calendarYears,
  daysBetween,
  isBusinessDay,
  nextBusinessDay,
  previousBusinessDay,
} from '@renkei/sdk/japan';
import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, test } from 'vitest';
import * as sandbox from '../../sandbox/src/bank/calendar.ts';
import { holidaysFile } from '../../scripts/holidays.ts';

const first = `${calendarYears.first}-01-01`;
const last = `${calendarYears.last}-12-31`;
const allDays = Array.from({ length: daysBetween(first, last) + 1 }, (_, days) => addDays(first, days));
const dates = fc.constantFrom(...allDays.slice(60, -60));

describe('the calendar of bank holidays', () => {
  test("is the sandbox's on every day of every year that it covers", () => {
    const closed = allDays.filter((date) => !isBusinessDay(date));
    expect(closed).toEqual(allDays.filter((date) => !sandbox.isBusinessDay(Temporal.PlainDate.from(date))));
    expect([calendarYears.first, calendarYears.last, allDays.length]).toEqual([2000, 2050, 18_628]);
  });

  test('is what `npm run holidays` makes of the package', () => {
    expect(readFileSync('sdk/src/japan/holidays.ts', 'utf8')).toBe(holidaysFile());
  });

  test('has the equinoxes where astronomy puts them', () => {
    for (let year = calendarYears.first; year <= calendarYears.last; year += 1) {
      // The usual approximation for 1980 to 2099.
      const passed = 0.242194 * (year - 1980) - Math.floor((year - 1980) / 4);
      const [spring, autumn] = [Math.floor(20.8431 + passed), Math.floor(23.2488 + passed)];
      expect([year, isBusinessDay(`${year}-03-${spring}`)]).toEqual([year, false]);
      expect([year, isBusinessDay(`${year}-09-${autumn}`)]).toEqual([year, false]);
    }
  });

  test.each([
    ['2026-11-20', true, 'a Friday'],
    ['2026-11-21', false, 'a Saturday'],
    ['2026-11-22', false, 'a Sunday'],
    ['2026-11-23', false, '勤労感謝の日'],
    ['2026-09-22', false, '国民の休日 between two holidays'],
    ['2026-05-06', false, '振替休日'],
    ['2019-05-01', false, 'the accession of the Emperor'],
    ['2021-07-19', true, '海の日, moved for the Olympic Games'],
    ['2021-07-22', false, 'where 海の日 was moved to'],
    ['2026-12-30', true, 'a Wednesday before the new year'],
    ['2026-12-31', false, 'the last day of the year'],
    ['2025-01-02', false, 'a Thursday after New Year'],
    ['2025-01-03', false, 'a Friday after New Year'],
  ])('%s: %s, %s', (date, open) => {
    expect(isBusinessDay(date)).toBe(open);
  });

  test.each(['1999-12-31', '2051-01-01'])('says so of %s, which it does not know', (date) => {
    expect(() => isBusinessDay(date)).toThrow(`the bank holidays of 2000 to 2050 are known, not those of ${date}`);
    expect(() => isBusinessDay(date)).toThrow(BankDataError);
  });

  test('gives no day beyond its end', () => {
    expect(() => nextBusinessDay('2050-12-30')).toThrow(BankDataError);
    expect(() => previousBusinessDay('2000-01-04')).toThrow(BankDataError);
    expect(() => isBusinessDay('2026-02-29')).toThrow(BankDataError);
  });
});

describe('counting business days', () => {
  test('the next and the previous one are the nearest besides the day itself', () => {
    fc.assert(
      fc.property(dates, (date) => {
        const plain = Temporal.PlainDate.from(date);
        expect(nextBusinessDay(date)).toBe(sandbox.nextBusinessDay(plain).toString());
        expect(previousBusinessDay(date)).toBe(sandbox.previousBusinessDay(plain).toString());
      }),
    );
  });

  test('so many days on there are so many business days between', () => {
    fc.assert(
      fc.property(dates, fc.integer({ min: -20, max: 20 }), (date, days) => {
        const there = addBusinessDays(date, days);
        const [from, to] = days < 0 ? [there, addDays(date, -1)] : [addDays(date, 1), there];
        const between = allDays.slice(allDays.indexOf(from), allDays.indexOf(to) + 1);
        expect(between.filter(isBusinessDay)).toHaveLength(Math.abs(days));
        if (days !== 0) expect(isBusinessDay(there)).toBe(true);
      }),
    );
  });

  test.each([
    ['2026-12-27', 'following', '2026-12-28'],
    ['2026-12-31', 'following', '2027-01-04'],
    ['2026-12-31', 'preceding', '2026-12-30'],
    ['2026-11-20', 'following', '2026-11-20'],
    ['2026-11-20', 'preceding', '2026-11-20'],
  ] as const)('%s is, %s, %s', (date, convention, adjusted) => {
    expect(adjustToBusinessDay(date, convention)).toBe(adjusted);
  });
});
