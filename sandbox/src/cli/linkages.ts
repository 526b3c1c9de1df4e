import type { Command } from 'commander';
import type { components } from '../../../openapi/generated/sandbox.ts';
import { type ConnectionOptions, callControl, controlCommand, print } from './control-client.ts';
import { table } from './table.ts';

type KnownLinkage = components['schemas']['KnownLinkage'];
type Options = ConnectionOptions & { readonly client?: string };

const linkagesTable = (linkages: readonly KnownLinkage[]): string =>
  table(
    ['BANK', 'LOGIN ID', 'CLIENT', 'SERVICES', 'STATE'],
    linkages.map(({ bank, loginId, clientId, services, daysLeft, reason }) => [
      bank,
      loginId,
      clientId,
      services.join(' '),
      reason ?? `${daysLeft} days left`,
    ]),
  );

/** `sandbox linkages [list|end|expire-tokens]` */
export function linkagesCommand(): Command {
  const list = async (_options: unknown, command: Command) => {
    const options = command.optsWithGlobals<ConnectionOptions>();
    const answer = await callControl<{ linkages: KnownLinkage[] }>(options, 'GET', '/linkages');
    print(options, answer, () => (answer.linkages.length === 0 ? 'No linkage yet.' : linkagesTable(answer.linkages)));
  };
  const part = (name: string, description: string) =>
    controlCommand(name)
      .description(description)
      .argument('<bank>', 'the bank')
      .argument('<loginId>', 'the customer')
      .option('--client <id>', "only those for this vendor's app");
  return controlCommand('linkages')
    .description('list the consents that customers gave, or end them')
    .action(list)
    .addCommand(controlCommand('list').description('list them, in force or over').action(list))
    .addCommand(
      part('end', "end a customer's linkages now; the vendor is told the reason")
        .option('--reason <reason>', 'e.g. expired, superseded, login_password_changed', 'revoked_by_bank')
        .action(async (bank: string, loginId: string, { reason }: { reason: string }, command: Command) => {
          const { client: clientId, ...options } = command.optsWithGlobals<Options>();
          const body = { bank, loginId, clientId, reason };
          const answer = await callControl<{ ended: number }>(options, 'POST', '/linkages/end', body);
          print(options, answer, () => `Ended ${answer.ended} (${reason}).`);
        }),
    )
    .addCommand(
      part('expire-tokens', 'let their access tokens expire now; a refresh gives new ones').action(
        async (bank: string, loginId: string, _options, command: Command) => {
          const { client: clientId, ...options } = command.optsWithGlobals<Options>();
          const body = { bank, loginId, clientId };
          const answer = await callControl<{ linkages: number }>(options, 'POST', '/linkages/expire-tokens', body);
          print(options, answer, () => `The access tokens of ${answer.linkages} have expired.`);
        },
      ),
    );
}
