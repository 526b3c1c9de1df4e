import { firstRegistration, login, oneTimePasswordLogin } from './internet-banking-login.ts';
import {
  goOn,
  type InternetBankingContext,
  type InternetBankingDecision,
  type InternetBankingScreenId,
  type InternetBankingSession,
  type InternetBankingTransition,
  isLoggedIn,
  loggedOut,
  type MenuAction,
  refuse,
  show,
} from './internet-banking-state.ts';
import {
  tokenDone,
  tokenIssue,
  tokenIssueConfirmation,
  tokenRelease,
  tokenSelection,
  tokenStart,
} from './internet-banking-token.ts';
import type { Submission } from './linkage.ts';
import type { BankProfile } from './profile.ts';
import { refusal } from './refusal.ts';

type Actions = Readonly<Record<string, InternetBankingTransition>>;

const nothing: Actions = {};

/** The internet-banking site as one table: what each button of each screen does (seed 003). */
export const internetBankingTransitions: Readonly<Record<InternetBankingScreenId, Actions>> = {
  login,
  'first-registration': firstRegistration,
  'one-time-password': oneTimePasswordLogin,
  home: nothing,
  accounts: nothing,
  transfers: nothing,
  payments: nothing,
  applications: { 'one-time-password': show('token-selection') },
  profile: nothing,
  'token-selection': tokenSelection,
  'token-issue': tokenIssue,
  'token-issue-confirmation': tokenIssueConfirmation,
  'token-issued': tokenDone,
  'token-start': tokenStart,
  'token-started': tokenDone,
  'token-release': tokenRelease,
  'token-released': tokenDone,
};

/** What can be pressed on every screen after the login: the header menu, and ログアウト. */
export const everywhere: Readonly<Record<MenuAction | 'logout', InternetBankingTransition>> = {
  'menu-home': show('home'),
  'menu-accounts': show('accounts'),
  'menu-transfers': show('transfers'),
  'menu-payments': show('payments'),
  'menu-applications': show('applications'),
  'menu-profile': show('profile'),
  logout: ({ now }) => goOn(loggedOut(now)),
};

/**
 * The session as it stands at a time: logged out when nobody touched it for too long.
 *
 * @param session - as it was saved
 * @param profile - the bank
 * @param now - world time, epoch milliseconds
 */
export function currentSession(
  session: InternetBankingSession,
  profile: BankProfile,
  now: number,
): InternetBankingSession {
  const isIdle = now - session.touchedAt > profile.settings.screenIdleSeconds * 1000;
  return isIdle && session.loginId !== undefined ? loggedOut(now) : session;
}

/**
 * What a button does: the next state and its effects, or the same screen with the refusals.
 *
 * @param context - bank, session, facts, what was filled in, the time and what a new token gets
 * @param submission - the button
 */
export function pressInternetBanking(context: InternetBankingContext, submission: Submission): InternetBankingDecision {
  const { session, now } = context;
  const { action, screen } = submission;
  const isMenu = Object.hasOwn(everywhere, action);
  const actions: Actions = isMenu && isLoggedIn(session) ? everywhere : internetBankingTransitions[session.screen];
  if (!isMenu && screen !== undefined && screen !== session.screen) return refuse(context, [refusal('stale_screen')]);
  const transition = Object.hasOwn(actions, action) ? actions[action] : undefined;
  if (transition === undefined) return refuse(context, [refusal('unknown_action')]);
  const decision = transition(context);
  return { ...decision, session: { ...decision.session, touchedAt: now } };
}
