import type { Command } from 'commander';
import { type ConnectionOptions, callControl, controlCommand, print } from './control-client.ts';

type Window = { bank: string; from: string; to: string };

const pathOf = (bank: string): string => `/banks/${encodeURIComponent(bank)}/maintenance`;

/** `sandbox maintenance start|end BANK` */
export function maintenanceCommand(): Command {
  const part = (name: string, description: string) =>
    controlCommand(name).description(description).argument('<bank>', 'the bank');
  return controlCommand('maintenance')
    .description('close a bank for maintenance, and open it again')
    .addCommand(
      part('start', 'answer every request to the bank with 503')
        .option('--for <duration>', 'how long, in world time, e.g. PT2H', 'PT1H')
        .action(async (bank: string, { for: duration }: { for: string }, command: Command) => {
          const options = command.optsWithGlobals<ConnectionOptions>();
          const window = await callControl<Window>(options, 'PUT', pathOf(bank), { for: duration });
          print(options, window, () => `${bank} is under maintenance until ${window.to}.`);
        }),
    )
    .addCommand(
      part('end', 'end it').action(async (bank: string, _options, command: Command) => {
        const options = command.optsWithGlobals<ConnectionOptions>();
        await callControl(options, 'DELETE', pathOf(bank));
        print(options, { bank }, () => `${bank} is open again.`);
      }),
    );
}
