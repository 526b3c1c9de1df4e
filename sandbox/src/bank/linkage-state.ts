import { asksForAnswer } from './additional-authentication.ts';
import type { CameraToken } from './camera-token.ts';
import type { AccountFacts, CustomerFacts, Facts, MailRecipient } from './facts.ts';
import { inquiryPinState, needsInquiryPin } from './inquiry-pin.ts';
import type { LoginEffect } from './login.ts';
import { isHandheld } from './phone.ts';
import type { BankProfile, LinkageStep } from './profile.ts';
import type { Refusal, RefusalCode } from './refusal.ts';
import type { Service } from './service.ts';
import { isAskedAtLogin, type SoftwareToken } from './software-token.ts';

/** Every screen that a linkage can show. */
export type ScreenId =
  | 'entry'
  | 'certificate-selection'
  | 'certificate-password'
  | 'certificate-refused'
  | LinkageStep
  | 'two-dimensional-code'
  | 'inquiry-pin-registration-result'
  | 'ended';

/** How a linkage left the bank. */
export type Outcome = { readonly kind: 'consented'; readonly grantId: string } | { readonly kind: 'denied' };

/** A linkage in progress: all that is remembered between two screens. */
export interface Linkage {
  readonly screen: ScreenId;
  /** The services that the vendor asks for and may have, and the bank offers. */
  readonly offered: readonly Service[];
  /** The certificate that was presented and accepted. */
  readonly certificateId?: string;
  /** Who is logged in. */
  readonly loginId?: string;
  /** What the 2-D code on the screen says: 8 digits, for one answer to it. */
  readonly challenge?: string;
  /** A one-time password has followed the login. */
  readonly steppedUp?: boolean;
  /** 認可対象, once selected. */
  readonly services?: readonly Service[];
  /** Accounts whose inquiry PIN was entered in this linkage. */
  readonly enteredAccounts: readonly string[];
  /** Why the linkage shows a screen of refusal. */
  readonly refusedFor?: RefusalCode;
  /** Last key pressed; world time, epoch milliseconds. */
  readonly touchedAt: number;
  readonly outcome?: Outcome;
}

/** What is filled in on a screen. */
export type Values = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** All that a transition looks at. */
export interface Context {
  readonly profile: BankProfile;
  readonly linkage: Linkage;
  readonly facts: Facts;
  readonly values: Values;
  /** World time, epoch milliseconds. */
  readonly now: number;
  /** The id that a grant gets if this transition gives one. */
  readonly newGrantId: string;
  /** The challenge of the 2-D code if this transition leads to one. */
  readonly newChallenge: string;
}

/** What must be saved, together with the linkage, in one transaction. */
export type Effect =
  | LoginEffect
  | {
      readonly kind: 'answer-counted';
      readonly loginId: string;
      readonly failures: number;
      readonly locked: boolean;
    }
  | {
      readonly kind: 'inquiry-pin-counted';
      readonly accountId: string;
      readonly failures: number;
      readonly locked: boolean;
    }
  | { readonly kind: 'inquiry-pin-pending'; readonly accountId: string; readonly at: number }
  | { readonly kind: 'inquiry-pin-registered'; readonly accountId: string }
  | { readonly kind: 'software-token-changed'; readonly loginId: string; readonly token: SoftwareToken }
  | { readonly kind: 'camera-token-changed'; readonly loginId: string; readonly token: CameraToken }
  | { readonly kind: 'mail-posted'; readonly letter: LinkageLetter; readonly to: readonly MailRecipient[] }
  | { readonly kind: 'consent-given'; readonly consent: ConsentGiven };

/** The mails of a linkage: 照会用暗証番号登録受付のご案内, 外部サービス連携登録完了のご案内 (seed 004). */
export type LinkageLetter = 'inquiry-pin-registration-received' | 'linkage-registered';

/** A consent as it is given. A second one of the same customer for the same vendor ends the first (our choice). */
interface ConsentGiven {
  readonly grantId: string;
  readonly clientId: string;
  readonly loginId: string;
  readonly services: readonly Service[];
  readonly grantedAt: number;
  readonly expiresAt: number;
}

/** The next state and its effects; with errors, the same screen again. */
export interface Decision {
  readonly linkage: Linkage;
  readonly effects: readonly Effect[];
  readonly errors: readonly Refusal[];
}

/** What a button does. */
export type Transition = (context: Context) => Decision;

/** Goes on without a refusal. */
export function proceed(linkage: Linkage, effects: readonly Effect[] = []): Decision {
  return { linkage, effects, errors: [] };
}

