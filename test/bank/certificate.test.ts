import { describe, expect, test } from 'vitest';
import { certificateRefusal, certificateState } from '../../sandbox/src/bank/certificate.ts';
import { certificate, DAY, NOW } from './facts.ts';

const from = NOW - DAY;
const until = NOW + DAY;
const one = (more: Parameters<typeof certificate>[0] = {}) =>
  certificate({ notBefore: from, notAfter: until, ...more });

describe('the state of a certificate', () => {
  test.each([
    ['not-yet-valid', 'a millisecond before its first instant', from - 1],
    ['valid', 'at its first instant', from],
    ['valid', 'at its last instant', until],
    ['expired', 'a millisecond after its last instant', until + 1],
  ])('is %s %s', (state, _, now) => {
    expect(certificateState(one(), now)).toBe(state);
  });

  test.each([
    ['valid', 'a millisecond before the revocation', NOW - 1],
    ['revoked', 'at the instant of the revocation', NOW],
    ['revoked', 'long after it has expired too', until + DAY],
  ])('is %s %s', (state, _, now) => {
    expect(certificateState(one({ revokedAt: NOW }), now)).toBe(state);
  });

  test('is foreign before anything else', () => {
    const foreign = one({ foreign: true, revokedAt: NOW });
    for (const now of [from - 1, NOW, until + 1]) expect(certificateState(foreign, now)).toBe('foreign');
  });
});

describe('the refusal of a certificate', () => {
  test.each([
    ['unknown to the sandbox', undefined, 'certificate_unknown'],
    ['of another authority', one({ foreign: true }), 'certificate_of_another_authority'],
    ['not for TLS clients', one({ forClients: false }), 'certificate_not_for_clients'],
    ['revoked', one({ revokedAt: NOW }), 'certificate_revoked'],
    ['not yet valid', one({ notBefore: NOW + 1 }), 'certificate_not_yet_valid'],
    ['expired', one({ notAfter: NOW - 1 }), 'certificate_expired'],
    ['of another bank', one({ bank: 'sorachi' }), 'certificate_of_another_bank'],
    ['expired and of another bank', one({ bank: 'sorachi', notAfter: NOW - 1 }), 'certificate_expired'],
  ])('says why when it is %s', (_, presented, code) => {
    const refusal = certificateRefusal(presented, 'gunma', NOW);
    expect(refusal?.code).toBe(code);
    expect(refusal?.message).toMatch(/。$/);
  });

  test('does not come for a valid one', () => {
    expect(certificateRefusal(one(), 'gunma', NOW)).toBeUndefined();
  });
});
