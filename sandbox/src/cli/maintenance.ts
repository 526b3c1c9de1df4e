import { type Command, Option } from 'commander';
import { pathTo, routes } from '../http/routes.ts';
import { type ConnectionOptions, callControl, controlCommand, print } from './control-client.ts';
import { withExamples } from './help.ts';

type Window = { bank: string; from: string; to: string };
type Asked = Partial<Record<'from' | 'to' | 'for', string>>;

async function start(bank: string, { from, to, for: duration }: Asked, command: Command): Promise<void> {
  const options = command.optsWithGlobals<ConnectionOptions>();
  const path = pathTo(routes.control.maintenance, { bank });
  const window = await callControl<Window>(options, 'PUT', path, { from, to, for: duration });
  const begin = from === undefined ? '' : ` from ${window.from}`;
  print(options, window, () => `${bank} is under maintenance${begin} until ${window.to}.`);
}

async function end(bank: string, _options: unknown, command: Command): Promise<void> {
  const options = command.optsWithGlobals<ConnectionOptions>();
  await callControl(options, 'DELETE', pathTo(routes.control.maintenance, { bank }));
  print(options, { bank }, () => `${bank} is open again.`);
}

/** `sandbox maintenance start|end BANK` */
export function maintenanceCommand(): Command {
  const part = (name: string, description: string) =>
    controlCommand(name).description(description).argument('<bank>', 'the bank');
  const starting = part('start', 'answer every request to the bank with 503')
    .option('--from <time>', 'its start in world time, RFC 3339 (default: now)')
    .addOption(new Option('--to <time>', 'its end in world time, RFC 3339').conflicts('for'))
    .option('--for <duration>', 'how long, in world time, e.g. PT2H (default: PT1H)')
    .action(start);
  const command = controlCommand('maintenance')
    .description('close a bank for maintenance, and open it again')
    .addCommand(
      withExamples(
        starting,
        'sandbox maintenance start gunma',
        'sandbox maintenance start mizuho --from 2026-11-22T01:00:00+09:00 --for PT3H',
      ),
    )
    .addCommand(withExamples(part('end', 'end it').action(end), 'sandbox maintenance end gunma'));
  return withExamples(command, 'sandbox maintenance start gunma --for PT2H');
}