/** The same screen again, with the reasons. */
export function refused(context: Context, ...errors: readonly Refusal[]): Decision {
  return { linkage: context.linkage, effects: [], errors };
}

/** The linkage cannot go on; the one button left returns to the vendor. */
export function ended(linkage: Linkage, why: RefusalCode): Linkage {
  return { ...linkage, screen: 'ended', refusedFor: why };
}

/** A text field as it was typed; empty when it was left out. */
export function typed(values: Values, name: string): string {
  const value = values[name];
  return typeof value === 'string' ? value : '';
}

/** The ticked options of a field or rows of a table. */
export function ticked(values: Values, name: string): readonly string[] {
  const value = values[name];
  if (typeof value === 'string') return value === '' ? [] : [value];
  return Array.isArray(value) ? [...new Set<string>(value)] : [];
}

/** Whether a tick-box is ticked. */
export function isTicked(values: Values, name: string): boolean {
  return values[name] === true || values[name] === 'true';
}

/** The accounts that the screens show: those that the operator may inquire into. */
export function shownAccounts(facts: Pick<Facts, 'accounts'>): readonly AccountFacts[] {
  return facts.accounts.filter((account) => account.inquiryPermitted);
}

/** Whether an account can be ticked for registration. */
export function isRegistrable(account: AccountFacts, now: number): boolean {
  return account.inquiryPermitted && !account.pinLocked && inquiryPinState(account, now) === 'unregistered';
}

function asksForInquiryPins({ linkage, profile }: Context): boolean {
  return needsInquiryPin(linkage.services ?? linkage.offered, profile);
}

/** Whether there is an account to link: one that is shown and, where the services need a PIN, not 未登録. */
export function hasLinkableAccount(context: Context): boolean {
  const { facts, now } = context;
  const isNeeded = asksForInquiryPins(context);
  return shownAccounts(facts).some((account) => !isNeeded || inquiryPinState(account, now) !== 'unregistered');
}

/**
 * Where a registration that came to nothing leads: back to it while an account is left to register, to its result while
 * another account can be linked, else to the end.
 */
export function backToRegistration(context: Context): Linkage {
  const { facts, linkage, now } = context;
  if (facts.accounts.some((account) => isRegistrable(account, now))) {
    return { ...linkage, screen: 'inquiry-pin-registration' };
  }
  return hasLinkableAccount(context)
    ? { ...linkage, screen: 'inquiry-pin-registration-result' }
    : ended(linkage, 'no_account_to_link');
}

/** The token whose password follows the login, if one does. */
export function tokenAsked(customer: CustomerFacts | undefined): 'camera-token' | 'software-token' | undefined {
  const state = customer?.cameraToken?.state;
  if (state === 'in-use' || state === 'suspended') return 'camera-token';
  return isAskedAtLogin(customer?.softwareToken) ? 'software-token' : undefined;
}

/** The linkage with a fresh 2-D code; on a phone or tablet the code comes on its own page. */
export function withChallenge({ facts, linkage, newChallenge }: Context): Linkage {
  const screen = isHandheld(facts.device) ? 'two-dimensional-code' : 'one-time-password';
  return { ...linkage, screen, challenge: newChallenge };
}

const applies: Readonly<Record<LinkageStep, (context: Context) => boolean>> = {
  'additional-authentication': ({ facts, profile }) => asksForAnswer(facts, profile.settings.additionalAuthentication),
  'one-time-password': ({ facts }) => tokenAsked(facts.customer) !== undefined,
  'service-selection': ({ facts }) => !facts.client.skipServiceSelection,
  'inquiry-pin-registration': (context) =>
    asksForInquiryPins(context) && context.facts.accounts.some((account) => isRegistrable(account, context.now)),
  consent: () => true,
};

/**
 * The next screen: the next step of the profile that applies. A linkage without any account ends before the consent.
 *
 * @param context - with the linkage as it is after the present step
 * @param after - the step just done; none after the login
 */
export function advance(context: Context, after?: LinkageStep): Linkage {
  const { profile, linkage } = context;
  const rest = profile.steps.slice(after === undefined ? 0 : profile.steps.indexOf(after) + 1);
  const step = rest.find((candidate) => applies[candidate](context)) ?? 'consent';
  if (step === 'consent' && !hasLinkableAccount(context)) return ended(linkage, 'no_account_to_link');
  if (step === 'one-time-password' && tokenAsked(context.facts.customer) === 'camera-token') {
    return withChallenge(context);
  }
  return { ...linkage, screen: step };
}
