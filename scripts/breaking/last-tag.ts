import { spawnSync } from 'node:child_process';

const git = (...args: readonly string[]) => spawnSync('git', args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });

/** The last release before the present commit, `v0.1.0`; none before the first. */
export function lastTag(): string | undefined {
  const { stdout } = git('tag', '--list', 'v*', '--merged', 'HEAD', '--sort=-version:refname');
  return stdout.split('\n').find((tag) => /^v\d+\.\d+\.\d+$/.test(tag));
}

/** A file as it was at a tag; none where it was not there. */
export function fileAt(tag: string, path: string): string | undefined {
  const { status, stdout } = git('show', `${tag}:${path}`);
  return status === 0 ? stdout : undefined;
}
