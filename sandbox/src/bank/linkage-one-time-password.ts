import { advance, proceed, refused, type Transition, typed } from './linkage-state.ts';
import { oneTimePasswordRefusal } from './one-time-password-entry.ts';
import { isAskedAtLogin, noToken } from './software-token.ts';
import { judgeOneTimePassword } from './software-token-use.ts';

/** Seed 003, ワンタイムパスワードご登録後のログイン 手順3, within a linkage: 次へ goes on, 中止する leads back to the vendor. */
export const oneTimePasswordScreen: Readonly<Record<string, Transition>> = {
  next: (context) => {
    const { facts, linkage, profile, values, now } = context;
    const token = facts.customer?.softwareToken ?? noToken;
    const steppedUp = { ...linkage, steppedUp: true };
    const next = () => advance({ ...context, linkage: steppedUp }, 'one-time-password');
    // It was released, or initialised by the clerk, since the login: a login now would not ask.
    if (!isAskedAtLogin(token)) return proceed(next());
    const password = typed(values, 'oneTimePassword');
    const malformed = oneTimePasswordRefusal(password);
    if (malformed) return refused(context, malformed);
    const limit = profile.settings.wrongOneTimePasswordsBeforeSuspension;
    const outcome = judgeOneTimePassword(token, password, now, limit);
    const loginId = linkage.loginId as string;
    const effects = [{ kind: 'software-token-changed', loginId, token: outcome.token } as const];
    const refusal = oneTimePasswordRefusal(password, outcome.kind);
    if (refusal) return { ...refused(context, refusal), effects };
    return proceed(next(), effects);
  },
  cancel: ({ linkage }) => proceed({ ...linkage, outcome: { kind: 'denied' } }),
};
