// Packs both packages as npm would publish them, and checks what is in the tarballs:  npm run -s build && npm run check:packages
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { browserExports, misfits } from './packages/contents.ts';
import { pack, root, unpack } from './packages/packed.ts';
import { shake } from './packages/shaken.ts';

/** Vitest cannot be required, and Playwright's runner can import: these are ES modules only (docs/decisions/011-commonjs.md). */
const esModulesOnly = ['./playwright', './vitest'];

/** A tool's verdict: nothing when it is content, and what it printed when it is not. */
const verdict = ({ status, stdout, stderr, error }: SpawnSyncReturns<string>): string[] =>
  status === 0 ? [] : [error?.message ?? stdout + stderr];

const publint = (tarball: string) => verdict(spawnSync('publint', ['run', '--strict', tarball], { encoding: 'utf8' }));

const attw = (tarball: string, profile: readonly string[]) =>
  verdict(spawnSync('attw', [tarball, '--format', 'ascii', '--profile', ...profile], { encoding: 'utf8' }));

const kB = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

// Inside the repository, where a bundler finds the dependencies.
const folder = mkdtempSync(join(root, 'node_modules/.packed-'));

/** Packs and unpacks a workspace, and says what is wrong with it. */
function look(workspace: string, ...profiles: readonly (readonly string[])[]) {
  const tarball = pack(workspace, folder);
  const unpacked = join(folder, workspace);
  const packed = unpack(tarball, unpacked);
  const { manifest, files } = packed;
  const bytes = [...files.values()].reduce((sum, text) => sum + Buffer.byteLength(text), 0);
  console.log(`${manifest.name}: ${files.size} files, ${kB(bytes)}, packed ${kB(statSync(tarball).size)}`);
  const problems = [...misfits(packed), ...publint(tarball), ...profiles.flatMap((profile) => attw(tarball, profile))];
  return { manifest, unpacked, problems };
}

try {
  const sandbox = look(
    'sandbox',
    ['node16', '--exclude-entrypoints', ...esModulesOnly],
    ['esm-only', '--entrypoints', ...esModulesOnly],
  );
  const sdk = look('sdk', ['node16']);
  const shaken = await Promise.all(browserExports(sdk.manifest).map((door) => shake(sdk.unpacked, sdk.manifest, door)));
  console.log('each name alone, bundled for browsers and gzipped:');
  for (const { door, sizes } of shaken)
    console.log(`  ${door}: ${[...sizes].map(([name, bytes]) => `${name} ${kB(bytes)}`).join(', ')}`);

  const problems = [sandbox, sdk, ...shaken].flatMap((part) => part.problems);
  for (const problem of problems) console.error(problem);
  console.log(`packages: ${problems.length} problems`);
  if (problems.length > 0) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}
