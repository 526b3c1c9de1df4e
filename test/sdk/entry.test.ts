import ts from 'typescript';
import { expect, test } from 'vitest';

const root = new URL('../../', import.meta.url).pathname;
const source = `${root}sdk/src`;

test('the main entry has no Node built-ins, and nothing of the sandbox', () => {
  const { config } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: ['none'] }, ts.sys, root);
  const files = ts.createProgram([`${source}/index.ts`], { ...options, types: [] }).getSourceFiles();
  const own = files.filter(({ fileName }) => fileName.startsWith(source));
  expect(own.length).toBeGreaterThan(15);
  for (const { fileName, text } of own) {
    const code = text.replace(/^ *(\/\*\*|\*).*$/gm, '');
    expect(code, fileName).not.toMatch(/['"]node:|\bBuffer\b|\bprocess\.|sandbox/);
  }
});
