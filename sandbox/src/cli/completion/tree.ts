import type { Command, Option } from 'commander';

/** What a value may be: one of some words, a file, a customer's login ID, or anything. */
export type Value = readonly string[] | 'file' | 'loginId' | 'anything';

/** An option as a shell completes it. */
interface CompletedOption {
  readonly flag: string;
  readonly description: string;
  /** None where it takes no value. */
  readonly value?: Value;
}

/** A command as a shell completes it. */
export interface CompletedCommand {
  /** From the program's name on: `['sandbox', 'clock', 'get']`. */
  readonly path: readonly string[];
  readonly subcommands: readonly { readonly name: string; readonly description: string }[];
  readonly options: readonly CompletedOption[];
  /** Of its arguments, in their order. */
  readonly values: readonly Value[];
}

/** What the name in `<…>` says of a value. */
function valueNamed(name: string, choices: readonly string[] | undefined, banks: readonly string[]): Value {
  if (choices) return choices;
  if (name === 'bank') return banks;
  if (name === 'loginId') return 'loginId';
  return name === 'file' || name === 'dir' ? 'file' : 'anything';
}

function completedOption({ long, flags, description, argChoices }: Option, banks: readonly string[]): CompletedOption {
  const [, name] = /[<[]([^>\]]+)[>\]]/.exec(flags) ?? [];
  const value = name === undefined ? {} : { value: valueNamed(name, argChoices, banks) };
  return { flag: long ?? flags, description, ...value };
}

/**
 * A command and all below it.
 *
 * @param command - the program
 * @param banks - the ids of the banks
 */
export function completedCommands(
  command: Command,
  banks: readonly string[],
  above: readonly string[] = [],
): readonly CompletedCommand[] {
  const path = [...above, command.name()];
  const help = command.createHelp();
  const own = {
    path,
    subcommands: help.visibleCommands(command).map((sub) => ({ name: sub.name(), description: sub.description() })),
    options: help.visibleOptions(command).map((option) => completedOption(option, banks)),
    values: command.registeredArguments.map((argument) => valueNamed(argument.name(), argument.argChoices, banks)),
  };
  return [own, ...command.commands.flatMap((sub) => completedCommands(sub, banks, path))];
}
