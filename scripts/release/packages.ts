import { readFileSync } from 'node:fs';

/** The two packages that are published, and the description that each has the version of. */
export const packages = { sdk: 'bank', sandbox: 'sandbox' } as const;

/** A folder of a package. */
export type Package = keyof typeof packages;

/** As much of a `package.json` as a release looks at. */
export interface PackageJson {
  readonly name: string;
  readonly version: string;
  readonly repository?: object;
}

export const packageNames = Object.keys(packages) as readonly Package[];

export const packageJson = (name: Package): PackageJson => JSON.parse(readFileSync(`${name}/package.json`, 'utf8'));
