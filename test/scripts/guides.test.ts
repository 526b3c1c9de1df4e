import { describe, expect, test } from 'vitest';
import { fill } from '../../scripts/guides/fences.ts';
import { differences, headProblems } from '../../scripts/guides/languages.ts';
import { regionsOf, withoutMarkers } from '../../scripts/guides/regions.ts';

const file = `import { a } from 'a';

test('x', () => {
  // #region all
  a();

  // #region inner
  if (b) {
    c();
  }
  // #endregion
  // #endregion
});
`;

describe('regions', () => {
  test('are dedented, and hold no markers of the regions inside', () => {
    expect(Object.fromEntries(regionsOf(file))).toEqual({
      all: 'a();\n\nif (b) {\n  c();\n}',
      inner: 'if (b) {\n  c();\n}',
    });
  });

  test('of shell and YAML files begin with another sign', () => {
    expect(regionsOf('# #region start\nnpx sandbox start\n# #endregion\n').get('start')).toBe('npx sandbox start');
  });

  test('have a name of their own and an end', () => {
    expect(() => regionsOf('// #region a\n// #endregion\n// #region a')).toThrow('has the region a twice');
    expect(() => regionsOf('// #region a\n')).toThrow('no #endregion for the region a');
    expect(() => regionsOf('// #endregion\n')).toThrow('an #endregion too many');
  });

  test('leave no mark on a file that is quoted as a whole', () => {
    expect(withoutMarkers(file)).not.toContain('#');
    expect(withoutMarkers(file)).toContain("test('x', () => {\n  a();");
  });
});

describe('a guide', () => {
  const guide = `Text.

<!-- source: a.ts#b -->
\`\`\`ts
old
\`\`\`

1. In a list:

   <!-- source: c.ts -->
   \`\`\`ts
   \`\`\`

<!-- not run: it needs the registry -->
\`\`\`sh
npm install
\`\`\`

\`\`\`text
printed
\`\`\`
`;
  const read = (source: string) => `code of ${source}\n\nend`;

  test('gets the code that its comments name, indented as its fences are', () => {
    const { text, quotes, stale, problems } = fill(guide, read);
    expect(text).toContain('```ts\ncode of a.ts#b\n\nend\n```\n');
    expect(text).toContain('   ```ts\n   code of c.ts\n\n   end\n   ```\n');
    expect(text).toContain('```sh\nnpm install\n```\n\n```text\nprinted\n```\n');
    expect(stale).toEqual(quotes);
    expect(problems).toEqual([]);
  });

  test('that says what its sources say stays as it is', () => {
    const { text } = fill(guide, read);
    expect(fill(text, read)).toMatchObject({ text, stale: [] });
    expect(fill(text.replace('code of a.ts#b', 'code of a.ts#b, changed'), read).stale).toEqual([
      { line: 4, source: 'a.ts#b' },
    ]);
  });

  test('may show no code that nothing runs', () => {
    for (const language of ['ts', 'js', 'sh', 'yaml']) {
      const { problems } = fill(`Text.\n\n\`\`\`${language}\ncode\n\`\`\`\n`, read);
      expect(problems).toEqual([{ line: 3, message: expect.stringContaining('is code that nothing runs') }]);
    }
  });

  test('is told where a comment stands alone, a fence has no end, a source is unknown', () => {
    const problem = (text: string) => fill(text, read).problems[0]?.message;
    expect(problem('<!-- source: a.ts -->\n\n```text\n```\n')).toContain('without a fence directly below');
    expect(problem('<!-- source: a.ts -->\n```ts\n')).toContain('without an end');
    const { text, problems } = fill(guide, () => {
      throw new Error('quotes a.ts#b, but its regions are c');
    });
    expect(problems[0]).toEqual({ line: 4, message: 'quotes a.ts#b, but its regions are c' });
    expect(text).toBe(guide);
  });

  test('has a title, and one heading of the first order at most', () => {
    expect(headProblems('---\ntitle: Worlds\n---\n\n# Worlds\n\n```sh\n# a comment\n```\n')).toEqual([]);
    expect(headProblems('# Worlds\n\n# More\n')).toHaveLength(2);
  });
});

test('both languages have the same guides, and quote the same in the same order', () => {
  const quotes = { first: ['a.ts', 'b.ts'], worlds: [] };
  expect(differences({ en: quotes, ja: quotes })).toEqual([]);
  expect(differences({ en: quotes, ja: { first: ['a.ts', 'c.ts'] } })).toEqual([
    'first, quote 2: b.ts in en, c.ts in ja',
    'worlds is there in en, and not in ja',
  ]);
  expect(differences({ en: { first: ['a.ts'] }, ja: { first: [] } })).toEqual([
    'first, quote 1: a.ts in en, none in ja',
  ]);
});
