import type { CertificateFacts } from '../../sandbox/src/bank/certificate.ts';
import type { AccountFacts, ClientFacts, CustomerFacts, Facts } from '../../sandbox/src/bank/facts.ts';
import { beginLinkage, press } from '../../sandbox/src/bank/linkage.ts';
import type { Context, Decision, Effect, Linkage, ScreenId, Values } from '../../sandbox/src/bank/linkage-state.ts';
import { oneTimePassword } from '../../sandbox/src/bank/one-time-password.ts';
import type { BankProfile } from '../../sandbox/src/bank/profile.ts';
import { gunken } from '../../sandbox/src/bank/profiles/gunken.ts';
import { gunma } from '../../sandbox/src/bank/profiles/gunma.ts';
import { noToken, type SoftwareToken } from '../../sandbox/src/bank/software-token.ts';

/** An instant in Japan, e.g. `2026-11-20 09:00`, as epoch milliseconds. */
export function japan(text: string): number {
  return Date.parse(`${text.replace(' ', 'T')}+09:00`);
}

/** When the tests take place: a Friday morning. */
export const NOW = japan('2026-11-20 09:00');
export const DAY = 24 * 60 * 60 * 1000;

export const client: ClientFacts = {
  clientId: 'accounting',
  name: 'テスト会計',
  companyName: '株式会社テスト',
  services: ['balances', 'transactions', 'deposits'],
  skipServiceSelection: false,
};

/** 電子証明書方式 with `login` 'certificate', otherwise ID・パスワード方式. */
export function customer(overrides: Partial<CustomerFacts> = {}): CustomerFacts {
  return {
    loginId: 'tanaka',
    loginPassword: 'right-password',
    loginMethod: 'password',
    loginFailures: 0,
    locked: false,
    services: ['balances', 'transactions', 'deposits'],
    mailAddress: 'tanaka@customer.example',
    mailUndeliverable: false,
    ...overrides,
  };
}

/** An account in 未登録 whose PIN on paper is 1234. */
export function account(accountId: string, overrides: Partial<AccountFacts> = {}): AccountFacts {
  return {
    accountId,
    branchCode: '001',
    branchName: 'インターネット支店',
    accountType: '1',
    accountNumber: '2000002',
    memo: null,
    kind: 'related',
    inquiryPermitted: true,
    inquiryPin: '1234',
    pinState: 'unregistered',
    pinPendingAt: null,
    pinFailures: 0,
    pinLocked: false,
    ...overrides,
  };
}

/** An account in 登録済み*. */
export const pending = (accountId: string, at = NOW) => account(accountId, { pinState: 'pending', pinPendingAt: at });
/** An account in 登録済み. */
export const registered = (accountId: string) => account(accountId, { pinState: 'registered' });

export function certificate(overrides: Partial<CertificateFacts> = {}): CertificateFacts {
  return {
    id: 'suzuki-valid',
    bank: 'gunma',
    loginId: 'suzuki',
    foreign: false,
    forClients: true,
    notBefore: NOW - 30 * DAY,
    notAfter: NOW + 365 * DAY,
    revokedAt: null,
    ...overrides,
  };
}

/** A linkage on a screen, with what is known by then. */
export function linkageOn(screen: ScreenId, more: Partial<Linkage> = {}): Linkage {
  const isLoggedIn = !['entry', 'certificate-selection', 'certificate-password', 'certificate-refused'].includes(
    screen,
  );
  return {
    ...beginLinkage(['balances', 'transactions', 'deposits'], { client }, gunma, NOW),
    screen,
    ...(isLoggedIn ? { loginId: 'tanaka', services: ['balances'] as const } : {}),
    ...(screen === 'certificate-password' ? { certificateId: 'suzuki-valid' } : {}),
    ...more,
  };
}

/** What a decision looks at: a linkage, and of the rest what differs from one customer with one account in 未登録. */
export function contextOf(
  linkage: Linkage,
  more: Partial<Omit<Context, 'linkage' | 'facts'>> & { readonly facts?: Partial<Facts> } = {},
): Context {
  const { facts, ...rest } = more;
  return {
    profile: gunma,
    values: {},
    now: NOW,
    newGrantId: 'grant-1',
    newChallenge: '12345678',
    ...rest,
    linkage,
    facts: {
      client,
      customer: customer(),
      isKnownVendor: false,
      device: 'other',
      administrators: [],
      accounts: [account('A')],
      ...facts,
    },
  };
}

