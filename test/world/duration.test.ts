import { describe, expect, test } from 'vitest';
import { addDuration, parseInstant } from '../../sandbox/src/world/duration.ts';

const start = Date.parse('2026-11-20T09:00:00+09:00');

describe('addDuration', () => {
  test.each([
    ['PT61S', '2026-11-20T09:01:01+09:00'],
    ['PT0.5S', '2026-11-20T09:00:00.5+09:00'],
    ['P90D', '2027-02-18T09:00:00+09:00'],
    ['-P1D', '2026-11-19T09:00:00+09:00'],
    ['+P1D', '2026-11-21T09:00:00+09:00'],
    ['P1DT12H', '2026-11-21T21:00:00+09:00'],
    ['P1W', '2026-11-27T09:00:00+09:00'],
    ['P1M', '2026-12-20T09:00:00+09:00'],
    ['P3M11D', '2027-03-03T09:00:00+09:00'],
    ['P1Y', '2027-11-20T09:00:00+09:00'],
    ['PT0S', '2026-11-20T09:00:00+09:00'],
  ])('of %s leads to %s', (duration, expected) => {
    expect(addDuration(start, duration)).toBe(Date.parse(expected));
  });

  test('ends a month in Japan’s calendar, at the last day where it is shorter', () => {
    // Still 31 January in UTC, but 1 February in Japan.
    expect(addDuration(Date.parse('2026-01-31T15:30:00Z'), 'P1M')).toBe(Date.parse('2026-03-01T00:30:00+09:00'));
    expect(addDuration(Date.parse('2026-01-31T09:00:00+09:00'), 'P1M')).toBe(Date.parse('2026-02-28T09:00:00+09:00'));
  });

  test.each(['', 'P', 'PT', 'P1', '1D', 'P-1D', 'P1.5D', 'P1D ', '90', 'tomorrow', 'P999999999D', 'PT1E3S'])(
    'throws a RangeError for %j',
    (duration) => {
      expect(() => addDuration(start, duration)).toThrow(RangeError);
    },
  );
});

describe('parseInstant', () => {
  test.each([
    ['2026-11-20T09:00:00+09:00', start],
    ['2026-11-20T00:00:00Z', start],
    ['2026-11-20T00:00:00.001Z', start + 1],
    ['2026-11-19T18:00:00-06:00', start],
  ])('reads %s', (text, expected) => {
    expect(parseInstant(text)).toBe(expected);
  });

  test.each([
    '',
    'now',
    '2026-11-20',
    '2026-11-20T09:00:00',
    '2026-02-30T09:00:00Z',
    '2026-11-20T25:00:00Z',
    '1763596800000',
  ])('throws a RangeError for %j', (text) => {
    expect(() => parseInstant(text)).toThrow(RangeError);
  });
});
