import { advance, proceed, refused, type Transition, typed } from './linkage-state.ts';
import { oneTimePasswordRefusal } from './one-time-password-entry.ts';
import { noToken } from './software-token.ts';
import { judgeOneTimePassword } from './software-token-use.ts';

/** Seed 003, ワンタイムパスワードご登録後のログイン 手順3, within a linkage: 次へ goes on, 中止する leads back to the vendor. */
export const oneTimePasswordScreen: Readonly<Record<string, Transition>> = {
  next: (context) => {
    const { facts, linkage, profile, values, now } = context;
    const password = typed(values, 'oneTimePassword');
    const malformed = oneTimePasswordRefusal(password);
    if (malformed) return refused(context, malformed);
    const limit = profile.settings.wrongOneTimePasswordsBeforeSuspension;
    const outcome = judgeOneTimePassword(facts.customer?.softwareToken ?? noToken, password, now, limit);
    const loginId = linkage.loginId as string;
    const effects = [{ kind: 'software-token-changed', loginId, token: outcome.token } as const];
    const refusal = oneTimePasswordRefusal(password, outcome.kind);
    if (refusal) return { ...refused(context, refusal), effects };
    const steppedUp = { ...linkage, steppedUp: true };
    return proceed(advance({ ...context, linkage: steppedUp }, 'one-time-password'), effects);
  },
  cancel: ({ linkage }) => proceed({ ...linkage, outcome: { kind: 'denied' } }),
};
