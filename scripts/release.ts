/**
 * Makes a release: sets the version, verifies, packs, tries to publish, commits and tags. The workflow of the tag publishes
 * (docs/publishing.md).
 *
 * npm run release -- VERSION [--dry-run [--skip-verify]]
 *
 * A dry run does the same and keeps nothing.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { mistakesBefore } from './release/checks.ts';
import { git } from './release/git.ts';
import { packageNames } from './release/packages.ts';
import { setVersion, versionFiles } from './release/set-version.ts';
import { versionIn } from './release/version.ts';

class Refusal extends Error {}

const written = [...versionFiles, 'openapi/generated'];

function run(...args: readonly string[]): void {
  const { status } = spawnSync('npm', args, { stdio: 'inherit' });
  if (status !== 0) throw new Refusal(`npm ${args.join(' ')} failed`);
}

function keep(...args: readonly string[]): void {
  if (git(...args) === undefined) throw new Refusal(`git ${args.join(' ')} failed`);
}

function checkBuild(): void {
  const missing = packageNames.filter((name) => !existsSync(`${name}/dist`));
  if (missing.length > 0) throw new Refusal(`${missing.join(' and ')} is not built; run: npm run build`);
  console.log('Skipped: npm run verify. What is packed now is what was built before.');
}

function tryToPublish(): void {
  const folder = mkdtempSync(join(tmpdir(), 'renkei-release-'));
  try {
    for (const name of packageNames) {
      run('pack', '--silent', '--workspace', name, '--pack-destination', folder);
      run('publish', '--dry-run', '--workspace', name);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function release(text: string | undefined, isDry: boolean, isUnverified: boolean): void {
  const version = versionIn(text ?? '');
  if (text === undefined || version === undefined) {
    throw new Refusal(`${text ?? 'nothing'} is no version; expected MAJOR.MINOR.PATCH: npm run release -- 0.2.0`);
  }
  if (isUnverified && !isDry) throw new Refusal('only a dry run can skip the verification');
  const mistakes = mistakesBefore(version);
  if (mistakes.length > 0) throw new Refusal(mistakes.join('\n'));
  let isKept = false;
  try {
    setVersion(text);
    run('run', '--silent', 'generate');
    // `verify` compares what is generated with what is staged.
    keep('add', ...written);
    if (isUnverified) checkBuild();
    else run('run', 'verify');
    tryToPublish();
    if (!isDry) {
      keep('commit', '--message', `release: ${text}`);
      isKept = true;
      keep('tag', '--annotate', `v${text}`, '--message', `Renkei ${text}`);
    }
  } finally {
    if (!isKept) keep('restore', '--staged', '--worktree', '--', ...written);
  }
  console.log(
    isDry
      ? `Dry run of ${text}: nothing was kept, nothing was published.`
      : `Tagged v${text}. Its workflow publishes, once it is pushed: git push origin main v${text}`,
  );
}

function readArguments() {
  const options = { 'dry-run': { type: 'boolean' }, 'skip-verify': { type: 'boolean' } } as const;
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    throw new Refusal((error as Error).message);
  }
}

try {
  const { values, positionals } = readArguments();
  release(positionals[0], values['dry-run'] ?? false, values['skip-verify'] ?? false);
} catch (error) {
  if (!(error instanceof Refusal)) throw error;
  for (const line of error.message.split('\n')) console.error(`release: ${line}`);
  process.exitCode = 1;
}
