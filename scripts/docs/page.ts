import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, relative } from 'node:path';
import { stringify } from 'yaml';
import { root } from './root.ts';

/** A page of the site that is not made from the source code. */
export interface Page {
  readonly title: string;
  readonly language: 'en' | 'ja';
  /** Absolute path of its Markdown. */
  readonly source: string;
  /** Where it is in the site, without `.html`. */
  readonly url: string;
  /** Folders and files of the repository whose links lead here, absolute; the source itself always does. */
  readonly standsFor?: readonly string[];
  readonly children?: readonly Page[];
}

/** Markdown that is there for the site only is written here. */
export const workshop = `${root}.site-pages/`;

/** The page of a file of the repository: its title is that of its front matter, or its first heading. */
export function pageOf(path: string, url: string, language: Page['language'], title?: string): Page {
  const text = readFileSync(`${root}${path}`, 'utf8');
  const found = /^---\n[\s\S]*?^title: *(.+)$/m.exec(text)?.[1] ?? /^# (.+)$/m.exec(text)?.[1];
  const named = title ?? found?.replace(/^(['"])(.*)\1$/, '$2');
  if (named === undefined) throw new Error(`${path} has no title; begin it with "# Title"`);
  // TypeDoc takes a backtick in front matter for code.
  return { title: named.replaceAll('`', ''), language, source: `${root}${path}`, url };
}

/** The pages of those files that are there, in this order. */
export function pagesOf(paths: readonly string[], url: (path: string) => string, language: Page['language']): Page[] {
  return paths.filter((path) => existsSync(`${root}${path}`)).map((path) => pageOf(path, url(path), language));
}

/** The files of the repository that match, in the order of their names. */
export const filesAt = (pattern: string): string[] => globSync(pattern, { cwd: root }).sort();

/** A page that is made here. Links in its body are relative to the repository's root. */
export function writePage(page: Omit<Page, 'source'>, body: string): Page {
  const source = `${workshop}${page.url}.md`;
  const up = relative(dirname(source), root);
  const linked = body.replace(/\]\((?!#|\w+:)/g, `](${up}/`);
  const below = page.children?.map((child) => [child.title, child.source]);
  const children = below && { children: Object.fromEntries(below) };
  mkdirSync(dirname(source), { recursive: true });
  writeFileSync(source, `---\n${stringify({ title: page.title, ...children })}---\n${linked}`);
  return { ...page, source };
}

/** A page that lists its children, below some words. */
export function writeIndex(page: Omit<Page, 'source'> & { readonly children: readonly Page[] }, words: string): Page {
  const items = page.children.map(({ title, source }) => `- [${title}](${relative(root, source)})`);
  return writePage(page, `# ${page.title}\n\n${words}\n\n${items.join('\n')}\n`);
}

/** A page and all below it. */
export const withChildren = (page: Page): Page[] => [page, ...(page.children ?? []).flatMap(withChildren)];
