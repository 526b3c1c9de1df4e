import { describe, expect, test } from 'vitest';
import { misfits } from '../../scripts/packages/contents.ts';

/** An SDK of a few lines, with some of its files otherwise; `undefined` takes one away. */
function sdkWith(changed: Readonly<Record<string, string | undefined>> = {}) {
  const files = {
    'package.json': '{}',
    'README.md': '# SDK',
    LICENSE: 'Apache-2.0',
    'dist/index.js': "import { send } from './chunk-AB12.js'; import 'openapi-fetch'; export { send };",
    'dist/chunk-AB12.js': 'export const send = fetch;',
    'dist/index.d.ts': "export { send } from './chunk-AB12.js';",
    'dist/chunk-AB12.d.ts': 'export declare const send: typeof fetch;',
    'dist/node.js': "import { readFile } from 'node:fs/promises'; export { readFile };",
    'dist/THIRD-PARTY-LICENCES.txt': 'openapi-fetch 0.17.0 (MIT)\n\nMIT License',
    ...changed,
  };
  const present = Object.entries(files).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const manifest = {
    name: '@renkei/sdk',
    exports: {
      '.': { import: { types: './dist/index.d.ts', default: './dist/index.js' } },
      './node': './dist/node.js',
    },
    dependencies: { 'openapi-fetch': '^0.17.0' },
  };
  return misfits({ manifest, files: new Map(present) });
}

test('a package with what its exports reach, its papers and its licences is as it is meant', () => {
  expect(sdkWith()).toEqual([]);
});

test('an import that only stands in a text is none', () => {
  const code = `const code = 'import "express"'; const name = \`require("express/\${code}")\`; // import 'express'`;
  expect(sdkWith({ 'dist/chunk-AB12.js': code })).toEqual([]);
});

describe('told, and by way of which export, is', () => {
  test.each([
    ['a server in the SDK', "import express from 'express';", 'imports express, by way of .'],
    ['the sandbox in the SDK', "await import('@renkei/sandbox/msw');", 'imports @renkei/sandbox/msw, by way of .'],
    ['a built-in of Node.js', "export * from 'node:fs';", 'imports node:fs, by way of .'],
    ['a built-in by its short name', "const fs = require('fs');", 'imports fs, by way of .'],
    ['the file of another part of the repository', "import '../../sandbox/src/index.js';", undefined],
    ['a source map', '//# sourceMappingURL=chunk-AB12.js.map', 'has a source map'],
  ])('%s', (_, text, problem) => {
    expect(sdkWith({ 'dist/chunk-AB12.js': text })).toContain(
      problem ? `dist/chunk-AB12.js: ${problem}` : '../sandbox/src/index.js: missing',
    );
  });

  test('a built-in that only the types name', () => {
    const types = "import { Agent } from 'node:https'; export declare const send: Agent;";
    expect(sdkWith({ 'dist/chunk-AB12.d.ts': types })).toEqual([
      'dist/chunk-AB12.d.ts: imports node:https, by way of .',
    ]);
  });

  test('what the CommonJS build has bundled besides its dependencies', () => {
    const licences = 'openapi-fetch 0.17.0 (MIT)\n\nMIT License\n\nexpress 5.3.0 (MIT)';
    expect(sdkWith({ 'dist/THIRD-PARTY-LICENCES.txt': licences })).toEqual(['the CommonJS build: has express in it']);
  });
});

test.each([
  ['src/index.ts', 'not meant'],
  ['dist/index.js.map', 'not meant'],
  ['dist/linkage.test.js', 'not meant'],
  ['dist/cli.js', 'no export leads to it'],
  ['dist/cli.d.ts', 'no export leads to it'],
])('%s in the package: %s', (path, problem) => {
  expect(sdkWith({ [path]: 'export {};' })).toContain(`${path}: ${problem}`);
});

test.each(['LICENSE', 'README.md', 'dist/index.d.ts', 'dist/chunk-AB12.js'])('%s has to be there', (path) => {
  expect(sdkWith({ [path]: undefined })).toContain(`${path}: missing`);
});
