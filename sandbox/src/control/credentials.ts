import type { Kysely } from 'kysely';
import { Problem } from '../http/problem.ts';
import { endConsentsOf } from '../store/consents.ts';
import { findCustomer, type TestCustomer } from '../store/customers.ts';
import { renameLogin, saveLoginPassword } from '../store/logins.ts';
import type { Schema } from '../store/schema.ts';
import type { Control } from './control.ts';

/** What a customer changes about his login. */
export interface NewCredentials {
  readonly loginPassword?: string | undefined;
  readonly loginId?: string | undefined;
}

/**
 * Changes a customer's login password, login ID or both, as he would on the bank's site. Where the bank says so, that ends
 * his linkages (seed 004, 4. 認証認可).
 *
 * @returns the login ID from now on
 * @throws {@link Problem} 409 where another customer has the login ID
 */
export async function changeCredentials(
  db: Kysely<Schema>,
  { store }: Control,
  { bank, loginId }: TestCustomer,
  { loginPassword, loginId: newLoginId = loginId }: NewCredentials,
): Promise<string> {
  const endsConsents = store.profiles.get(bank)?.endsWithCredentials === true;
  const now = store.clock.now();
  if (loginPassword !== undefined) {
    if (endsConsents) await endConsentsOf(db, { bank, loginId }, 'login_password_changed', now);
    await saveLoginPassword(db, bank, loginId, loginPassword);
  }
  if (newLoginId === loginId) return loginId;
  if (await findCustomer(db, bank, newLoginId)) {
    throw new Problem(409, 'login_id_taken', `${bank} has a customer ${newLoginId} already; choose another loginId`);
  }
  if (endsConsents) await endConsentsOf(db, { bank, loginId }, 'login_id_changed', now);
  await renameLogin(db, bank, loginId, newLoginId);
  return newLoginId;
}
