import { type Command, InvalidArgumentError, Option } from 'commander';
import type { components } from '../../../openapi/generated/sandbox.ts';
import { pathTo, routes } from '../http/routes.ts';
import { type ConnectionOptions, callControl, controlCommand, print } from './control-client.ts';
import { withExamples } from './help.ts';
import { table } from './table.ts';

type Fault = components['schemas']['Fault'];
type NewFault = components['schemas']['NewFault'];
type Delay = components['schemas']['Delay'];

function number(text: string): number {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  throw new InvalidArgumentError('expected a number.');
}

function delay(text: string): Delay {
  const [, min = '', max] = /^(\d{1,6})(?:-(\d{1,6}))?$/.exec(text) ?? [];
  if (min === '') throw new InvalidArgumentError('expected milliseconds, e.g. 2000, or bounds, e.g. 200-1500.');
  return max === undefined ? { fixedMs: Number(min) } : { minMs: Number(min), maxMs: Number(max) };
}

function delayText(wait: Delay): string {
  if ('fixedMs' in wait) return `${wait.fixedMs} ms`;
  return 'minMs' in wait ? `${wait.minMs}-${wait.maxMs} ms` : `about ${wait.medianMs} ms`;
}

function what({ status, code, effect, delay: wait }: Fault): string {
  return [status, code, effect, wait && delayText(wait)].filter((part) => part !== undefined).join(' ');
}

function where({ bank, operationId, path, client, customer }: Fault): string {
  const parts = { bank, operation: operationId, path, client, customer };
  const named = Object.entries(parts).flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`]));
  return named.join(', ') || 'everywhere';
}

function often({ times, every, probability }: Fault): string {
  if (times !== undefined) return `${times} times`;
  if (every !== undefined) return `one in ${every}`;
  return probability === undefined ? 'always' : `${probability * 100} %`;
}

const faultsTable = (faults: readonly Fault[]): string =>
  table(
    ['FAULT', 'WHAT', 'WHERE', 'HOW OFTEN', 'HITS'],
    faults.map((fault) => [fault.id, what(fault), where(fault), often(fault), String(fault.hits)]),
  );

async function list(_options: unknown, command: Command): Promise<void> {
  const options = command.optsWithGlobals<ConnectionOptions>();
  const answer = await callControl<{ faults: Fault[] }>(options, 'GET', routes.control.faults);
  print(options, answer, () => (answer.faults.length === 0 ? 'No fault stands.' : faultsTable(answer.faults)));
}

type AddOptions = ConnectionOptions & Omit<NewFault, 'operationId'> & { operation?: string; retryAfter?: number };

async function add(_options: unknown, command: Command): Promise<void> {
  const options = command.optsWithGlobals<AddOptions>();
  const { url: _url, token: _token, json: _json, operation: operationId, retryAfter, ...members } = options;
  const fault = { ...members, operationId, retryAfterSeconds: retryAfter };
  const added = await callControl<Fault>(options, 'POST', routes.control.faults, fault);
  print(options, added, () => `${faultsTable([added])}\n\nTake it away with: sandbox faults clear ${added.id}`);
}

async function clear(id: string | undefined, _options: unknown, command: Command): Promise<void> {
  const options = command.optsWithGlobals<ConnectionOptions>();
  const path = id === undefined ? routes.control.faults : pathTo(routes.control.fault, { fault: id });
  await callControl(options, 'DELETE', path);
  print(options, { cleared: id ?? true }, () => (id === undefined ? 'No added fault is left.' : `${id} is gone.`));
}

function addingCommand(): Command {
  const command = controlCommand('add')
    .description('let something go wrong from now on; it is forgotten by a reset and when the sandbox ends')
    .option('--operation <id>', 'only requests of this operation of the OpenAPI description, e.g. token')
    .option('--path <path>', "only requests to this path below the bank's base, e.g. '/api/v1/*'")
    .option('--bank <bank>', 'only at this bank')
    .option('--client <id>', 'only requests of this app')
    .option('--customer <loginId>', "only requests with this customer's tokens")
    .option('--status <number>', 'answer with this status', number)
    .option('--code <code>', 'the problem code, or the OAuth error, e.g. maintenance')
    .option('--retry-after <seconds>', 'the header Retry-After', number)
    .addOption(
      new Option('--effect <effect>', 'break the connection or the answer').choices([
        'drop-connection',
        'truncate-body',
        'malformed-json',
        'slow-bytes',
      ]),
    )
    .option('--delay <milliseconds>', 'wait first, e.g. 2000, or 200-1500', delay)
    .option('--times <number>', 'strike so often, then be gone', number)
    .option('--every <number>', 'strike every second (third, …) request only', number)
    .option('--probability <number>', 'strike with this probability, 0 to 1', number)
    .option('--seed <text>', 'strike the same requests in each run')
    .action(add);
  return withExamples(
    command,
    'sandbox faults add --operation listTransactions --status 429 --times 3',
    'sandbox faults add --bank gunma --status 503 --code maintenance --retry-after 600',
    'sandbox faults add --operation token --effect truncate-body --times 1   # a refresh whose answer is lost',
    "sandbox faults add --path '/api/v1/*' --delay 200-1500",
  );
}

/** `sandbox faults list|add|clear` */
export function faultsCommand(): Command {
  const clearing = controlCommand('clear')
    .description('take one fault away, or all that were added')
    .argument('[id]', 'of the fault')
    .action(clear);
  const command = controlCommand('faults')
    .description('let things go wrong at the banks: slow, refused, cut off')
    .action(list)
    .addCommand(
      withExamples(
        controlCommand('list').description('list the faults that stand').action(list),
        'sandbox faults list --json',
      ),
    )
    .addCommand(addingCommand())
    .addCommand(withExamples(clearing, 'sandbox faults clear', 'sandbox faults clear gunma-noguchi-1'));
  return withExamples(
    command,
    'sandbox faults',
    'sandbox faults add --operation listTransactions --status 429 --times 3',
    'sandbox faults clear',
  );
}
