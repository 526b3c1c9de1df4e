import { createHash } from 'node:crypto';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Walk } from '../customer/errors.ts';
import type { LinkOptions } from '../customer/options.ts';
import { linkageScreens, reasonsOn } from '../customer/screen.ts';
import type { SandboxWorld } from '../fronts/sandbox-world.ts';
import { routes } from '../http/routes.ts';
import { randomId } from '../world/ids.ts';
import { type ConnectionOptions, controlCommand } from './control-client.ts';
import { CommandError, exitCodes } from './exit-codes.ts';
import { withExamples } from './help.ts';
import { listed } from './options.ts';
import { progress } from './progress.ts';

interface Options extends ConnectionOptions, Omit<LinkOptions, 'pins'> {
  readonly client: string;
  readonly pin?: Readonly<Record<string, string>>;
}

function count(text: string): number {
  if (/^\d{1,3}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('expected a number, e.g. 1.');
}

function pin(text: string, earlier: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
  const [, accountId, typed] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (accountId !== undefined && typed !== undefined) return { ...earlier, [accountId]: typed };
  throw new InvalidArgumentError('expected ACCOUNT_ID=PIN, e.g. 001-1-2000002=1234.');
}

/** Where the sandbox is, and the request to walk where the URL is one. */
function readUrl(text: string): { readonly origin: string; readonly request?: string } {
  const url = URL.parse(text);
  const [, path] = new RegExp(`^(.*)/[^/]+${routes.bank.authorize}$`).exec(url?.pathname ?? '') ?? [];
  return url === null || path === undefined ? { origin: text } : { origin: url.origin + path, request: text };
}

/** What a vendor needs to redeem the code of a request that the command made. */
interface OwnRequest {
  readonly url: string;
  readonly redeem: Readonly<Record<string, string>>;
}

type Clients = { clients: readonly { client_id: string; redirect_uris: readonly string[] }[] };

async function requestBy(world: SandboxWorld, issuer: string, clientId: string): Promise<OwnRequest> {
  const { clients } = await world.control<Clients>('GET', routes.control.clients);
  const redirectUri = clients.find(({ client_id }) => client_id === clientId)?.redirect_uris[0];
  if (redirectUri === undefined) {
    const known = clients.map(({ client_id }) => client_id).join(', ') || 'none';
    throw new CommandError(
      `there is no app ${clientId}; choose --client among ${known}, or register one with: sandbox clients register`,
    );
  }
  const verifier = randomId(32);
  const state = randomId();
  const parameters = {
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri,
    state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  };
  return {
    url: `${issuer}${routes.bank.authorize}?${new URLSearchParams(parameters)}`,
    redeem: { state, verifier, clientId, redirectUri, tokenEndpoint: `${issuer}${routes.bank.token}` },
  };
}

function report({ json }: Options, walk: Walk, redeem: OwnRequest['redeem'] | undefined): void {
  const { callbackUrl, screen, reason, screens } = walk;
  const seen = screens.map(({ id }) => id);
  if (callbackUrl !== undefined) {
    const { code, error } = Object.fromEntries(new URL(callbackUrl).searchParams);
    const answer = { callbackUrl, ...(code ? { code } : { error }), ...redeem, screens: seen };
    console.log(json ? JSON.stringify(answer, null, 2) : callbackUrl);
    return;
  }
  process.exitCode = exitCodes.failed;
  if (json) {
    console.log(JSON.stringify({ stoppedAt: screen?.id, reason, errors: screen?.errors, screens: seen }, null, 2));
    return;
  }
  const why = reason === 'refused' && screen ? `: ${reasonsOn(screen)}` : ` (${reason})`;
  throw new CommandError(`the linkage stopped at ${screen?.id}${why}; the screens were ${seen.join(', ')}`);
}

/** `sandbox link BANK LOGIN_ID` */
export function linkCommand(): Command {
  const command = controlCommand('link', 'the callback URL, what redeems the code, and the screens')
    .description('walk the screens of a linkage as a test customer, and print the callback URL')
    .argument('<bank>', 'the bank')
    .argument('<loginId>', 'the customer')
    .option('--client <id>', 'the app that asks, where --url is no authorization request', 'demo-accounting')
    .option('--services <list>', 'the services that he allows, e.g. balances,transactions (default: all)', listed)
    .option('--accounts <list>', 'the accounts whose inquiry PIN he registers (default: all)', listed)
    .option('--pin <account=pin>', 'an inquiry PIN that he types instead of the right one; may be repeated', pin)
    .option('--certificate <id>', 'the certificate that he chooses (default: a valid one of his)')
    .option('--deny', 'he refuses at the consent')
    .addOption(new Option('--interrupt <screen>', 'he gives up at this screen').choices(linkageScreens))
    .addOption(new Option('--stop-at <screen>', 'he does nothing more at this screen').choices(linkageScreens))
    .option('--wrong-password <number>', 'wrong login passwords that he types first', count)
    .option('--wrong-answer <number>', 'wrong answers of the additional authentication that he types first', count)
    .option('--wrong-one-time-password <number>', 'wrong one-time passwords that he types first', count)
    .option('--wrong-pin <number>', 'times that he registers with wrong inquiry PINs first', count)
    .option('--advance-clock', "advance the world's clock by 60 s where the one-time password was used already")
    .option('--user-agent <text>', 'what his browser calls itself, e.g. iPhone');
  const url = command.options.find(({ long }) => long === '--url');
  if (url) url.description = 'where the sandbox is; or an authorization request there, to walk that one';
  command.action(async (bank: string, loginId: string, options: Options) => {
    const { connectSandbox } = await import('../fronts/connect.ts');
    const { url: given, token, json: _, client, pin: pins, ...rest } = options;
    const { origin, request } = readUrl(given);
    const world = connectSandbox(origin, token === undefined ? {} : { token });
    const customer = world.customer(bank, loginId);
    const own = request === undefined ? await requestBy(world, customer.issuer, client) : undefined;
    const walking = customer.walk(request ?? own?.url ?? '', { ...rest, ...(pins ? { pins } : {}) });
    const walk = await progress('Walking the screens', walking);
    report(options, walk, own?.redeem);
  });
  return withExamples(
    command,
    'sandbox link mizuho tanaka',
    'sandbox link gunma sato --services balances --json   # all that redeems the code',
    'sandbox link gunma sato --wrong-password 2 --deny',
  );
}
