import { readFileSync } from 'node:fs';
import { fileAt } from '../release/git.ts';
import { type Package, packageNames, packages } from '../release/packages.ts';
import { breaksIn, type Description } from './description.ts';
import { publicApiChanges } from './public-api.ts';

/** What changed of a package since a release. */
export interface Change {
  readonly package: Package;
  /** What breaks who uses it. */
  readonly breaks: readonly string[];
  /** Signatures that differ, which may break or not. */
  readonly changed: readonly string[];
  /** Files that the release had not, so that nothing can be said. */
  readonly missing: readonly string[];
}

/** Compares the descriptions and the public APIs of the packages with those of a release. */
export function changesSince(tag: string): Change[] {
  return packageNames.map((name) => {
    const [description, api] = [`openapi/generated/${packages[name]}.json`, `docs/api/${name}.txt`];
    const [oldDescription, oldApi] = [fileAt(tag, description), fileAt(tag, api)];
    const { gone, changed } = publicApiChanges({ before: oldApi ?? '', after: readFileSync(api, 'utf8') });
    const now = JSON.parse(readFileSync(description, 'utf8')) as Description;
    const before = oldDescription === undefined ? now : (JSON.parse(oldDescription) as Description);
    return {
      package: name,
      breaks: [...breaksIn({ before, after: now }), ...gone.map((one) => `${one} is gone`)],
      changed,
      missing: [...(oldDescription === undefined ? [description] : []), ...(oldApi === undefined ? [api] : [])],
    };
  });
}
