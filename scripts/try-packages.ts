/**
 * Installs the packed packages into the projects of `test/packages`, outside the repository, and runs their tests.
 * It needs the npm registry, and for Playwright a Chromium. Which projects: `npm run try:packages -- playwright`; all of them
 * when none is named. Each script `test:ENVIRONMENT:FORMAT` of a project is a row of the table.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'renkei-packages-'));

/** What a command wrote to standard output; its end counts as failure unless it is 0. */
function npm(cwd: string, ...args: readonly string[]): { readonly ok: boolean; readonly output: string } {
  const { status, stdout, stderr } = spawnSync('npm', args, { cwd, encoding: 'utf8' });
  return { ok: status === 0, output: status === 0 ? stdout : stdout + stderr };
}

function must(cwd: string, ...args: readonly string[]): string {
  const { ok, output } = npm(cwd, ...args);
  if (!ok) throw new Error(`npm ${args.join(' ')} failed:\n${output}`);
  return output;
}

const pack = (name: string): string =>
  join(folder, must(join(root, name), 'pack', '--silent', '--ignore-scripts', '--pack-destination', folder).trim());

function tryProject(project: string, tarballs: readonly string[]) {
  const cwd = join(folder, project);
  cpSync(join(root, 'test/packages', project), cwd, { recursive: true });
  must(cwd, 'install', '--no-audit', '--no-fund', ...tarballs);
  const { scripts } = JSON.parse(readFileSync(join(cwd, 'package.json'), 'utf8')) as { scripts: object };
  return Object.keys(scripts).map((script) => {
    const [, environment, format] = script.split(':');
    const start = performance.now();
    const { ok, output } = npm(cwd, 'run', '--silent', script);
    if (!ok) console.error(`${project}, ${script}:\n${output}`);
    const seconds = Number(((performance.now() - start) / 1000).toFixed(1));
    return { project, environment, format, result: ok ? 'passed' : 'FAILED', seconds };
  });
}

try {
  const tarballs = ['sdk', 'sandbox'].map(pack);
  const named = process.argv.slice(2);
  const projects = readdirSync(join(root, 'test/packages'), { withFileTypes: true }).filter(
    (entry) => entry.isDirectory() && (named.length === 0 || named.includes(entry.name)),
  );
  const rows = projects.flatMap(({ name }) => tryProject(name, tarballs));
  console.table(rows);
  if (rows.some(({ result }) => result !== 'passed')) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}
