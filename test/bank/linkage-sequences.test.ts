import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AccountFacts, ClientFacts, CustomerFacts, Facts } from '../../sandbox/src/bank/facts.ts';
import { inquiryPinState, needsInquiryPin } from '../../sandbox/src/bank/inquiry-pin.ts';
import { beginLinkage, currentLinkage, press, transitions } from '../../sandbox/src/bank/linkage.ts';
import { type Effect, type Linkage, typed, type Values } from '../../sandbox/src/bank/linkage-state.ts';
import { oneTimePassword } from '../../sandbox/src/bank/one-time-password.ts';
import type { BankProfile } from '../../sandbox/src/bank/profile.ts';
import { profiles } from '../../sandbox/src/bank/profiles/index.ts';
import { services } from '../../sandbox/src/bank/service.ts';
import { setUpRefusal } from '../../sandbox/src/bank/set-up.ts';
import { answerOf } from '../support/camera-token.ts';
import { runs } from '../support/runs.ts';
import { account, certificate, client, customer, holder, NOW, tokenInUse } from './facts.ts';

/** What a bank keeps, in memory. */
interface Kept {
  readonly client: ClientFacts;
  readonly customers: readonly CustomerFacts[];
  readonly accounts: readonly AccountFacts[];
}

/** What the manuals ask for at each bank, besides the login, a service, an account and the tick; from seeds 000 to 004. */
interface Asked {
  readonly logins: readonly ('certificate' | 'password')[];
  /** 追加認証: who has agreed on a question answers it (001, 002). */
  readonly question?: true;
  /** The token whose one-time password ends the login (003; 004, 1 - B). */
  readonly token?: 'software' | 'camera';
  /** The services for which no account has to be 登録済み (004, 3). */
  readonly withoutInquiryPin?: readonly string[];
}

const manuals: Readonly<Record<string, Asked>> = {
  gunma: { logins: ['certificate', 'password'] },
  sorachi: { logins: ['certificate'], question: true },
  miyakojima: { logins: ['certificate', 'password'], question: true },
  gunken: { logins: ['password'], token: 'software' },
  mizuho: { logins: ['certificate', 'password'], token: 'camera', withoutInquiryPin: ['deposits'] },
};

/** The certificates of a bank. */
const certificatesOf = ({ id: bank }: BankProfile) => [
  certificate({ bank }),
  certificate({ bank, id: 'suzuki-expired', notAfter: NOW - 1 }),
];
const secret = '3132333435363738393031323334353637383930313233343536373839303132';
const challenge = '12345678';

function save(kept: Kept, effect: Effect): Kept {
  const { customers, accounts } = kept;
  const change = (accountId: string, columns: Partial<AccountFacts>): Kept => ({
    ...kept,
    accounts: accounts.map((one) => (one.accountId === accountId ? { ...one, ...columns } : one)),
  });
  switch (effect.kind) {
    case 'login-counted': {
      const count = { loginFailures: effect.failures, locked: effect.locked };
      return {
        ...kept,
        customers: customers.map((one) => (one.loginId === effect.loginId ? { ...one, ...count } : one)),
      };
    }
    case 'answer-counted': {
      const { loginId, failures, locked } = effect;
      return {
        ...kept,
        customers: customers.map((one) =>
          one.loginId === loginId && one.additionalAuthentication
            ? { ...one, locked, additionalAuthentication: { ...one.additionalAuthentication, failures } }
            : one,
        ),
      };
    }
    case 'software-token-changed': {
      const { loginId, token } = effect;
      return {
        ...kept,
        customers: customers.map((one) => (one.loginId === loginId ? { ...one, softwareToken: token } : one)),
      };
    }
    case 'camera-token-changed': {
      const { loginId, token } = effect;
      return {
        ...kept,
        customers: customers.map((one) => (one.loginId === loginId ? { ...one, cameraToken: token } : one)),
      };
    }
    case 'inquiry-pin-counted':
      return change(effect.accountId, { pinFailures: effect.failures, pinLocked: effect.locked });
    case 'inquiry-pin-pending':
      return change(effect.accountId, { pinState: 'pending', pinPendingAt: effect.at, pinFailures: 0 });
    case 'inquiry-pin-registered':
      return change(effect.accountId, { pinState: 'registered', pinPendingAt: null });
    default:
      return kept;
  }
}

