import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'));

interface Locked {
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
  readonly dev?: boolean;
  /** For development, or for an optional peer: a user who installs our packages does not get it. */
  readonly devOptional?: boolean;
}
const locked = Object.entries(json('package-lock.json').packages as Record<string, Locked>).filter(
  ([path, { link }]) => path.includes('node_modules/') && !link,
);

describe.each(['sdk', 'sandbox'])('the package %s', (name) => {
  const { scripts = {}, publishConfig } = json(`${name}/package.json`);

  test('runs nothing when it is installed', () => {
    const hooks = ['preinstall', 'install', 'postinstall', 'prepare', 'preprepare', 'postprepare'];
    expect(Object.keys(scripts).filter((script) => hooks.includes(script))).toEqual([]);
  });

  test('is published for everybody, with its provenance', () => {
    expect(publishConfig).toEqual({ access: 'public', provenance: true });
  });
});

test('the sandbox depends on nothing: what it needs is in it', () => {
  expect(json('sandbox/package.json').dependencies).toBeUndefined();
});

describe('what the packages bring along', () => {
  test('runs nothing when it is installed', () => {
    expect(
      locked.filter(([, { dev, devOptional, hasInstallScript }]) => !dev && !devOptional && hasInstallScript),
    ).toEqual([]);
  });

  test('is locked by its hash, and none of it comes from elsewhere than the npm registry', () => {
    expect(locked.length).toBeGreaterThan(100);
    for (const [path, { resolved, integrity = '' }] of locked) {
      if (resolved) expect(resolved, path).toMatch(/^https:\/\/registry\.npmjs\.org\//);
      expect(integrity, path).toMatch(/^sha512-/);
    }
  });
});
