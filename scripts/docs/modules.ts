import { readFileSync } from 'node:fs';
import ts from 'typescript';
import { root } from './root.ts';

/** A public module of a package: what a user imports, and the source that it is made from. */
export interface Module {
  /** `@renkei/sdk/node`. */
  readonly name: string;
  /** Absolute path. */
  readonly source: string;
}

const read = (path: string) => JSON.parse(readFileSync(`${root}${path}`, 'utf8'));

/** Every subpath with types that the packages export, as `package.json` says; where its source is, `tsconfig.json` says. */
export const modules: readonly Module[] = ['sdk', 'sandbox'].flatMap((folder) => {
  const { name, exports } = read(`${folder}/package.json`) as { name: string; exports: Record<string, unknown> };
  const { paths } = ts.readConfigFile(`${root}tsconfig.json`, ts.sys.readFile).config.compilerOptions;
  return Object.keys(exports)
    .filter((subpath) => typeof exports[subpath] === 'object')
    .map((subpath) => {
      const module = name + subpath.slice(1);
      const [source] = paths[module] ?? [];
      if (source === undefined)
        throw new Error(`${module} is exported, but no "paths" of tsconfig.json names its source`);
      return { name: module, source: `${root}${source.slice(2)}` };
    });
});
