import { judgeCameraToken } from './camera-token-use.ts';
import type { CustomerFacts } from './facts.ts';
import {
  advance,
  type Context,
  type Decision,
  proceed,
  refused,
  type Transition,
  tokenAsked,
  typed,
  withChallenge,
} from './linkage-state.ts';
import { cameraTokenRefusal, oneTimePasswordRefusal } from './one-time-password-entry.ts';
import { refusal } from './refusal.ts';
import { noToken } from './software-token.ts';
import { judgeOneTimePassword } from './software-token-use.ts';

/** The screen after the password was right, or was no longer asked for. */
const steppedUp = (context: Context) =>
  advance({ ...context, linkage: { ...context.linkage, steppedUp: true } }, 'one-time-password');

function answerSoftwareToken(context: Context, { loginId, softwareToken = noToken }: CustomerFacts): Decision {
  const password = typed(context.values, 'oneTimePassword');
  const malformed = oneTimePasswordRefusal(password);
  if (malformed) return refused(context, malformed);
  const limit = context.profile.settings.wrongOneTimePasswordsBeforeSuspension;
  const { kind, token } = judgeOneTimePassword(softwareToken, password, context.now, limit);
  const effects = [{ kind: 'software-token-changed', loginId, token } as const];
  const refusal = oneTimePasswordRefusal(password, kind);
  return refusal ? { ...refused(context, refusal), effects } : proceed(steppedUp(context), effects);
}

/** Seed 004, 1 - B: each 2-D code is good for one answer; after a wrong one there is another code. */
function answerCameraToken(context: Context, { loginId, cameraToken }: CustomerFacts): Decision {
  const { challenge } = context.linkage;
  // The token came into use since the login: there is no code on the screen yet.
  if (challenge === undefined || cameraToken === undefined) return proceed(withChallenge(context));
  // A form that was drawn for an earlier code, sent twice say, answers nothing.
  const answered = typed(context.values, 'challenge');
  if (answered !== '' && answered !== challenge) return refused(context, refusal('stale_screen'));
  const password = typed(context.values, 'oneTimePassword');
  const malformed = cameraTokenRefusal(password);
  if (malformed) return refused(context, malformed);
  const limit = context.profile.settings.wrongOneTimePasswordsBeforeSuspension;
  const { kind, token } = judgeCameraToken(cameraToken, challenge, password, limit);
  const effects = [{ kind: 'camera-token-changed', loginId, token } as const];
  if (kind === 'accepted') {
    const { challenge: _, ...linkage } = context.linkage;
    return proceed(steppedUp({ ...context, linkage }), effects);
  }
  const linkage = withChallenge(context);
  const field = linkage.screen === 'one-time-password' ? 'oneTimePassword' : undefined;
  const code = kind === 'wrong' ? 'camera_token_password_wrong' : 'camera_token_suspended';
  return { linkage, effects, errors: [refusal(code, field)] };
}

const toVendor: Transition = ({ linkage }) => proceed({ ...linkage, outcome: { kind: 'denied' } });

/** Seed 003, ワンタイムパスワードご登録後のログイン 手順3, and seed 004, 1 - B. */
export const oneTimePasswordScreen: Readonly<Record<string, Transition>> = {
  next: (context) => {
    const { customer } = context.facts;
    const asked = tokenAsked(customer);
    // It was released, initialised or cancelled since the login: a login now would not ask.
    if (customer === undefined || asked === undefined) return proceed(steppedUp(context));
    return asked === 'camera-token' ? answerCameraToken(context, customer) : answerSoftwareToken(context, customer);
  },
  'show-code': (context) =>
    context.linkage.challenge === undefined
      ? refused(context, refusal('unknown_action'))
      : proceed({ ...context.linkage, screen: 'two-dimensional-code' }),
  cancel: (context) =>
    context.profile.oneTimePassword?.cancelButton === undefined
      ? refused(context, refusal('unknown_action'))
      : toVendor(context),
};

/** Seed 004, 1 - B (1): on a phone or tablet, the 2-D code has a page of its own. */
export const twoDimensionalCode: Readonly<Record<string, Transition>> = {
  next: ({ linkage }) => proceed({ ...linkage, screen: 'one-time-password' }),
};
