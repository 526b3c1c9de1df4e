import type { Kysely } from 'kysely';
import { noToken, type SoftwareToken } from '../bank/software-token.ts';
import { prepared } from './prepared.ts';
import type { Schema } from './schema.ts';
import { readSetting, writeSetting } from './settings.ts';

const tokensOf = prepared((db, { bank, loginId }: { bank: string; loginId: string }) =>
  db.selectFrom('software_tokens').select('token').where('bank', '=', bank).where('login_id', '=', loginId),
);

/** The software token of a customer; none when nothing is known of one, nor of his phone. */
export async function findSoftwareToken(
  db: Kysely<Schema>,
  bank: string,
  loginId: string,
): Promise<SoftwareToken | undefined> {
  const [row] = await tokensOf(db, { bank, loginId });
  return row && { ...noToken, ...(JSON.parse(row.token) as Partial<SoftwareToken>) };
}

/** A token by its ユーザID, with its customer. */
export async function findSoftwareTokenByUserId(
  db: Kysely<Schema>,
  bank: string,
  userId: string,
): Promise<{ readonly loginId: string; readonly token: SoftwareToken } | undefined> {
  const row = await db
    .selectFrom('software_tokens')
    .selectAll()
    .where('bank', '=', bank)
    .where('user_id', '=', userId)
    .executeTakeFirst();
  return row && { loginId: row.login_id, token: { ...noToken, ...(JSON.parse(row.token) as Partial<SoftwareToken>) } };
}

/** Keeps a customer's token, in place of what it was before. */
export async function saveSoftwareToken(
  db: Kysely<Schema>,
  bank: string,
  loginId: string,
  token: SoftwareToken,
): Promise<void> {
  const kept = { user_id: token.userId, token: JSON.stringify(token) };
  await db
    .insertInto('software_tokens')
    .values({ bank, login_id: loginId, ...kept })
    .onConflict((conflict) => conflict.columns(['bank', 'login_id']).doUpdateSet(kept))
    .execute();
}

/**
 * A ユーザID that no token has had: the bank's code and a running number of 7 digits. Call it in the transaction that
 * keeps the token.
 *
 * @param institutionCode - of the bank, 4 digits
 */
export async function takeUserId(db: Kysely<Schema>, bank: string, institutionCode: string): Promise<string> {
  const name = `last_user_number ${bank}`;
  const number = ((await readSetting<number>(db, name)) ?? 0) + 1;
  await writeSetting(db, name, number);
  return `${institutionCode}${String(number).padStart(7, '0')}`;
}

/** Lets the running numbers of a bank begin again, for a world that begins again. */
export async function forgetUserIds(db: Kysely<Schema>, bank: string): Promise<void> {
  await writeSetting(db, `last_user_number ${bank}`, 0);
}
