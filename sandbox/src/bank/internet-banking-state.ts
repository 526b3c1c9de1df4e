import type { AccountFacts, CustomerFacts } from './facts.ts';
import type { Effect, Values } from './linkage-state.ts';
import type { LoginEffect } from './login.ts';
import type { BankProfile } from './profile.ts';
import type { Refusal } from './refusal.ts';
import { noToken, type SoftwareToken } from './software-token.ts';

/** The header menu (seed 003, 手順2). */
export const menu = {
  'menu-home': 'ホーム',
  'menu-accounts': '口座情報',
  'menu-transfers': '振込・振替',
  'menu-payments': '税金・各種料金の払込',
  'menu-applications': '各種お申込・手続き',
  'menu-profile': 'お客様情報の変更',
} as const;

/** A button of the header menu. */
export type MenuAction = keyof typeof menu;

/** Every screen of the internet-banking site. */
export type InternetBankingScreenId =
  | 'login'
  | 'first-registration'
  | 'one-time-password'
  | 'home'
  | 'accounts'
  | 'transfers'
  | 'payments'
  | 'applications'
  | 'profile'
  | 'token-selection'
  | 'token-issue'
  | 'token-issue-confirmation'
  | 'token-issued'
  | 'token-start'
  | 'token-started'
  | 'token-release'
  | 'token-released';

/** A visit to the site: all that is remembered between two screens. */
export interface InternetBankingSession {
  readonly screen: InternetBankingScreenId;
  /** Who has given his login password. */
  readonly loginId?: string;
  /** What was entered to issue a token, until it is confirmed. */
  readonly draft?: { readonly mailAddress: string; readonly activationPassword: string };
  /** Last key pressed; world time, epoch milliseconds. */
  readonly touchedAt: number;
}

/** What a token gets when it is issued. */
type NewToken = Pick<SoftwareToken, 'secret' | 'serviceId' | 'userId'>;

/** All that a transition looks at. */
export interface InternetBankingContext {
  readonly profile: BankProfile;
  readonly session: InternetBankingSession;
  /** The customer who is logged in or logs in, and his company's accounts. */
  readonly facts: { readonly customer?: CustomerFacts; readonly accounts: readonly AccountFacts[] };
  readonly values: Values;
  /** World time, epoch milliseconds. */
  readonly now: number;
  /** What a token gets if this transition issues one. */
  readonly newToken: NewToken;
}

/** What must be saved, together with the session, in one transaction. */
export type InternetBankingEffect =
  | Extract<Effect, { kind: LoginEffect['kind'] | 'software-token-changed' }>
  /** 手順7: the mail with the download URL. */
  | { readonly kind: 'token-mail'; readonly loginId: string; readonly token: SoftwareToken };

/** The next state and its effects; with errors, the same screen again. */
export interface InternetBankingDecision {
  readonly session: InternetBankingSession;
  readonly effects: readonly InternetBankingEffect[];
  readonly errors: readonly Refusal[];
}

/** What a button does. */
export type InternetBankingTransition = (context: InternetBankingContext) => InternetBankingDecision;

/** Goes on without a refusal. */
export function goOn(
  session: InternetBankingSession,
  effects: readonly InternetBankingEffect[] = [],
): InternetBankingDecision {
  return { session, effects, errors: [] };
}

/** The same screen again, with the reasons. */
export function refuse(
  { session }: InternetBankingContext,
  errors: readonly Refusal[],
  effects: readonly InternetBankingEffect[] = [],
): InternetBankingDecision {
  return { session, effects, errors };
}

/** Shows a screen, and forgets what was entered for another one. */
export function show(screen: InternetBankingScreenId): InternetBankingTransition {
  return ({ session: { draft: _, ...session } }) => goOn({ ...session, screen });
}

/** Nobody is logged in. */
export function loggedOut(now: number): InternetBankingSession {
  return { screen: 'login', touchedAt: now };
}

/** The token of the customer who is logged in. */
export function tokenOf({ facts }: Pick<InternetBankingContext, 'facts'>): SoftwareToken {
  return facts.customer?.softwareToken ?? noToken;
}

/** Whether a screen is shown to who is not logged in. */
export function isBeforeLogin(screen: string): boolean {
  return screen === 'login' || screen === 'first-registration';
}

/** Whether the customer is logged in, with every password that his login needs. */
export function isLoggedIn({ screen, loginId }: InternetBankingSession): boolean {
  return loginId !== undefined && !isBeforeLogin(screen) && screen !== 'one-time-password';
}
