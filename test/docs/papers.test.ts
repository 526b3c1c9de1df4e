import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';

const read = (path: string) => readFileSync(path, 'utf8');
const json = (path: string) => JSON.parse(read(path));

describe('the licence', () => {
  test.each(['sdk', 'sandbox'])('of %s is that of the repository', (name) => {
    expect(read(`${name}/LICENSE`)).toBe(read('LICENSE'));
    expect(json(`${name}/package.json`).license).toBe('Apache-2.0');
  });

  test('is that which the descriptions name', () => {
    for (const name of ['bank', 'sandbox']) {
      expect(json(`openapi/generated/${name}.json`).info.license.identifier).toBe('Apache-2.0');
    }
  });
});

describe('the changelog', () => {
  const lines = read('CHANGELOG.md').split('\n');
  const headings = (level: string) =>
    lines.flatMap((line) => (line.startsWith(`${level} `) ? [line.slice(level.length + 1)] : []));

  test('has what is not released first, and then versions with their dates', () => {
    const [first, ...versions] = headings('##');
    expect(first).toBe('[Unreleased]');
    for (const version of versions) expect(version).toMatch(/^\[\d+\.\d+\.\d+\] - \d{4}-\d\d-\d\d$/);
  });

  test('sorts changes as Keep a Changelog does', () => {
    const kinds = ['Added', 'Changed', 'Deprecated', 'Removed', 'Fixed', 'Security'];
    expect(headings('###').filter((kind) => !kinds.includes(kind))).toEqual([]);
  });
});

test.each([
  'CONTRIBUTING.md',
  'docs/publishing.md',
  '.github/PULL_REQUEST_TEMPLATE.md',
  '.github/workflows/publish.yml',
])('%s names scripts that there are', (file) => {
  const { scripts } = json('package.json') as { scripts: object };
  const named = [...read(file).matchAll(/npm run (?:-s )?([\w:]+)/g)].map(([, name = '']) => name);
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((name) => !(name in scripts))).toEqual([]);
});

test('CONTRIBUTING.md names files that are there', () => {
  const text = read('CONTRIBUTING.md');
  const links = [...text.matchAll(/\]\(([^)#]+)\)/g)].map(([, link = '']) => link);
  const paths = [...text.matchAll(/`((?:bank|screens|customer|world|http)\/[\w./-]*)`/g)].map(
    ([, path = '']) => `sandbox/src/${path}`,
  );
  const others = [...text.matchAll(/`((?:scripts|openapi|docs|test)\/[\w./-]*)`/g)].map(([, path = '']) => path);
  const named = [...links, ...paths, ...others].filter((path) => !/NAME|NNN|BANK/.test(path));
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter((path) => !existsSync(path))).toEqual([]);
});

describe('the forms of an issue', () => {
  const folder = '.github/ISSUE_TEMPLATE';
  const forms = readdirSync(folder).filter((file) => file !== 'config.yml');

  interface Element {
    readonly type: string;
    readonly id?: string;
    readonly attributes: { readonly label?: string; readonly value?: string; readonly options?: readonly string[] };
  }

  // https://docs.github.com/communities/using-templates-to-encourage-useful-issues-and-pull-requests/syntax-for-githubs-form-schema
  test.each(forms)('%s has what GitHub asks for', (file) => {
    const { name, description, body } = parse(read(`${folder}/${file}`)) as Record<string, string> & {
      body: Element[];
    };
    expect(name).toMatch(/./);
    expect(description).toMatch(/./);
    const fields = body.filter(({ type }) => type !== 'markdown');
    expect(fields.length).toBeGreaterThan(0);
    expect(new Set(fields.map(({ id }) => id)).size).toBe(fields.length);
    for (const { type, id, attributes } of body) {
      expect(['markdown', 'input', 'textarea', 'dropdown', 'checkboxes']).toContain(type);
      if (type === 'markdown') expect(attributes.value).toMatch(/./);
      else expect([id, attributes.label]).toEqual([expect.stringMatching(/^[\w-]+$/), expect.stringMatching(/./)]);
      if (type === 'dropdown') expect(attributes.options?.length).toBeGreaterThan(1);
    }
  });

  test('know every bank', () => {
    const { body } = parse(read(`${folder}/screen.yml`)) as { body: Element[] };
    const banks = json('openapi/generated/bank.json').servers[0].variables.bank.enum as string[];
    expect(body.find(({ id }) => id === 'bank')?.attributes.options?.slice(0, -1)).toEqual(banks);
  });
});
