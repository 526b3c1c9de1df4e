import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** Keeps a customer's new login password. */
export async function saveLoginPassword(
  db: Kysely<Schema>,
  bank: string,
  loginId: string,
  loginPassword: string,
): Promise<void> {
  await db
    .updateTable('customers')
    .set({ login_password: loginPassword })
    .where('bank', '=', bank)
    .where('login_id', '=', loginId)
    .execute();
}

// Mails stay as they were sent.
const naming = ['customers', 'software_tokens', 'inquiry_exclusions', 'certificates', 'consents'] as const;

/** Gives a customer another login ID. Call it in a transaction. */
export async function renameLogin(db: Kysely<Schema>, bank: string, from: string, to: string): Promise<void> {
  for (const table of naming) {
    await db.updateTable(table).set({ login_id: to }).where('bank', '=', bank).where('login_id', '=', from).execute();
  }
}
