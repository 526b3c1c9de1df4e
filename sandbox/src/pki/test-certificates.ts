import {
  type CertificateFiles,
  insertCertificate,
  keepCertificateFiles,
  listCertificates,
  listIssuedCertificates,
  type StoredCertificate,
} from '../store/certificates.ts';
import { readSetting, writeSetting } from '../store/settings.ts';
import type { WorldStore } from '../store/world-store.ts';
import { realNow } from '../world/clock.ts';
import { randomSerialNumber } from '../world/ids.ts';
import { once } from '../world/once.ts';
import type { World, WorldCompany, WorldCustomer } from '../world/world-schema.ts';
import type { Authority } from './authority.ts';

/** The authorities of a world: the bank's, and one that the bank does not know. */
interface Authorities {
  readonly bank: Authority;
  readonly foreign: Authority;
}

/** Their names, as the certificate window shows them. */
export const authorityNames = {
  bank: 'サンドボックス認証局（テスト環境）',
  foreign: '他社サンドボックス認証局（テスト環境）',
} as const;

const DAY = 24 * 60 * 60 * 1000;
const YEAR = 365 * DAY;

const validityOf = ({ notBefore, notAfter }: Pick<StoredCertificate, 'notBefore' | 'notAfter'>) => ({
  notBefore,
  notAfter,
});

type State = WorldCustomer['certificates'][number]['state'];

/** From when to when a certificate is valid, for what it is there to show. X.509 knows no fractions of a second. */
function validity(state: State, at: number): { notBefore: number; notAfter: number } {
  const now = Math.floor(at / 1000) * 1000;
  if (state === 'expired') return { notBefore: now - 2 * YEAR, notAfter: now - DAY };
  if (state === 'not-yet-valid') return { notBefore: now + 30 * DAY, notAfter: now + 2 * YEAR };
  return { notBefore: now - 30 * DAY, notAfter: now + YEAR };
}

async function createAuthorities(): Promise<Authorities> {
  const { createAuthority } = await import('./authority.ts');
  const make = (commonName: string) =>
    createAuthority({
      commonName,
      organization: 'Renkei Sandbox',
      serialNumber: randomSerialNumber(),
      now: new Date(realNow()),
    });
  return { bank: await make(authorityNames.bank), foreign: await make(authorityNames.foreign) };
}

/** A certificate as a world begins with it; whether it is revoked is told elsewhere. */
type NewCertificate = Omit<StoredCertificate, 'revokedAt'>;

interface Holding {
  readonly bank: string;
  readonly company: WorldCompany;
  readonly customer: WorldCustomer;
  readonly certificate: WorldCustomer['certificates'][number];
}

function* holdingsIn(world: World): Generator<Holding> {
  for (const [bank, { companies }] of Object.entries(world.banks)) {
    for (const company of companies) {
      for (const customer of company.customers) {
        for (const certificate of customer.certificates) yield { bank, company, customer, certificate };
      }
    }
  }
}

const certificateOf = ({ bank, company, customer, certificate }: Holding, now: number): NewCertificate => ({
  id: certificate.id,
  bank,
  loginId: customer.loginId,
  foreign: certificate.state === 'foreign',
  forClients: certificate.state !== 'not-for-clients',
  subject: `${customer.name}（${company.name}）`,
  ...validity(certificate.state, now),
});

/** Whether two certificates say the same; of worlds that began at another time, they do not. */
const saysTheSame = (one: NewCertificate, other: NewCertificate): boolean =>
  one.id === other.id &&
  one.bank === other.bank &&
  one.loginId === other.loginId &&
  one.subject === other.subject &&
  one.foreign === other.foreign &&
  one.forClients === other.forClients &&
  Math.abs(one.notAfter - other.notAfter) < DAY / 24;

async function issue(
  authorities: Authorities,
  { company, customer }: Holding,
  { foreign, forClients, notBefore, notAfter }: StoredCertificate,
): Promise<CertificateFiles> {
  const { issueClientCertificate } = await import('./authority.ts');
  const issued = await issueClientCertificate(foreign ? authorities.foreign : authorities.bank, {
    commonName: customer.name,
    organization: company.name,
    serialNumber: randomSerialNumber(),
    notBefore: new Date(notBefore),
    notAfter: new Date(notAfter),
    forClients,
  });
  const { fingerprint, certificatePem, privateKeyPem } = issued;
  return { fingerprint, certificatePem, privateKeyPem };
}

/** The certificates of a world. What they say is known from the start; they are issued when one of them is needed. */
export interface TestCertificates {
  /** Issues what is not issued yet: the authorities, and every certificate that the world file names. */
  issue(): Promise<Authorities>;
  /** The authorities, once they are made: before that nobody can hold a certificate of theirs. */
  readonly authorities: Authorities | undefined;
}

/**
 * The certificates of a world. Once issued they are kept: one that was imported into a browser stays good.
 *
 * @param sibling - a world whose authorities this one shares, and whose certificates it takes where they say the same
 */
export async function testCertificates(
  { db, clock, world }: WorldStore,
  sibling?: { readonly certificates: TestCertificates; readonly store: WorldStore },
): Promise<TestCertificates> {
  const others = sibling ? await listCertificates(sibling.store.db) : [];
  const known = new Set((await listCertificates(db)).map(({ id }) => id));
  const begun = [...holdingsIn(world)]
    .filter(({ certificate }) => !known.has(certificate.id))
    .map((holding) => certificateOf(holding, clock.now()))
    .map((own) => ({ ...own, ...validityOf(others.find((other) => saysTheSame(own, other)) ?? own) }));
  await db.transaction().execute(async (transaction) => {
    for (const certificate of begun) await insertCertificate(transaction, certificate);
  });

  async function issueAll(): Promise<Authorities> {
    const kept = await readSetting<Authorities>(db, 'authorities');
    const authorities = kept ?? (await (sibling?.certificates.issue() ?? createAuthorities()));
    const taken = sibling ? await listIssuedCertificates(sibling.store.db) : [];
    const issued = new Set((await listIssuedCertificates(db)).map(({ id }) => id));
    const stored = new Map((await listCertificates(db)).map((one) => [one.id, one]));
    const files: [id: string, CertificateFiles][] = [];
    for (const holding of holdingsIn(world)) {
      const one = stored.get(holding.certificate.id);
      if (one === undefined || issued.has(one.id)) continue;
      files.push([one.id, taken.find((other) => saysTheSame(one, other)) ?? (await issue(authorities, holding, one))]);
    }
    await db.transaction().execute(async (transaction) => {
      if (kept === undefined) await writeSetting(transaction, 'authorities', authorities);
      for (const [id, made] of files) await keepCertificateFiles(transaction, id, made);
    });
    return authorities;
  }

  let authorities: Authorities | undefined;
  return {
    issue: once(async () => {
      authorities = await issueAll();
      return authorities;
    }),
    get authorities() {
      return authorities ?? sibling?.certificates.authorities;
    },
  };
}
