import { Command, InvalidArgumentError, Option } from 'commander';
import type { components } from '../../../openapi/generated/sandbox.ts';
import { redirectUriMistake } from '../bank/redirect-uri.ts';
import type { Sandbox } from '../fronts/sandbox.ts';
import type { CertificateLogin } from '../http/bank.ts';
import { routes } from '../http/routes.ts';
import { isSmtpUrl } from '../mail/smtp-url.ts';
import { callControl } from './control-client.ts';
import { customersTable } from './customers.ts';
import { withExamples } from './help.ts';
import { port } from './options.ts';
import { perCent, progress } from './progress.ts';
import { readWorld } from './read-world.ts';
import { table } from './table.ts';
import { giveBackUnusedMemory } from './unused-memory.ts';

interface StartOptions {
  readonly port: number;
  readonly tlsPort: number;
  readonly host?: string;
  readonly data?: string;
  readonly world?: string;
  readonly certificateLogin: CertificateLogin;
  readonly redirectUri: readonly string[];
  readonly smtp?: string;
  readonly json?: boolean;
}

function redirectUri(text: string, earlier: readonly string[]): readonly string[] {
  const mistake = redirectUriMistake(text);
  if (mistake) throw new InvalidArgumentError(`${mistake}.`);
  return [...earlier, text];
}

function smtpUrl(text: string): string {
  if (isSmtpUrl(text)) return text;
  throw new InvalidArgumentError('expected the URL of an SMTP server, e.g. smtp://localhost:1025.');
}

type Banks = { banks: components['schemas']['Bank'][] };
type Customers = { customers: components['schemas']['Customer'][] };

/** Of more than these, a terminal would show the last ones only. */
const MOST_CUSTOMERS = 200;

async function describe(sandbox: Sandbox): Promise<{ info: Record<string, unknown>; text: string }> {
  const { origin, tlsOrigin, controlToken } = sandbox;
  const connection = { url: origin, ...(controlToken ? { token: controlToken } : {}) };
  const { banks } = await callControl<Banks>(connection, 'GET', routes.control.banks);
  const { customers } = await callControl<Customers>(connection, 'GET', routes.control.customers);
  const openApi = { bank: origin + routes.openApi.bank, sandbox: origin + routes.openApi.sandbox };
  const info = { origin, tlsOrigin, controlToken, console: `${origin}/`, openApi, banks, customers };
  const text = [
    table(
      ['BANK', 'ISSUER', 'NAME'],
      banks.map(({ bank, issuer, name }) => [bank, issuer, name]),
    ),
    customersTable(customers.slice(0, MOST_CUSTOMERS)),
    ...(customers.length > MOST_CUSTOMERS
      ? [`… and ${customers.length - MOST_CUSTOMERS} more; list them all with: sandbox customers`]
      : []),
    [
      `Console      ${origin}/`,
      `OpenAPI      ${openApi.bank}  ${openApi.sandbox}`,
      `Control API  ${origin}${routes.controlBase}`,
      `TLS          ${tlsOrigin} (client certificates)`,
      ...(controlToken ? [`Token        ${controlToken} (the control API wants it)`] : []),
    ].join('\n'),
  ].join('\n\n');
  return { info, text };
}

function closeOnSignal(sandbox: Sandbox): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void sandbox.close().then(() => process.exit(0)));
  }
}

/** `sandbox start` */
export function startCommand(): Command {
  const command = new Command('start')
    .description('start the banks on this machine')
    .option('--port <number>', 'HTTP port, 0 for a free one', port, 4400)
    .option('--tls-port <number>', 'TLS port for client certificates, 0 for a free one', port, 4443)
    .option('--host <address>', 'address to listen on (default: loopback only)')
    .option('--data <dir>', 'keep the world in this directory (default: in memory)')
    .option('--world <file>', 'world file, YAML or JSON (default: the default world)')
    .addOption(
      new Option(
        '--certificate-login <way>',
        'a page that plays the certificate window, or real TLS client certificates',
      )
        .choices(['picker', 'tls'])
        .default('picker'),
    )
    .option('--redirect-uri <uri>', "a further redirect URI of the world's apps; may be repeated", redirectUri, [])
    .option('--smtp <url>', 'send mails to this SMTP server too (default: the outbox only)', smtpUrl)
    .option('--json', 'print what was started as one line of JSON')
    .action(async ({ world, redirectUri: redirectUris, json, ...options }: StartOptions) => {
      const given = world ? { world: await readWorld(world) } : {};
      // Told to be verbose, its libraries print the URLs that they are asked for, whatever is in them.
      delete process.env.DEBUG;
      // The bank is loaded only here: the other commands speak to one that runs, and are quick.
      const { startSandbox } = await import('../fronts/sandbox.ts');
      const sandbox = await progress('Starting the banks', (tell) =>
        startSandbox({ ...options, redirectUris, ...given, onProgress: perCent(tell) }),
      );
      closeOnSignal(sandbox);
      const { info, text } = await describe(sandbox);
      console.log(json ? JSON.stringify(info) : `${text}\n\nSandbox ready at ${sandbox.origin}`);
      giveBackUnusedMemory();
    });
  return withExamples(
    command,
    'sandbox start',
    'sandbox start --data .data   # keeps the world between runs',
    'sandbox start --world world.yaml --port 0 --tls-port 0 --json',
    'sandbox start --redirect-uri https://app.example/callback --certificate-login tls',
  );
}
