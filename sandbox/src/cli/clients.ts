import type { Command } from 'commander';
import type { components } from '../../../openapi/generated/sandbox.ts';
import { routes } from '../http/routes.ts';
import { type ConnectionOptions, callControl, controlCommand, print } from './control-client.ts';
import { CommandError, exitCodes } from './exit-codes.ts';
import { readJson } from './files.ts';
import { withExamples } from './help.ts';
import { collected, listed } from './options.ts';
import { table } from './table.ts';

type Client = components['schemas']['Client'];

async function list(_options: unknown, command: Command): Promise<void> {
  const options = command.optsWithGlobals<ConnectionOptions>();
  const answer = await callControl<{ clients: Client[] }>(options, 'GET', routes.control.clients);
  const rows = answer.clients.map(({ client_id, client_secret, client_name, services, redirect_uris }) => [
    client_id,
    client_secret ?? '-',
    client_name,
    services.join(' '),
    redirect_uris.join(' '),
  ]);
  print(options, answer, () =>
    rows.length === 0
      ? 'No app yet; register one with: sandbox clients register'
      : table(['CLIENT ID', 'SECRET', 'NAME', 'SERVICES', 'REDIRECT URIS'], rows),
  );
}

interface Registration {
  readonly file?: string;
  readonly redirectUri: readonly string[];
  readonly name?: string;
  readonly company?: string;
  readonly services?: readonly string[];
  readonly authMethod?: string;
  readonly profile?: string;
  readonly skipServiceSelection?: true;
}

async function metadataOf(registration: Registration): Promise<Record<string, unknown>> {
  const { file, redirectUri, skipServiceSelection, ...of } = registration;
  const given = {
    redirect_uris: redirectUri.length === 0 ? undefined : redirectUri,
    client_name: of.name,
    company_name: of.company,
    services: of.services,
    token_endpoint_auth_method: of.authMethod,
    profile: of.profile,
    skipServiceSelection,
  };
  const filed = file === undefined ? {} : ((await readJson('--file', file, 'RFC 7591 client metadata')) as object);
  const metadata = {
    ...filed,
    ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  };
  if ('redirect_uris' in metadata) return metadata;
  throw new CommandError('no redirect URI; name one with --redirect-uri, or in --file', exitCodes.usage);
}

async function register(registration: Registration, command: Command): Promise<void> {
  const options = command.optsWithGlobals<ConnectionOptions>();
  const client = await callControl<Client>(options, 'POST', routes.control.clients, await metadataOf(registration));
  print(options, client, () =>
    [
      `client_id      ${client.client_id}`,
      ...(client.client_secret === undefined ? [] : [`client_secret  ${client.client_secret}`]),
      `redirect_uris  ${client.redirect_uris.join(' ')}`,
      `services       ${client.services.join(' ')}`,
    ].join('\n'),
  );
}

/** `sandbox clients [list|register]` */
export function clientsCommand(): Command {
  const registering = controlCommand('register')
    .description('register an app at every bank; a reset forgets it')
    .option('--redirect-uri <uri>', 'where codes go: https, or http on loopback; may be repeated', collected, [])
    .option('--name <name>', "the app's name on the screens")
    .option('--company <name>', "the vendor's name on the screens")
    .option('--services <list>', 'what the app may ask for, e.g. balances,transactions (default: all)', listed)
    .option('--auth-method <method>', 'token_endpoint_auth_method (default: client_secret_basic)')
    .option('--profile <profile>', 'the security profile (default: standard)')
    .option('--skip-service-selection', 'the services are fixed, the selection screen is not shown')
    .option('--file <file>', 'further RFC 7591 metadata such as jwks, a JSON file; - is standard input')
    .action(register);
  const command = controlCommand('clients')
    .description("list the vendors' registered apps, or register one")
    .action(list)
    .addCommand(
      withExamples(
        controlCommand('list').description('list them with their secrets').action(list),
        'sandbox clients list',
      ),
    )
    .addCommand(
      withExamples(
        registering,
        'sandbox clients register --redirect-uri http://localhost:3000/callback --name 会計ソフト',
        'sandbox clients register --redirect-uri https://app.example/cb --services balances --auth-method none --json',
      ),
    );
  return withExamples(
    command,
    'sandbox clients',
    'sandbox clients register --redirect-uri http://localhost:3000/callback',
  );
}
