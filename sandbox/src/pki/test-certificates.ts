import { insertCertificate, listCertificates, type StoredCertificate } from '../store/certificates.ts';
import { readSetting, writeSetting } from '../store/settings.ts';
import type { WorldStore } from '../store/world-store.ts';
import { realNow } from '../world/clock.ts';
import { randomSerialNumber } from '../world/ids.ts';
import type { World, WorldCompany, WorldCustomer } from '../world/world-schema.ts';
import type { Authority } from './authority.ts';

/** The authorities of a world: the bank's, and one that the bank does not know. */
export interface Authorities {
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

type State = WorldCustomer['certificates'][number]['state'];

/** From when to when a certificate is valid, for what it is there to show. */
function validity(state: State, now: number): { notBefore: number; notAfter: number } {
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

interface Holder {
  readonly bank: string;
  readonly company: WorldCompany;
  readonly customer: WorldCustomer;
}

/** A certificate as it is issued; whether it is revoked is told elsewhere. */
type NewCertificate = Omit<StoredCertificate, 'revokedAt'>;

const subjectOf = (company: WorldCompany, customer: WorldCustomer): string => `${customer.name}（${company.name}）`;

async function issue(
  authorities: Authorities,
  holder: Holder,
  certificate: WorldCustomer['certificates'][number],
  now: number,
): Promise<NewCertificate> {
  const { issueClientCertificate } = await import('./authority.ts');
  const { bank, company, customer } = holder;
  const foreign = certificate.state === 'foreign';
  const forClients = certificate.state !== 'not-for-clients';
  const { notBefore, notAfter } = validity(certificate.state, now);
  const issued = await issueClientCertificate(foreign ? authorities.foreign : authorities.bank, {
    commonName: customer.name,
    organization: company.name,
    serialNumber: randomSerialNumber(),
    notBefore: new Date(notBefore),
    notAfter: new Date(notAfter),
    forClients,
  });
  return {
    id: certificate.id,
    bank,
    loginId: customer.loginId,
    foreign,
    forClients,
    subject: subjectOf(company, customer),
    notBefore: issued.notBefore.getTime(),
    notAfter: issued.notAfter.getTime(),
    fingerprint: issued.fingerprint,
    certificatePem: issued.certificatePem,
    privateKeyPem: issued.privateKeyPem,
  };
}

function* holdersIn(world: World) {
  for (const [bank, { companies }] of Object.entries(world.banks)) {
    for (const company of companies) {
      for (const customer of company.customers) yield { bank, company, customer };
    }
  }
}

/** A certificate of another world that says what one of this world shall say; begun at another time, it does not. */
function taken(
  from: readonly StoredCertificate[],
  { bank, company, customer }: Holder,
  { id, state }: WorldCustomer['certificates'][number],
  now: number,
): NewCertificate | undefined {
  const { notAfter } = validity(state, now);
  const subject = subjectOf(company, customer);
  return from.find(
    (one) =>
      one.id === id &&
      one.bank === bank &&
      one.loginId === customer.loginId &&
      one.subject === subject &&
      one.foreign === (state === 'foreign') &&
      one.forClients === (state !== 'not-for-clients') &&
      Math.abs(one.notAfter - notAfter) < DAY / 24,
  );
}

/**
 * The authorities of a world, and every certificate that its file names. They are made on the first start and kept: a
 * certificate that was imported into a browser stays good.
 *
 * @param sibling - a world whose authorities this one shares, and whose certificates it takes where they are the same
 */
export async function testCertificates(
  store: WorldStore,
  sibling?: { readonly authorities: Authorities; readonly store: WorldStore },
): Promise<Authorities> {
  const { db, clock, world } = store;
  const kept = await readSetting<Authorities>(db, 'authorities');
  const authorities = kept ?? sibling?.authorities ?? (await createAuthorities());
  const others = sibling ? await listCertificates(sibling.store.db) : [];
  const known = new Set((await listCertificates(db)).map(({ id }) => id));
  const issued: NewCertificate[] = [];
  for (const holder of holdersIn(world)) {
    for (const certificate of holder.customer.certificates) {
      if (known.has(certificate.id)) continue;
      const now = clock.now();
      issued.push(taken(others, holder, certificate, now) ?? (await issue(authorities, holder, certificate, now)));
    }
  }
  await db.transaction().execute(async (transaction) => {
    if (kept === undefined) await writeSetting(transaction, 'authorities', authorities);
    for (const certificate of issued) await insertCertificate(transaction, certificate);
  });
  return authorities;
}
