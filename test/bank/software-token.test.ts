import { describe, expect, test } from 'vitest';
import { oneTimePassword } from '../../sandbox/src/bank/one-time-password.ts';
import {
  changed,
  isAskedAtLogin,
  noToken,
  type SoftwareToken,
  type SoftwareTokenAction,
  type SoftwareTokenState,
  shownByApp,
  softwareTokenTransitions,
} from '../../sandbox/src/bank/software-token.ts';
import { judgeOneTimePassword, setUpApp } from '../../sandbox/src/bank/software-token-use.ts';
import { NOW, tokenInUse } from './facts.ts';

const states = Object.keys(softwareTokenTransitions) as SoftwareTokenState[];
const actions: readonly SoftwareTokenAction[] = [
  'issue',
  'set-up-app',
  'start',
  'suspend',
  'release',
  'release-suspension',
  'initialise',
  'change-phone',
];

/** What each action makes of each state, in the order of `actions`; - cannot be done. */
const table: Readonly<Record<SoftwareTokenState, readonly string[]>> = {
  unissued: ['issued', '-', '-', '-', '-', '-', '-', 'unissued'],
  issued: ['issued', 'issued', 'in-use', 'suspended', '-', '-', 'unissued', 'issued'],
  'in-use': ['-', '-', '-', 'suspended', 'unissued', '-', 'unissued', 'in-use'],
  suspended: ['-', '-', '-', '-', '-', 'in-use', 'unissued', 'suspended'],
};

const tokenThat = (state: SoftwareTokenState): SoftwareToken =>
  state === 'unissued' ? noToken : { ...tokenInUse, state, suspendedFrom: state === 'suspended' ? 'in-use' : null };

const cells = states.flatMap((state) =>
  actions.map((action, index) => ({ state, action, next: table[state][index] as string })),
);

describe('the life cycle of a software token', () => {
  test('knows no further action', () => {
    const known = new Set(Object.values(softwareTokenTransitions).flatMap((one) => Object.keys(one)));
    expect([...known].sort()).toEqual([...actions].sort());
  });

  test.each(cells)('makes of a token that is $state by $action: $next', ({ state, action, next }) => {
    expect(changed(tokenThat(state), action)?.state ?? '-').toBe(next);
  });

  test('forgets everything but the phone with 利用解除 and 初期化', () => {
    const phone = { phoneClockOffsetSeconds: -600, mailFilter: true };
    for (const action of ['release', 'initialise'] as const) {
      expect(changed({ ...tokenInUse, ...phone, lastStep: 5, failures: 3 }, action)).toEqual({ ...noToken, ...phone });
    }
  });

  test('remembers what it was before it was suspended', () => {
    const issued = changed(tokenThat('issued'), 'suspend') as SoftwareToken;
    expect(changed({ ...issued, failures: 5 }, 'release-suspension')).toMatchObject({ state: 'issued', failures: 0 });
  });

  test('loses its app with a change of phone, and cannot set one up again while it is in use', () => {
    const token = changed(tokenInUse, 'change-phone') as SoftwareToken;
    expect([token.state, token.appIsSetUp, shownByApp(token, NOW)]).toEqual(['in-use', false, undefined]);
    expect(setUpApp(token, { serviceId: '10119991', activationPassword: 'start1234' })).toBeUndefined();
  });

  test.each([
    ['none', undefined, false],
    ['トークン未発行', noToken, false],
    ['トークン発行済', tokenThat('issued'), false],
    ['利用中', tokenThat('in-use'), true],
    ['停止中', tokenThat('suspended'), true],
    ['停止中 since before its start of use', { ...tokenThat('suspended'), suspendedFrom: 'issued' as const }, false],
  ])('asks for a one-time password at the login where it is %s: %#', (_, token, expected) => {
    expect(isAskedAtLogin(token)).toBe(expected);
  });
});

describe('a one-time password', () => {
  const at = (offset: number) => oneTimePassword(tokenInUse.secret as string, NOW + offset * 1000);
  const judge = (password: string, token: SoftwareToken = tokenInUse, now = NOW) =>
    judgeOneTimePassword(token, password, now, 5);

  test.each([
    ['of this minute', 0, 'accepted'],
    ['of the minute before', -60, 'accepted'],
    ['of two minutes before', -120, 'wrong'],
    ['of the next minute', 60, 'wrong'],
  ])('%s is %s', (_, offset, kind) => {
    expect(judge(at(offset)).kind).toBe(kind);
  });

  test('is taken once, and so is none of before it', () => {
    const { token } = judge(at(0));
    expect(judge(at(0), token)).toEqual({ kind: 'used', token });
    expect(judge(at(-60), token)).toEqual({ kind: 'used', token });
    expect(judge(at(60), token, NOW + 60_000).kind).toBe('accepted');
  });

  test('of the minute before leaves that of this minute to be taken', () => {
    const { token } = judge(at(-60));
    expect(judge(at(0), token).kind).toBe('accepted');
  });

  test('is taken after the world’s clock went back a day', () => {
    const { token } = judge(at(0));
    const yesterday = NOW - 86_400_000;
    expect(judge(oneTimePassword(token.secret as string, yesterday), token, yesterday).kind).toBe('accepted');
  });

  test('wrong five times in a row suspends, and then the right one is refused too', () => {
    let token = tokenInUse;
    const kinds: string[] = [];
    for (let tries = 0; tries < 5; tries += 1) {
      const outcome = judge('000000', token);
      kinds.push(outcome.kind);
      token = outcome.token;
    }
    expect(kinds).toEqual(['wrong', 'wrong', 'wrong', 'wrong', 'suspended']);
    expect(token).toMatchObject({ state: 'suspended', suspendedFrom: 'in-use', failures: 5 });
    expect(judge(at(0), token)).toEqual({ kind: 'suspended', token });
  });

  test('right in between clears the count', () => {
    const { token } = judge(at(0), { ...tokenInUse, failures: 4 });
    expect(token.failures).toBe(0);
  });

  test.each([
    [-600, 'wrong'],
    [-60, 'accepted'],
    [0, 'accepted'],
    [60, 'wrong'],
    [600, 'wrong'],
  ])('of a phone whose clock is %d s off is %s', (phoneClockOffsetSeconds, kind) => {
    const token = { ...tokenInUse, phoneClockOffsetSeconds };
    expect(judge(shownByApp(token, NOW) ?? '', token).kind).toBe(kind);
  });
});

describe('the 初期設定 of the app', () => {
  const issued: SoftwareToken = { ...tokenInUse, state: 'issued', appIsSetUp: false };
  const right = { serviceId: '10119991', activationPassword: 'start1234' };

  test('sets it up with what was issued', () => {
    expect(setUpApp(issued, right)).toEqual({ ...issued, appIsSetUp: true });
  });

  test.each([
    ['another service ID', issued, { ...right, serviceId: '10119992' }],
    ['another password', issued, { ...right, activationPassword: 'START1234' }],
    ['no password', issued, { ...right, activationPassword: '' }],
    ['a token that is set up already', { ...issued, appIsSetUp: true }, right],
    ['no token', undefined, right],
    ['no token and nothing typed', undefined, { serviceId: '', activationPassword: '' }],
    ['a token that was released', noToken, { serviceId: '', activationPassword: '' }],
  ])('refuses %s', (_, token, typed) => {
    expect(setUpApp(token, typed)).toBeUndefined();
  });
});
