import type { Facts } from './facts.ts';
import { additionalAuthentication } from './linkage-additional-authentication.ts';
import { consent } from './linkage-consent.ts';
import { inquiryPinRegistration, inquiryPinRegistrationResult } from './linkage-inquiry-pin.ts';
import { certificatePassword, certificateRefused, certificateSelection, entry } from './linkage-login.ts';
import { oneTimePasswordScreen, twoDimensionalCode } from './linkage-one-time-password.ts';
import { serviceSelection } from './linkage-services.ts';
import {
  type Context,
  type Decision,
  ended,
  type Linkage,
  proceed,
  refused,
  type ScreenId,
  type Transition,
} from './linkage-state.ts';
import type { BankProfile } from './profile.ts';
import { refusal } from './refusal.ts';
import type { Service } from './service.ts';

/** A button pressed: which, on which screen, with what filled in. */
export interface Submission {
  readonly action: string;
  /** The screen that the customer saw, where he says so. */
  readonly screen?: string;
  readonly values: Context['values'];
}

/**
 * The whole linkage as one table: what each button of each screen does. The screens and their order are those of
 * seeds 000, 001, 002 and 004; the one-time password is also seed 003's.
 */
export const transitions: Readonly<Record<ScreenId, Readonly<Record<string, Transition>>>> = {
  entry,
  'certificate-selection': certificateSelection,
  'certificate-password': certificatePassword,
  'certificate-refused': certificateRefused,
  'additional-authentication': additionalAuthentication,
  'one-time-password': oneTimePasswordScreen,
  'two-dimensional-code': twoDimensionalCode,
  'service-selection': serviceSelection,
  'inquiry-pin-registration': inquiryPinRegistration,
  'inquiry-pin-registration-result': inquiryPinRegistrationResult,
  consent,
  ended: {
    return: ({ linkage }) => ({ linkage: { ...linkage, outcome: { kind: 'denied' } }, effects: [], errors: [] }),
  },
};

/**
 * A linkage as it begins, when the vendor's redirect arrives. It ends at once where there is no service to offer.
 *
 * @param requested - the services that the vendor asks for
 * @param facts - what is known of the vendor
 * @param profile - the bank
 * @param now - world time, epoch milliseconds
 */
export function beginLinkage(
  requested: readonly Service[],
  facts: Pick<Facts, 'client'>,
  profile: BankProfile,
  now: number,
): Linkage {
  const offered = profile.services.filter(
    (service) => requested.includes(service) && facts.client.services.includes(service),
  );
  const linkage: Linkage = { screen: 'entry', offered, enteredAccounts: [], touchedAt: now };
  return offered.length === 0 ? ended(linkage, 'no_service_offered') : linkage;
}

/**
 * The linkage as it stands at a time: ended when nobody touched it for too long.
 *
 * @param linkage - as it was saved
 * @param profile - the bank
 * @param now - world time, epoch milliseconds
 */
export function currentLinkage(linkage: Linkage, profile: BankProfile, now: number): Linkage {
  const idle = now - linkage.touchedAt > profile.settings.screenIdleSeconds * 1000;
  const open = linkage.outcome === undefined && linkage.screen !== 'ended';
  return idle && open ? ended(linkage, 'timed_out') : linkage;
}

/** Whether a customer has just proved who he is, or proved more of it: from here on, another session is his. */
export function hasAuthenticated(before: Linkage, after: Linkage): boolean {
  const hasAnswered = before.screen === 'additional-authentication' && after.screen !== before.screen;
  const isFurther = after.loginId !== before.loginId || after.steppedUp !== before.steppedUp || hasAnswered;
  return after.loginId !== undefined && isFurther;
}

/** Whether the screen has the button 中断. */
export function canAbort({ screen }: Linkage, { abortButton }: BankProfile): boolean {
  return abortButton !== undefined && screen !== 'ended';
}

/**
 * What a button does: the next state and its effects, or the same screen with the refusals.
 *
 * @param context - bank, linkage, facts, what was filled in, the time and the id for a new grant
 * @param submission - the button
 */
export function press(context: Context, submission: Submission): Decision {
  const { linkage } = context;
  if (submission.screen !== undefined && submission.screen !== linkage.screen) {
    return refused(context, refusal('stale_screen'));
  }
  // 中断 at any point returns to the vendor (seed 004).
  if (submission.action === 'abort' && canAbort(linkage, context.profile)) {
    return proceed({ ...linkage, outcome: { kind: 'denied' } });
  }
  const actions = transitions[linkage.screen];
  const transition = Object.hasOwn(actions, submission.action) ? actions[submission.action] : undefined;
  if (transition === undefined) return refused(context, refusal('unknown_action'));
  const decision = transition(context);
  return { ...decision, linkage: { ...decision.linkage, touchedAt: context.now } };
}
