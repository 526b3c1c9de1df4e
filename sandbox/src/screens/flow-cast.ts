import type { CertificateFacts } from '../bank/certificate.ts';
import type { AccountFacts, CustomerFacts, Facts } from '../bank/facts.ts';
import type { BankProfile, LoginMethod } from '../bank/profile.ts';
import { services } from '../bank/service.ts';
import { noToken } from '../bank/software-token.ts';

/** Someone who walks the screens of a bank, and what is true of him. */
export interface Walker {
  /** Epoch milliseconds at which he begins. */
  readonly now: number;
  readonly facts: Facts;
}

const NOW = Date.UTC(2026, 10, 20);
const DAY = 24 * 60 * 60 * 1000;

/** What every walker's secrets are. */
export const secrets = {
  loginPassword: 'password',
  answer: 'answer',
  inquiryPin: '1234',
  softwareToken: 'A'.repeat(32),
  cameraToken: '00'.repeat(32),
} as const;

function customerOf({ settings }: BankProfile, loginMethod: LoginMethod): CustomerFacts {
  return {
    loginId: 'walker',
    loginPassword: secrets.loginPassword,
    loginMethod,
    loginFailures: settings.wrongLoginPasswordsBeforeLock - 1,
    locked: false,
    services,
    mailAddress: 'walker@customer.example',
    mailUndeliverable: false,
  };
}

/** Who logs in how: with which certificate, which token, on which device. */
function loginsOf(profile: BankProfile): Pick<Facts, 'customer' | 'device' | 'certificate'>[] {
  const device = 'other' as const;
  const byCertificate = customerOf(profile, 'certificate');
  const byPassword = customerOf(profile, 'password');
  const certificate: CertificateFacts = {
    id: 'certificate',
    bank: profile.id,
    loginId: byCertificate.loginId,
    foreign: false,
    forClients: true,
    notBefore: NOW - DAY,
    notAfter: NOW + DAY / 2,
    revokedAt: null,
  };
  const camera = { code: '1', secret: secrets.cameraToken, state: 'in-use', failures: 0 } as const;
  const app = { ...noToken, state: 'in-use', secret: secrets.softwareToken, appIsSetUp: true } as const;
  const all = [
    { customer: byCertificate, device, certificate: { ...certificate, notAfter: NOW + 2 * DAY } },
    { customer: byCertificate, device, certificate },
    { customer: byCertificate, device, certificate: { ...certificate, notAfter: NOW - 1 } },
    { customer: byPassword, device },
    ...(profile.softwareTokenServiceId ? [{ customer: { ...byPassword, softwareToken: app }, device }] : []),
    ...(profile.hasCameraTokens
      ? (['other', 'iphone'] as const).map((device) => ({ customer: { ...byPassword, cameraToken: camera }, device }))
      : []),
  ];
  return all.filter(({ customer }) => profile.loginMethods.includes(customer.loginMethod));
}

const account: AccountFacts = {
  accountId: 'A',
  branchCode: '001',
  branchName: '',
  accountType: '1',
  accountNumber: '0000001',
  memo: null,
  kind: 'representative',
  inquiryPermitted: true,
  inquiryPin: secrets.inquiryPin,
  pinState: 'unregistered',
  pinPendingAt: null,
  pinFailures: 0,
  pinLocked: false,
};

/** The states of a company's inquiry PINs that make a difference to the way. */
function companiesOf({ settings }: BankProfile): readonly (readonly AccountFacts[])[] {
  const registered: AccountFacts = { ...account, accountId: 'B', pinState: 'registered' };
  const lastTry = { ...account, pinFailures: settings.wrongInquiryPinsBeforeLock - 1 };
  return [[account, { ...account, accountId: 'C' }], [registered], [lastTry, registered], [lastTry], []];
}

/**
 * Everybody whose way through the screens of a bank may differ: by login, additional authentication, vendor, inquiry PINs,
 * and the set-up of the internet banking.
 *
 * @param profile - the bank
 */
export function castOf(profile: BankProfile): readonly Walker[] {
  const { answer } = secrets;
  const asked = { question: '', answer, failures: profile.settings.wrongAnswersBeforeLock - 1 };
  const asks = profile.steps.includes('additional-authentication') ? [{}, { additionalAuthentication: asked }] : [{}];
  const client = { clientId: '', name: '', companyName: '', services };
  const walkers = loginsOf(profile).flatMap(({ customer, ...login }) =>
    asks.flatMap((ask) =>
      [false, true].flatMap((skipServiceSelection) =>
        companiesOf(profile).map((accounts) => ({
          customer: { ...customer, ...ask } as CustomerFacts,
          ...login,
          client: { ...client, skipServiceSelection },
          accounts,
        })),
      ),
    ),
  );
  const unfinished = loginsOf(profile).map(({ customer, ...login }) => ({
    customer: { ...customer, mailUndeliverable: true } as CustomerFacts,
    ...login,
    client: { ...client, skipServiceSelection: false },
    accounts: [account],
  }));
  return [...walkers, ...unfinished].map((facts) => ({
    now: NOW,
    facts: { ...facts, isKnownVendor: false, administrators: [] },
  }));
}
