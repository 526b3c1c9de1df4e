import { type AccountFacts, accountLabel } from './facts.ts';
import { inquiryPinOf, inquiryPinState, isInquiryPin } from './inquiry-pin.ts';
import {
  advance,
  backToRegistration,
  type Context,
  type Decision,
  type Effect,
  hasLinkableAccount,
  isRegistrable,
  isTicked,
  proceed,
  refused,
  type Transition,
  ticked,
  typed,
} from './linkage-state.ts';
import { secretsMatch } from './login.ts';
import { type Refusal, refusal } from './refusal.ts';

type Registrable = { readonly accounts: readonly AccountFacts[]; readonly errors: readonly Refusal[] };

function selectedAccounts({ facts, profile, values, now }: Context): Registrable {
  const registrable = facts.accounts.filter((account) => isRegistrable(account, now));
  if (profile.inquiryPinRegistration.selectAll !== undefined && isTicked(values, 'allAccounts')) {
    return { accounts: registrable, errors: [] };
  }
  const ids = ticked(values, 'accounts');
  const accounts = registrable.filter((account) => ids.includes(account.accountId));
  if (ids.length === 0) return { accounts, errors: [refusal('accounts_required', 'accounts')] };
  if (accounts.length < ids.length) return { accounts, errors: [refusal('account_not_registrable', 'accounts')] };
  return { accounts, errors: [] };
}

/** The field that takes the PIN of an account: one for all that are ticked, or one in each row. */
function pinField({ profile }: Context, { accountId }: AccountFacts): string {
  return profile.inquiryPinRegistration.entry === 'per-account' ? inquiryPinOf(accountId) : 'inquiryPin';
}

function malformedPin(context: Context, field: string): readonly Refusal[] {
  const pin = typed(context.values, field);
  if (pin === '') return [refusal('inquiry_pin_required', field)];
  return isInquiryPin(pin) ? [] : [refusal('inquiry_pin_malformed', field)];
}

function malformedPins(context: Context, accounts: readonly AccountFacts[]): readonly Refusal[] {
  const isOne = context.profile.inquiryPinRegistration.entry === 'one-for-selection';
  const fields = isOne ? ['inquiryPin'] : accounts.map((account) => pinField(context, account));
  return fields.flatMap((field) => malformedPin(context, field));
}

/** Counts the wrong PINs. Registers nothing, not even the accounts whose PIN was right. */
function wrongPin(context: Context, wrong: readonly AccountFacts[]): Decision {
  const { facts, profile } = context;
  const limit = profile.settings.wrongInquiryPinsBeforeLock;
  const counts = wrong.map((account) => {
    const failures = account.pinFailures + 1;
    return { account, failures, locked: failures >= limit };
  });
  const effects: Effect[] = counts.map(({ account, failures, locked }) => ({
    kind: 'inquiry-pin-counted',
    accountId: account.accountId,
    failures,
    locked,
  }));
  const errors = counts.map(({ account, locked }) =>
    refusal(locked ? 'inquiry_pin_locked' : 'inquiry_pin_refused', pinField(context, account), accountLabel(account)),
  );
  const lockedNow = counts.filter(({ locked }) => locked).map(({ account }) => account.accountId);
  const accounts = facts.accounts.map((account) =>
    lockedNow.includes(account.accountId) ? { ...account, pinLocked: true } : account,
  );
  return { linkage: backToRegistration({ ...context, facts: { ...facts, accounts } }), effects, errors };
}

/** Somebody else registered or locked what this screen offered: there is nothing left to register on it. */
function nothingLeft(context: Context): Decision | undefined {
  const linkage = backToRegistration(context);
  if (linkage.screen === 'inquiry-pin-registration') return undefined;
  return { linkage, effects: [], errors: [refusal(linkage.refusedFor ?? 'no_account_left')] };
}

/** The registration again where the day's end has dropped what was registered; `undefined` where it has not. */
export function lapsed(context: Context): Decision | undefined {
  const { facts, linkage, now } = context;
  const isDropped = facts.accounts.some(
    (account) =>
      linkage.enteredAccounts.includes(account.accountId) && inquiryPinState(account, now) === 'unregistered',
  );
  if (!isDropped && hasLinkableAccount(context)) return undefined;
  const again = backToRegistration({ ...context, linkage: { ...linkage, enteredAccounts: [] } });
  return { linkage: again, effects: [], errors: [refusal(again.refusedFor ?? 'pending_registration_lapsed')] };
}

/** 手順3: inquiry PINs of the accounts in 未登録. */
export const inquiryPinRegistration: Readonly<Record<string, Transition>> = {
  register: (context) => {
    const { linkage, values, now } = context;
    const { accounts, errors } = selectedAccounts(context);
    const mistakes = [...errors, ...malformedPins(context, accounts)];
    const left = nothingLeft(context);
    if (left) return left;
    if (mistakes.length > 0) return refused(context, ...mistakes);
    const wrong = accounts.filter(
      (account) => !secretsMatch(account.inquiryPin, typed(values, pinField(context, account))),
    );
    if (wrong.length > 0) return wrongPin(context, wrong);
    const accountIds = accounts.map((account) => account.accountId);
    return proceed(
      {
        ...linkage,
        screen: 'inquiry-pin-registration-result',
        enteredAccounts: [...linkage.enteredAccounts, ...accountIds],
      },
      accountIds.map((accountId) => ({ kind: 'inquiry-pin-pending', accountId, at: now })),
    );
  },
};

/** Seed 004, 3. 口座登録: 「照会用暗証番号登録受付のご案内」 goes to the operator and the administrators. */
function registrationMail({ facts, linkage, profile }: Context): readonly Effect[] {
  const { administrators, customer } = facts;
  if (profile.linkageMails === undefined || customer === undefined || linkage.enteredAccounts.length === 0) return [];
  const others = administrators.filter(({ loginId }) => loginId !== customer.loginId);
  return [{ kind: 'mail-posted', letter: 'inquiry-pin-registration-received', to: [customer, ...others] }];
}

/** 手順4: イ. 確認 goes on, ロ. 照会用暗証番号の追加登録 goes back for more. */
export const inquiryPinRegistrationResult: Readonly<Record<string, Transition>> = {
  confirm: (context) =>
    lapsed(context) ?? proceed(advance(context, 'inquiry-pin-registration'), registrationMail(context)),
  'register-more': (context) => {
    const { facts, linkage, now, profile } = context;
    if (profile.inquiryPinRegistration.result.registerMoreButton === undefined) {
      return refused(context, refusal('unknown_action'));
    }
    return facts.accounts.some((account) => isRegistrable(account, now))
      ? proceed({ ...linkage, screen: 'inquiry-pin-registration' })
      : refused(context, refusal('no_account_left'));
  },
};
