import type { Command } from 'commander';
import type { components } from '../../../openapi/generated/sandbox.ts';
import { routes } from '../http/routes.ts';
import { type ConnectionOptions, callControl, controlCommand, print, queryOf } from './control-client.ts';
import { showCustomerCommand } from './customers-show.ts';
import { updateCustomerCommand } from './customers-update.ts';
import { CommandError } from './exit-codes.ts';
import { withExamples } from './help.ts';
import { table } from './table.ts';

type Customer = components['schemas']['Customer'];

/** The page of test credentials, for a terminal. */
export function customersTable(customers: readonly Customer[]): string {
  return table(
    ['BANK', 'LOGIN ID', 'PASSWORD', 'LOGIN', 'SHOWS'],
    customers.map(({ bank, loginId, loginPassword, loginMethod, locked, purpose }) => [
      bank,
      loginId,
      loginPassword,
      locked ? `${loginMethod}, locked` : loginMethod,
      purpose.en,
    ]),
  );
}

async function list(bank: string | undefined, _options: unknown, command: Command): Promise<void> {
  const options = command.optsWithGlobals<ConnectionOptions>();
  const path = routes.control.customers + queryOf({ bank });
  const answer = await callControl<{ customers: Customer[] }>(options, 'GET', path);
  if (bank !== undefined && answer.customers.length === 0) {
    throw new CommandError(`${bank} has no customers; list those of all banks with: sandbox customers`);
  }
  print(options, answer, () => customersTable(answer.customers));
}

/** `sandbox customers [list|show|update]` */
export function customersCommand(): Command {
  const listing = (name: string) => controlCommand(name).argument('[bank]', 'only those of this bank').action(list);
  const command = listing('customers')
    .description('list the test customers with their credentials and what each is there to show; show or change one')
    .addCommand(
      withExamples(
        listing('list').description('list them'),
        'sandbox customers list',
        'sandbox customers list mizuho --json',
      ),
    )
    .addCommand(showCustomerCommand())
    .addCommand(updateCustomerCommand());
  return withExamples(
    command,
    'sandbox customers',
    'sandbox customers gunma',
    'sandbox customers update gunma yamamoto --unlock',
  );
}
