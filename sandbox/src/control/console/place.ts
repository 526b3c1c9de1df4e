import type { Request } from 'express';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { pathTo, routes } from '../../http/routes.ts';
import { en } from './words-en.ts';
import { ja, type Words } from './words-ja.ts';

const languages = { ja, en } as const;

/** A section of the console: a page, or a page for each of its parts. */
export type Section = keyof Words['sections'];

/** In what language a page is drawn. */
interface Language {
  readonly lang: keyof typeof languages;
  readonly words: Words;
  /** What keeps a language that was chosen in links: empty, or `?lang=…`. */
  readonly query: string;
}

/** Which page of which world's console it is. */
export interface Place extends Language {
  /** The path of the world. */
  readonly path: string;
  readonly section: Section;
  /** The bank, or the document, that the page is about. */
  readonly part?: string | undefined;
}

/** The language of a request: the one that its address names, else the one that the browser prefers. */
export function languageOf(req: Pick<Request, 'query' | 'acceptsLanguages'>): Language {
  const chosen = req.query.lang;
  if (chosen === 'ja' || chosen === 'en') return { lang: chosen, words: languages[chosen], query: `?lang=${chosen}` };
  const lang = req.acceptsLanguages(['ja', 'en']) === 'en' ? 'en' : 'ja';
  return { lang, words: languages[lang], query: '' };
}

/** The address of a page, in the same world and language. */
export function addressOf({ path, query }: Place, section: Section, part?: string): string {
  const { overview, section: page, part: partPage } = routes.console;
  if (section === 'overview') return path + overview + query;
  return path + (part === undefined ? pathTo(page, { section }) : pathTo(partPage, { section, part })) + query;
}

/** What a part of a section is called: a bank by its id. */
export function partName({ reference }: Words, part: string): string {
  return (reference.of as Readonly<Record<string, string>>)[part] ?? part;
}

const PlaceContext = createContext<Place | undefined>(undefined);

/** Where the parts of a page find its place. */
export const PlaceProvider = PlaceContext.Provider;

/** The place of the page that is drawn. */
export function usePlace(): Place {
  const place = useContext(PlaceContext);
  if (place === undefined) throw new Error('a part of the console is drawn outside of a page');
  return place;
}

/** The address below the control API of the world. */
export const useControlPath = (route: string, parameters?: Readonly<Record<string, string>>): string =>
  usePlace().path + routes.controlBase + pathTo(route, parameters);
