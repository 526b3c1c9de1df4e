/**
 * Installs the packed packages into the projects of `test/packages` and of `examples`, each in a folder of its own outside the
 * repository, and runs their tests. It needs the npm registry, and for browsers a Chromium. Which projects:
 * `npm run try:packages -- playwright examples`; all of them when none is named.
 *
 * A row of the table is an installation, a script `test:…` of a project, or the `npm test` of an example. What a row prints
 * as `note: …` is shown below the table; of a row that fails, all that it printed is.
 */
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { pack, root } from './packages/packed.ts';

interface Project {
  /** Its folder in the repository. */
  readonly path: string;
  /** The scripts that are its rows. */
  readonly scripts: readonly string[];
}

interface Row {
  readonly project: string;
  readonly row: string;
  readonly result: 'passed' | 'FAILED';
  readonly seconds: number;
}

interface Manifest {
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

const folder = mkdtempSync(join(tmpdir(), 'renkei-packages-'));
const workspaces = ['sdk', 'sandbox'];
const notes: string[] = [];

const manifestOf = (path: string): Manifest => JSON.parse(readFileSync(join(path, 'package.json'), 'utf8')) as Manifest;

function projects(): Project[] {
  const paths = ['test/packages', 'examples'].flatMap((parent) =>
    readdirSync(join(root, parent), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `${parent}/${name}`),
  );
  return paths
    .map((path) => {
      const scripts = Object.keys(manifestOf(join(root, path)).scripts ?? {});
      return { path, scripts: scripts.filter((script) => /^test(:|$)/.test(script)) };
    })
    .filter(({ scripts }) => scripts.length > 0);
}

/** Runs npm as a row of the table. */
async function tryNpm(project: string, row: string, cwd: string, args: readonly string[]): Promise<Row> {
  const start = performance.now();
  const { ok, output } = await promisify(execFile)('npm', args, { cwd, timeout: 300_000, maxBuffer: 2 ** 26 }).then(
    ({ stdout }) => ({ ok: true, output: stdout }),
    (error: { stdout: string; stderr: string; message: string }) => ({
      ok: false,
      output: [error.message, error.stdout, error.stderr].join('\n'),
    }),
  );
  if (!ok) console.error(`${project}, ${row}:\n${output}`);
  for (const [, note] of output.matchAll(/^note: (.+)$/gm)) notes.push(`${project}, ${row}: ${note}`);
  const seconds = Number(((performance.now() - start) / 1000).toFixed(1));
  return { project, row, result: ok ? 'passed' : 'FAILED', seconds };
}

/** The packages that a project declares, from their tarballs; what it does not declare, it does not get. */
function fromTarballs(dependencies: Readonly<Record<string, string>> = {}, tarballs: Readonly<Record<string, string>>) {
  const entries = Object.entries(dependencies).map(([name, range]) => [name, tarballs[name] ?? range]);
  return Object.fromEntries(entries) as Readonly<Record<string, string>>;
}

async function tryProject({ path, scripts }: Project, tarballs: Readonly<Record<string, string>>): Promise<Row[]> {
  const cwd = join(folder, path);
  cpSync(join(root, path), cwd, { recursive: true, filter: (file) => basename(file) !== 'node_modules' });
  const manifest = manifestOf(cwd);
  const installed = {
    ...manifest,
    dependencies: fromTarballs(manifest.dependencies, tarballs),
    devDependencies: fromTarballs(manifest.devDependencies, tarballs),
  };
  writeFileSync(join(cwd, 'package.json'), JSON.stringify(installed));
  const rows = [await tryNpm(path, 'npm install', cwd, ['install', '--prefer-offline', '--no-audit', '--no-fund'])];
  if (rows[0]?.result === 'passed')
    for (const script of scripts) rows.push(await tryNpm(path, script, cwd, ['run', '--silent', script]));
  return rows;
}

/** Does work one piece per core at a time. */
async function inParallel<Piece, Result>(pieces: readonly Piece[], work: (piece: Piece) => Promise<Result>) {
  const queue = pieces.entries();
  const results: Result[] = [];
  const worker = async () => {
    for (const [index, piece] of queue) results[index] = await work(piece);
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  return results;
}

try {
  const all = projects();
  const named = process.argv.slice(2).map((name) => {
    const found = all.filter(({ path }) => basename(path) === name || path.startsWith(`${name}/`));
    if (found.length === 0) throw new Error(`no project is called ${name}; see test/packages and examples`);
    return found;
  });
  const chosen = named.length === 0 ? all : all.filter((project) => named.flat().includes(project));
  const packed = join(folder, 'packed');
  mkdirSync(packed);
  const tarballs = Object.fromEntries(workspaces.map((name) => [`@renkei/${name}`, `file:${pack(name, packed)}`]));
  const rows = (await inParallel(chosen, (project) => tryProject(project, tarballs))).flat();
  console.table(rows);
  for (const note of notes) console.log(note);
  if (rows.some(({ result }) => result !== 'passed')) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}
