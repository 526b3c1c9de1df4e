import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';

/** The repository. */
export const root = join(import.meta.dirname, '../..');

export type Exports = string | { readonly [condition: string]: Exports };

/** What is looked at of a `package.json`. */
export interface Manifest {
  readonly name: string;
  readonly bin?: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, Exports>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** A package as npm would publish it. */
export interface Packed {
  readonly manifest: Manifest;
  /** The text of each file by its path, e.g. `dist/index.js`. */
  readonly files: ReadonlyMap<string, string>;
}

function output(command: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed in ${cwd}:\n${stderr}`);
  return stdout.trim();
}

/**
 * Packs what is built of a workspace; nothing is built.
 *
 * @returns the path of the tarball
 */
export function pack(workspace: string, into: string): string {
  const args = ['pack', '--silent', '--ignore-scripts', '--pack-destination', into];
  return join(into, output('npm', args, join(root, workspace)));
}

/** Unpacks a tarball into a folder, and reads it. */
export function unpack(tarball: string, into: string): Packed {
  mkdirSync(into, { recursive: true });
  output('tar', ['-xzf', tarball, '--strip-components=1'], into);
  const paths = globSync('**', { cwd: into, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = new Map(
    paths.map(({ parentPath, name }) => {
      const path = join(parentPath, name);
      return [path.slice(into.length + 1).replaceAll(sep, '/'), readFileSync(path, 'utf8')];
    }),
  );
  return { manifest: JSON.parse(files.get('package.json') ?? '') as Manifest, files };
}
