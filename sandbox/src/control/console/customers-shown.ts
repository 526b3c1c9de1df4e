import { tokenAsked } from '../../bank/linkage-state.ts';
import { noToken, type SoftwareToken } from '../../bank/software-token.ts';
import { listCertificates } from '../../store/certificates.ts';
import { type Account, listAccounts, listCustomers, type TestCustomer } from '../../store/customers.ts';
import { findSoftwareToken } from '../../store/software-tokens.ts';
import type { Control } from '../control.ts';
import { hasTokens, issuesTokens } from '../customer-changes.ts';
import { softwareTokenPassword } from '../customers.ts';
import { oneByOne } from '../one-by-one.ts';

/** A customer with what the console shows of him. */
export interface ShownCustomer {
  readonly customer: TestCustomer;
  readonly accounts: readonly Account[];
  readonly certificates: readonly string[];
  /** None where he has none and could not get one on the bank's site. */
  readonly token: SoftwareToken | undefined;
  /** Whether the bank has the app for it. */
  readonly hasApp: boolean;
  /** What his software token shows now, if it shows anything. */
  readonly password: { readonly oneTimePassword: string; readonly secondsLeft: number } | undefined;
  /** World time. */
  readonly now: number;
}

async function tokenOf(control: Control, { bank, loginId }: TestCustomer): Promise<SoftwareToken | undefined> {
  if (!hasTokens(control, bank)) return undefined;
  const token = (await findSoftwareToken(control.store.db, bank, loginId)) ?? noToken;
  return issuesTokens(control, bank) || token.state !== 'unissued' ? token : undefined;
}

/** Every customer of a bank. */
export async function shownCustomers(control: Control, bank?: string): Promise<readonly ShownCustomer[]> {
  const { db, clock } = control.store;
  return oneByOne(await listCustomers(db, bank), async (customer) => ({
    customer,
    accounts: await listAccounts(db, customer),
    certificates: (await listCertificates(db, customer)).map(({ id }) => id),
    token: await tokenOf(control, customer),
    hasApp: issuesTokens(control, customer.bank),
    // A camera token shows nothing before it has read a code.
    password: tokenAsked(customer) === 'camera-token' ? undefined : await softwareTokenPassword(control, customer),
    now: clock.now(),
  }));
}
