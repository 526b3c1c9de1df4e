import { type Command, Option } from 'commander';
import type { components } from '../../../openapi/generated/sandbox.ts';
import { pathTo, routes } from '../http/routes.ts';
import { type ConnectionOptions, callControl, controlCommand, print } from './control-client.ts';
import { readJson, readText } from './files.ts';
import { withExamples } from './help.ts';
import { wholeNumber } from './options.ts';
import { progress } from './progress.ts';
import { table } from './table.ts';

type OtherWorld = components['schemas']['OtherWorld'];
interface NewWorldOptions {
  readonly id?: string;
  readonly file?: string;
  readonly changes?: string;
  readonly clock?: string;
  readonly idle?: number;
}

async function list(_options: unknown, command: Command): Promise<void> {
  const options = command.optsWithGlobals<ConnectionOptions>();
  const answer = await callControl<{ worlds: OtherWorld[] }>(options, 'GET', routes.control.worlds);
  print(options, answer, () =>
    answer.worlds.length === 0
      ? 'No other world; make one with: sandbox worlds create'
      : table(
          ['WORLD', 'ORIGIN'],
          answer.worlds.map(({ id, origin }) => [id, origin]),
        ),
  );
}

async function create({ id, file, changes, clock, idle }: NewWorldOptions, command: Command): Promise<void> {
  const options = command.optsWithGlobals<ConnectionOptions>();
  const body = {
    id,
    clock,
    idleSeconds: idle,
    file: file === undefined ? undefined : await readText('--file', file),
    changes:
      changes === undefined ? undefined : await readJson('--changes', changes, 'the parts of a world file that differ'),
  };
  const made = callControl<OtherWorld>(options, 'POST', routes.control.worlds, body);
  const world = await progress('Making the world', made);
  print(options, world, () => world.origin);
}

async function end(id: string, _options: unknown, command: Command): Promise<void> {
  const options = command.optsWithGlobals<ConnectionOptions>();
  await callControl(options, 'DELETE', pathTo(routes.control.world, { world: id }));
  print(options, { id }, () => `Ended ${id}.`);
}

/** `sandbox worlds [list|create|end]` */
export function worldsCommand(): Command {
  const creating = controlCommand('create')
    .description('make a world, from this one or from a file')
    .option('--id <id>', 'lower-case letters, digits and hyphens (default: a random one)')
    .addOption(new Option('--file <file>', 'world file, YAML or JSON; - is standard input').conflicts('changes'))
    .option('--changes <file>', 'what differs from this world, a JSON file; - is standard input')
    .option('--clock <time>', 'world time at the start, RFC 3339')
    .option('--idle <seconds>', 'real seconds without a request after which it ends (default: 3600)', wholeNumber)
    .action(create);
  const ending = controlCommand('end')
    .description('end a world, with everything in it')
    .argument('<id>', 'the world')
    .action(end);
  const command = controlCommand('worlds')
    .description('make worlds of their own besides the main one, and end them')
    .action(list)
    .addCommand(withExamples(controlCommand('list').description('list them').action(list), 'sandbox worlds list'))
    .addCommand(
      withExamples(
        creating,
        'sandbox worlds create --id mine --clock 2026-11-20T09:00:00+09:00',
        'sandbox worlds create --file world.yaml',
        'sandbox worlds create --id locked --changes changes.json',
      ),
    )
    .addCommand(withExamples(ending, 'sandbox worlds end mine'));
  return withExamples(command, 'sandbox worlds', 'sandbox worlds create --id mine', 'sandbox worlds end mine');
}
