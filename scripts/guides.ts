/**
 * Puts the code of the guides in `docs/guides/` where their comments name it: files that CI compiles and runs.
 *
 * npm run guides         writes what changed
 * npm run check:guides   writes nothing, and fails where a guide is stale, quotes nothing that runs, or differs between languages
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fill } from './guides/fences.ts';
import { differences, headProblems } from './guides/languages.ts';
import { regionsOf, withoutMarkers } from './guides/regions.ts';

const root = new URL('../', import.meta.url);
const check = process.argv.includes('--check');
const problems: string[] = [];
const quoted: Record<string, Record<string, string[]>> = {};
const written: string[] = [];

function read(source: string): string {
  const [path = '', region] = source.split('#');
  const text = ((): string => {
    try {
      return readFileSync(new URL(path, root), 'utf8');
    } catch {
      throw new Error(`quotes ${path}, which is no file of the repository`);
    }
  })();
  if (region === undefined) return withoutMarkers(text);
  const regions = regionsOf(text);
  const found = regions.get(region);
  if (found === undefined) {
    throw new Error(`quotes ${source}, but its regions are ${[...regions.keys()].join(', ') || 'none'}`);
  }
  return found;
}

for (const language of ['en', 'ja']) {
  const guides: Record<string, string[]> = {};
  quoted[language] = guides;
  const folder = `docs/guides/${language}/`;
  for (const file of readdirSync(new URL(folder, root)).filter((name) => name.endsWith('.md'))) {
    const guide = readFileSync(new URL(folder + file, root), 'utf8');
    const filled = fill(guide, read);
    guides[file.replace(/\.md$/, '')] = filled.quotes.map(({ source }) => source);
    problems.push(...headProblems(guide).map((message) => `${folder}${file}: ${message}`));
    problems.push(...filled.problems.map(({ line, message }) => `${folder}${file}:${line}: ${message}`));
    if (check) {
      const notes = filled.stale.map(({ line, source }) => `${line}: is not what ${source} says; npm run guides`);
      problems.push(...notes.map((note) => `${folder}${file}:${note}`));
    } else if (filled.text !== guide) {
      writeFileSync(new URL(folder + file, root), filled.text);
      written.push(folder + file);
    }
  }
}
problems.push(...differences(quoted));

for (const file of written) console.log(`guides: wrote ${file}`);
for (const problem of problems) console.error(problem);
const all = Object.values(quoted).flatMap((guides) => Object.values(guides));
console.log(`guides: ${all.length} guides, ${all.flat().length} quotes, ${problems.length} problems`);
if (problems.length > 0) process.exitCode = 1;
