import { describe, expect, test } from 'vitest';
import { press } from '../../sandbox/src/bank/linkage.ts';
import { certificate, contextOf, customer, holder, linkageOn, NOW, pressed, tell, told, usual } from './facts.ts';

describe('the login by ID and password', () => {
  const fullWidth = '１２３４';
  test.each([
    ['nothing is filled in', { loginId: '', loginPassword: '' }, ['login_id_required', 'login_password_required']],
    ['the fields are missing', {}, ['login_id_required', 'login_password_required']],
    ['the ID is missing', { loginPassword: 'right-password' }, ['login_id_required']],
    ['the ID has full-width digits', { loginId: fullWidth, loginPassword: 'x' }, ['login_id_malformed']],
    ['the ID has a space', { loginId: 'tana ka', loginPassword: 'x' }, ['login_id_malformed']],
    ['the ID has 65 characters', { loginId: 'x'.repeat(65), loginPassword: 'x' }, ['login_id_malformed']],
    ['the password is full-width', { loginId: 'tanaka', loginPassword: fullWidth }, ['login_password_malformed']],
    [
      'a field is a list',
      { loginId: ['tanaka'], loginPassword: true },
      ['login_id_required', 'login_password_required'],
    ],
  ])('is not counted as a wrong one when %s', (_, values, refusals) => {
    expect(told('entry', 'login', { values })).toEqual({ next: 'entry', refusals, effects: [] });
  });

  test('names the field of each mistake', () => {
    const { errors } = pressed(linkageOn('entry'), 'login');
    expect(errors.map(({ field }) => field)).toEqual(['loginId', 'loginPassword']);
  });

  test.each([1, 2, 3, 4, 5])('locks exactly at the fifth wrong password in a row: this is number %d', (number) => {
    const facts = { customer: customer({ loginFailures: number - 1 }) };
    const values = { loginId: 'tanaka', loginPassword: 'wrong' };
    const effect = number === 5 ? 'login-counted tanaka 5 locked' : `login-counted tanaka ${number}`;
    expect(told('entry', 'login', { values, facts })).toEqual({
      next: 'entry',
      refusals: ['login_refused'],
      effects: [effect],
    });
  });

  test('refuses the right password of a locked customer in the words of a wrong one, and counts no further', () => {
    const locked = { customer: customer({ loginFailures: 5, locked: true }) };
    const right = pressed(linkageOn('entry'), 'login', { values: usual.entry.values, facts: locked });
    const wrong = pressed(linkageOn('entry'), 'login', { values: { loginId: 'tanaka', loginPassword: 'wrong' } });
    expect(tell(right)).toEqual({ next: 'entry', refusals: ['login_refused'], effects: ['login-not-counted'] });
    expect(right.errors).toEqual(wrong.errors);
  });

  test('tells nothing of whether there is such a customer', () => {
    const { customer: _, ...nobody } = contextOf(linkageOn('entry')).facts;
    const values = { loginId: 'nobody', loginPassword: 'wrong' };
    const unknown = press({ ...contextOf(linkageOn('entry'), { values }), facts: nobody }, { action: 'login', values });
    const wrong = pressed(linkageOn('entry'), 'login', { values: { loginId: 'tanaka', loginPassword: 'wrong' } });
    expect(unknown.errors).toEqual(wrong.errors);
    expect(unknown.effects).toEqual([{ kind: 'login-not-counted' }]);
  });

  test('refuses a certificate customer, and does not count it', () => {
    const values = { loginId: 'suzuki', loginPassword: 'right-password' };
    expect(told('entry', 'login', { values, facts: { customer: holder } })).toEqual({
      next: 'entry',
      refusals: ['login_refused'],
      effects: ['login-not-counted'],
    });
  });

  test('clears the count of wrong passwords', () => {
    const facts = { customer: customer({ loginFailures: 4 }) };
    expect(told('entry', 'login', { facts }).effects).toEqual(['login-counted tanaka 0']);
  });
});

describe('the login by certificate', () => {
  const chosen = (more: Parameters<typeof certificate>[0]) => ({ customer: holder, certificate: certificate(more) });

  test.each([
    ['expired', chosen({ notAfter: NOW - 1 }), 'certificate_expired'],
    ['revoked', chosen({ revokedAt: NOW }), 'certificate_revoked'],
    ['not yet valid', chosen({ notBefore: NOW + 1 }), 'certificate_not_yet_valid'],
    ['from another authority', chosen({ foreign: true }), 'certificate_of_another_authority'],
    ['of another bank', chosen({ bank: 'sorachi' }), 'certificate_of_another_bank'],
    ['unknown to the bank', {}, 'certificate_unknown'],
  ])('is refused by a screen of its own when the certificate is %s', (_, facts, refusedFor) => {
    const values = { certificate: 'some', certificatePresented: true };
    for (const action of ['select', 'present']) {
      const { linkage, errors } = pressed(linkageOn('certificate-selection'), action, { values, facts });
      expect([linkage.screen, linkage.refusedFor, errors]).toEqual(['certificate-refused', refusedFor, []]);
      expect(linkage.certificateId).toBeUndefined();
    }
  });

  test('asks to choose when none is chosen', () => {
    expect(told('certificate-selection', 'select', { values: {} })).toEqual({
      next: 'certificate-selection',
      refusals: ['certificate_required'],
      effects: [],
    });
  });

  test('tells when the browser presented none', () => {
    const { linkage } = pressed(linkageOn('certificate-selection'), 'present', { values: {} });
    expect([linkage.screen, linkage.refusedFor]).toEqual(['certificate-refused', 'certificate_not_presented']);
  });

  test('looks at the certificate again with the password: it can have expired in the meantime', () => {
    const more = { values: usual['certificate-password'].values, facts: chosen({ notAfter: NOW - 1 }) };
    const { linkage, effects } = pressed(linkageOn('certificate-password'), 'login', more);
    expect([linkage.screen, linkage.refusedFor, effects]).toEqual(['certificate-refused', 'certificate_expired', []]);
  });

  test('forgets the refused certificate on the way back, so that another customer can log in', () => {
    const refused = linkageOn('certificate-refused', {
      certificateId: 'suzuki-valid',
      refusedFor: 'certificate_expired',
    });
    expect(pressed(refused, 'back').linkage).toEqual(linkageOn('entry'));
  });

  test.each([
    ['', 'login_password_required', []],
    ['ｐａｓｓ', 'login_password_malformed', []],
    ['wrong', 'login_password_refused', ['login-counted suzuki 1']],
  ])('refuses the password "%s"', (loginPassword, refusal, effects) => {
    const more = { values: { loginPassword }, facts: usual['certificate-password'].facts };
    expect(told('certificate-password', 'login', more)).toEqual({
      next: 'certificate-password',
      refusals: [refusal],
      effects,
    });
  });

  test('locks at the fifth wrong password', () => {
    const facts = { ...usual['certificate-password'].facts, customer: { ...holder, loginFailures: 4 } };
    expect(told('certificate-password', 'login', { values: { loginPassword: 'wrong' }, facts }).effects).toEqual([
      'login-counted suzuki 5 locked',
    ]);
  });

  test('refuses a holder who logs in by ID and password', () => {
    const facts = { ...usual['certificate-password'].facts, customer: customer({ loginId: 'suzuki' }) };
    expect(told('certificate-password', 'login', { facts }).refusals).toEqual(['login_password_refused']);
  });
});
