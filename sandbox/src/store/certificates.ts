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

type Row = Schema['certificates'];

function fromRow(row: Row): StoredCertificate {
  return {
    id: row.id,
    bank: row.bank,
    loginId: row.login_id,
    foreign: row.is_foreign === 1,
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
  const rows = await db.selectFrom('certificates').selectAll().orderBy('id').execute();
  return rows.map(fromRow);
}

/** A certificate by its id, or by the SHA-256 fingerprint of its DER. */
export async function findCertificate(
  db: Kysely<Schema>,
  by: 'id' | 'fingerprint',
  value: string,
): Promise<StoredCertificate | undefined> {
  const row = await db.selectFrom('certificates').selectAll().where(by, '=', value).executeTakeFirst();
  return row && fromRow(row);
}
