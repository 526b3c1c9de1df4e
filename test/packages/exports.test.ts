import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

type Exports = string | { readonly [condition: string]: Exports };

const pathsIn = (exports: Exports): string[] =>
  typeof exports === 'string' ? [exports] : Object.values(exports).flatMap(pathsIn);

function packed(folder: string) {
  const text = execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [{ files }] = JSON.parse(text) as [{ files: readonly { readonly path: string }[] }];
  const { exports } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as {
    exports: Record<string, Exports>;
  };
  return { files: files.map(({ path }) => `./${path}`), exports };
}

test.each(['sdk', 'sandbox'])(
  'every export of %s is in the pack, with licence and README and without sources',
  (name) => {
    const { files, exports } = packed(name);
    expect(files).toEqual(expect.arrayContaining([...pathsIn(exports), './LICENSE', './README.md']));
    expect(files.filter((path) => /\/(src|test)\/|\.test\./.test(path))).toEqual([]);
  },
);

test.each(['@renkei/sdk', '@renkei/sdk/node', '@renkei/sandbox', '@renkei/sandbox/msw'])(
  '%s gives the same names to import and to require',
  (name) => {
    const script = `import { createRequire } from 'node:module';
    const required = createRequire(import.meta.url)('${name}');
    const names = (module) => Object.keys(module).filter((name) => name !== 'module.exports').sort();
    console.log(JSON.stringify([names(await import('${name}')), names(required)]));`;
    const [imported, required] = JSON.parse(
      execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }),
    ) as [string[], string[]];
    expect(imported).not.toEqual([]);
    expect(required).toEqual(imported);
  },
);
