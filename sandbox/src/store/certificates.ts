import type { Kysely } from 'kysely';
import type { CertificateFacts } from '../bank/certificate.ts';
import type { Schema } from './schema.ts';

/** A client certificate with its files. */
export interface StoredCertificate extends CertificateFacts {
  readonly subject: string;
  /** SHA-256 of the DER, lower-case hex. */
  readonly fingerprint: string;
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

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
    fingerprint: row.fingerprint,
    certificatePem: row.certificate_pem,
    privateKeyPem: row.private_key_pem,
  };
}

/** Every certificate that the sandbox issued, by id. */
export async function listCertificates(db: Kysely<Schema>): Promise<StoredCertificate[]> {
  const rows = await selectCertificates(db).orderBy('id').execute();
  return rows.map(fromRow);
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

/** Keeps a certificate that was issued. */
export async function insertCertificate(
  db: Kysely<Schema>,
  certificate: Omit<StoredCertificate, 'revokedAt'>,
): Promise<void> {
  const { id, bank, subject, fingerprint } = certificate;
  await db
    .insertInto('certificates')
    .values({
      id,
      bank,
      subject,
      fingerprint,
      login_id: certificate.loginId,
      is_foreign: certificate.foreign ? 1 : 0,
      is_for_clients: certificate.forClients ? 1 : 0,
      not_before: certificate.notBefore,
      not_after: certificate.notAfter,
      certificate_pem: certificate.certificatePem,
      private_key_pem: certificate.privateKeyPem,
    })
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
