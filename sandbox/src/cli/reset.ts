import type { Command } from 'commander';
import { routes } from '../http/routes.ts';
import { type ConnectionOptions, callControl, controlCommand, print } from './control-client.ts';
import { withExamples } from './help.ts';
import { progress } from './progress.ts';

/** `sandbox reset` */
export function resetCommand(): Command {
  const command = controlCommand('reset')
    .description('go back to what the world file says: no linkage, token or registered PIN is left')
    .action(async (options: ConnectionOptions) => {
      await progress('Resetting the world', callControl(options, 'POST', routes.control.reset));
      print(options, { reset: true }, () => 'The world is as its file says again.');
    });
  return withExamples(command, 'sandbox reset', 'sandbox reset --url http://localhost:4400/w/mine');
}
