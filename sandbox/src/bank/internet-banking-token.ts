import {
  goOn,
  type InternetBankingContext,
  type InternetBankingDecision,
  type InternetBankingScreenId,
  type InternetBankingTransition,
  refuse,
  show,
  tokenOf,
} from './internet-banking-state.ts';
import { typed } from './linkage-state.ts';
import { secretsMatch } from './login.ts';
import { oneTimePasswordRefusal } from './one-time-password-entry.ts';
import { type Refusal, refusal } from './refusal.ts';
import {
  canBe,
  changed,
  isActivationPassword,
  type SoftwareToken,
  type SoftwareTokenAction,
} from './software-token.ts';
import { judgeOneTimePassword } from './software-token-use.ts';

type Actions = Readonly<Record<string, InternetBankingTransition>>;

/** Another tab, or the clerk, has changed the token in the meantime. */
function notPossible(context: InternetBankingContext): InternetBankingDecision {
  const { session } = show('token-selection')(context);
  return { session, effects: [], errors: [refusal('token_action_not_possible')] };
}

/** A transition that the state of the token must allow. */
function where(action: SoftwareTokenAction, transition: InternetBankingTransition): InternetBankingTransition {
  return (context) => (canBe(action, tokenOf(context)) ? transition(context) : notPossible(context));
}

const saved = ({ session }: InternetBankingContext, token: SoftwareToken) =>
  ({ kind: 'software-token-changed', loginId: session.loginId as string, token }) as const;

function does(action: SoftwareTokenAction, screen: InternetBankingScreenId): InternetBankingTransition {
  return (context) => {
    const token = changed(tokenOf(context), action);
    if (token === undefined) return notPossible(context);
    return goOn(show(screen)(context).session, [saved(context, token)]);
  };
}

/** 手順3: ワンタイムパスワード申請内容選択; each button is enabled only in its state. */
export const tokenSelection: Actions = {
  issue: where('issue', show('token-issue')),
  start: where('start', show('token-start')),
  release: where('release', show('token-release')),
};

const MAIL_ADDRESS = /^[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$/;

function malformed({ facts }: InternetBankingContext, mailAddress: string, activationPassword: string): Refusal[] {
  const errors: Refusal[] = [];
  if (mailAddress === '') errors.push(refusal('mail_address_required', 'mailAddress'));
  else if (mailAddress.length > 128 || !MAIL_ADDRESS.test(mailAddress)) {
    errors.push(refusal('mail_address_malformed', 'mailAddress'));
  }
  if (activationPassword === '') errors.push(refusal('activation_password_required', 'activationPassword'));
  else if (!isActivationPassword(activationPassword)) {
    errors.push(refusal('activation_password_malformed', 'activationPassword'));
  } else if (secretsMatch(activationPassword, facts.customer?.loginPassword ?? '')) {
    errors.push(refusal('activation_password_is_login_password', 'activationPassword'));
  }
  return errors;
}

/** 手順4: トークン発行情報の入力. */
export const tokenIssue: Actions = {
  next: where('issue', (context) => {
    const mailAddress = typed(context.values, 'mailAddress');
    const activationPassword = typed(context.values, 'activationPassword');
    const errors = malformed(context, mailAddress, activationPassword);
    if (errors.length > 0) return refuse(context, errors);
    const draft = { mailAddress, activationPassword };
    return goOn({ ...context.session, screen: 'token-issue-confirmation', draft });
  }),
  back: show('token-selection'),
};

/** 手順5: トークン発行情報の入力内容確認. */
export const tokenIssueConfirmation: Actions = {
  issue: (context) => {
    const { session, newToken } = context;
    const { draft, loginId } = session;
    const token = draft && changed(tokenOf(context), 'issue', { ...newToken, ...draft });
    if (token === undefined || loginId === undefined) return notPossible(context);
    const issued = show('token-issued')(context).session;
    return goOn(issued, [saved(context, token), { kind: 'token-mail', loginId, token }]);
  },
  back: show('token-issue'),
};

/** Where a step is done, 手順6, 手順13 and 利用解除: back to ワンタイムパスワード申請内容選択. */
export const tokenDone: Actions = { selection: show('token-selection') };

/** 手順12: the password that the app shows. */
export const tokenStart: Actions = {
  start: where('start', (context) => {
    const { profile, values, now } = context;
    const password = typed(values, 'oneTimePassword');
    const malformedPassword = oneTimePasswordRefusal(password);
    if (malformedPassword) return refuse(context, [malformedPassword]);
    const limit = profile.settings.wrongOneTimePasswordsBeforeSuspension;
    const { kind, token } = judgeOneTimePassword(tokenOf(context), password, now, limit);
    const refused = oneTimePasswordRefusal(password, kind);
    if (refused && kind === 'suspended') {
      const { session } = show('token-selection')(context);
      return { session, effects: [saved(context, token)], errors: [refusal('one_time_password_suspended')] };
    }
    if (refused) return refuse(context, [refused], [saved(context, token)]);
    const started = changed(token, 'start') ?? token;
    return goOn(show('token-started')(context).session, [saved(context, started)]);
  }),
  back: show('token-selection'),
};

/** ワンタイムパスワードの利用解除 手順3. */
export const tokenRelease: Actions = { release: does('release', 'token-released'), back: show('token-selection') };
