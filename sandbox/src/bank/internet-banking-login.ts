import {
  goOn,
  type InternetBankingContext,
  type InternetBankingTransition,
  loggedOut,
  refuse,
  show,
  tokenOf,
} from './internet-banking-state.ts';
import { typed } from './linkage-state.ts';
import { judgeLogin, loginEffect } from './login.ts';
import { oneTimePasswordRefusal } from './one-time-password-entry.ts';
import { type Refusal, refusal } from './refusal.ts';
import { isAskedAtLogin } from './software-token.ts';
import { judgeOneTimePassword } from './software-token-use.ts';

const isAlphanumeric = (text: string): boolean => /^[A-Za-z0-9]{1,12}$/.test(text);

function malformed({ values }: InternetBankingContext): readonly Refusal[] {
  const loginId = typed(values, 'loginId');
  const password = typed(values, 'loginPassword');
  const errors: Refusal[] = [];
  if (loginId === '') errors.push(refusal('login_id_required', 'loginId'));
  else if (!isAlphanumeric(loginId)) errors.push(refusal('login_id_not_alphanumeric', 'loginId'));
  if (password === '') errors.push(refusal('login_password_required', 'loginPassword'));
  else if (!isAlphanumeric(password)) errors.push(refusal('login_password_not_alphanumeric', 'loginPassword'));
  return errors;
}

/** 手順1, BLI001: ログインID and ログインパスワード. */
export const login: Readonly<Record<string, InternetBankingTransition>> = {
  login: (context) => {
    const { facts, profile, values, now } = context;
    const errors = malformed(context);
    if (errors.length > 0) return refuse(context, errors);
    const { customer } = facts;
    const limit = profile.settings.wrongLoginPasswordsBeforeLock;
    const outcome = judgeLogin(customer, 'password', typed(values, 'loginPassword'), limit);
    const effects = [loginEffect(customer, outcome)];
    if (outcome.kind === 'refused' || customer === undefined) {
      return refuse(context, [refusal('login_refused')], effects);
    }
    const { loginId, softwareToken } = customer;
    const screen = isAskedAtLogin(softwareToken) ? 'one-time-password' : 'home';
    return goOn({ screen, loginId, touchedAt: now }, effects);
  },
  'first-registration': show('first-registration'),
};

/** 初回利用登録; the manual does not show what follows. */
export const firstRegistration: Readonly<Record<string, InternetBankingTransition>> = { back: show('login') };

/** ワンタイムパスワードご登録後のログイン 手順3, BLI023. */
export const oneTimePasswordLogin: Readonly<Record<string, InternetBankingTransition>> = {
  next: (context) => {
    const { profile, session, values, now } = context;
    // It was released, or initialised by the clerk, since the login: a login now would not ask.
    if (!isAskedAtLogin(tokenOf(context))) return goOn({ ...session, screen: 'home' });
    const password = typed(values, 'oneTimePassword');
    const malformed = oneTimePasswordRefusal(password);
    if (malformed) return refuse(context, [malformed]);
    const limit = profile.settings.wrongOneTimePasswordsBeforeSuspension;
    const { kind, token } = judgeOneTimePassword(tokenOf(context), password, now, limit);
    const effects = [{ kind: 'software-token-changed', loginId: session.loginId as string, token } as const];
    const refused = oneTimePasswordRefusal(password, kind);
    return refused ? refuse(context, [refused], effects) : goOn({ ...session, screen: 'home' }, effects);
  },
  cancel: ({ now }) => goOn(loggedOut(now)),
};
