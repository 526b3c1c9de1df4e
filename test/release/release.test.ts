import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nextBreaking, type Version, versionIn } from '../../scripts/release/version.ts';

const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'));

/** The version that is there, the next one that may break something, and one that may not. */
const now: string = json('sdk/package.json').version;
const [major, minor, last] = versionIn(now) as Version;
const next = nextBreaking([major, minor, last]).join('.');
const patch = `${major}.${minor}.${last + 1}`;

/** A copy of the repository that may be released: its first release is made, and its verification takes no time. */
let clone: string;
const at = (path: string) => join(clone, path);
const git = (...args: string[]) => execFileSync('git', args, { cwd: clone, encoding: 'utf8' }).trim();

function commit(message: string): void {
  git('add', '--all');
  git('commit', '--quiet', '--message', message);
}

function edit(path: string, change: (text: string) => string): void {
  writeFileSync(at(path), change(readFileSync(at(path), 'utf8')));
}

function editJson(path: string, change: (document: Record<string, Record<string, unknown>>) => void): void {
  const document = json(at(path));
  change(document);
  writeFileSync(at(path), `${JSON.stringify(document, null, 2)}\n`);
}

function run(script: string, ...args: string[]) {
  const env = { ...process.env, npm_config_fetch_retries: '0', NO_UPDATE_NOTIFIER: '1' };
  const { status, stdout, stderr } = spawnSync(process.execPath, [`scripts/${script}.ts`, ...args], {
    ...{ cwd: clone, encoding: 'utf8', env },
  });
  return {
    status,
    output: stdout + stderr,
    mistakes: stderr.split('\n').filter((line) => line.startsWith('release: ')),
  };
}

beforeAll(() => {
  clone = mkdtempSync(join(tmpdir(), 'renkei-release-'));
  const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    encoding: 'utf8',
  });
  for (const file of files.split('\0').filter((one) => existsSync(one) && !/^(docs\/screens|test)\//.test(one))) {
    mkdirSync(dirname(at(file)), { recursive: true });
    cpSync(file, at(file));
  }
  cpSync('test/support', at('test/support'), { recursive: true });
  for (const name of ['sdk', 'sandbox']) cpSync(`${name}/dist`, at(`${name}/dist`), { recursive: true });
  symlinkSync(resolve('node_modules'), at('node_modules'));
  writeFileSync(at('.git-exclude'), 'node_modules\n');
  for (const name of ['sdk', 'sandbox']) editJson(`${name}/package.json`, (document) => delete document.repository);
  git('init', '--quiet', '--initial-branch', 'main');
  git('config', 'core.excludesFile', at('.git-exclude'));
  git('config', 'user.name', 'Release test');
  git('config', 'user.email', 'release@test.example');
  commit('as it is');
});
afterAll(() => rmSync(clone, { recursive: true }));

