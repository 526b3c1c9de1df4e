import type { Command } from 'commander';
import { type ConnectionOptions, callControl, controlCommand, print } from './control-client.ts';

/** `sandbox reset` */
export function resetCommand(): Command {
  return controlCommand('reset')
    .description('go back to what the world file says: no linkage, token or registered PIN is left')
    .action(async (options: ConnectionOptions) => {
      await callControl(options, 'POST', '/reset');
      print(options, { reset: true }, () => 'The world is as its file says again.');
    });
}
