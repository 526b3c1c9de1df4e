import { readFileSync, rmSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { worldTemplate } from '../../sandbox/src/world/world-template.ts';
import { errorPages } from './error-pages.ts';
import { openApiPages } from './openapi-pages.ts';
import { filesAt, type Page, pageOf, pagesOf, workshop, writeIndex, writePage } from './page.ts';
import { root } from './root.ts';

/** The guides in the order in which one reads them. */
const guideNames = [
  'first-linkage',
  'unit-tests',
  'browser-tests',
  'five-banks',
  'one-time-passwords',
  'certificates',
  'time',
  'errors',
  'worlds',
  'real-bank',
];

function guides(language: Page['language'], title: string, words: string): Page[] {
  const folder = `docs/guides/${language}`;
  const others = filesAt(`${folder}/*.md`).map((path) => basename(path, '.md'));
  const names = [...new Set([...guideNames, ...others])];
  const children = pagesOf(
    names.map((name) => `${folder}/${name}.md`),
    (path) => `guides/${language}/${basename(path, '.md')}`,
    language,
  );
  if (language === 'ja') children.unshift(pageOf('README.ja.md', 'guides/ja/readme', 'ja', 'はじめに'));
  if (children.length === 0) return [];
  const page = { title, language, url: `guides/${language}/index`, standsFor: [`${root}${folder}`], children };
  return [writeIndex(page, words)];
}

function screens(): Page {
  const folder = 'docs/screens';
  const text = readFileSync(`${root}${folder}/README.md`, 'utf8');
  const banks = filesAt(`${folder}/*/README.md`);
  const children = pagesOf(banks, (path) => `screens/${basename(dirname(path))}`, 'ja');
  const standsFor = [`${root}${folder}`, `${root}${folder}/README.md`];
  const page = { title: '画面集 / Screens', language: 'ja', url: 'screens/index', standsFor, children } as const;
  return writePage(page, text.replace(/\]\((?!#|\w+:)/g, `](${folder}/`));
}

function packages(): Page {
  const readme = (path: string) => pageOf(path, `packages/${basename(dirname(path))}`, 'en');
  const children: Page[] = ['sdk/README.md', 'sandbox/README.md', ...filesAt('examples/*/README.md')].map((path) => ({
    ...readme(path),
    standsFor: [`${root}${dirname(path)}`],
  }));
  const world = {
    title: 'A world file',
    language: 'en',
    url: 'packages/world-file',
    standsFor: [`${root}sandbox/src/world/world-template.ts`],
  } as const;
  const words =
    'What `npx sandbox init` writes, and what the option `world` takes as an object: every key, with its meaning.';
  children.push(writePage(world, `# ${world.title}\n\n${words}\n\n\`\`\`yaml\n${worldTemplate}\`\`\`\n`));
  const page = { title: 'Packages and examples', language: 'en', url: 'packages/index', children } as const;
  return writeIndex(page, 'What the packages bring, and whole programs that use them.');
}

function about(): Page {
  const decisions = pagesOf(filesAt('docs/decisions/*.md'), (path) => `decisions/${basename(path, '.md')}`, 'en');
  const record = writeIndex(
    {
      title: 'Decision records',
      language: 'en',
      url: 'decisions/index',
      standsFor: [`${root}docs/decisions`],
      children: decisions,
    },
    'Why things are as they are, and what was tried.',
  );
  const top = ['CHANGELOG.md', 'SECURITY.md', 'CONTRIBUTING.md'];
  const papers = [...filesAt('docs/*.md'), ...top];
  const url = (path: string) => `about/${basename(path, '.md').toLowerCase()}`;
  const isJapanese = (path: string) => path.endsWith('.ja.md');
  const english = papers.filter((path) => !isJapanese(path));
  const children = [...pagesOf(english, url, 'en'), ...pagesOf(papers.filter(isJapanese), url, 'ja'), record];
  const page = { title: 'About Renkei', language: 'en', url: 'about/index', children } as const;
  return writeIndex(page, 'What it promises, what it does otherwise than a bank, and how it came to be so.');
}

/** All pages of the site beside those of the source code: the tree of the navigation. */
export function sitePages(): readonly Page[] {
  rmSync(workshop, { recursive: true, force: true });
  return [
    ...guides('en', 'Guides', 'Each can be followed as it is written; its code is compiled and run with every change.'),
    ...guides(
      'ja',
      'ガイド',
      'どのガイドも、書かれているとおりに試せます。コードは変更のたびにコンパイルし、実行しています。',
    ),
    ...errorPages(),
    openApiPages(),
    screens(),
    packages(),
    about(),
  ];
}
