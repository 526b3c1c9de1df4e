import { describe, expect, test } from 'vitest';
import { closureAt, isTimeOfDay, type ServiceHours } from '../../sandbox/src/bank/service-hours.ts';
import { japan } from './facts.ts';

const hours: ServiceHours = {
  businessDays: { from: '07:00', to: '23:00' },
  saturdays: { from: '08:00', to: '22:00' },
  holidays: null,
};

describe('service hours', () => {
  test.each([
    ['2026-11-20 06:59', 'a business day before the opening', '2026-11-20 07:00'],
    ['2026-11-20 07:00', 'a business day from the opening on', undefined],
    ['2026-11-20 22:59', 'a business day up to its end', undefined],
    ['2026-11-20 23:00', 'a business day at its end', '2026-11-21 08:00'],
    ['2026-11-21 12:00', 'a Saturday', undefined],
    ['2026-11-21 22:00', 'a Saturday evening before a Sunday and a national holiday', '2026-11-24 07:00'],
    ['2026-11-23 12:00', 'a national holiday', '2026-11-24 07:00'],
    ['2026-12-31 12:00', 'the end of the year', '2027-01-04 07:00'],
  ])('%s is %s: closed until %s', (now, _, until) => {
    const closure = closureAt(hours, undefined, japan(now));
    expect(closure).toEqual(until && { reason: 'out_of_service_hours', until: japan(until) });
  });

  test('that are always never close', () => {
    expect(closureAt('always', undefined, japan('2027-01-01 03:00'))).toBeUndefined();
  });

  test('may last until midnight', () => {
    const late = { ...hours, businessDays: { from: '00:00', to: '24:00' } };
    expect(closureAt(late, undefined, japan('2026-11-20 23:59'))).toBeUndefined();
  });

  test.each(['00:00', '09:30', '23:59', '24:00'])('can begin or end at %s', (text) => {
    expect(isTimeOfDay(text)).toBe(true);
  });

  test.each(['9:30', '24:01', '12:60', '１２:00', ''])('cannot begin or end at "%s"', (text) => {
    expect(isTimeOfDay(text)).toBe(false);
  });
});

describe('a maintenance window', () => {
  const window = { from: japan('2026-11-20 09:00'), to: japan('2026-11-20 11:00') };

  test.each([
    [-1, undefined],
    [0, 'maintenance'],
    [2 * 60 * 60 * 1000 - 1, 'maintenance'],
    [2 * 60 * 60 * 1000, undefined],
  ])('closes the bank from its start up to, and not at, its end: %d ms after the start %s', (after, reason) => {
    const closure = closureAt(hours, window, window.from + after);
    expect(closure).toEqual(reason && { reason, until: window.to });
  });
});
