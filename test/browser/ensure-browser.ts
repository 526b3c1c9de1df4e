import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findBrowser } from './browser.ts';
import { hasNssTools } from './certificate-store.ts';
import { asRoot } from './root.ts';

// Before the tests: a browser must be there, and on Linux the tools of its certificate store. On Debian and Ubuntu they are
// installed when that is allowed.

const packages = ['chromium', 'fonts-noto-cjk', 'libnss3-tools'];

function isThere(): boolean {
  try {
    findBrowser();
    return true;
  } catch {
    return false;
  }
}

function run(command: string, args: readonly string[]): boolean {
  const [program, rest] = asRoot(command, args);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(program, rest, { stdio: ['ignore', 'inherit', 'inherit'], env }).status === 0;
}

if (!(isThere() && hasNssTools()) && existsSync('/usr/bin/apt-get')) {
  console.log(`Not all of it is here: installing ${packages.join(', ')} with apt-get …`);
  run('apt-get', ['update', '-q']) && run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages]);
}

try {
  console.log(`The tests drive ${findBrowser()}`);
  if (!hasNssTools()) console.log('There is no certutil: the test of the browser’s own TLS handshake is skipped');
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
