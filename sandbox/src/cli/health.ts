import type { Command } from 'commander';
import { routes } from '../http/routes.ts';
import { type ConnectionOptions, callControl, controlCommand, print } from './control-client.ts';
import { withExamples } from './help.ts';

/** `sandbox health` */
export function healthCommand(): Command {
  const command = controlCommand('health')
    .description('tell whether a sandbox is up, its version and its world')
    .action(async (options: ConnectionOptions) => {
      const health = await callControl<{ version: string; world: string }>(options, 'GET', routes.control.health);
      print(options, health, () => `Sandbox ${health.version} plays the world ${health.world}.`);
    });
  return withExamples(command, 'sandbox health', 'until sandbox health; do sleep 1; done   # wait for it, in a script');
}
