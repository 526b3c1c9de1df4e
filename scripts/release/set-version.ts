import { readFileSync, writeFileSync } from 'node:fs';
import { type Package, packageJson, packageNames, packages } from './packages.ts';

type Edit = readonly [file: string, edit: (text: string) => string];

/** Every line of this form. */
const lines = (form: (version: string) => string, before: string, after: string) => (text: string) =>
  text
    .split('\n')
    .map((line) => (line.trim() === form(before) ? line.replace(before, after) : line))
    .join('\n');

const inYaml = (version: string): string => `version: ${version}`;
const inJson = (version: string): string => `"version": "${version}",`;

function lockEdit(name: Package, after: string) {
  return (text: string): string => {
    const lock = JSON.parse(text) as { packages: Record<string, { version: string }> };
    const entry = lock.packages[name];
    if (entry) entry.version = after;
    return `${JSON.stringify(lock, null, 2)}\n`;
  };
}

const editsOf = (name: Package, after: string): Edit[] => {
  const { version: before } = packageJson(name);
  return [
    [`${name}/package.json`, lines(inJson, before, after)],
    ['package-lock.json', lockEdit(name, after)],
    [`openapi/${packages[name]}.yaml`, lines(inYaml, before, after)],
    // The sandbox says its version in some of its answers.
    [`openapi/examples/${packages[name]}.yaml`, lines(inYaml, before, after)],
  ];
};

/** The files that say the version, besides those that are generated. */
export const versionFiles: readonly string[] = [
  ...new Set(packageNames.flatMap((name) => editsOf(name, '').map(([file]) => file))),
];

/** Writes the version wherever it is said. */
export function setVersion(version: string): void {
  for (const [file, edit] of packageNames.flatMap((name) => editsOf(name, version))) {
    writeFileSync(file, edit(readFileSync(file, 'utf8')));
  }
}
