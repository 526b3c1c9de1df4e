import type { Command } from 'commander';
import type { components } from '../../../openapi/generated/sandbox.ts';
import { type ConnectionOptions, callControl, controlCommand, print } from './control-client.ts';
import { readText } from './files.ts';
import { table } from './table.ts';

type OtherWorld = components['schemas']['OtherWorld'];
interface NewWorldOptions {
  readonly id?: string;
  readonly file?: string;
  readonly clock?: string;
}

/** `sandbox worlds [list|create|end]` */
export function worldsCommand(): Command {
  const list = async (_options: unknown, command: Command) => {
    const options = command.optsWithGlobals<ConnectionOptions>();
    const answer = await callControl<{ worlds: OtherWorld[] }>(options, 'GET', '/worlds');
    print(options, answer, () =>
      answer.worlds.length === 0
        ? 'No other world; make one with: sandbox worlds create'
        : table(
            ['WORLD', 'ORIGIN'],
            answer.worlds.map(({ id, origin }) => [id, origin]),
          ),
    );
  };
  return controlCommand('worlds')
    .description('make worlds of their own besides the main one, and end them')
    .action(list)
    .addCommand(controlCommand('list').description('list them').action(list))
    .addCommand(
      controlCommand('create')
        .description('make a world, from this one or from a file')
        .option('--id <id>', 'lower-case letters, digits and hyphens (default: a random one)')
        .option('--file <file>', 'world file, YAML or JSON')
        .option('--clock <time>', 'world time at the start, RFC 3339')
        .action(async ({ id, file, clock }: NewWorldOptions, command: Command) => {
          const options = command.optsWithGlobals<ConnectionOptions>();
          const body = { id, clock, file: file === undefined ? undefined : readText('--file', file) };
          const made = await callControl<OtherWorld>(options, 'POST', '/worlds', body);
          print(options, made, () => made.origin);
        }),
    )
    .addCommand(
      controlCommand('end')
        .description('end a world, with everything in it')
        .argument('<id>', 'the world')
        .action(async (id: string, _options, command: Command) => {
          const options = command.optsWithGlobals<ConnectionOptions>();
          await callControl(options, 'DELETE', `/worlds/${encodeURIComponent(id)}`);
          print(options, { id }, () => `Ended ${id}.`);
        }),
    );
}
