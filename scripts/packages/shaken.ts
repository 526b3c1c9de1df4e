import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Bundle, bundle } from './bundle.ts';
import { effectsOf } from './effects.ts';
import type { Exports, Manifest } from './packed.ts';

/** What bundles for browsers say about an export of a package. */
export interface Shaken {
  readonly door: string;
  /** What is wrong, one line each. */
  readonly problems: readonly string[];
  /** Gzipped bytes of a bundle that has one name alone. */
  readonly sizes: ReadonlyMap<string, number>;
}

/** The npm package that a file belongs to; what Vite puts in the place of a built-in of Node.js belongs to none. */
const packageOf = (file: string): string => /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? file;

const importedBy = (exports: Exports | undefined): string =>
  typeof exports === 'object' ? importedBy(exports.import ?? exports.default) : (exports ?? '');

const isError = (name: string): boolean => name.endsWith('Error');

/**
 * Loads an export of an unpacked package, which has to do nothing else, and bundles each of its names alone.
 *
 * @param folder - where the package is unpacked; its dependencies have to be found from there
 * @param door - `.` or `./fapi2`, say
 */
export async function shake(folder: string, { exports, dependencies = {} }: Manifest, door: string): Promise<Shaken> {
  const file = join(folder, importedBy(exports[door]));
  const isOurs = (path: string) => path.startsWith(folder);

  /** What one name brings along and should not. */
  const wrong = ([one, { kept }]: readonly [string, Bundle]): string[] => {
    const names = [...kept].flatMap(([path, names]) => (isOurs(path) ? names : []));
    const packages = [...new Set([...kept.keys()].filter((path) => !isOurs(path)).map(packageOf))];
    const unwanted = isError(one)
      ? [...packages, ...names.filter((name) => !isError(name))]
      : [...packages.filter((name) => !(name in dependencies)), ...names.filter((name) => name === 'BankLink')];
    return unwanted.filter((name) => name !== one).map((name) => `${door}: ${one} alone brings ${name} along`);
  };

  const alone = new Map<string, Bundle>();
  for (const one of Object.keys((await import(pathToFileURL(file).href)) as object))
    alone.set(one, await bundle(`import { ${one} } from '${file}'; console.log(${one});`));
  return {
    door,
    problems: [
      ...effectsOf(file).map((effect) => `${door}, when it is loaded: ${effect}`),
      ...[...alone].flatMap(wrong),
    ],
    sizes: new Map([...alone].map(([one, { size }]) => [one, size])),
  };
}
