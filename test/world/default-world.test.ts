import { describe, expect, test } from 'vitest';
import { profiles } from '../../sandbox/src/bank/profiles/index.ts';
import { isZenginText } from '../../sandbox/src/bank/zengin.ts';
import { defaultWorld } from '../../sandbox/src/world/default-world.ts';
import { parseWorldFile } from '../../sandbox/src/world/world-file.ts';
import type { WorldAccount, WorldCompany, WorldCustomer } from '../../sandbox/src/world/world-schema.ts';

const world = defaultWorld();
const banks = Object.entries(world.banks).map(([id, { companies }]) => {
  const profile = profiles[id];
  if (profile === undefined) throw new Error(`${id} has no profile`);
  return { id, profile, companies };
});
type Bank = (typeof banks)[number];

interface Case {
  readonly company: WorldCompany;
  readonly customer: WorldCustomer;
}
const casesOf = ({ companies }: Bank): Case[] =>
  companies.flatMap((company) => company.customers.map((customer) => ({ company, customer })));
const every = banks.flatMap((bank) => casesOf(bank).map(({ customer }) => ({ bank: bank.id, customer })));
const accounts = banks.flatMap(({ companies }) => companies.flatMap((company) => company.accounts));

const pinStates = ({ company }: Case) => new Set(company.accounts.map(({ inquiryPinState }) => inquiryPinState));
const hasCertificate = (state: string) => (one: Case) =>
  one.customer.certificates.some((certificate) => certificate.state === 'valid') &&
  one.customer.certificates.some((certificate) => certificate.state === state);
const isToken = (state: string, appIsSetUp: boolean) => (one: Case) =>
  one.customer.softwareToken?.state === state && one.customer.softwareToken.appIsSetUp === appIsSetUp;
const isCameraToken = (state: string) => (one: Case) => one.customer.cameraToken?.state === state;
const only =
  (shows: (account: WorldAccount) => boolean) =>
  ({ company }: Case) => {
    const [account, ...others] = company.accounts;
    return account !== undefined && others.length === 0 && account.inquiryPinState === 'registered' && shows(account);
  };
const given = ({ statement }: WorldAccount) => ('lines' in statement ? statement.lines.length : undefined);

const always = () => true;
const byCertificate = ({ profile }: Bank) => profile.loginMethods.includes('certificate');
const byPassword = ({ profile }: Bank) => profile.loginMethods.includes('password');
const withQuestion = ({ profile }: Bank) => profile.steps.includes('additional-authentication');
const withCameraTokens = ({ profile }: Bank) => profile.hasCameraTokens;
const withTokens = ({ profile }: Bank) => profile.internetBanking !== undefined;

/** What each bank has a customer for, where it applies. */
const states: readonly (readonly [what: string, applies: (bank: Bank) => boolean, shows: (one: Case) => boolean])[] = [
  ['logs in by certificate', byCertificate, ({ customer }) => customer.login === 'certificate'],
  ['holds a valid certificate alone', byCertificate, ({ customer: { certificates } }) => certificates.length === 1],
  ['holds a valid certificate and an expired one', byCertificate, hasCertificate('expired')],
  ['holds a valid certificate and a revoked one', byCertificate, hasCertificate('revoked')],
  ['holds a valid certificate and one of another CA', byCertificate, hasCertificate('foreign')],
  ['logs in by ID and password', byPassword, ({ customer }) => customer.login === 'password'],
  ['is asked a question', withQuestion, ({ customer }) => customer.additionalAuthentication !== undefined],
  ['is asked no question', withQuestion, ({ customer }) => customer.additionalAuthentication === undefined],
  ['is locked', always, ({ customer }) => customer.locked],
  ['is one of two operators of a company', always, ({ company }) => company.customers.length > 1],
  ['may not inquire into an account', always, ({ customer }) => customer.mayNotInquire.length > 0],
  ['has accounts in all three PIN states', always, (one) => pinStates(one).size === 3],
  ['has every PIN 登録済み', always, (one) => pinStates(one).size === 1 && pinStates(one).has('registered')],
  [
    'has a PIN that is locked, and one that can be registered',
    always,
    ({ company }) => new Set(company.accounts.map(({ inquiryPinLocked }) => inquiryPinLocked)).size === 2,
  ],
  ['has one account, without a line', always, only((account) => given(account) === 0)],
  ['has one account, with one line', always, only((account) => given(account) === 1)],
  ['has one account, with made-up lines by the ten thousand', always, only((account) => linesPerMonth(account) >= 1e4)],
  ['has no token', withTokens, ({ customer }) => customer.softwareToken === undefined && !customer.mailFilter],
  ['has a token that is not set up yet', withTokens, isToken('issued', false)],
  ['has a token that is set up and not in use yet', withTokens, isToken('issued', true)],
  ['has a token in use', withTokens, isToken('in-use', true)],
  ['has changed the phone without release', withTokens, isToken('in-use', false)],
  ['has a token that is suspended', withTokens, isToken('suspended', true)],
  ['has a phone with a wrong clock', withTokens, ({ customer }) => (customer.phoneClockOffsetSeconds ?? 0) !== 0],
  ['has a camera token in use', withCameraTokens, isCameraToken('in-use')],
  ['has a camera token that is not set up yet', withCameraTokens, isCameraToken('not-set-up')],
  ['has a camera token that is suspended', withCameraTokens, isCameraToken('suspended')],
  ['has cancelled the camera token', withCameraTokens, isCameraToken('cancelled')],
  ['gets no mail', withCameraTokens, ({ customer }) => customer.mailUndeliverable === true],
  ['has a phone that filters mails', withTokens, ({ customer }) => customer.mailFilter === true],
];