/** As the bank's front loads them: who is logged in, or whom the certificate names, or whose ID was typed. */
function load(profile: BankProfile, kept: Kept, linkage: Linkage, values: Values): Facts {
  const id = linkage.screen === 'certificate-selection' ? typed(values, 'certificate') : linkage.certificateId;
  const shown = linkage.loginId === undefined ? certificatesOf(profile).find((one) => one.id === id) : undefined;
  const claimed = linkage.loginId ?? shown?.loginId ?? typed(values, 'loginId');
  const known = kept.customers.find(({ loginId }) => loginId === claimed);
  return {
    client: kept.client,
    isKnownVendor: false,
    device: 'other',
    administrators: [],
    accounts: known ? kept.accounts : [],
    ...(known ? { customer: known } : {}),
    ...(shown ? { certificate: shown } : {}),
  };
}

const actions = ['abort', ...new Set(Object.values(transitions).flatMap((buttons) => Object.keys(buttons)))];
const anyValue = fc.constantFrom<Values[string]>(
  '',
  'tanaka',
  '1234',
  '１２３４',
  'true',
  true,
  false,
  ['A'],
  ['A', 'B', 'X'],
  [],
  undefined,
);
const right: Values = {
  ...{ loginId: 'tanaka', loginPassword: 'right-password', certificate: 'suzuki-valid', certificatePresented: true },
  ...{ services: ['balances'], accounts: ['A'], inquiryPin: '1234', continueAuthorization: true },
  ...{ 'inquiryPin.A': '1234', answer: 'ころ', oneTimePassword: answerOf(secret, challenge) },
};
const anyValues: fc.Arbitrary<Values> = fc
  .uniqueArray(fc.constantFrom(...Object.keys(right)), { maxLength: 2 })
  .chain((wrong) => fc.record(Object.fromEntries(wrong.map((name) => [name, anyValue]))))
  .map((wrong) => ({ ...right, ...wrong }));

const anyStep = fc.record({
  /** Of the screen's own buttons, mostly; else any other one. */
  button: fc.oneof(
    { weight: 8, arbitrary: fc.nat(3) },
    { weight: 1, arbitrary: fc.constantFrom(...actions, 'toString') },
  ),
  values: anyValues,
  seconds: fc.oneof({ weight: 20, arbitrary: fc.nat(60) }, { weight: 1, arbitrary: fc.constantFrom(600, 601, 86_400) }),
});

const anyAccount = (accountId: string) =>
  fc
    .record({
      inquiryPermitted: fc.boolean(),
      pinState: fc.constantFrom(
        'unregistered' as const,
        'unregistered' as const,
        'pending' as const,
        'registered' as const,
      ),
      pinLocked: fc.boolean(),
      pinFailures: fc.nat(4),
    })
    .map((more) => account(accountId, { ...more, pinPendingAt: more.pinState === 'pending' ? NOW : null }));

/** All of them, mostly. */
const someServices = fc.oneof(
  { weight: 4, arbitrary: fc.constant([...services]) },
  { weight: 1, arbitrary: fc.subarray([...services]) },
);

/** A camera token, or none. */
const anyToken = fc.oneof(
  fc.constant({}),
  fc
    .record({
      state: fc.constantFrom('in-use' as const, 'in-use' as const, 'suspended' as const, 'not-set-up' as const),
      failures: fc.nat(4),
    })
    .map((use) => ({ cameraToken: { code: 'SBT-0001', secret, ...use } })),
);

const anyTokenAt = ({ id }: BankProfile): fc.Arbitrary<Partial<CustomerFacts>> => {
  const { token } = manuals[id] as Asked;
  if (token === undefined) return fc.constant({});
  return token === 'camera' ? anyToken : fc.constantFrom({}, { softwareToken: tokenInUse });
};

