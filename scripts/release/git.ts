import { spawnSync } from 'node:child_process';

/** What git answers; none where it refuses. */
export function git(...args: readonly string[]): string | undefined {
  const { status, stdout } = spawnSync('git', args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return status === 0 ? stdout : undefined;
}

/** The last release before the present commit, `v0.1.0`; none before the first. */
export const lastTag = (): string | undefined =>
  git('tag', '--list', 'v*', '--merged', 'HEAD', '--sort=-version:refname')
    ?.split('\n')
    .find((tag) => /^v\d+\.\d+\.\d+$/.test(tag));

/** A file as it was at a tag; none where it was not there. */
export const fileAt = (tag: string, path: string): string | undefined => git('show', `${tag}:${path}`);
