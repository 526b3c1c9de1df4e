import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { defineConfig, type Options } from 'tsup';
import { writeLicences } from './scripts/licences.ts';
import { sdkExports } from './tsup.config.ts';

// For `require` where ES modules cannot be required, as in Jest (docs/decisions/011-commonjs.md): everything in one file.
const shared: Options = {
  format: ['cjs'],
  target: 'node22',
  platform: 'node',
  splitting: false,
  noExternal: [/./],
  removeNodeProtocol: false,
};

/** A test environment such as jsdom puts its own classes in the place of Node's: the sandbox takes Node's. */
const nodeGlobals = `
const { webcrypto: crypto } = require('node:crypto');
const { TextDecoder, TextEncoder } = require('node:util');
const { clearImmediate, clearInterval, clearTimeout, setImmediate, setInterval, setTimeout } = require('node:timers');
const { URL, URLSearchParams } = require('node:url');
const Uint8Array = Object.getPrototypeOf(Buffer);
const ArrayBuffer = Buffer.alloc(0).buffer.constructor;
`;

/**
 * The same declarations for `require`: TypeScript takes a `.d.ts` here for those of an ES module. Types of what cannot be
 * required are asked for as `import` finds them.
 */
function declareForRequire(folder: string): void {
  const isForImportOnly = (name: string) => existsSync(`${folder}/${name}.js`) && !existsSync(`${folder}/${name}.cjs`);
  for (const name of readdirSync(folder).filter((name) => name.endsWith('.d.ts'))) {
    if (isForImportOnly(name.replace(/\.d\.ts$/, ''))) continue;
    const text = readFileSync(`${folder}/${name}`, 'utf8')
      .replaceAll(/((?:from|import) '\.\/[^']+)\.js'/g, "$1.cjs'")
      .replaceAll(/^import '(?:msw|oauth4webapi)';\n/gm, '')
      .replaceAll(
        /^import (.+ from '(?:msw|oauth4webapi)');$/gm,
        "import type $1 with { 'resolution-mode': 'import' };",
      );
    writeFileSync(`${folder}/${name.replace(/\.d\.ts$/, '.d.cts')}`, text);
  }
}

export default defineConfig([
  {
    ...shared,
    name: 'sdk, CommonJS',
    ...sdkExports,
    outDir: 'sdk/dist',
    // One copy of what both entries share, so that each error is one class.
    splitting: true,
    metafile: true,
    onSuccess: async () => {
      declareForRequire('sdk/dist');
      writeLicences('sdk/dist', 'cjs');
    },
  },
  {
    ...shared,
    name: 'sandbox, CommonJS',
    entry: { index: 'sandbox/src/index.ts', msw: 'sandbox/src/fronts/msw.ts' },
    outDir: 'sandbox/dist',
    external: ['msw'],
    noExternal: [/^(?!msw$)/],
    minify: true,
    // oidc-provider knows its models by the names of their classes.
    keepNames: true,
    banner: { js: nodeGlobals },
    // The licences stand beside the ES modules already, which hold the same packages and more.
    onSuccess: async () => declareForRequire('sandbox/dist'),
    esbuildOptions: (options) => {
      options.jsx = 'automatic';
      options.jsxImportSource = 'preact';
    },
  },
]);
