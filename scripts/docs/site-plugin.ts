import { existsSync, statSync } from 'node:fs';
import {
  type Application,
  type Comment,
  type CommentDisplayPart,
  Converter,
  type DeclarationReflection,
  type DocumentReflection,
  IndexEvent,
  LiteralType,
  type NormalizedPath,
  PageEvent,
  type ProjectReflection,
  ReflectionKind,
  UnionType,
  UnknownType,
} from 'typedoc';
import type ts from 'typescript';
import { modules } from './modules.ts';
import { type Page, withChildren } from './page.ts';
import { root } from './root.ts';

/** Where a link leads that the site cannot follow: a folder of the repository without a page. */
const nowhere = 'about:repository';

/** Links to folders and sources lead to the pages that stand for them. */
function registerPlaces(project: ProjectReflection, pages: readonly Page[]): void {
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

/** A page whose title is in its front matter only shows it too. */
function giveTitle({ name, content }: DocumentReflection): void {
  const hasTitle = content.some(({ text }) => /^# /m.test(text));
  if (!hasTitle) content.unshift({ kind: 'text', text: `# ${name}\n\n` });
}

/** A link to a folder without a page is told apart, so that the page shows its text only. */
function findDeadEnds(project: ProjectReflection, parts: readonly CommentDisplayPart[] = []): void {
  for (const part of parts) {
    if (part.kind !== 'relative-link' || part.target === undefined) continue;
    const target = project.files.resolve(part.target, project);
    if (typeof target !== 'string' || !isFolder(target)) continue;
    project.files.registerReflectionPath(target as NormalizedPath, project);
    Object.assign(part, { target: undefined, text: nowhere });
  }
}

/** Shapes that a page of their own explains; the comment leads there. */
const explainedElsewhere = new Set([
  'World.banks',
  'World.clients',
  'WorldInput.banks',
  'WorldInput.clients',
  'JournalEntry',
]);

function closeShapes(project: ProjectReflection): void {
  // An interface that gives a name to a shape of the description extends nothing that a user knows.
  for (const shape of project.getReflectionsByKind(ReflectionKind.Interface) as DeclarationReflection[]) {
    const known = shape.extendedTypes?.filter((type) => type.type !== 'reference' || type.reflection !== undefined);
    if (known?.length === 0) delete shape.extendedTypes;
  }
  const kinds = ReflectionKind.Property | ReflectionKind.TypeAlias;
  for (const reflection of project.getReflectionsByKind(kinds) as DeclarationReflection[]) {
    const { name, parent } = reflection;
    if (!explainedElsewhere.has(parent?.kindOf(ReflectionKind.Interface) ? `${parent.name}.${name}` : name)) continue;
    project.removeTypeReflections(reflection.type);
    reflection.type = new UnknownType('…');
  }
}

/** The descriptions of the OpenAPI documents reach the types made from them in a tag of JSDoc. */
function asSummary(comment: Comment | undefined): void {
  const description = comment?.getTag('@description');
  if (comment === undefined || description === undefined) return;
  comment.summary = description.content;
  comment.removeTags('@description');
}

const isAscii = (text: string): boolean => !/[^ -~]/.test(text);

/** The search finds a part of a word, but its words end at spaces and its trimmer takes what is not ASCII for punctuation. */
export function searchable(text: string): string {
  return text
    .split(/[\s、。・「」『』（）［］()[\],.:;|`]+/)
    .map((word) => (isAscii(word) ? word : `_${word}_`))
    .join(' ');
}

/** A type of some texts shows them, wherever they come from. */
function showTexts(alias: DeclarationReflection, type: ts.Type): void {
  const texts = type.isUnion() ? type.types : [];
  if (texts.length === 0 || !texts.every((text) => text.isStringLiteral())) return;
  alias.type = new UnionType(texts.map(({ value }) => new LiteralType(value)));
}

/** What makes TypeDoc's site ours. */
export function sitePlugin(app: Application, pages: readonly Page[]): void {
  const languages = new Map(pages.flatMap(withChildren).map(({ url, language }) => [`${url}.html`, language]));

  app.converter.on(Converter.EVENT_RESOLVE_BEGIN, (context) => {
    const { project, programs } = context;
    const checker = programs[0]?.getTypeChecker();
    for (const alias of project.getReflectionsByKind(ReflectionKind.TypeAlias) as DeclarationReflection[]) {
      const symbol = context.getSymbolFromReflection(alias);
      if (symbol && checker) showTexts(alias, checker.getDeclaredTypeOfSymbol(symbol));
    }
    for (const { comment } of Object.values(project.reflections)) asSummary(comment);
    registerPlaces(project, pages);
    closeShapes(project);
  });

  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => {
    const [first] = project.readme ?? [];
    // The front page has the name of the project for a title.
    if (first) first.text = first.text.replace(/^# .+\n/, '');
    findDeadEnds(project, project.readme);
    for (const reflection of Object.values(project.reflections)) {
      if (!reflection.isDocument()) continue;
      giveTitle(reflection);
      findDeadEnds(project, reflection.content);
    }
  });

  app.renderer.on(IndexEvent.PREPARE_INDEX, (index) => {
    index.searchFieldWeights.headings = 20;
    for (const [at, reflection] of index.searchResults.entries()) {
      const text = (parts: readonly CommentDisplayPart[] = []) => parts.map((part) => part.text).join('');
      const document = reflection.isDocument() ? text(reflection.content) : '';
      index.searchFields[at] = {
        name: `${reflection.name} ${searchable(reflection.name)}`,
        headings: searchable((document.match(/^#+ .+$/gm) ?? []).join(' ')),
        document: searchable(document),
        comment: searchable(text(reflection.comment?.summary)),
      };
    }
  });

  app.renderer.on(PageEvent.END, (page) => {
    const language = languages.get(page.url) ?? 'en';
    page.contents = (page.contents ?? '')
      // Who has no pointer scrolls a wide table by the keys.
      .replaceAll('<table', '<div class="wide" tabindex="0"><table')
      .replaceAll('</table>', '</table></div>')
      .replace('<html class="default" lang="en"', `<html class="default" lang="${language}"`)
      .replace(new RegExp(`<a href="${nowhere}"[^>]*>(.*?)</a>`, 'gs'), '$1');
  });

  const names = new Map(modules.map(({ name, source }) => [source, name]));
  app.converter.on(Converter.EVENT_CREATE_DECLARATION, (context, reflection) => {
    if (!reflection.kindOf(ReflectionKind.Module)) return;
    const source = context.getSymbolFromReflection(reflection)?.declarations?.[0]?.getSourceFile().fileName;
    reflection.name = names.get(source ?? '') ?? reflection.name;
  });
}
