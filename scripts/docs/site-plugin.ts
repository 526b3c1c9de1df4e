import {
  type Application,
  Converter,
  type DocumentReflection,
  IndexEvent,
  PageEvent,
  type ProjectReflection,
  ReflectionKind,
} from 'typedoc';
import { modules } from './modules.ts';
import { type Page, withChildren } from './page.ts';
import { findDeadEnds, registerPlaces, withoutDeadEnds } from './site-links.ts';
import { indexJapanese } from './site-search.ts';
import { tellShapes } from './site-shapes.ts';

/** The front page has the name of the project for a title, and needs no other. */
function takeTitle({ readme: [first] = [] }: ProjectReflection): void {
  if (first) first.text = first.text.replace(/^# .+\n/, '');
}

/** A page whose title is in its front matter only shows it too. */
function giveTitle({ name, content }: DocumentReflection): void {
  const hasTitle = content.some(({ text }) => /^# /m.test(text));
  if (!hasTitle) content.unshift({ kind: 'text', text: `# ${name}\n\n` });
}

/** What makes TypeDoc's site ours. */
export function sitePlugin({ converter, renderer }: Application, pages: readonly Page[]): void {
  const names = new Map(modules.map(({ name, source }) => [source, name]));
  converter.on(Converter.EVENT_CREATE_DECLARATION, (context, reflection) => {
    if (!reflection.kindOf(ReflectionKind.Module)) return;
    const source = context.getSymbolFromReflection(reflection)?.declarations?.[0]?.getSourceFile().fileName;
    reflection.name = names.get(source ?? '') ?? reflection.name;
  });

  converter.on(Converter.EVENT_RESOLVE_BEGIN, (context) => {
    tellShapes(context);
    registerPlaces(context.project, pages);
  });

  converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => {
    takeTitle(project);
    findDeadEnds(project, project.readme);
    for (const reflection of Object.values(project.reflections)) {
      if (!reflection.isDocument()) continue;
      giveTitle(reflection);
      findDeadEnds(project, reflection.content);
    }
  });

  renderer.on(IndexEvent.PREPARE_INDEX, indexJapanese);

  const languages = new Map(pages.flatMap(withChildren).map(({ url, language }) => [`${url}.html`, language]));
  renderer.on(PageEvent.END, (page) => {
    page.contents = withoutDeadEnds(page.contents ?? '')
      .replace('<html class="default" lang="en"', `<html class="default" lang="${languages.get(page.url) ?? 'en'}"`)
      // Who has no pointer scrolls a wide table by the keys.
      .replaceAll('<table', '<div class="wide" tabindex="0"><table')
      .replaceAll('</table>', '</table></div>');
  });
}
