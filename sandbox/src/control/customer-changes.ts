import type { Kysely } from 'kysely';
import type { CameraTokenState } from '../bank/camera-token.ts';
import { changed, noToken, type SoftwareTokenAction } from '../bank/software-token.ts';
import { Problem } from '../http/problem.ts';
import {
  findCustomer,
  saveCameraTokenUse,
  saveLoginCount,
  saveMailUndeliverable,
  type TestCustomer,
} from '../store/customers.ts';
import type { Schema } from '../store/schema.ts';
import { findSoftwareToken, saveSoftwareToken } from '../store/software-tokens.ts';
import type { Control } from './control.ts';
import { changeCredentials, type NewCredentials } from './credentials.ts';

/** What a clerk does to a token at the counter, or a customer to his phone. */
export type TokenAction = Extract<
  SoftwareTokenAction,
  'suspend' | 'release-suspension' | 'initialise' | 'change-phone'
>;

/** What a clerk does at the counter, what the customer does to his login, and what happens to his phone. */
export interface CustomerChanges extends TokenChanges, NewCredentials {
  /** Whether the login is locked; either way the count of wrong tries begins again. */
  readonly locked?: boolean;
  readonly mailUndeliverable?: boolean;
  readonly cameraTokenState?: CameraTokenState;
}

interface TokenChanges {
  readonly tokenAction?: TokenAction;
  readonly phoneClockOffsetSeconds?: number;
  readonly mailFilter?: boolean;
}

/** Whether the customers of a bank can have software tokens. */
export function hasTokens({ store }: Control, bank: string): boolean {
  return store.profiles.get(bank)?.softwareTokenServiceId !== undefined;
}

/** Whether a bank has the site on which its customers get a token, and its app. */
export function issuesTokens({ store }: Control, bank: string): boolean {
  return store.profiles.get(bank)?.internetBanking !== undefined;
}

/**
 * The customer asked for.
 *
 * @throws {@link Problem} 404
 */
export async function customerAsked(db: Kysely<Schema>, bank: string, loginId: string): Promise<TestCustomer> {
  const customer = await findCustomer(db, bank, loginId);
  if (customer) return customer;
  throw new Problem(
    404,
    'customer_not_found',
    `${bank} has no customer ${loginId}; list them with GET /sandbox/v1/customers`,
  );
}

async function changeToken(
  db: Kysely<Schema>,
  control: Control,
  { bank, loginId }: TestCustomer,
  { tokenAction, ...phone }: TokenChanges,
): Promise<void> {
  if (tokenAction === undefined && Object.keys(phone).length === 0) return;
  if (!hasTokens(control, bank)) {
    throw new Problem(409, 'token_action_not_possible', `${bank} has no software tokens; choose another bank`);
  }
  if ((tokenAction === 'initialise' || tokenAction === 'change-phone') && !issuesTokens(control, bank)) {
    const detail = `${bank} has no site on which the customer could get another token; choose another bank or action`;
    throw new Problem(409, 'token_action_not_possible', detail);
  }
  const token = { ...((await findSoftwareToken(db, bank, loginId)) ?? noToken), ...phone };
  const after = tokenAction === undefined ? token : changed(token, tokenAction);
  if (after === undefined) {
    const detail = `${tokenAction} cannot be done to a token that is ${token.state}; see softwareToken.state of the customer`;
    throw new Problem(409, 'token_action_not_possible', detail);
  }
  await saveSoftwareToken(db, bank, loginId, after);
}

/** The company's camera token, as this operator uses it. */
async function changeCameraToken(
  db: Kysely<Schema>,
  { bank, loginId, cameraToken }: TestCustomer,
  state: CameraTokenState | undefined,
): Promise<void> {
  if (state === undefined) return;
  if (cameraToken === undefined) {
    const detail = `${loginId} of ${bank} has no camera token; give the customer a cameraToken in the world file`;
    throw new Problem(409, 'token_action_not_possible', detail);
  }
  await saveCameraTokenUse(db, bank, loginId, { state, failures: 0 });
}

/**
 * Changes a customer, his login, his tokens or his phone: all that is asked for, or nothing.
 *
 * @returns his login ID from now on
 * @throws {@link Problem} 404, or 409 where the state of a token does not allow it
 */
export async function changeCustomer(
  control: Control,
  bank: string,
  loginId: string,
  changes: CustomerChanges,
): Promise<string> {
  const { locked, mailUndeliverable, cameraTokenState, loginPassword, loginId: newLoginId, ...ofToken } = changes;
  return control.store.db.transaction().execute(async (db) => {
    const customer = await customerAsked(db, bank, loginId);
    await changeToken(db, control, customer, ofToken);
    await changeCameraToken(db, customer, cameraTokenState);
    if (mailUndeliverable !== undefined) await saveMailUndeliverable(db, bank, loginId, mailUndeliverable);
    if (locked !== undefined) {
      await saveLoginCount(db, bank, loginId, 'login_failures', { failures: 0, locked });
      await saveLoginCount(db, bank, loginId, 'answer_failures', { failures: 0, locked });
    }
    return changeCredentials(db, control, customer, { loginPassword, loginId: newLoginId });
  });
}