const anyQuestion = fc.constantFrom(
  ...[{}, { additionalAuthentication: { question: '名前は？', answer: 'ころ', failures: 3 } }],
);

/** A risk rule that always asks: what is asked is then known without it. */
const strict = (profile: BankProfile): BankProfile => ({
  ...profile,
  settings: { ...profile.settings, additionalAuthentication: 'always' },
});

const anyBank = fc.constantFrom(...Object.values(profiles).map(strict)).chain((profile) =>
  fc.record({
    profile: fc.constant(profile),
    kept: fc.record({
      client: fc
        .record({ services: someServices, skipServiceSelection: fc.boolean() })
        .map((agreed): ClientFacts => ({ ...client, ...agreed })),
      customers: fc
        .tuple(fc.nat(4), anyTokenAt(profile), anyQuestion, fc.boolean())
        .map(([loginFailures, token, question, isFull]) => {
          const more = { loginFailures, ...question, services: isFull ? services : (['balances'] as const) };
          return [customer({ ...more, ...token }), customer({ ...holder, ...more })];
        }),
      accounts: fc.tuple(anyAccount('A'), anyAccount('B')),
    }),
    requested: someServices,
    // Minutes before midnight in Japan, so that some sequences cross it.
    start: fc.constantFrom(NOW, Date.parse('2026-11-20T23:58:00+09:00')),
    steps: fc.array(anyStep, { minLength: 8, maxLength: 40 }),
  }),
);

type Bank = typeof anyBank extends fc.Arbitrary<infer T> ? T : never;

/** A button that was pressed, and whether it led to another screen. */
interface Pressed {
  readonly screen: string;
  readonly action: string;
  readonly values: Values;
  readonly ledOn: boolean;
}

/** What the manuals ask of who is logged in, and was not done. */
function missing({ id }: BankProfile, kept: Kept, linkage: Linkage, trace: readonly Pressed[]): readonly string[] {
  const asked = manuals[id] as Asked;
  const before = kept.customers.find(({ loginId }) => loginId === linkage.loginId) as CustomerFacts;
  const done = (screen: string, isRight: (values: Values, action: string) => boolean) =>
    trace.some((one) => one.screen === screen && one.ledOn && isRight(one.values, one.action));
  const { loginMethod } = before;
  const isRightPassword = ({ loginPassword }: Values) => loginPassword === before.loginPassword;
  const token = asked.token === 'camera' ? before.cameraToken : asked.token && before.softwareToken;
  const isWithoutPin = (linkage.services ?? []).every((service) => asked.withoutInquiryPin?.includes(service));
  const steps: readonly [name: string, isDone: boolean][] = [
    ['a way to log in that the bank has', asked.logins.includes(loginMethod)],
    ['password', done(loginMethod === 'password' ? 'entry' : 'certificate-password', isRightPassword)],
    [
      'certificate',
      loginMethod === 'password' || done('certificate-selection', (values) => values.certificate === 'suzuki-valid'),
    ],
    [
      'answer',
      !asked.question ||
        !before.additionalAuthentication ||
        done('additional-authentication', ({ answer }) => answer === 'ころ'),
    ],
    ['token', token === undefined || token.state === 'in-use'],
    [
      'one-time password',
      token === undefined ||
        done(
          'one-time-password',
          (values, action) => action === 'next' && values.oneTimePassword === right.oneTimePassword,
        ),
    ],
    [
      'services',
      kept.client.skipServiceSelection ||
        done('service-selection', ({ services: chosen }) => Array.isArray(chosen) && chosen.length > 0),
    ],
    [
      'inquiry PIN',
      isWithoutPin ||
        kept.accounts.some((one) => one.inquiryPermitted && one.pinState !== 'unregistered') ||
        done('inquiry-pin-registration', (values) => [values.inquiryPin, values['inquiryPin.A']].includes('1234')),
    ],
    [
      'tick',
      done('consent', ({ continueAuthorization: tick }, action) => action === 'allow' && String(tick) === 'true'),
    ],
  ];
  return steps.filter(([, isDone]) => !isDone).map(([name]) => name);
}

