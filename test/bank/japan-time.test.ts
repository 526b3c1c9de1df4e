import { afterEach, describe, expect, test } from 'vitest';
import { addDays, japanDate, japanTimestamp } from '../../sandbox/src/bank/japan-time.ts';

const zone = process.env.TZ;

afterEach(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
});

describe.each(['UTC', 'Asia/Tokyo', 'America/Los_Angeles'])('on a machine in %s', (machine) => {
  test.each([
    ['2026-11-20T14:59:59.999Z', '2026-11-20', '2026-11-20T23:59:59+09:00'],
    ['2026-11-20T15:00:00Z', '2026-11-21', '2026-11-21T00:00:00+09:00'],
    ['2026-11-20T23:30:00Z', '2026-11-21', '2026-11-21T08:30:00+09:00'],
    ['2026-12-31T15:00:00Z', '2027-01-01', '2027-01-01T00:00:00+09:00'],
    ['2028-02-28T15:00:00Z', '2028-02-29', '2028-02-29T00:00:00+09:00'],
    ['1969-12-31T23:59:59.999Z', '1970-01-01', '1970-01-01T08:59:59+09:00'],
  ])('%s is %s in Japan, %s', (instant, date, timestamp) => {
    process.env.TZ = machine;
    expect(japanDate(Date.parse(instant))).toBe(date);
    expect(japanTimestamp(Date.parse(instant))).toBe(timestamp);
  });
});

describe('addDays', () => {
  test.each([
    ['2026-11-20', 0, '2026-11-20'],
    ['2026-11-20', -89, '2026-08-23'],
    ['2026-11-30', 1, '2026-12-01'],
    ['2027-01-01', -1, '2026-12-31'],
    ['2028-02-28', 1, '2028-02-29'],
    ['2026-02-28', 1, '2026-03-01'],
    ['2026-11-20', 366, '2027-11-21'],
  ])('to %s, %d: %s', (date, days, expected) => {
    expect(addDays(date, days)).toBe(expected);
  });
});
