/**
 * Builds the reference of the packages into `site/`: the modules, the guides, the error codes, both APIs, the screens.
 *
 * npm run docs               then open site/index.html
 * npm run docs -- --out DIR  elsewhere
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Application, OptionDefaults, type TypeDocOptions } from 'typedoc';
import { modules } from './docs/modules.ts';
import { root } from './docs/root.ts';
import { siteRouter } from './docs/router.ts';
import { sitePages } from './docs/site-pages.ts';
import { sitePlugin } from './docs/site-plugin.ts';

const { values } = parseArgs({ options: { out: { type: 'string', default: `${root}site` } } });
const pages = sitePages();

const packages = ['renkei', '@renkei/sdk', '@renkei/sandbox'];

const options: TypeDocOptions = {
  name: 'Renkei',
  entryPoints: modules.map(({ source }) => source),
  projectDocuments: pages.map(({ source }) => source),
  tsconfig: `${root}tsconfig.json`,
  // `npm run check:types` has done it.
  skipErrorChecking: true,
  readme: `${root}README.md`,
  out: resolve(values.out),
  router: 'site',
  lang: 'en',
  // What a text names is no link before it says so.
  markdownItOptions: { html: true, linkify: false },
  hideGenerator: true,
  useFirstParagraphOfCommentAsSummary: true,
  disableSources: true,
  customCss: `${root}docs/site.css`,
  sort: ['documents-first', 'kind', 'alphabetical-ignoring-documents'],
  navigation: { includeCategories: false, includeGroups: false, includeFolders: false, compactFolders: false },
  blockTags: [...OptionDefaults.blockTags, '@description', '@constant'],
  requiredToBeDocumented: [...OptionDefaults.requiredToBeDocumented, 'Module'],
  packagesRequiringDocumentation: packages,
  // A word of Playwright's.
  intentionallyNotDocumented: ['@renkei/sandbox/playwright.sandboxFixtures.__type.sharedSandbox.__type.scope'],
  searchInComments: true,
  searchInDocuments: true,
  excludePrivate: true,
  excludeInternal: true,
  highlightLanguages: ['typescript', 'javascript', 'json', 'yaml', 'sh', 'text', 'html', 'css', 'sql', 'tsx', 'diff'],
  validation: { notExported: true, invalidLink: true, invalidPath: true, notDocumented: true },
};

const app = await Application.bootstrapWithPlugins({
  ...options,
  plugin: [
    (made: Application) => {
      made.renderer.defineRouter('site', siteRouter(pages));
      sitePlugin(made, pages);
    },
  ],
});
const project = await app.convert();
if (project) {
  // TypeDoc looks for types that are not exported in one package at a time.
  for (const name of packages) {
    project.packageName = name;
    app.validate(project);
  }
  await app.generateOutputs(project);
}
if (!project || app.logger.hasErrors() || app.logger.hasWarnings()) {
  console.error('the site is not as it should be; correct what is told above');
  process.exitCode = 1;
}
