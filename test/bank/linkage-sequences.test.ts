import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { AccountFacts, ClientFacts, CustomerFacts, Facts } from '../../sandbox/src/bank/facts.ts';
import { inquiryPinState, needsInquiryPin } from '../../sandbox/src/bank/inquiry-pin.ts';
import { beginLinkage, currentLinkage, press, transitions } from '../../sandbox/src/bank/linkage.ts';
import { type Effect, type Linkage, typed, type Values } from '../../sandbox/src/bank/linkage-state.ts';
import type { BankProfile } from '../../sandbox/src/bank/profile.ts';
import { gunma } from '../../sandbox/src/bank/profiles/gunma.ts';
import { mizuho } from '../../sandbox/src/bank/profiles/mizuho.ts';
import { services } from '../../sandbox/src/bank/service.ts';
import { setUpRefusal } from '../../sandbox/src/bank/set-up.ts';
import { answerOf } from '../support/camera-token.ts';
import { account, certificate, client, customer, holder, NOW } from './facts.ts';

/** What a bank keeps, in memory. */
interface Kept {
  readonly client: ClientFacts;
  readonly customers: readonly CustomerFacts[];
  readonly accounts: readonly AccountFacts[];
}

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
  ...{ 'inquiryPin.A': '1234', oneTimePassword: answerOf(secret, challenge) },
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

const anyBank = fc.record({
  profile: fc.constantFrom(gunma, mizuho),
  kept: fc.record({
    client: fc
      .record({ services: someServices, skipServiceSelection: fc.boolean() })
      .map((agreed): ClientFacts => ({ ...client, ...agreed })),
    customers: fc
      .tuple(fc.nat(4), anyToken, fc.boolean())
      .map(([loginFailures, token, isFull]) => [
        customer({ loginFailures, ...token, services: isFull ? services : ['balances'] }),
        holder,
      ]),
    accounts: fc.tuple(anyAccount('A'), anyAccount('B')),
  }),
  requested: someServices,
  // Minutes before midnight in Japan, so that some sequences cross it.
  start: fc.constantFrom(NOW, Date.parse('2026-11-20T23:58:00+09:00')),
  steps: fc.array(anyStep, { minLength: 5, maxLength: 40 }),
});

type Bank = typeof anyBank extends fc.Arbitrary<infer T> ? T : never;

/** Presses the buttons one after the other, until the linkage leaves the bank. */
function walk({ profile, requested, start, steps, ...bank }: Bank) {
  let kept: Kept = bank.kept;
  let now = start;
  let linkage = beginLinkage(requested, kept, profile, now);
  let isLoggedIn = false;
  for (const { button, values, seconds } of steps) {
    now += seconds * 1000;
    linkage = currentLinkage(linkage, profile, now);
    const own = Object.keys(transitions[linkage.screen]);
    const action = typeof button === 'string' ? button : (own[button % own.length] ?? '');
    const facts = load(profile, kept, linkage, values);
    const decision = press(
      { profile, linkage, facts, values, now, newGrantId: 'grant', newChallenge: challenge },
      { action, values },
    );
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
    if (linkage.outcome) return { kept, now, linkage, isLoggedIn, values };
  }
  return { kept, now, linkage, isLoggedIn, values: {} };
}

test('no sequence of buttons and values gives a consent without login, one-time password, services, an account and the tick', () => {
  const consents = { gunma: 0, mizuho: 0, 'with a camera token': 0 };
  fc.assert(
    fc.property(anyBank, (bank) => {
      const { kept, now, linkage, isLoggedIn, values } = walk(bank);
      if (linkage.outcome?.kind !== 'consented') return;
      const { profile } = bank;
      consents[profile.id as 'gunma' | 'mizuho'] += 1;
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
      consents['with a camera token'] += 1;
      expect(linkage.steppedUp).toBe(true);
      expect(linkage).not.toHaveProperty('challenge');
      expect(operator.cameraToken).toMatchObject({ state: 'in-use', failures: 0 });
    }),
    { numRuns: 6000 },
  );
  // Fewer would show little.
  expect(consents.gunma).toBeGreaterThan(100);
  expect(consents.mizuho).toBeGreaterThan(100);
  expect(consents['with a camera token']).toBeGreaterThan(30);
});
