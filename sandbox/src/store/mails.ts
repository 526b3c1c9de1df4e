import type { Kysely } from 'kysely';
import { forgetOldest, isTimeToForget, nextNumber } from './past.ts';
import type { MailStatus, Schema } from './schema.ts';

export type { MailStatus } from './schema.ts';

/** A mail of a bank to a customer. */
export interface StoredMail {
  readonly id: string;
  readonly bank: string;
  readonly loginId: string;
  /** World time, epoch milliseconds. */
  readonly at: number;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly status: MailStatus;
  /** Why SMTP failed. */
  readonly error: string | null;
}

function fromRow(row: Schema['mails']): StoredMail {
  return {
    id: row.id,
    bank: row.bank,
    loginId: row.login_id,
    at: row.at,
    from: row.sender,
    to: row.recipient,
    subject: row.subject,
    text: row.body,
    status: row.status,
    error: row.error,
  };
}

/** Puts a mail into the outbox. */
export async function insertMail(db: Kysely<Schema>, mail: StoredMail): Promise<void> {
  const { id, bank, loginId, at, from, to, subject, text, status, error } = mail;
  const inserted = await db
    .insertInto('mails')
    .values({
      id,
      number: nextNumber('mails'),
      bank,
      login_id: loginId,
      at,
      sender: from,
      recipient: to,
      subject,
      body: text,
      status,
      error,
    })
    .returning('number')
    .executeTakeFirst();
  if (isTimeToForget(inserted)) await forgetOldest(db, 'mails');
}

/** Every mail that is kept, the oldest first. */
export async function listMails(db: Kysely<Schema>): Promise<StoredMail[]> {
  return (await db.selectFrom('mails').selectAll().orderBy('number').execute()).map(fromRow);
}

/** The latest mails, the newest first. */
export async function latestMails(db: Kysely<Schema>, limit: number): Promise<StoredMail[]> {
  return (await db.selectFrom('mails').selectAll().orderBy('number', 'desc').limit(limit).execute()).map(fromRow);
}

/** One mail. */
export async function findMail(db: Kysely<Schema>, id: string): Promise<StoredMail | undefined> {
  const row = await db.selectFrom('mails').selectAll().where('id', '=', id).executeTakeFirst();
  return row && fromRow(row);
}

/** Notes what became of a mail. */
export async function saveMailStatus(
  db: Kysely<Schema>,
  id: string,
  status: MailStatus,
  error: string | null = null,
): Promise<void> {
  await db.updateTable('mails').set({ status, error }).where('id', '=', id).execute();
}
