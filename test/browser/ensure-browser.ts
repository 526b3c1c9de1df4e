import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findBrowser } from './browser.ts';

// Before the tests: a browser must be there. On Debian and Ubuntu it is installed when that is allowed.

const packages = ['chromium', 'fonts-noto-cjk'];

function isThere(): boolean {
  try {
    findBrowser();
    return true;
  } catch {
    return false;
  }
}

function run(command: string, args: readonly string[]): boolean {
  const asRoot = process.getuid?.() === 0 ? [command, ...args] : ['sudo', '-n', command, ...args];
  const [program = command, ...rest] = asRoot;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  return spawnSync(program, rest, { stdio: ['ignore', 'inherit', 'inherit'], env }).status === 0;
}

if (!isThere() && existsSync('/usr/bin/apt-get')) {
  console.log(`No Chromium here: installing ${packages.join(' and ')} with apt-get …`);
  run('apt-get', ['update', '-q']) && run('apt-get', ['install', '-y', '-q', '--no-install-recommends', ...packages]);
}

try {
  console.log(`The tests drive ${findBrowser()}`);
} catch (error) {
  console.error((error as Error).message);
  process.exitCode = 1;
}
