import { existsSync } from 'node:fs';
import { Command } from 'commander';
import { CommandError } from './exit-codes.ts';
import { writeOut } from './files.ts';
import { withExamples } from './help.ts';

/** `sandbox init [FILE]` */
export function initCommand(): Command {
  const command = new Command('init')
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
      writeOut(file, worldTemplate);
      console.log(`Wrote ${file}; start it with: npx sandbox start --world ${file}`);
    });
  return withExamples(command, 'sandbox init world.yaml', 'sandbox init --schema > world.schema.json');
}
