import { type Command, Option } from 'commander';
import type { components } from '../../../openapi/generated/sandbox.ts';
import { routes } from '../http/routes.ts';
import { type ConnectionOptions, callControl, controlCommand, print, queryOf } from './control-client.ts';
import { withExamples } from './help.ts';
import { table } from './table.ts';

type KnownLinkage = components['schemas']['KnownLinkage'];
type EndReason = components['schemas']['ConsentEndReason'];

const reasons: readonly EndReason[] = [
  'expired',
  'superseded',
  'ended_by_vendor',
  'token_reused',
  'login_password_changed',
  'login_id_changed',
  'revoked_by_bank',
];

interface Filter {
  readonly bank?: string;
  readonly loginId?: string;
  readonly client?: string;
}

const linkagesTable = (linkages: readonly KnownLinkage[]): string =>
  table(
    ['BANK', 'LOGIN ID', 'CLIENT', 'SERVICES', 'STATE'],
    linkages.map(({ bank, loginId, clientId, services, daysLeft, reason }) => [
      bank,
      loginId,
      clientId,
      services.join(' '),
      reason ?? (daysLeft === 1 ? '1 day left' : `${daysLeft} days left`),
    ]),
  );

async function list(_options: unknown, command: Command): Promise<void> {
  const { bank, loginId, client: clientId, ...options } = command.optsWithGlobals<ConnectionOptions & Filter>();
  const path = routes.control.linkages + queryOf({ bank, loginId, clientId });
  const answer = await callControl<{ linkages: KnownLinkage[] }>(options, 'GET', path);
  print(options, answer, () => (answer.linkages.length === 0 ? 'No linkage yet.' : linkagesTable(answer.linkages)));
}

type Of = ConnectionOptions & { readonly client?: string };

async function end(bank: string, loginId: string, { reason }: { reason: EndReason }, command: Command): Promise<void> {
  const { client: clientId, ...options } = command.optsWithGlobals<Of>();
  const body = { bank, loginId, clientId, reason };
  const answer = await callControl<{ ended: number }>(options, 'POST', routes.control.endLinkages, body);
  print(options, answer, () => `Ended ${answer.ended} (${reason}).`);
}

async function expireTokens(bank: string, loginId: string, _options: unknown, command: Command): Promise<void> {
  const { client: clientId, ...options } = command.optsWithGlobals<Of>();
  const body = { bank, loginId, clientId };
  const answer = await callControl<{ linkages: number }>(options, 'POST', routes.control.expireAccessTokens, body);
  print(options, answer, () => `The access tokens of ${answer.linkages} have expired.`);
}

/** `sandbox linkages [list|end|expire-tokens]` */
export function linkagesCommand(): Command {
  const part = (name: string, description: string) =>
    controlCommand(name)
      .description(description)
      .argument('<bank>', 'the bank')
      .argument('<loginId>', 'the customer')
      .option('--client <id>', "only those for this vendor's app");
  const listing = controlCommand('list')
    .description('list them, in force or over')
    .option('--bank <bank>', 'only of this bank')
    .option('--login-id <id>', 'only of this customer')
    .option('--client <id>', "only for this vendor's app")
    .action(list);
  const ending = part('end', "end a customer's linkages now; the vendor is told the reason")
    .addOption(new Option('--reason <reason>', 'why').choices(reasons).default('revoked_by_bank'))
    .action(end);
  const expiring = part('expire-tokens', 'let their access tokens expire now; a refresh gives new ones');
  const command = controlCommand('linkages')
    .description('list the consents that customers gave, or end them')
    .action(list)
    .addCommand(
      withExamples(
        listing,
        'sandbox linkages list --bank gunma',
        'sandbox linkages list --client demo-accounting --json',
      ),
    )
    .addCommand(
      withExamples(
        ending,
        'sandbox linkages end gunma sato',
        'sandbox linkages end mizuho tanaka --reason expired --client demo-accounting',
      ),
    )
    .addCommand(withExamples(expiring.action(expireTokens), 'sandbox linkages expire-tokens gunma sato'));
  return withExamples(command, 'sandbox linkages', 'sandbox linkages end gunma sato --reason login_password_changed');
}
