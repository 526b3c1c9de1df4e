import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import type { components } from '../../../openapi/generated/sandbox.ts';
import { CommandError, type ConnectionOptions, callControl, controlCommand, print } from './control-client.ts';
import { readText } from './files.ts';

type Snapshot = components['schemas']['Snapshot'];

function parsed(file: string): unknown {
  try {
    return JSON.parse(readText('the snapshot', file));
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw new CommandError(`${file} is not JSON; expected what sandbox snapshot save wrote`);
  }
}

/** `sandbox snapshot save|restore FILE` */
export function snapshotCommand(): Command {
  const part = (name: string, description: string) =>
    controlCommand(name).description(description).argument('<file>', 'JSON file');
  return controlCommand('snapshot')
    .description('keep all that the world holds, and go back to it')
    .addCommand(
      part('save', 'write a snapshot').action(async (file: string, _options, command: Command) => {
        const options = command.optsWithGlobals<ConnectionOptions>();
        const snapshot = await callControl<Snapshot>(options, 'GET', '/snapshot');
        writeFileSync(file, JSON.stringify(snapshot));
        print(options, { file, world: snapshot.world }, () => `Wrote ${file}.`);
      }),
    )
    .addCommand(
      part('restore', 'go back to a snapshot').action(async (file: string, _options, command: Command) => {
        const options = command.optsWithGlobals<ConnectionOptions>();
        await callControl(options, 'PUT', '/snapshot', parsed(file));
        print(options, { file }, () => `The world is as it was in ${file}.`);
      }),
    );
}
