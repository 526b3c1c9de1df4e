import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const source = 'sandbox/src';

function filesIn(folder: string): string[] {
  return readdirSync(join(source, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => join(source, folder, file));
}

// Examples in doc comments may name what they like.
const codeOf = (file: string) => readFileSync(file, 'utf8').replace(/\/\*\*[\s\S]*?\*\//g, '');

const containing = (files: readonly string[], pattern: RegExp) => files.filter((file) => pattern.test(codeOf(file)));

// Which room may import which is held by `npm run check:doors`; here is what imports do not show.
describe('the house', () => {
  it('reads the time in world/clock.ts only', () => {
    expect(containing(filesIn('.'), /\bDate\.now\b|\bnew Date\(\)|\bperformance\.now\b|Temporal\.Now\b/)).toEqual([
      'sandbox/src/world/clock.ts',
    ]);
  });

  it('makes random values in world/ids.ts only', () => {
    const random = /\brandomBytes\b|\brandomUUID\b|\bMath\.random\b|\bgetRandomValues\b/;
    expect(containing(filesIn('.'), random)).toEqual(['sandbox/src/world/ids.ts']);
  });

  it('knows no bank by its name outside of its profile and of world files', () => {
    const rooms = ['bank', 'store', 'oauth', 'screens', 'http', 'control', 'customer', 'fronts', 'cli'];
    const files = rooms.flatMap(filesIn).filter((file) => !file.includes('/profiles/'));
    expect(containing(files, /['"](gunma|sorachi|miyakojima|gunken|mizuho)['"]/)).toEqual([]);
  });
});
