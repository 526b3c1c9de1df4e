import { readFileSync } from 'node:fs';
import { changesSince } from '../breaking/since-tag.ts';
import { git, lastTag } from './git.ts';
import { packageJson, packageNames } from './packages.ts';
import { isHigher, mayBreak, nextBreaking, type Version, versionIn } from './version.ts';

function versionMistakes(version: Version, released: Version | undefined): string[] {
  const text = version.join('.');
  const lower = packageNames.filter((name) => isHigher(versionIn(packageJson(name).version) ?? [0, 0, 0], version));
  return [
    ...(git('rev-parse', '--verify', '--quiet', `refs/tags/v${text}`)
      ? [`there is a tag v${text} already; choose a higher version`]
      : []),
    ...(released && !isHigher(version, released)
      ? [`${text} is not higher than the last release, ${released.join('.')}`]
      : []),
    ...lower.map((name) => `${text} is lower than that of ${name}/package.json, ${packageJson(name).version}`),
  ];
}

function treeMistakes(): string[] {
  const branch = git('branch', '--show-current')?.trim();
  return [
    ...(git('status', '--porcelain') === ''
      ? []
      : ['there are changes that are not committed; commit them, or put them aside']),
    ...(branch === 'main' ? [] : [`this is the branch ${branch || '(none)'}; a release is made on main`]),
  ];
}

function changelogMistakes(version: Version): string[] {
  const head = `## [${version.join('.')}] - `;
  const [, section] = readFileSync('CHANGELOG.md', 'utf8').split(head);
  const [date = '', ...lines] = section?.split('\n') ?? [];
  const body = lines.slice(
    0,
    Math.max(
      0,
      lines.findIndex((line) => line.startsWith('## ')),
    ) || lines.length,
  );
  if (section === undefined || !/^\d{4}-\d\d-\d\d$/.test(date)) {
    return [`CHANGELOG.md has no section "${head}YYYY-MM-DD"; put it below "## [Unreleased]", with what was there`];
  }
  return body.some((line) => /^[-*] /.test(line)) ? [] : [`CHANGELOG.md says nothing below "${head}${date}"`];
}

/** npm compares it with what the workflow signs. */
const repositoryMistakes = (): string[] =>
  packageNames
    .filter((name) => packageJson(name).repository === undefined)
    .map((name) => {
      const example = { type: 'git', url: 'git+https://github.com/OWNER/renkei.git', directory: name };
      return `${name}/package.json has no repository, which provenance needs; add: "repository": ${JSON.stringify(example)}`;
    });

function breakingMistakes(version: Version, tag: string | undefined, released: Version | undefined): string[] {
  if (tag === undefined || released === undefined || mayBreak(released, version)) return [];
  return changesSince(tag).flatMap(({ package: name, breaks: [first, ...more] }) => {
    if (first === undefined) return [];
    const rest = more.length > 0 ? ` (and ${more.length} more: npm run check:breaking)` : '';
    return [
      `${name} breaks who uses it, so that it has to be ${nextBreaking(released).join('.')} or higher: ${first}${rest}`,
    ];
  });
}

/** Why a version cannot be released now, all of it; nothing where it can. */
export function mistakesBefore(version: Version): string[] {
  const tag = lastTag();
  const released = tag === undefined ? undefined : versionIn(tag.slice(1));
  return [
    ...versionMistakes(version, released),
    ...treeMistakes(),
    ...changelogMistakes(version),
    ...repositoryMistakes(),
    ...breakingMistakes(version, tag, released),
  ];
}
