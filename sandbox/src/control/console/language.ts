import type { Request } from 'express';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { en } from './words-en.ts';
import { ja, type Words } from './words-ja.ts';

const tables = { ja, en } as const;

/** In what language a console is drawn. */
export interface Language {
  readonly lang: keyof typeof tables;
  readonly words: Words;
  /** What keeps a language that was chosen in links: empty, or `?lang=…`. */
  readonly query: string;
}

/** The language of a request: the one that its address names, else the one that the browser prefers. */
export function languageOf(req: Request): Language {
  const chosen = req.query.lang;
  if (chosen === 'ja' || chosen === 'en') return { lang: chosen, words: tables[chosen], query: `?lang=${chosen}` };
  const lang = req.acceptsLanguages(['ja', 'en']) === 'en' ? 'en' : 'ja';
  return { lang, words: tables[lang], query: '' };
}

/** What the parts of a console share: its language, and the path of its world. */
export interface Place extends Language {
  readonly path: string;
}

/** Where the parts find it. */
export const PlaceContext = createContext<Place>({ lang: 'ja', words: ja, query: '', path: '' });

/** The language and the path of the console that is drawn. */
export const usePlace = (): Place => useContext(PlaceContext);