/** An effect in a line, e.g. `inquiry-pin-counted A 5 locked`. */
function tellEffect(effect: Effect): string {
  switch (effect.kind) {
    case 'login-counted':
      return `login-counted ${effect.loginId} ${effect.failures}${effect.locked ? ' locked' : ''}`;
    case 'answer-counted':
      return `answer-counted ${effect.loginId} ${effect.failures}${effect.locked ? ' locked' : ''}`;
    case 'inquiry-pin-counted':
      return `inquiry-pin-counted ${effect.accountId} ${effect.failures}${effect.locked ? ' locked' : ''}`;
    case 'software-token-changed':
      return `software-token-changed ${effect.loginId} ${effect.token.state}`;
    case 'camera-token-changed':
      return `camera-token-changed ${effect.loginId} ${effect.token.state} ${effect.token.failures}`;
    case 'mail-posted':
      return `mail-posted ${effect.letter} ${effect.to.map(({ loginId }) => loginId).join('+')}`;
    case 'login-not-counted':
      return effect.kind;
    case 'consent-given':
      return `consent-given ${effect.consent.services.join('+')}`;
    default:
      return `${effect.kind} ${effect.accountId}`;
  }
}

/** A decision in words: the screen or how the bank was left, the refusals by code, the effects. */
export function tell({ linkage, errors, effects }: Decision) {
  return {
    next: linkage.outcome?.kind ?? linkage.screen,
    refusals: errors.map(({ code }) => code),
    effects: effects.map(tellEffect),
  };
}

/** A software token in 利用中. */
export const tokenInUse: SoftwareToken = {
  ...noToken,
  state: 'in-use',
  secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
  serviceId: '10119991',
  userId: '99910000001',
  mailAddress: 'taro@data-bank.example',
  activationPassword: 'start1234',
  appIsSetUp: true,
};

/** A certificate customer. */
export const holder = customer({ loginId: 'suzuki', loginMethod: 'certificate' });

/** What a customer who makes no mistake fills in, and what the bank knows by then. */
export const usual: Readonly<
  Record<
    ScreenId,
    {
      readonly values: Values;
      readonly facts: Partial<Facts>;
      readonly linkage?: Partial<Linkage>;
      readonly profile?: BankProfile;
    }
  >
> = {
  entry: { values: { loginId: 'tanaka', loginPassword: 'right-password' }, facts: {} },
  'certificate-selection': {
    values: { certificate: 'suzuki-valid', certificatePresented: true },
    facts: { customer: holder, certificate: certificate() },
  },
  'certificate-password': {
    values: { loginPassword: 'right-password' },
    facts: { customer: holder, certificate: certificate() },
  },
  'certificate-refused': { values: {}, facts: {} },
  'additional-authentication': {
    values: { answer: 'ころ' },
    facts: { customer: customer({ additionalAuthentication: { question: '名前は？', answer: 'ころ', failures: 0 } }) },
  },
  'one-time-password': {
    values: { oneTimePassword: oneTimePassword(tokenInUse.secret as string, NOW) },
    facts: { customer: customer({ softwareToken: tokenInUse }) },
    linkage: { challenge: '12345678' },
    profile: gunken,
  },
  'two-dimensional-code': { values: {}, facts: {} },
  'service-selection': { values: { services: ['balances', 'transactions'] }, facts: {} },
  'inquiry-pin-registration': { values: { accounts: ['A'], inquiryPin: '1234' }, facts: {} },
  'inquiry-pin-registration-result': { values: {}, facts: { accounts: [pending('A'), account('B')] } },
  consent: { values: { continueAuthorization: true }, facts: { accounts: [pending('A'), registered('C')] } },
  ended: { values: {}, facts: {} },
};

/** What differs from `contextOf`. */
interface Case {
  readonly values?: Values;
  readonly facts?: Partial<Facts>;
  readonly now?: number;
  readonly profile?: BankProfile;
}

/** Presses a button. */
export const pressed = (linkage: Linkage, action: string, { values = {}, ...rest }: Case = {}) =>
  press(contextOf(linkage, { values, ...rest }), { action, values });
/** Presses a button on a screen, with what is usually filled in, and tells what became of it. */
export const told = (screen: ScreenId, action: string, { values = usual[screen].values, ...rest }: Case = {}) =>
  tell(pressed(linkageOn(screen), action, { values, ...rest }));
