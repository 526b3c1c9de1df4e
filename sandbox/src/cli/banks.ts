import type { Command } from 'commander';
import type { components } from '../../../openapi/generated/sandbox.ts';
import { routes } from '../http/routes.ts';
import { type ConnectionOptions, callControl, controlCommand, print } from './control-client.ts';
import { withExamples } from './help.ts';
import { table } from './table.ts';

type Bank = components['schemas']['Bank'];

/** The banks and where they are, for a terminal. */
function banksTable(banks: readonly Bank[]): string {
  return table(
    ['BANK', 'ISSUER', 'LOGIN', 'CONSENT', 'NAME'],
    banks.map(({ bank, issuer, name, loginMethods, consentDays }) => [
      bank,
      issuer,
      loginMethods.join(' '),
      `${consentDays} days`,
      name,
    ]),
  );
}

/** `sandbox banks` */
export function banksCommand(): Command {
  const command = controlCommand('banks')
    .description('list the banks, their issuers and what they are like')
    .action(async (options: ConnectionOptions) => {
      const answer = await callControl<{ banks: Bank[] }>(options, 'GET', routes.control.banks);
      print(options, answer, () => banksTable(answer.banks));
    });
  return withExamples(command, 'sandbox banks', 'sandbox banks --json');
}
