import type { Command } from 'commander';
import { routes } from '../http/routes.ts';
import { type ConnectionOptions, callControl, controlCommand, print } from './control-client.ts';
import { withExamples } from './help.ts';

type Clock = { now: string; frozen: boolean };

// The options of `clock` are taken wherever they stand, before or after the part's name.
async function call(command: Command, method: string, path: string, body?: unknown): Promise<void> {
  const options = command.optsWithGlobals<ConnectionOptions>();
  const clock = await callControl<Clock>(options, method, path, body);
  print(options, clock, () => (clock.frozen ? `${clock.now} (frozen)` : clock.now));
}

const { clock, advanceClock } = routes.control;
const get = (_options: unknown, command: Command) => call(command, 'GET', clock);
const freeze = (_options: unknown, command: Command) => call(command, 'PUT', clock, { frozen: true });
const resume = (_options: unknown, command: Command) => call(command, 'PUT', clock, { frozen: false });
const set = (now: string, _options: unknown, command: Command) => call(command, 'PUT', clock, { now });
const advance = (by: string, _options: unknown, command: Command) => call(command, 'POST', advanceClock, { by });

/** `sandbox clock get|set|advance|freeze|resume` */
export function clockCommand(): Command {
  const part = (name: string, description: string) => controlCommand(name).description(description);
  const setting = part('set', 'set the world time')
    .argument('<time>', 'RFC 3339 with an offset, e.g. 2026-11-20T23:59:30+09:00')
    .action(set);
  const advancing = part('advance', 'move the world time by an ISO 8601 duration')
    .argument('<duration>', 'e.g. PT61S or P90D; -P1D goes back a day')
    // -P1D is an argument, though it looks like an option.
    .allowUnknownOption()
    .action(advance);
  const command = controlCommand('clock')
    .description("read or move the world's clock")
    .action(get)
    .addCommand(withExamples(part('get', 'print the world time').action(get), 'sandbox clock get'))
    .addCommand(withExamples(setting, 'sandbox clock set 2026-11-20T23:59:30+09:00'))
    .addCommand(withExamples(advancing, 'sandbox clock advance P90D', 'sandbox clock advance -P1D'))
    .addCommand(withExamples(part('freeze', 'let the time stand still').action(freeze), 'sandbox clock freeze'))
    .addCommand(withExamples(part('resume', 'let the time run again').action(resume), 'sandbox clock resume'));
  return withExamples(command, 'sandbox clock', 'sandbox clock advance P90D   # the day on which consents end');
}
