import { type Reflection, StructureRouter } from 'typedoc';
import { type Page, withChildren } from './page.ts';

/** The addresses of the site: a page has its own, an export that of the module which a user imports it from. */
export function siteRouter(pages: readonly Page[]) {
  const urls = new Map(pages.flatMap(withChildren).map(({ source, url }) => [source, url]));
  return class SiteRouter extends StructureRouter {
    override getIdealBaseName(reflection: Reflection): string {
      const source = reflection.isDocument() ? reflection.project.files.getReflectionPath(reflection) : undefined;
      return (source && urls.get(source)) ?? super.getIdealBaseName(reflection).replace(/^_renkei./, '');
    }
  };
}