// On a busy machine each command of npm takes seconds.
describe('npm run release', { timeout: 90_000 }, () => {
  test('says all that is in the way, and what to do', () => {
    git('switch', '--quiet', '--create', 'other');
    writeFileSync(at('note.txt'), 'not committed');
    git('tag', 'v0.0.9');
    const { status, mistakes } = run('release', '0.0.9', '--dry-run');
    expect(status).toBe(1);
    expect(mistakes).toEqual([
      'release: there is a tag v0.0.9 already; choose a higher version',
      'release: 0.0.9 is not higher than the last release, 0.0.9',
      `release: 0.0.9 is lower than that of sdk/package.json, ${now}`,
      `release: 0.0.9 is lower than that of sandbox/package.json, ${now}`,
      'release: there are changes that are not committed; commit them, or put them aside',
      'release: this is the branch other; a release is made on main',
      'release: CHANGELOG.md has no section "## [0.0.9] - YYYY-MM-DD"; put it below "## [Unreleased]", with what was there',
      ...['sdk', 'sandbox'].map((name) =>
        expect.stringContaining(
          `release: ${name}/package.json has no repository, which provenance needs; add: "repository": {`,
        ),
      ),
    ]);
    rmSync(at('note.txt'));
    git('tag', '--delete', 'v0.0.9');
    git('switch', '--quiet', 'main');
  });

  test('publishes nothing that was not verified, and only a version', () => {
    const mistake = '0.2 is no version; expected MAJOR.MINOR.PATCH: npm run release -- 0.2.0';
    expect(run('release', '0.2').mistakes).toEqual([`release: ${mistake}`]);
    expect(run('release', '0.2.0', '--skip-verify').mistakes).toEqual([
      'release: only a dry run can skip the verification',
    ]);
  });

  describe('after the first release', () => {
    beforeAll(() => {
      for (const name of ['sdk', 'sandbox']) {
        const repository = { type: 'git', url: 'git+https://github.com/OWNER/renkei.git', directory: name };
        editJson(`${name}/package.json`, (document) => Object.assign(document, { repository }));
      }
      editJson('package.json', ({ scripts }) => Object.assign(scripts ?? {}, { verify: 'echo verified' }));
      commit('what a release needs');
      git('tag', `v${now}`);
      edit('CHANGELOG.md', (text) =>
        text.replace(
          '## [Unreleased]\n',
          `## [Unreleased]\n\n## [${patch}] - 2026-12-01\n\n## [${next}] - 2026-12-01\n\n### Removed\n\n- A thing.\n\n`,
        ),
      );
      commit('the changelog');
    });

    test('the dry run packs and tries to publish both packages, and keeps nothing', () => {
      const { status, output } = run('release', next, '--dry-run', '--skip-verify');
      expect(output).toContain('Skipped: npm run verify. What is packed now is what was built before.');
      expect(output).toContain(`+ @renkei/sdk@${next}`);
      expect(output).toContain(`+ @renkei/sandbox@${next}`);
      expect(output).toContain(`Dry run of ${next}: nothing was kept, nothing was published.`);
      expect(status).toBe(0);
      expect(git('status', '--porcelain')).toBe('');
      expect(git('tag')).toBe(`v${now}`);
      expect(json(at('sdk/package.json')).version).toBe(now);
    });

    test('what breaks who uses a package is told, and needs a version that says so', () => {
      editJson('openapi/generated/bank.json', ({ paths }) => delete paths?.['/flow.svg']);
      edit('docs/api/sdk.txt', (text) => text.replace(/^BankLink\.open.*\n/m, ''));
      commit('a breaking change');
      const checked = run('check-breaking');
      expect(checked.status).toBe(1);
      expect(checked.output).toContain('sdk: BREAKS GET /flow.svg is gone\n');
      expect(checked.output).toContain('sdk: BREAKS @renkei/sdk BankLink.open is gone\n');
      expect(checked.output).toContain(`sandbox: 0 breaking changes since v${now}\n`);
      expect(run('release', patch, '--dry-run').mistakes).toEqual([
        `release: CHANGELOG.md says nothing below "## [${patch}] - 2026-12-01"`,
        `release: sdk breaks who uses it, so that it has to be ${next} or higher: GET /flow.svg is gone (and 1 more: npm run check:breaking)`,
      ]);
      git('reset', '--quiet', '--hard', 'HEAD~1');
    });

    test('a release sets the version everywhere, commits it and tags it', () => {
      const { status, output } = run('release', next);
      expect(output).toContain('verified\n');
      expect(output).toContain(
        `Tagged v${next}. Its workflow publishes, once it is pushed: git push origin main v${next}`,
      );
      expect(status).toBe(0);
      expect(git('status', '--porcelain')).toBe('');
      expect(git('log', '-1', '--format=%s %D')).toBe(`release: ${next} HEAD -> main, tag: v${next}`);
      const changed = git('diff', '--name-only', 'HEAD~1').split('\n');
      expect(changed).toEqual(
        expect.arrayContaining([
          'sdk/package.json',
          'sandbox/package.json',
          'package-lock.json',
          'openapi/generated/bank.json',
        ]),
      );
      const versions = [
        json(at('sdk/package.json')).version,
        json(at('sandbox/package.json')).version,
        json(at('package-lock.json')).packages.sdk.version,
        json(at('package-lock.json')).packages.sandbox.version,
        json(at('openapi/generated/bank.json')).info.version,
        json(at('openapi/generated/sandbox.json')).info.version,
      ];
      expect(new Set(versions)).toEqual(new Set([next]));
      expect(readFileSync(at('openapi/examples/sandbox.yaml'), 'utf8')).not.toContain(`version: ${now}`);
    });
  });
});
