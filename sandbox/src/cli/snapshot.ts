import type { Command } from 'commander';
import type { components } from '../../../openapi/generated/sandbox.ts';
import { routes } from '../http/routes.ts';
import { type ConnectionOptions, callControl, controlCommand, print } from './control-client.ts';
import { readJson, writeOut } from './files.ts';
import { withExamples } from './help.ts';
import { progress } from './progress.ts';

type Snapshot = components['schemas']['Snapshot'];

async function save(file: string, _options: unknown, command: Command): Promise<void> {
  const options = command.optsWithGlobals<ConnectionOptions>();
  const asked = callControl<Snapshot>(options, 'GET', routes.control.snapshot);
  const snapshot = await progress('Taking the snapshot', asked);
  writeOut(file, JSON.stringify(snapshot));
  if (file !== '-') print(options, { file, world: snapshot.world }, () => `Wrote ${file}.`);
}

async function restore(file: string, _options: unknown, command: Command): Promise<void> {
  const options = command.optsWithGlobals<ConnectionOptions>();
  const snapshot = await readJson('the snapshot', file, 'what sandbox snapshot save wrote');
  await progress('Restoring the snapshot', callControl(options, 'PUT', routes.control.snapshot, snapshot));
  print(options, { file }, () => `The world is as it was in ${file}.`);
}

/** `sandbox snapshot save|restore FILE` */
export function snapshotCommand(): Command {
  const part = (name: string, description: string, stream: string) =>
    controlCommand(name).description(description).argument('<file>', `JSON file; - is standard ${stream}`);
  const command = controlCommand('snapshot')
    .description('keep all that the world holds, and go back to it')
    .addCommand(
      withExamples(
        part('save', 'write a snapshot: what the control API answers', 'output').action(save),
        'sandbox snapshot save before.json',
        'sandbox snapshot save - | gzip > before.json.gz',
      ),
    )
    .addCommand(
      withExamples(
        part('restore', 'go back to a snapshot', 'input').action(restore),
        'sandbox snapshot restore before.json',
        'sandbox snapshot save - | sandbox snapshot restore -',
      ),
    );
  return withExamples(command, 'sandbox snapshot save before.json', 'sandbox snapshot restore before.json');
}
