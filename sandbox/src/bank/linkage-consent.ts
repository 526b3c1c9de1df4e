import { inquiryPinState, needsInquiryPin } from './inquiry-pin.ts';
import { lapsed } from './linkage-inquiry-pin.ts';
import {
  type Context,
  type Effect,
  isTicked,
  proceed,
  refused,
  shownAccounts,
  type Transition,
} from './linkage-state.ts';
import { refusal } from './refusal.ts';

const DAY = 24 * 60 * 60 * 1000;

function allow(context: Context): ReturnType<Transition> {
  const { facts, linkage, newGrantId, now, profile } = context;
  const isNeeded = needsInquiryPin(linkage.services ?? linkage.offered, profile);
  const effective: Effect[] = (isNeeded ? shownAccounts(facts) : [])
    .filter((account) => inquiryPinState(account, now) === 'pending')
    .map(({ accountId }) => ({ kind: 'inquiry-pin-registered', accountId }));
  const mail: readonly Effect[] =
    profile.linkageMails && facts.customer
      ? [{ kind: 'mail-posted', letter: 'linkage-registered', to: [facts.customer] }]
      : [];
  return proceed({ ...linkage, outcome: { kind: 'consented', grantId: newGrantId } }, [
    ...effective,
    {
      kind: 'consent-given',
      consent: {
        grantId: newGrantId,
        clientId: facts.client.clientId,
        loginId: linkage.loginId as string,
        services: linkage.services ?? linkage.offered,
        grantedAt: now,
        expiresAt: now + profile.settings.consentDays * DAY,
      },
    },
    ...mail,
  ]);
}

/** 手順5: 許可 with the tick, or 拒否 where the bank has it. */
export const consent: Readonly<Record<string, Transition>> = {
  allow: (context) => {
    const again = lapsed(context);
    if (again) return again;
    return isTicked(context.values, 'continueAuthorization')
      ? allow(context)
      : refused(context, refusal('consent_tick_required', 'continueAuthorization'));
  },
  deny: (context) =>
    context.profile.consent.denyButton === undefined
      ? refused(context, refusal('unknown_action'))
      : proceed({ ...context.linkage, outcome: { kind: 'denied' } }),
};
