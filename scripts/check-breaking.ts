/**
 * Says what breaks who uses the packages, compared with the last release: in the descriptions, and in the public TypeScript APIs.
 * It is accepted by a version that says so: raise it in both `package.json` and both descriptions (`npm run release` does).
 *
 * npm run check:breaking
 */
import { readFileSync } from 'node:fs';
import { lastTag } from './breaking/last-tag.ts';
import { changesSince } from './breaking/since-tag.ts';
import { mayBreak, nextBreaking, type Version, versionIn } from './release/version.ts';

const versionOf = (folder: string): Version => {
  const { version } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as { version: string };
  return versionIn(version) ?? [0, 0, 0];
};

const tag = lastTag();
const released = tag === undefined ? undefined : versionIn(tag.slice(1));
if (tag === undefined || released === undefined) {
  console.log('breaking changes: there is no release yet (no tag v…), nothing to compare with');
} else {
  for (const { package: name, breaks, changed, missing } of changesSince(tag)) {
    const isAccepted = mayBreak(released, versionOf(name));
    for (const file of missing) console.log(`${name}: ${file} is not in ${tag}, not compared`);
    for (const one of changed) console.log(`${name}: changed, look whether it breaks who uses it: ${one}`);
    for (const one of breaks) console.log(`${name}: BREAKS ${one}`);
    console.log(
      `${name}: ${breaks.length} breaking changes since ${tag}${isAccepted ? ', and its version says so' : ''}`,
    );
    if (breaks.length === 0 || isAccepted) continue;
    console.log(
      `${name}: undo them, or make ${nextBreaking(released).join('.')} of it in ${name}/package.json and its description`,
    );
    process.exitCode = 1;
  }
}
