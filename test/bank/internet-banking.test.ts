import { describe, expect, test } from 'vitest';
import type { CustomerFacts } from '../../sandbox/src/bank/facts.ts';
import {
  currentSession,
  everywhere,
  internetBankingTransitions,
  pressInternetBanking,
} from '../../sandbox/src/bank/internet-banking.ts';
import type {
  InternetBankingContext,
  InternetBankingEffect,
  InternetBankingScreenId,
  InternetBankingSession,
} from '../../sandbox/src/bank/internet-banking-state.ts';
import type { Values } from '../../sandbox/src/bank/linkage-state.ts';
import { oneTimePassword } from '../../sandbox/src/bank/one-time-password.ts';
import { gunken } from '../../sandbox/src/bank/profiles/gunken.ts';
import { noToken, type SoftwareToken, type SoftwareTokenState } from '../../sandbox/src/bank/software-token.ts';
import { customer, NOW, tokenInUse } from './facts.ts';

const screens = Object.keys(internetBankingTransitions) as InternetBankingScreenId[];
const menuButtons = Object.keys(everywhere);
const buttons = [
  ...new Set([...menuButtons, ...Object.values(internetBankingTransitions).flatMap((one) => Object.keys(one))]),
];
const beforeLogin: readonly InternetBankingScreenId[] = ['login', 'first-registration', 'one-time-password'];

const right = oneTimePassword(tokenInUse.secret as string, NOW);
const tokenThat = (state: SoftwareTokenState): SoftwareToken =>
  state === 'unissued' ? noToken : { ...tokenInUse, state };

type Row = readonly [
  screen: InternetBankingScreenId,
  button: string,
  state: SoftwareTokenState,
  values: Values,
  next: InternetBankingScreenId,
  ...effects: string[],
];

const issueValues = { mailAddress: 'taro@data-bank.example', activationPassword: 'kaishi99' };

/** Every button that does something besides the menu's; any other button on any other screen is refused. */
const table: readonly Row[] = [
  ['login', 'login', 'unissued', { loginId: 'tanaka', loginPassword: 'Right1' }, 'home', 'login-counted'],
  ['login', 'first-registration', 'unissued', {}, 'first-registration'],
  ['first-registration', 'back', 'unissued', {}, 'login'],
  ['one-time-password', 'next', 'in-use', { oneTimePassword: right }, 'home', 'software-token-changed in-use'],
  ['one-time-password', 'cancel', 'in-use', {}, 'login'],
  ['applications', 'one-time-password', 'unissued', {}, 'token-selection'],
  ['token-selection', 'issue', 'unissued', {}, 'token-issue'],
  ['token-selection', 'start', 'issued', {}, 'token-start'],
  ['token-selection', 'release', 'in-use', {}, 'token-release'],
  ['token-issue', 'next', 'unissued', issueValues, 'token-issue-confirmation'],
  ['token-issue', 'back', 'unissued', {}, 'token-selection'],
  [
    'token-issue-confirmation',
    'issue',
    'unissued',
    {},
    'token-issued',
    'software-token-changed issued',
    'token-mail issued',
  ],
  ['token-issue-confirmation', 'back', 'unissued', {}, 'token-issue'],
  ['token-issued', 'selection', 'issued', {}, 'token-selection'],
  ['token-start', 'start', 'issued', { oneTimePassword: right }, 'token-started', 'software-token-changed in-use'],
  ['token-start', 'back', 'issued', {}, 'token-selection'],
  ['token-started', 'selection', 'in-use', {}, 'token-selection'],
  ['token-release', 'release', 'in-use', {}, 'token-released', 'software-token-changed unissued'],
  ['token-release', 'back', 'in-use', {}, 'token-selection'],
  ['token-released', 'selection', 'unissued', {}, 'token-selection'],
];

const known: CustomerFacts = customer({ loginPassword: 'Right1' });

function contextOn(
  screen: InternetBankingScreenId,
  state: SoftwareTokenState,
  values: Values = {},
): InternetBankingContext {
  const session: InternetBankingSession = {
    screen,
    touchedAt: NOW,
    ...(screen === 'login' || screen === 'first-registration' ? {} : { loginId: 'tanaka' }),
    ...(screen === 'token-issue-confirmation' ? { draft: issueValues } : {}),
  };
  return {
    profile: gunken,
    session,
    facts: { customer: { ...known, softwareToken: tokenThat(state) }, accounts: [] },
    values,
    now: NOW,
    newToken: { secret: tokenInUse.secret, serviceId: '10119991', userId: '99910000009' },
  };
}

