import type { Command } from 'commander';
import { type ConnectionOptions, callControl, controlCommand, print } from './control-client.ts';

type Clock = { now: string; frozen: boolean };

/** `sandbox clock get|set|advance|freeze|resume` */
export function clockCommand(): Command {
  // The options of `clock` are taken wherever they stand, before or after the part's name.
  const call = async (command: Command, method: string, path: string, body?: unknown) => {
    const options = command.optsWithGlobals<ConnectionOptions>();
    const clock = await callControl<Clock>(options, method, path, body);
    print(options, clock, () => (clock.frozen ? `${clock.now} (frozen)` : clock.now));
  };
  const part = (name: string, description: string) => controlCommand(name).description(description);
  return controlCommand('clock')
    .description("read or move the world's clock")
    .action((_options, command: Command) => call(command, 'GET', '/clock'))
    .addCommand(
      part('get', 'print the world time').action((_options, command: Command) => call(command, 'GET', '/clock')),
    )
    .addCommand(
      part('set', 'set the world time')
        .argument('<time>', 'RFC 3339 with an offset, e.g. 2026-11-20T23:59:30+09:00')
        .action((now: string, _options, command: Command) => call(command, 'PUT', '/clock', { now })),
    )
    .addCommand(
      part('advance', 'move the world time by an ISO 8601 duration')
        .argument('<duration>', 'e.g. PT61S or P90D; -P1D goes back a day')
        // -P1D is an argument, though it looks like an option.
        .allowUnknownOption()
        .action((by: string, _options, command: Command) => call(command, 'POST', '/clock/advance', { by })),
    )
    .addCommand(
      part('freeze', 'let the time stand still').action((_options, command: Command) =>
        call(command, 'PUT', '/clock', { frozen: true }),
      ),
    )
    .addCommand(
      part('resume', 'let the time run again').action((_options, command: Command) =>
        call(command, 'PUT', '/clock', { frozen: false }),
      ),
    );
}
