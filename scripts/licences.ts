import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Writes the licences of the packages in a bundle beside it: they ask to go with every copy.
 *
 * @param folder - where the bundle and its metafile are
 * @param format - of the bundle
 */
export function writeLicences(folder: string, format: 'cjs' | 'esm'): void {
  const metafile = `${folder}/metafile-${format}.json`;
  const { inputs } = JSON.parse(readFileSync(metafile, 'utf8')) as { inputs: object };
  rmSync(metafile);
  const packages = Object.keys(inputs).map((file) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? '');
  const texts = [...new Set(packages)].sort().flatMap((path) => {
    if (!existsSync(`${path}/package.json`)) return [];
    const { name, version, license } = JSON.parse(readFileSync(`${path}/package.json`, 'utf8')) as Record<
      string,
      string
    >;
    const files = readdirSync(path).filter((file) => /^(licen[cs]e|notice)/i.test(file));
    return [`${name} ${version} (${license})`, ...files.map((file) => readFileSync(`${path}/${file}`, 'utf8').trim())];
  });
  writeFileSync(`${folder}/THIRD-PARTY-LICENCES.txt`, `${texts.join('\n\n')}\n`);
}
