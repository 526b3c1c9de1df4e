import type { Kysely } from 'kysely';
import { findMail, insertMail, type MailStatus, type StoredMail, saveMailStatus } from '../store/mails.ts';
import type { Schema } from '../store/schema.ts';
import type { WorldStore } from '../store/world-store.ts';
import { randomId } from '../world/ids.ts';
import type { Journal } from '../world/journal.ts';
import type { SendMail } from './smtp.ts';

/** A mail as it is posted. */
export type NewMail = Omit<StoredMail, 'id' | 'error'>;

/** Where the banks post their mails. All of them stay in the outbox; with an SMTP server they are sent as well. */
export interface MailRoom {
  /**
   * Puts a mail into the outbox. Call it in the transaction of what the mail is about.
   *
   * @returns the mail's id
   */
  post(db: Kysely<Schema>, mail: NewMail): Promise<string>;
  /** Sends a mail of the outbox in the background, once its transaction is done. */
  send(id: string): void;
  /** Waits until nothing is being sent. */
  settle(): Promise<void>;
}

/**
 * A mail room.
 *
 * @param store - has the outbox
 * @param sendMail - none: mails stay in the outbox
 * @param journal - notes what is posted, and what SMTP made of it
 * @param report - told when a mail could not be sent
 */
export function createMailRoom(
  store: WorldStore,
  sendMail: SendMail | undefined,
  journal: Journal,
  report: (error: unknown, requestId: string) => void,
): MailRoom {
  const sending = new Set<Promise<void>>();

  const note = ({ bank, to, subject }: NewMail, status: MailStatus) =>
    journal.note({ kind: 'mail', bank, to, subject, status });

  async function sendNow(send: SendMail, id: string): Promise<void> {
    const mail = await findMail(store.db, id);
    if (mail?.status !== 'kept') return;
    try {
      await send(mail);
      await saveMailStatus(store.db, id, 'sent');
      note(mail, 'sent');
    } catch (error) {
      report(error, `mail ${id}`);
      await saveMailStatus(store.db, id, 'failed', (error as Error).message);
      note(mail, 'failed');
    }
  }

  return {
    post: async (db, mail) => {
      const id = randomId();
      await insertMail(db, { ...mail, id, error: null });
      note(mail, mail.status);
      return id;
    },
    send: (id) => {
      if (sendMail === undefined) return;
      const job = sendNow(sendMail, id)
        .catch((error) => report(error, `mail ${id}`))
        .finally(() => sending.delete(job));
      sending.add(job);
    },
    settle: async () => void (await Promise.all(sending)),
  };
}
