/** `MAJOR.MINOR.PATCH` of semantic versioning. Nothing is published with more than these three. */
export type Version = readonly [major: number, minor: number, patch: number];

/** A version from its text; none where it is none. */
export function versionIn(text: string): Version | undefined {
  const [, ...parts] = /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)$/.exec(text) ?? [];
  const [major, minor, patch] = parts.map(Number);
  return major === undefined || minor === undefined || patch === undefined ? undefined : [major, minor, patch];
}

/** Whether a version is higher than another. */
export function isHigher(version: Version, than: Version): boolean {
  const at = version.findIndex((part, index) => part !== than[index]);
  return at >= 0 && (version[at] ?? 0) > (than[at] ?? 0);
}

/** The first version after one that may break who uses it: a major one, or before 1.0.0 a minor one (semver.org §4). */
export const nextBreaking = ([major, minor]: Version): Version => (major === 0 ? [0, minor + 1, 0] : [major + 1, 0, 0]);

/** Whether somebody who updates from one version to another expects that something breaks. */
export const mayBreak = (from: Version, to: Version): boolean => !isHigher(nextBreaking(from), to);
