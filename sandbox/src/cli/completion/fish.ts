import type { CompletedCommand, Value } from './tree.ts';

const quoted = (text: string): string => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** Whether the command line is that of a command, and not of one below it. */
function condition({ path, subcommands }: CompletedCommand): string {
  const seen = path.slice(1).map((name) => `__fish_seen_subcommand_from ${name}`);
  const below = subcommands.map(({ name }) => name).join(' ');
  const unseen = below === '' ? [] : [`not __fish_seen_subcommand_from ${below}`];
  return quoted([...seen, ...unseen].join('; and '));
}

function offered(value: Value): string {
  if (value === 'file') return '-r -F';
  return typeof value === 'string' ? '-x' : `-x -a ${quoted(value.join(' '))}`;
}

function linesOf(command: CompletedCommand): readonly string[] {
  const when = condition(command);
  const rule = (...rest: string[]) => `complete -c sandbox -n ${when} ${rest.join(' ')}`;
  return [
    ...command.subcommands.map(({ name, description }) => rule('-a', name, '-d', quoted(description))),
    ...command.options.map(({ flag, description, value }) =>
      rule('-l', flag.slice(2), ...(value ? [offered(value)] : []), '-d', quoted(description)),
    ),
    ...command.values.flatMap((value) => {
      if (value === 'file') return [rule('-F')];
      if (value === 'loginId') {
        const ask = 'sandbox customers (commandline -opc)[-1] 2>/dev/null | awk "NR > 1 { print \\$2 }"';
        return [rule('-a', quoted(`(${ask})`))];
      }
      return typeof value === 'string' ? [] : [rule('-a', quoted(value.join(' ')))];
    }),
  ];
}

/** A completion script for fish. */
export function fishCompletion(commands: readonly CompletedCommand[]): string {
  const lines = ['# Completion of the command sandbox; made by: sandbox completion', 'complete -c sandbox -f'];
  return `${[...lines, ...commands.flatMap(linesOf)].join('\n')}\n`;
}
