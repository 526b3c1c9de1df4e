import type { CompletedCommand, Value } from './tree.ts';

type Case = readonly [pattern: string, then: string];

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** What fills `choices`, or answers by itself. */
function offering(value: Value): string | undefined {
  if (value === 'file') return '_sandbox_files; return';
  if (value === 'loginId') return 'choices=$(_sandbox_login_ids)';
  return value === 'anything' ? undefined : `choices=${quoted(value.join(' '))}`;
}

/** The branches of a `case`, those that do the same as one. */
function branches(cases: readonly Case[], indent: string): string {
  const patterns = new Map<string, string[]>();
  for (const [pattern, then] of cases) patterns.set(then, [...(patterns.get(then) ?? []), pattern]);
  return [...patterns].map(([then, same]) => `${indent}${same.join(' | ')}) ${then} ;;`).join('\n');
}

function argumentCases({ path, subcommands, values }: CompletedCommand): readonly Case[] {
  const at = (index: number) => quoted(`${path.join(' ')} ${index}`);
  const names = subcommands.map(({ name }) => name);
  const [first = [], ...rest] = values;
  const all: readonly Value[] = [typeof first === 'string' ? first : [...names, ...first], ...rest];
  return all.flatMap((value, index) => {
    const then = offering(value);
    return then === undefined || value.length === 0 ? [] : [[at(index), then] as const];
  });
}

function valueCases({ path, options }: CompletedCommand): readonly Case[] {
  return options.flatMap(({ flag, value }) => {
    const then = value && offering(value);
    return then === undefined ? [] : [[quoted(`${path.join(' ')} ${flag}`), then] as const];
  });
}

/** A completion script for bash 3.2 and later. It knows all that is fixed; only login IDs are asked of the sandbox. */
export function bashCompletion(commands: readonly CompletedCommand[]): string {
  const below = commands.flatMap(({ path }) => (path.length > 1 ? [quoted(path.join(' '))] : []));
  const withValue = commands.flatMap(({ options }) => options.filter(({ value }) => value).map(({ flag }) => flag));
  const flags = commands.map(
    ({ path, options }): Case => [
      quoted(path.join(' ')),
      `choices=${quoted(options.map(({ flag }) => flag).join(' '))}`,
    ],
  );
  return `# Completion of the command sandbox; made by: sandbox completion
_sandbox_files() {
  local IFS=$'\\n'
  compopt -o filenames 2>/dev/null
  COMPREPLY=($(compgen -f -- "$current"))
}

_sandbox_login_ids() {
  "\${COMP_WORDS[0]}" customers \${first:+"$first"} 2>/dev/null | awk 'NR > 1 { print $2 }'
}

_sandbox() {
  local current=\${COMP_WORDS[COMP_CWORD]} command=sandbox pending= glued= first= choices= position=0 word i
  COMPREPLY=()
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    # bash takes --option=value and http://host:port for several words.
    case $word in
      =) continue ;;
      :) glued=yes; continue ;;
    esac
    if [[ -n $glued ]]; then glued=; continue; fi
    if [[ -n $pending ]]; then pending=; continue; fi
    case "$command $word" in
      ${below.join(' | ')}) command="$command $word"; position=0; continue ;;
    esac
    case $word in
      ${[...new Set(withValue)].join(' | ')}) pending=$word ;;
      -*) ;;
      *)
        if [[ $position == 0 ]]; then first=$word; fi
        position=$((position + 1))
        ;;
    esac
  done
  if [[ $current == '=' ]]; then current=; fi
  if [[ -n $pending ]]; then
    case "$command $pending" in
${branches(commands.flatMap(valueCases), '      ')}
    esac
  elif [[ $current == -* ]]; then
    case $command in
${branches(flags, '      ')}
    esac
  else
    case "$command $position" in
${branches(commands.flatMap(argumentCases), '      ')}
    esac
  fi
  COMPREPLY=($(compgen -W "$choices" -- "$current"))
}

complete -F _sandbox sandbox
`;
}