function linesPerMonth({ statement }: WorldAccount): number {
  return 'linesPerMonth' in statement ? statement.linesPerMonth : 0;
}

describe('the default world', () => {
  test('is a world file that could be written by hand', () => {
    expect(parseWorldFile(JSON.stringify(world), 'default.json')).toEqual(world);
  });

  describe.each(banks)('at $id', (bank) => {
    test.each(states.filter(([, applies]) => applies(bank)))('has a customer who %s', (_what, _applies, shows) => {
      expect(casesOf(bank).filter(shows)).not.toEqual([]);
    });

    test('has two customers at least whose certificates or passwords can be mixed up', () => {
      for (const method of bank.profile.loginMethods) {
        expect(casesOf(bank).filter(({ customer }) => customer.login === method).length).toBeGreaterThan(1);
      }
    });

    test('has no customer who logs in as the bank does not offer', () => {
      const methods = new Set(casesOf(bank).map(({ customer }) => customer.login));
      expect([...methods].sort()).toEqual([...bank.profile.loginMethods].sort());
    });

    test('says of every customer, in both languages, what he alone is there to show', () => {
      const purposes = casesOf(bank).map(({ customer }) => customer.purpose);
      for (const { ja, en } of purposes) {
        expect(ja).toMatch(/[ぁ-んァ-ン一-龯]/);
        expect(en).toMatch(/^[A-Z][^ァ-ン]+$/);
      }
      expect(new Set(purposes.map(({ ja }) => ja)).size).toBe(purposes.length);
      expect(new Set(purposes.map(({ en }) => en)).size).toBe(purposes.length);
    });

    test('names every company, and the bank itself, as what they are', () => {
      expect(bank.profile.name).toMatch(/^サンドボックス/);
      expect(bank.profile.institution.code).toMatch(/^999\d$/);
      expect(bank.companies.filter(({ name }) => !name.startsWith('サンドボックス'))).toEqual([]);
    });
  });

  test('has certificates of those who log in by certificate, and of nobody else', () => {
    const odd = every.filter(({ customer }) => customer.certificates.length > 0 !== (customer.login === 'certificate'));
    expect(odd).toEqual([]);
  });

  test('names every account holder in the Zengin set, as what he is', () => {
    expect(accounts.filter(({ holder }) => !isZenginText(holder))).toEqual([]);
    expect(accounts.filter(({ holder }) => !holder.startsWith('ｻﾝﾄﾞﾎﾞﾂｸｽ'))).toEqual([]);
  });

  test('has passwords that follow from the login ID', () => {
    // An internet-banking site takes letters and digits only (BLI001).
    for (const { bank, customer } of every) {
      const hyphen = profiles[bank]?.internetBanking ? '' : '-';
      expect(customer.loginPassword).toBe(`${customer.loginId}${hyphen}pw1`);
    }
  });

  test('has an app that selects services and one whose services are fixed', () => {
    expect(world.clients.map(({ skipServiceSelection }) => skipServiceSelection)).toEqual([false, true]);
  });

  test('is made anew each time, so that nobody changes it for another', () => {
    const other = defaultWorld();
    other.banks.gunma.companies.length = 0;
    expect(defaultWorld()).toEqual(world);
  });
});
