import { tokenAsked } from '../../bank/linkage-state.ts';
import { noToken, type SoftwareToken } from '../../bank/software-token.ts';
import { pathTo, routes } from '../../http/routes.ts';
import { listAccounts, listCustomers, type TestCustomer } from '../../store/customers.ts';
import { findSoftwareToken } from '../../store/software-tokens.ts';
import { type Control, worldPath } from '../control.ts';
import { hasTokens } from '../customer-changes.ts';
import { softwareTokenPassword } from '../customers.ts';
import type { ShownCustomer } from './customers.tsx';

/** What his software token shows; a camera token shows nothing before it has read a code. */
async function passwordShown(control: Control, customer: TestCustomer): Promise<ShownCustomer['password']> {
  if (customer.cameraToken && tokenAsked(customer) === 'camera-token') return undefined;
  return softwareTokenPassword(control, customer);
}

/** His token; none where he has none and could not get one on the bank's site. */
async function shownToken(control: Control, { bank, loginId }: TestCustomer): Promise<SoftwareToken | undefined> {
  const { db, profiles } = control.store;
  if (!hasTokens(control, bank)) return undefined;
  const token = (await findSoftwareToken(db, bank, loginId)) ?? noToken;
  const isOffered = profiles.get(bank)?.internetBanking !== undefined;
  return isOffered || token.state !== 'unissued' ? token : undefined;
}

/** Every customer, with what the console shows of him. */
export async function shownCustomers(control: Control): Promise<readonly ShownCustomer[]> {
  const { db } = control.store;
  const customers = await listCustomers(db);
  return Promise.all(
    customers.map(async (customer) => ({
      customer,
      accounts: await listAccounts(db, customer),
      token: await shownToken(control, customer),
      password: await passwordShown(control, customer),
      postTo: worldPath(control) + pathTo(routes.console.customer, { bank: customer.bank, loginId: customer.loginId }),
    })),
  );
}
