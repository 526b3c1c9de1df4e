import { execFileSync } from 'node:child_process';
import { copyFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { defineConfig, type Options } from 'tsup';
import { writeLicences } from './scripts/licences.ts';

const types = process.env.NO_TYPES === undefined;

/** What `import` and `require` find in the SDK. */
export const sdkExports = {
  entry: {
    index: 'sdk/src/index.ts',
    fapi2: 'sdk/src/fapi2.ts',
    node: 'sdk/src/node.ts',
    japan: 'sdk/src/japan.ts',
    'line-keys': 'sdk/src/line-keys.ts',
    'bank-files': 'sdk/src/bank-files.ts',
  },
};

/** What `import` finds in the sandbox; the command line is for `bin` alone, and has no types. */
const sandboxExports = {
  entry: {
    index: 'sandbox/src/index.ts',
    msw: 'sandbox/src/fronts/msw.ts',
    playwright: 'sandbox/src/fronts/playwright.ts',
    vitest: 'sandbox/src/fronts/vitest.ts',
  },
};

const shared: Options = {
  format: ['esm'],
  clean: true,
  splitting: true,
  removeNodeProtocol: false,
};

/** Packages in CommonJS ask for Node's own modules by `require`. */
const requireForBundled = `
import { createRequire as requireFrom } from 'node:module';
const require = requireFrom(import.meta.url);
`;

/** Express and Koa bring four copies of one list of media types, a fifth of all that is loaded at the start. */
const ofExpress = createRequire(import.meta.resolve('express')).resolve('mime-types');
const mediaTypes = { 'mime-types': ofExpress, 'mime-db': createRequire(ofExpress).resolve('mime-db') };

export default defineConfig([
  {
    ...shared,
    name: 'sdk',
    ...sdkExports,
    outDir: 'sdk/dist',
    target: 'es2022',
    platform: 'neutral',
    dts: types,
    // It names its dependencies in its own package.json; none is bundled.
    skipNodeModulesBundle: true,
    onSuccess: 'cp openapi/generated/bank.json sdk/dist/openapi.json',
  },
  {
    ...shared,
    name: 'sandbox',
    entry: { ...sandboxExports.entry, cli: 'sandbox/src/cli/main.ts' },
    outDir: 'sandbox/dist',
    target: 'node22',
    platform: 'node',
    dts: types && sandboxExports,
    // It brings everything with it (docs/decisions/022-a-bundled-sandbox.md), but what a user's tests share with it.
    external: ['msw', 'playwright-core', 'vitest'],
    noExternal: [/^(?!(?:msw|playwright-core|vitest)(?:\/|$))/],
    metafile: true,
    banner: { js: requireForBundled },
    esbuildOptions: (options) => {
      options.jsx = 'automatic';
      options.jsxImportSource = 'preact';
      options.alias = mediaTypes;
      // And no more: minifySyntax takes the names of classes away, by which oidc-provider knows its models, and keepNames
      // would name every function again whenever it is made, in each request.
      options.minifyWhitespace = true;
    },
    onSuccess: async () => {
      writeLicences('sandbox/dist', 'esm');
      const schema = execFileSync(process.execPath, ['sandbox/bin/sandbox.js', 'init', '--schema']);
      writeFileSync('sandbox/dist/world.schema.json', schema);
      copyFileSync('openapi/generated/sandbox.json', 'sandbox/dist/openapi.json');
    },
  },
]);
