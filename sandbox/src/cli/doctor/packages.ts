import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import packageJson from '../../../package.json' with { type: 'json' };
import { type Check, type Finding, ok, problem, warning } from './finding.ts';
import { isAtLeast } from './version.ts';

/** The version of a package as a project in the directory would find it. */
function installed(name: string, directory = process.cwd()): string | undefined {
  try {
    const manifest = readFileSync(join(directory, 'node_modules', name, 'package.json'), 'utf8');
    return (JSON.parse(manifest) as { version: string }).version;
  } catch {
    const above = dirname(directory);
    return above === directory ? undefined : installed(name, above);
  }
}

const minor = (version: string): string => version.split('.').slice(0, 2).join('.');

function checkSdk(): Finding {
  const { version } = packageJson;
  const sdk = installed('@renkei/sdk');
  if (sdk === undefined) return ok('@renkei/sdk', 'not installed here');
  if (minor(sdk) === minor(version)) return ok('@renkei/sdk', sdk);
  const next = 'install the same version of both: npm install @renkei/sdk@latest @renkei/sandbox@latest';
  return warning('@renkei/sdk', `${sdk} does not agree with the sandbox, ${version}`, next);
}

function checkPeer([name, range]: readonly [string, string]): Finding {
  const version = installed(name);
  if (version === undefined) return ok(name, 'not installed here, and needed for tests with it only');
  if (isAtLeast(version, range)) return ok(name, version);
  return problem(name, `${version} does not fit ${range}`, `npm install ${name}@latest`);
}

/** The packages here, the optional ones too. */
export const checkPackages: Check = () => [
  ok('@renkei/sandbox', packageJson.version),
  checkSdk(),
  ...Object.entries(packageJson.peerDependencies).map(checkPeer),
];
