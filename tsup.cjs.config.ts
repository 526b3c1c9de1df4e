import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { defineConfig, type Options } from 'tsup';

// For `require` where ES modules cannot be required, as in Jest (docs/decisions/011-commonjs.md): everything in one file.
const shared: Options = {
  format: ['cjs'],
  target: 'node22',
  platform: 'node',
  splitting: false,
  noExternal: [/./],
  removeNodeProtocol: false,
  metafile: true,
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

/** The same declarations for `require`: TypeScript takes a `.d.ts` here for those of an ES module. */
function declareForRequire(folder: string): void {
  for (const name of readdirSync(folder).filter((name) => name.endsWith('.d.ts'))) {
    const text = readFileSync(`${folder}/${name}`, 'utf8').replaceAll(/(from '\.\/[^']+)\.js'/g, "$1.cjs'");
    writeFileSync(`${folder}/${name.replace(/\.d\.ts$/, '.d.cts')}`, text);
  }
}

/** The licences of the packages in the bundle: they ask to go with every copy. */
function collectLicences(folder: string): void {
  const metafile = `${folder}/metafile-cjs.json`;
  const { inputs } = JSON.parse(readFileSync(metafile, 'utf8')) as { inputs: object };
  rmSync(metafile);
  const packages = Object.keys(inputs).map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? '');
  const texts = [...new Set(packages)].sort().flatMap((path) => {
    if (!existsSync(`${path}/package.json`)) return [];
    const { name, version, license } = JSON.parse(readFileSync(`${path}/package.json`, 'utf8')) as Record<
      string,
      string
    >;
    const files = readdirSync(path).filter((file) => /^(licen[cs]e|notice)/i.test(file));
    return [`${name} ${version} (${license})`, ...files.map((file) => readFileSync(`${path}/${file}`, 'utf8').trim())];
  });
  writeFileSync(`${folder}/THIRD-PARTY-LICENCES.txt`, `${texts.join('\n\n')}\n`);
}

/** What goes beside the bundle. */
const besides = (folder: string) => async () => {
  declareForRequire(folder);
  collectLicences(folder);
};

export default defineConfig([
  {
    ...shared,
    name: 'sdk, CommonJS',
    entry: { index: 'sdk/src/index.ts', fapi2: 'sdk/src/fapi2.ts', node: 'sdk/src/node.ts' },
    outDir: 'sdk/dist',
    // One copy of what both entries share, so that each error is one class.
    splitting: true,
    onSuccess: besides('sdk/dist'),
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
    onSuccess: besides('sandbox/dist'),
    esbuildOptions: (options) => {
      options.jsx = 'automatic';
      options.jsxImportSource = 'preact';
    },
  },
]);