const tellEffect = (effect: InternetBankingEffect) =>
  'token' in effect ? `${effect.kind} ${effect.token.state}` : effect.kind;

const everyCell = screens.flatMap((screen) =>
  [...buttons, 'no-such-button', 'toString', '__proto__', ''].map((button) => {
    const row = table.find((candidate) => candidate[0] === screen && candidate[1] === button);
    const isMenu = menuButtons.includes(button) && !beforeLogin.includes(screen);
    return { screen, button, row, isMenu, leadsTo: row?.[4] ?? (isMenu ? 'a part of the menu' : 'a refusal') };
  }),
);

describe('the table of the internet-banking site', () => {
  test('has every button of every screen', () => {
    const all = screens.flatMap((screen) =>
      Object.keys(internetBankingTransitions[screen]).map((button) => `${screen} ${button}`),
    );
    expect(table.map(([screen, button]) => `${screen} ${button}`)).toEqual(all);
  });

  test.each(everyCell)('leads from $screen by "$button" to $leadsTo', ({ screen, button, row, isMenu }) => {
    const [, , state = 'unissued', values = {}, next, ...effects] = row ?? [];
    const context = contextOn(screen, state as SoftwareTokenState, values as Values);
    const decision = pressInternetBanking(context, { action: button, screen, values: values as Values });
    if (row) {
      expect([decision.session.screen, decision.errors]).toEqual([next, []]);
      expect(decision.effects.map(tellEffect)).toEqual(effects);
    } else if (isMenu) {
      expect(decision.errors).toEqual([]);
      const part = button === 'logout' ? 'login' : button.replace('menu-', '');
      expect(decision.session.screen).toBe(part);
      expect(decision.session.loginId).toBe(button === 'logout' ? undefined : 'tanaka');
    } else {
      expect(decision.errors.map(({ code }) => code)).toEqual(['unknown_action']);
      expect(decision.session).toEqual(context.session);
    }
  });

  test.each<[InternetBankingScreenId, string, SoftwareTokenState[]]>([
    ['token-selection', 'issue', ['in-use', 'suspended']],
    ['token-selection', 'start', ['unissued', 'in-use', 'suspended']],
    ['token-selection', 'release', ['unissued', 'issued', 'suspended']],
    ['token-issue', 'next', ['in-use', 'suspended']],
    ['token-issue-confirmation', 'issue', ['in-use', 'suspended']],
    ['token-start', 'start', ['unissued', 'in-use', 'suspended']],
    ['token-release', 'release', ['unissued', 'issued', 'suspended']],
  ])('on %s refuses %s in the states %j, and shows what the state is now', (screen, action, states) => {
    for (const state of states) {
      const values = { ...issueValues, oneTimePassword: right };
      const { session, errors, effects } = pressInternetBanking(contextOn(screen, state, values), { action, values });
      expect([session.screen, errors.map(({ code }) => code), effects]).toEqual([
        'token-selection',
        ['token_action_not_possible'],
        [],
      ]);
    }
  });

  test('asks for a one-time password after the password once a token is in use', () => {
    const values = { loginId: 'tanaka', loginPassword: 'Right1' };
    for (const [state, screen] of [
      ['unissued', 'home'],
      ['issued', 'home'],
      ['in-use', 'one-time-password'],
      ['suspended', 'one-time-password'],
    ] as const) {
      const decision = pressInternetBanking(contextOn('login', state, values), { action: 'login', values });
      expect([state, decision.session.screen]).toEqual([state, screen]);
    }
  });

  test('forgets what was entered once another screen is shown', () => {
    const { session } = pressInternetBanking(contextOn('token-issue-confirmation', 'unissued'), {
      action: 'menu-home',
      values: {},
    });
    expect(session).toEqual({ screen: 'home', loginId: 'tanaka', touchedAt: NOW });
  });
});

describe('a session that nobody touches', () => {
  const session: InternetBankingSession = { screen: 'home', loginId: 'tanaka', touchedAt: NOW };
  test.each([
    [600_000, 'home'],
    [600_001, 'login'],
  ])('shows after %d ms %s', (after, screen) => {
    expect(currentSession(session, gunken, NOW + after).screen).toBe(screen);
  });
});
