import { existsSync, statSync } from 'node:fs';
import {
  type CommentDisplayPart,
  type DocumentReflection,
  type NormalizedPath,
  type ProjectReflection,
  ReflectionKind,
} from 'typedoc';
import { type Page, withChildren } from './page.ts';
import { root } from './root.ts';

/** Where a link leads that the site cannot follow: a folder of the repository without a page. */
const nowhere = 'about:repository';

/** Links to folders and sources lead to the pages that stand for them. */
export function registerPlaces(project: ProjectReflection, pages: readonly Page[]): void {
  const { files } = project;
  const documents = new Map<string, DocumentReflection>();
  for (const document of project.getReflectionsByKind(ReflectionKind.Document) as DocumentReflection[]) {
    documents.set(files.getReflectionPath(document) ?? '', document);
  }
  for (const { source, standsFor = [] } of pages.flatMap(withChildren)) {
    const document = documents.get(source);
    for (const place of document ? standsFor : []) {
      files.registerReflectionPath(place as NormalizedPath, document as DocumentReflection);
    }
  }
  files.registerReflectionPath(`${root}README.md` as NormalizedPath, project);
}

const isFolder = (path: string): boolean => existsSync(path) && statSync(path).isDirectory();

/** A link to a folder without a page is told apart, so that the page shows its text only. */
export function findDeadEnds(project: ProjectReflection, parts: readonly CommentDisplayPart[] = []): void {
  for (const part of parts) {
    if (part.kind !== 'relative-link' || part.target === undefined) continue;
    const target = project.files.resolve(part.target, project);
    if (typeof target !== 'string' || !isFolder(target)) continue;
    project.files.registerReflectionPath(target as NormalizedPath, project);
    Object.assign(part, { target: undefined, text: nowhere });
  }
}

/** A page without the links that lead nowhere. */
export const withoutDeadEnds = (html: string): string =>
  html.replace(new RegExp(`<a href="${nowhere}"[^>]*>(.*?)</a>`, 'gs'), '$1');
