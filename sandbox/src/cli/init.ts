import { existsSync, writeFileSync } from 'node:fs';
import { Command } from 'commander';
import { CommandError } from './control-client.ts';

/** `sandbox init [FILE]` */
export function initCommand(): Command {
  return new Command('init')
    .description('write a world file to begin with, with comments')
    .argument('[file]', 'where to', 'world.yaml')
    .option('--schema', 'print the JSON Schema of world files instead')
    .option('--force', 'write over a file that is there')
    .action(async (file: string, { schema, force }: { schema?: boolean; force?: boolean }) => {
      if (schema) {
        const { worldJsonSchema } = await import('../world/world-json-schema.ts');
        console.log(JSON.stringify(worldJsonSchema(), null, 2));
        return;
      }
      if (existsSync(file) && !force) {
        throw new CommandError(`${file} is there already; choose another file, or write over it with --force`);
      }
      const { worldTemplate } = await import('../world/world-template.ts');
      try {
        writeFileSync(file, worldTemplate);
      } catch (error) {
        throw new CommandError(`${file} cannot be written (${(error as NodeJS.ErrnoException).code}); check the path`);
      }
      console.log(`Wrote ${file}; start it with: npx sandbox start --world ${file}`);
    });
}
