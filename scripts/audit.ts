// Asks the registry for known vulnerabilities of what the two packages bring along:  npm run check:audit
// Exit code 1 when there is one of high severity or more. A registry that cannot be asked (a mirror, no network) is said.
import { spawnSync } from 'node:child_process';

interface Report {
  readonly message?: string;
  readonly vulnerabilities?: Readonly<Record<string, { readonly severity: string; readonly via: readonly unknown[] }>>;
}

// The sandbox's dependencies are for development in its package.json, since they are bundled; those of the root are not asked about.
const workspaces = ['--workspace', 'sdk', '--workspace', 'sandbox'];
const { stdout } = spawnSync('npm', ['audit', ...workspaces, '--json'], { encoding: 'utf8', timeout: 60_000 });
const report = ((): Report => {
  try {
    return JSON.parse(stdout) as Report;
  } catch {
    return { message: 'npm audit printed no report' };
  }
})();

if (report.vulnerabilities === undefined) {
  console.log(`audit: not done, the registry could not be asked (${report.message})`);
} else {
  const found = Object.entries(report.vulnerabilities);
  const grave = found.filter(([, { severity }]) => severity === 'high' || severity === 'critical');
  for (const [name, { severity }] of found) console.log(`audit: ${name}: ${severity}; see npm audit`);
  console.log(`audit: ${found.length} known vulnerabilities, ${grave.length} of high severity or more`);
  if (grave.length > 0) process.exitCode = 1;
}
