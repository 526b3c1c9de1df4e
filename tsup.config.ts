import { defineConfig, type Options } from 'tsup';

const shared: Options = {
  format: ['esm'],
  target: 'node22',
  dts: process.env.NO_TYPES === undefined,
  clean: true,
  sourcemap: true,
  splitting: true,
  // Each package names its dependencies in its own package.json; none is bundled.
  skipNodeModulesBundle: true,
  removeNodeProtocol: false,
};

export default defineConfig([
  {
    ...shared,
    name: 'sdk',
    entry: { index: 'sdk/src/index.ts', fapi2: 'sdk/src/fapi2.ts', node: 'sdk/src/node.ts' },
    outDir: 'sdk/dist',
    target: 'es2022',
    platform: 'neutral',
    onSuccess: 'cp openapi/generated/bank.json sdk/dist/openapi.json',
  },
  {
    ...shared,
    name: 'sandbox',
    onSuccess: 'node sandbox/bin/sandbox.js init --schema > sandbox/dist/world.schema.json',
    entry: {
      index: 'sandbox/src/index.ts',
      cli: 'sandbox/src/cli/main.ts',
      msw: 'sandbox/src/fronts/msw.ts',
      playwright: 'sandbox/src/fronts/playwright.ts',
      vitest: 'sandbox/src/fronts/vitest.ts',
    },
    outDir: 'sandbox/dist',
    platform: 'node',
    esbuildOptions: (options) => {
      options.jsx = 'automatic';
      options.jsxImportSource = 'preact';
    },
  },
]);
