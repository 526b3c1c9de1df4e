import type { Kysely } from 'kysely';
import type { CertificateFacts } from '../bank/certificate.ts';
import type { Schema } from './schema.ts';

/** A client certificate as it is known before it is issued. */
export interface StoredCertificate extends CertificateFacts {
  readonly subject: string;
}

/** What a certificate has once it is issued. */
export interface CertificateFiles {
  /** SHA-256 of the DER, lower-case hex. */
  readonly fingerprint: string;
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

/** A client certificate with its files. */
export type IssuedCertificate = StoredCertificate & CertificateFiles;

const selectCertificates = (db: Kysely<Schema>) =>
  db
    .selectFrom('certificates')
    .leftJoin('revocations', 'revocations.certificate_id', 'certificates.id')
    .selectAll('certificates')
    .select('revocations.revoked_at');

type Row = Schema['certificates'] & { readonly revoked_at: number | null };

function fromRow(row: Row): StoredCertificate {
  return {
    id: row.id,
    bank: row.bank,
    loginId: row.login_id,
    foreign: row.is_foreign === 1,
    forClients: row.is_for_clients === 1,
    subject: row.subject,
    notBefore: row.not_before,
    notAfter: row.not_after,
    revokedAt: row.revoked_at,
  };
}

function issuedFromRow(row: Row): readonly IssuedCertificate[] {
  const { fingerprint, certificate_pem: certificatePem, private_key_pem: privateKeyPem } = row;
  if (fingerprint === null || certificatePem === null || privateKeyPem === null) return [];
  return [{ ...fromRow(row), fingerprint, certificatePem, privateKeyPem }];
}

/** Every certificate of the world, by id; or those of one customer. */
export async function listCertificates(
  db: Kysely<Schema>,
  of?: Pick<StoredCertificate, 'bank' | 'loginId'>,
): Promise<StoredCertificate[]> {
  const all = selectCertificates(db).orderBy('id');
  const asked = of ? all.where('bank', '=', of.bank).where('login_id', '=', of.loginId) : all;
  return (await asked.execute()).map(fromRow);
}

/** Every certificate that is issued, by id. */
export async function listIssuedCertificates(db: Kysely<Schema>): Promise<IssuedCertificate[]> {
  const rows = await selectCertificates(db).orderBy('id').execute();
  return rows.flatMap(issuedFromRow);
}

/** A certificate by its id, or by the SHA-256 fingerprint of its DER. */
export async function findCertificate(
  db: Kysely<Schema>,
  by: 'id' | 'fingerprint',
  value: string,
): Promise<StoredCertificate | undefined> {
  const row = await selectCertificates(db).where(by, '=', value).executeTakeFirst();
  return row && fromRow(row);
}

/** A certificate with its files, by its id; none while it is not issued. */
export async function findIssuedCertificate(db: Kysely<Schema>, id: string): Promise<IssuedCertificate | undefined> {
  const row = await selectCertificates(db).where('id', '=', id).executeTakeFirst();
  return row && issuedFromRow(row)[0];
}

/** Keeps a certificate that is not issued yet. */
export async function insertCertificate(
  db: Kysely<Schema>,
  certificate: Omit<StoredCertificate, 'revokedAt'>,
): Promise<void> {
  const { id, bank, subject } = certificate;
  await db
    .insertInto('certificates')
    .values({
      id,
      bank,
      subject,
      login_id: certificate.loginId,
      is_foreign: certificate.foreign ? 1 : 0,
      is_for_clients: certificate.forClients ? 1 : 0,
      not_before: certificate.notBefore,
      not_after: certificate.notAfter,
    })
    .execute();
}

/** Keeps the files of a certificate that was issued. */
export async function keepCertificateFiles(db: Kysely<Schema>, id: string, files: CertificateFiles): Promise<void> {
  const { fingerprint, certificatePem, privateKeyPem } = files;
  await db
    .updateTable('certificates')
    .set({ fingerprint, certificate_pem: certificatePem, private_key_pem: privateKeyPem })
    .where('id', '=', id)
    .execute();
}

/** Revokes a certificate, from an instant of world time on; one that is revoked already stays so from when it was. */
export async function revokeCertificate(db: Kysely<Schema>, id: string, at: number): Promise<void> {
  await db
    .insertInto('revocations')
    .values({ certificate_id: id, revoked_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Takes a revocation back. */
export async function unrevokeCertificate(db: Kysely<Schema>, id: string): Promise<void> {
  await db.deleteFrom('revocations').where('certificate_id', '=', id).execute();
}
