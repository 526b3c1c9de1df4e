import { describe, expect, it } from 'vitest';
import * as format from '../../examples/accounting-app/src/format.ts';
import { linkTo } from '../../examples/accounting-app/src/routes.ts';

describe('format', () => {
  it.each([
    [0, '0'],
    [5000, '5,000'],
    [1_200_000, '120万'],
    [-30_000, '-3万'],
    [150_000_000, '1.5億'],
  ])('shortens %i for an axis to %s', (amount, text) => expect(format.shortYen(amount)).toBe(text));

  it('tells the day in Japan, which begins before that of UTC', () => {
    expect(format.japanDate('2026-11-20T23:30:00Z')).toBe('2026-11-21');
    expect(format.japanTime('2026-11-20T23:30:00Z')).toBe('2026/11/21 08:30');
    expect(format.dateInWords('2026-11-02')).toBe('2026年11月2日');
  });
});

describe('linkTo', () => {
  it('encodes parameters and leaves out what is undefined', () => {
    expect(linkTo('account', { account: 'a/b?' }, { month: undefined, text: 'あ&' })).toBe(
      '/accounts/a%2Fb%3F?text=%E3%81%82%26',
    );
    expect(linkTo('link', {}, { services: ['balances', 'deposits'] })).toBe(
      '/link?services=balances&services=deposits',
    );
  });
});
