/**
 * Plays the examples of the descriptions on a sandbox and writes its answers to `openapi/examples/`, where `openapi/` refers to
 * them. What only differs by chance (a request id, a token) is left as it was.
 *
 * npm run openapi:examples
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { isDeepStrictEqual } from 'node:util';
import { parse, stringify } from 'yaml';
import { plays, record, steady } from './examples/record.ts';

type Examples = Readonly<Record<string, { readonly value: unknown }>>;

const header = `# Answers of the sandbox: the default world on Friday 20 November 2026, 9 o'clock. Written by: npm run openapi:examples\n`;

for (const name of ['bank', 'sandbox'] as const) {
  const file = new URL(`../openapi/examples/${name}.yaml`, import.meta.url);
  const before = (existsSync(file) ? parse(readFileSync(file, 'utf8')) : {}) as Examples;
  const answers = [...(await record(plays[name]))].filter(([, { value }]) => value !== undefined);
  const examples = answers.map(([key, { value }]) => {
    const known = before[key]?.value;
    return [key, { value: isDeepStrictEqual(steady(known), steady(value)) ? known : value }];
  });
  // YAML 1.1 would take a bare date for an instant: it is quoted.
  writeFileSync(
    file,
    header + stringify(Object.fromEntries(examples), { version: '1.1', lineWidth: 0, aliasDuplicateObjects: false }),
  );
  console.log(`openapi/examples/${name}.yaml: ${examples.length} answers`);
}