/** Presses the buttons one after the other, until the linkage leaves the bank. */
function walk({ profile, requested, start, steps, ...bank }: Bank) {
  let kept: Kept = bank.kept;
  let now = start;
  let linkage = beginLinkage(requested, kept, profile, now);
  let isLoggedIn = false;
  const trace: Pressed[] = [];
  for (const { button, values, seconds } of steps) {
    now += seconds * 1000;
    linkage = currentLinkage(linkage, profile, now);
    const own = Object.keys(transitions[linkage.screen]);
    const action = typeof button === 'string' ? button : (own[button % own.length] ?? '');
    const facts = load(profile, kept, linkage, values);
    const { softwareToken } = facts.customer ?? {};
    // What is right is what the phone shows at that time.
    const isToken = softwareToken !== undefined && values.oneTimePassword === right.oneTimePassword;
    const filled = isToken ? { ...values, oneTimePassword: oneTimePassword(softwareToken.secret ?? '', now) } : values;
    const decision = press(
      { profile, linkage, facts, values: filled, now, newGrantId: 'grant', newChallenge: challenge },
      { action, values: filled },
    );
    const ledOn = decision.linkage.screen !== linkage.screen || decision.linkage.outcome !== undefined;
    trace.push({ screen: linkage.screen, action, values, ledOn });
    if (decision.effects.some((effect) => effect.kind === 'login-counted' && effect.failures === 0)) {
      expect(values.loginPassword).toBe(facts.customer?.loginPassword);
      expect(facts.customer?.locked).toBe(false);
      isLoggedIn = true;
    }
    expect(decision.linkage.loginId !== undefined).toBe(isLoggedIn);
    linkage = decision.linkage;
    const isConsent = decision.effects.some(({ kind }) => kind === 'consent-given');
    expect(isConsent).toBe(linkage.outcome?.kind === 'consented');
    kept = decision.effects.reduce(save, kept);
    if (linkage.outcome) return { kept, now, linkage, isLoggedIn, values, trace };
  }
  return { kept, now, linkage, isLoggedIn, values: {}, trace };
}

test('no sequence of buttons and values gives a consent at any bank before every step that its manual asks for', () => {
  const consents: Record<string, number> = {};
  const count = (name: string) => {
    consents[name] = (consents[name] ?? 0) + 1;
  };
  fc.assert(
    fc.property(anyBank, (bank) => {
      const { kept, now, linkage, isLoggedIn, values, trace } = walk(bank);
      if (linkage.outcome?.kind !== 'consented') return;
      const { profile } = bank;
      expect(missing(profile, bank.kept, linkage, trace)).toEqual([]);
      count(profile.id);
      const given = linkage.services ?? [];
      expect(isLoggedIn).toBe(true);
      expect(given).not.toEqual([]);
      const operator = kept.customers.find(({ loginId }) => loginId === linkage.loginId) as CustomerFacts;
      const allowed = linkage.offered.filter(
        (service) =>
          bank.requested.includes(service) &&
          kept.client.services.includes(service) &&
          operator.services.includes(service),
      );
      expect(given.filter((service) => !allowed.includes(service))).toEqual([]);
      const isNeeded = needsInquiryPin(given, profile);
      const linked = kept.accounts.filter(
        (one) => one.inquiryPermitted && (!isNeeded || inquiryPinState(one, now) === 'registered'),
      );
      expect(linked).not.toEqual([]);
      expect(values.continueAuthorization === true || values.continueAuthorization === 'true').toBe(true);
      if (!profile.requiresSetUp) return;
      expect(setUpRefusal(operator)).toBeUndefined();
      if (operator.cameraToken === undefined) return;
      count('with a camera token');
      expect(linkage.steppedUp).toBe(true);
      expect(linkage).not.toHaveProperty('challenge');
      expect(operator.cameraToken).toMatchObject({ state: 'in-use', failures: 0 });
    }),
    { numRuns: runs(6000) },
  );
  // Fewer would show little.
  for (const bank of Object.keys(manuals)) expect(consents[bank], bank).toBeGreaterThan(20);
  expect(consents['with a camera token']).toBeGreaterThan(10);
});
