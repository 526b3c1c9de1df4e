import { describe, expect, it } from 'vitest';
import { transitions } from '../../sandbox/src/bank/linkage.ts';
import type { BankProfile } from '../../sandbox/src/bank/profile.ts';
import { profiles } from '../../sandbox/src/bank/profiles/index.ts';
import { type Flow, type FlowTarget, flowOf } from '../../sandbox/src/screens/flow.ts';

const banks = Object.values(profiles).map((profile) => ({ bank: profile.id, profile, flow: flowOf(profile) }));
const ofBank = (bank: string): Flow => banks.find((one) => one.bank === bank)?.flow as Flow;

const targets = ({ edges }: Flow, screen: string, action: string): FlowTarget[] =>
  edges.filter(({ from, action: own }) => from === screen && own === action).map(({ to }) => to);

/** The browser's own certificate window presses these, or nobody does while the sandbox plays it. */
const ofTls = ['certificate-selection present', 'certificate-selection retry'];

/** The buttons of the transition table that only some profiles have. */
function isThere(profile: BankProfile, button: string): boolean {
  const conditions: Readonly<Record<string, boolean>> = {
    'entry certificate-login': profile.loginMethods.includes('certificate'),
    'entry login': profile.loginMethods.includes('password'),
    'one-time-password show-code': profile.hasCameraTokens,
    'one-time-password cancel': profile.oneTimePassword?.cancelButton !== undefined,
    'inquiry-pin-registration-result register-more':
      profile.inquiryPinRegistration.result.registerMoreButton !== undefined,
    'consent deny': profile.consent.denyButton !== undefined,
  };
  return conditions[button] ?? true;
}

/** The screens that a profile can show: those of its logins, its steps, and the refusals. */
function screensOf({ loginMethods, steps, hasCameraTokens }: BankProfile): string[] {
  const certificate = ['certificate-selection', 'certificate-password', 'certificate-refused'];
  return [
    'entry',
    ...(loginMethods.includes('certificate') ? certificate : []),
    ...(hasCameraTokens ? ['two-dimensional-code'] : []),
    ...steps,
    'inquiry-pin-registration-result',
    'ended',
  ];
}

describe.each(banks)('the map of $bank', ({ profile, flow }) => {
  it('has every screen that the profile can show, and no other', () => {
    expect(flow.screens.map(({ id }) => id).sort()).toEqual(screensOf(profile).sort());
  });

  it('has every button of the transition table that the profile allows, and no other', () => {
    const allowed = screensOf(profile).flatMap((screen) => {
      const actions = Object.keys(transitions[screen as keyof typeof transitions]);
      const abort = profile.abortButton && screen !== 'ended' ? ['abort'] : [];
      return [...actions, ...abort].map((action) => `${screen} ${action}`);
    });
    const expected = allowed.filter((button) => isThere(profile, button) && !ofTls.includes(button));
    const drawn = new Set(flow.edges.map(({ from, action }) => `${from} ${action}`));
    expect([...drawn].sort()).toEqual(expected.sort());
  });

  it('has the steps in the order of the profile', () => {
    const ids = flow.screens.map(({ id }) => id);
    expect(ids.filter((id) => (profile.steps as readonly string[]).includes(id))).toEqual(profile.steps);
  });

  it('leads from the login to each step that follows, for the steps before it can be skipped', () => {
    const login = profile.loginMethods.includes('password') ? 'entry' : 'certificate-password';
    const reached = targets(flow, login, 'login');
    expect(reached).toEqual(expect.arrayContaining([...profile.steps, 'ended']));
  });

  it('leads from the registration of inquiry PINs to its result, or to the end where no account is left', () => {
    expect(targets(flow, 'inquiry-pin-registration', 'register').sort()).toEqual([
      'ended',
      'inquiry-pin-registration-result',
    ]);
  });

  it('leads from the result to the consent, or back once the day is over', () => {
    expect(targets(flow, 'inquiry-pin-registration-result', 'confirm').sort()).toEqual([
      'consent',
      'inquiry-pin-registration',
    ]);
  });

  it('leads from the consent to the vendor, or back once the day is over', () => {
    expect(targets(flow, 'consent', 'allow').sort()).toEqual(['consented', 'inquiry-pin-registration']);
  });

  it('says of a button that leads to one place only that it does not depend', () => {
    for (const { from, action, isConditional } of flow.edges) {
      expect(isConditional).toBe(targets(flow, from, action).length > 1);
    }
  });
});

describe('the map', () => {
  it('leads back to the vendor by 拒否 where the bank has the button, and by 中断 from every screen of seed 004', () => {
    expect(targets(ofBank('gunma'), 'consent', 'deny')).toEqual(['denied']);
    expect(targets(ofBank('mizuho'), 'consent', 'deny')).toEqual([]);
    const aborted = ofBank('mizuho').edges.filter(({ label }) => label === '中断');
    expect(aborted.every(({ to }) => to === 'denied')).toBe(true);
    expect(aborted).toHaveLength(ofBank('mizuho').screens.length - 1);
  });

  it('shows the 2-D code on its own page and the field in turn', () => {
    const flow = ofBank('mizuho');
    expect(targets(flow, 'entry', 'login')).toContain('two-dimensional-code');
    expect(targets(flow, 'two-dimensional-code', 'next')).toEqual(['one-time-password']);
    expect(targets(flow, 'one-time-password', 'show-code')).toEqual(['two-dimensional-code']);
  });

  it('says whom a screen is for, where it is not for everybody', () => {
    const shownTo = Object.fromEntries(ofBank('mizuho').screens.map(({ id, shownTo }) => [id, shownTo]));
    expect(shownTo.entry).toBeUndefined();
    expect(shownTo.consent).toBeUndefined();
    expect(shownTo['certificate-password']).toBe('電子証明書方式をご利用のお客さま');
    expect(shownTo['one-time-password']).toBe('ワンタイムパスワードを利用している場合');
    expect(shownTo['inquiry-pin-registration']).toBe('残高照会または入出金明細照会を利用し、未登録の口座がある場合');
  });

  it('changes with the profile', () => {
    const mizuho = profiles.mizuho as BankProfile;
    const { abortButton: _, ...withoutAbort } = mizuho;
    const changed = flowOf({
      ...withoutAbort,
      steps: ['service-selection', 'consent'],
      serviceSelection: { ...mizuho.serviceSelection, title: '別の題名' },
    });
    expect(changed.screens.map(({ id }) => id)).not.toContain('inquiry-pin-registration');
    expect(changed.screens.find(({ id }) => id === 'service-selection')?.title).toBe('別の題名');
    expect(changed.edges.some(({ label }) => label === '中断')).toBe(false);
  });
});
