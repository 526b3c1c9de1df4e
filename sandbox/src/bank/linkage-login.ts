import { certificateRefusal } from './certificate.ts';
import type { CustomerFacts } from './facts.ts';
import {
  advance,
  type Context,
  type Decision,
  ended,
  isTicked,
  type Linkage,
  proceed,
  refused,
  type Transition,
  typed,
} from './linkage-state.ts';
import { judgeLogin, loginEffect } from './login.ts';
import type { LoginMethod } from './profile.ts';
import { type Refusal, type RefusalCode, refusal } from './refusal.ts';
import { setUpRefusal } from './set-up.ts';

const halfWidth = /^[\x21-\x7e]{1,64}$/;

function malformed(field: string, text: string, missing: RefusalCode, wrong: RefusalCode): readonly Refusal[] {
  if (text === '') return [refusal(missing, field)];
  return halfWidth.test(text) ? [] : [refusal(wrong, field)];
}

function malformedPassword(context: Context): readonly Refusal[] {
  const password = typed(context.values, 'loginPassword');
  return malformed('loginPassword', password, 'login_password_required', 'login_password_malformed');
}

function logIn(context: Context, method: LoginMethod, refusedAs: RefusalCode): Decision {
  const { facts, profile, values } = context;
  const customer = facts.customer;
  const outcome = judgeLogin(
    customer,
    method,
    typed(values, 'loginPassword'),
    profile.settings.wrongLoginPasswordsBeforeLock,
  );
  const effects = [loginEffect(customer, outcome)];
  if (outcome.kind === 'refused' || customer === undefined) {
    return { ...refused(context, refusal(refusedAs)), effects };
  }
  return proceed(afterLogin(context, customer), effects);
}

/** Offers what the vendor asks for and this operator is entitled to (seed 004, 2. メニュー選択). */
function afterLogin(context: Context, customer: CustomerFacts): Linkage {
  const { linkage, profile } = context;
  const offered = linkage.offered.filter((service) => customer.services.includes(service));
  // Where the registration fixes the services, they are all that is offered.
  const loggedIn: Linkage = { ...linkage, loginId: customer.loginId, offered, services: offered };
  const unfinished = profile.requiresSetUp ? setUpRefusal(customer) : undefined;
  if (unfinished) return ended(loggedIn, unfinished);
  return offered.length === 0 ? ended(loggedIn, 'no_service_entitled') : advance({ ...context, linkage: loggedIn });
}

/** A login that only some banks have. */
function by(method: LoginMethod, transition: Transition): Transition {
  return (context) =>
    context.profile.loginMethods.includes(method) ? transition(context) : refused(context, refusal('unknown_action'));
}

/** 手順1-1 ① and 手順1-2 ①: the certificate button, or login ID and password. */
export const entry: Readonly<Record<string, Transition>> = {
  'certificate-login': by('certificate', ({ linkage }) => proceed({ ...linkage, screen: 'certificate-selection' })),
  login: by('password', (context) => {
    const loginId = typed(context.values, 'loginId');
    const errors = [
      ...malformed('loginId', loginId, 'login_id_required', 'login_id_malformed'),
      ...malformedPassword(context),
    ];
    return errors.length > 0 ? refused(context, ...errors) : logIn(context, 'password', 'login_refused');
  }),
};

function presented(context: Context): Decision {
  const { facts, linkage, profile, now } = context;
  const refusedFor = facts.isPublicCertificate
    ? 'certificate_of_public_authority'
    : certificateRefusal(facts.certificate, profile.id, now)?.code;
  if (refusedFor !== undefined) return proceed({ ...linkage, screen: 'certificate-refused', refusedFor });
  return proceed({ ...linkage, screen: 'certificate-password', certificateId: facts.certificate?.id as string });
}

/**
 * クライアント認証ウィンドウ. `select` is the sandbox's own window, `present` a real TLS handshake; either way the facts hold
 * the certificate.
 */
export const certificateSelection: Readonly<Record<string, Transition>> = {
  select: (context) =>
    typed(context.values, 'certificate') === ''
      ? refused(context, refusal('certificate_required', 'certificate'))
      : presented(context),
  present: (context) =>
    isTicked(context.values, 'certificatePresented')
      ? presented(context)
      : proceed({ ...context.linkage, screen: 'certificate-refused', refusedFor: 'certificate_not_presented' }),
  retry: ({ linkage }) => proceed(linkage),
  cancel: ({ linkage }) => proceed({ ...linkage, screen: 'entry' }),
};

/** The certificate cannot be used: the one way is back to the entry, where nothing of it is remembered. */
export const certificateRefused: Readonly<Record<string, Transition>> = {
  back: ({ linkage: { refusedFor: _, certificateId: __, ...linkage } }) => proceed({ ...linkage, screen: 'entry' }),
};

/** 手順1-1 ②: the login password of the certificate's holder. */
export const certificatePassword: Readonly<Record<string, Transition>> = {
  login: (context) => {
    const { facts, linkage, profile, now } = context;
    // The world may have moved since the certificate was presented: it can have expired or been revoked.
    const refusedFor = certificateRefusal(facts.certificate, profile.id, now)?.code;
    if (refusedFor !== undefined) return proceed({ ...linkage, screen: 'certificate-refused', refusedFor });
    const errors = malformedPassword(context);
    return errors.length > 0 ? refused(context, ...errors) : logIn(context, 'certificate', 'login_password_refused');
  },
};
