import type { Command } from 'commander';
import type { components } from '../../../openapi/generated/sandbox.ts';
import { CommandError, type ConnectionOptions, callControl, controlCommand, print } from './control-client.ts';
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

/** `sandbox customers` */
export function customersCommand(): Command {
  return controlCommand('customers')
    .description('list the test customers with their credentials and what each is there to show')
    .argument('[bank]', 'only those of this bank')
    .action(async (bank: string | undefined, options: ConnectionOptions) => {
      const query = bank === undefined ? '' : `?bank=${encodeURIComponent(bank)}`;
      const answer = await callControl<{ customers: Customer[] }>(options, 'GET', `/customers${query}`);
      if (bank !== undefined && answer.customers.length === 0) {
        throw new CommandError(`${bank} has no customers; list those of all banks with: sandbox customers`);
      }
      print(options, answer, () => customersTable(answer.customers));
    });
}
