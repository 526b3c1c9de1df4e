/**
 * Says what breaks who uses the packages, compared with the last release: in the descriptions, and in the public TypeScript APIs.
 * It is accepted by a version that says so: raise it in both `package.json` and both descriptions (`npm run release` does).
 *
 * npm run check:breaking
 */
import { changesSince } from './breaking/since-tag.ts';
import { lastTag } from './release/git.ts';
import { packageJson } from './release/packages.ts';
import { mayBreak, nextBreaking, versionIn } from './release/version.ts';

const tag = lastTag();
const released = tag === undefined ? undefined : versionIn(tag.slice(1));
if (tag === undefined || released === undefined) {
  console.log('breaking changes: there is no release yet (no tag v…), nothing to compare with');
} else {
  for (const { package: name, breaks, changed, missing } of changesSince(tag)) {
    const isAccepted = mayBreak(released, versionIn(packageJson(name).version) ?? released);
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
