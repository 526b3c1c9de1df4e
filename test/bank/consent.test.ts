import { describe, expect, test } from 'vitest';
import { type Consent, consentEnd, daysLeft } from '../../sandbox/src/bank/consent.ts';
import { DAY, NOW } from './facts.ts';

const consent: Consent = {
  grantId: 'grant-1',
  bank: 'gunma',
  clientId: 'accounting',
  loginId: 'tanaka',
  services: ['balances'],
  grantedAt: NOW,
  expiresAt: NOW + 90 * DAY,
  endedAt: null,
  endReason: null,
};

describe('a consent of 90 days', () => {
  test.each([
    ['at once', 0, undefined, 90],
    ['a millisecond later', 1, undefined, 90],
    ['after a day', DAY, undefined, 89],
    ['after 89 days', 89 * DAY, undefined, 1],
    ['a millisecond before the end of day 90', 90 * DAY - 1, undefined, 1],
    ['at the end of day 90', 90 * DAY, 'expired', 0],
    ['a millisecond after the end of day 90', 90 * DAY + 1, 'expired', 0],
    ['after a year', 365 * DAY, 'expired', -275],
  ])('%s (after %d ms) is over for the reason %s and has %d days left', (_, passed, end, days) => {
    expect(consentEnd(consent, NOW + passed)).toBe(end);
    expect(daysLeft(consent, NOW + passed)).toBeCloseTo(days);
  });

  test.each(['superseded', 'ended_by_vendor', 'token_reused'] as const)(
    'is over once it was %s, and keeps that reason after its period too',
    (endReason) => {
      const ended = { ...consent, endedAt: NOW + DAY, endReason };
      expect(consentEnd(ended, NOW + DAY)).toBe(endReason);
      expect(consentEnd(ended, NOW + 91 * DAY)).toBe(endReason);
    },
  );
});
