import type { Kysely } from 'kysely';
import { ended, type Linkage } from '../bank/linkage-state.ts';
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

/** Whoever is in the middle of a linkage, or on the site, under a login ID that is gone begins again. */
async function endVisits(db: Kysely<Schema>, bank: string, loginId: string): Promise<void> {
  const isTheirs = `%${JSON.stringify({ loginId }).slice(1, -1)}%`;
  await db.deleteFrom('internet_banking_sessions').where('bank', '=', bank).where('state', 'like', isTheirs).execute();
  const open = await db
    .selectFrom('linkages')
    .select(['id', 'state'])
    .where('bank', '=', bank)
    .where('state', 'like', isTheirs)
    .execute();
  for (const { id, state } of open) {
    const linkage = JSON.parse(state) as Linkage;
    if (linkage.outcome) continue;
    const over = JSON.stringify(ended(linkage, 'login_gone'));
    await db.updateTable('linkages').set({ state: over }).where('id', '=', id).execute();
  }
}

// Mails stay as they were sent.
const naming = ['customers', 'software_tokens', 'inquiry_exclusions', 'certificates', 'consents'] as const;

/** Gives a customer another login ID. Call it in a transaction. */
export async function renameLogin(db: Kysely<Schema>, bank: string, from: string, to: string): Promise<void> {
  await endVisits(db, bank, from);
  for (const table of naming) {
    await db.updateTable(table).set({ login_id: to }).where('bank', '=', bank).where('login_id', '=', from).execute();
  }
}
