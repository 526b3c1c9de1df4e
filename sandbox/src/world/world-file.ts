import { type Document, isMap, isScalar, LineCounter, type Node, parseDocument, type YAMLError } from 'yaml';
import type { z } from 'zod';
import { duplicates } from './world-references.ts';
import { type World, worldSchema } from './world-schema.ts';

/**
 * A world with mistakes; the message has one line for each of the first 20: file and line where there are such, key, what was
 * expected.
 *
 * @example
 * ```ts
 * import { parseWorldFile, WorldFileError } from '@renkei/sandbox';
 *
 * try {
 *   parseWorldFile('banks: { gunma: { compnies: [] } }', 'world.yaml');
 * } catch (error) {
 *   if (error instanceof WorldFileError) console.error(error.message); // the line, the key, what was expected
 * }
 * ```
 */
export class WorldFileError extends Error {
  /** The name of the class. */
  override name = 'WorldFileError';
}

type Path = readonly PropertyKey[];

const keyOf = (path: Path): string =>
  path
    .map(String)
    .map((key) => (/^[\w-]+$/.test(key) ? key : JSON.stringify(key)))
    .join('.') || '(the whole file)';

/** How far a member of a union is from what was written: what it misses or does not know, then any mistake. */
const distance = (issues: readonly z.core.$ZodIssue[]): number =>
  issues.length + 1000 * issues.filter((issue) => issue.path.length <= 1).length;

/** A union's own message says nothing: the mistakes of its closest member do. */
function flatten(issue: z.core.$ZodIssue, above: Path = []): readonly { path: Path; message: string }[] {
  const path = [...above, ...issue.path];
  if (issue.code === 'invalid_union' && issue.errors.length > 0) {
    const closest = issue.errors.reduce((best, errors) => (distance(errors) < distance(best) ? errors : best));
    return closest.flatMap((inner) => flatten(inner, path));
  }
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: [...path, key], message: 'unknown key; check its spelling' }));
  }
  return [{ path, message: issue.message }];
}

/** More are no help to who mends them one by one. */
const MOST_TOLD = 20;

/** One line, of which every character is seen. */
const shown = (text: string): string =>
  text
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .slice(0, 500);

function tell<T>(mistakes: readonly T[], toText: (mistake: T) => string): WorldFileError {
  const told = mistakes.slice(0, MOST_TOLD).map((mistake) => shown(toText(mistake)));
  const more = mistakes.length - told.length;
  return new WorldFileError([...told, ...(more > 0 ? [`… and ${more} more`] : [])].join('\n'));
}

const TOO_DEEP = 'lists and mappings are nested too deeply; expected the shape of a world file';

/** What the parser could not go on with: it follows each level on the stack, and tells no line when that is full. */
function unread(error: unknown, file: string): WorldFileError {
  const message = error instanceof RangeError ? TOO_DEEP : (error as Error).message;
  return new WorldFileError(`${file}: ${message}`, { cause: error });
}

function documentOf(text: string, lineCounter: LineCounter, file: string): Document {
  try {
    return parseDocument(text, { lineCounter, prettyErrors: false });
  } catch (error) {
    throw unread(error, file);
  }
}

function contentsOf(document: Document, file: string): unknown {
  try {
    return document.toJS();
  } catch (error) {
    // An alias without its anchor, or aliases that multiply: the parser tells no line.
    throw unread(error, file);
  }
}

function checked(world: unknown, placeOf: (path: Path) => string): World {
  const parsed = worldSchema.safeParse(world);
  const mistakes = parsed.success ? duplicates(parsed.data) : parsed.error.issues.flatMap((issue) => flatten(issue));
  if (!parsed.success || mistakes.length > 0) {
    throw tell(mistakes, ({ path, message }) => `${placeOf(path)}: ${keyOf(path)}: ${message}`);
  }
  return parsed.data;
}

/**
 * Reads a world file.
 *
 * @param text - YAML 1.2, or JSON
 * @param file - its name, for the messages
 * @throws {@link WorldFileError} with line, key and what was expected, for the first 20 mistakes
 * @example
 * ```ts
 * import { readFileSync } from 'node:fs';
 * import { createSandbox, parseWorldFile } from '@renkei/sandbox';
 *
 * const world = parseWorldFile(readFileSync('world.yaml', 'utf8'), 'world.yaml');
 * const sandbox = await createSandbox({ world });
 * ```
 */
export function parseWorldFile(text: string, file: string): World {
  return worldInLongJson(text) ?? worldInYaml(text, file);
}

/** So much is read as JSON where it is JSON, in a twentieth of the time and the memory that YAML takes. */
const LONG = 1_000_000;

/** The world of a long JSON file without a mistake: who finds a mistake reads it as YAML, which knows its line. */
function worldInLongJson(text: string): World | undefined {
  if (text.length < LONG || !/^\s*\{/.test(text)) return undefined;
  try {
    return checked(JSON.parse(text), () => '');
  } catch {
    return undefined;
  }
}

function worldInYaml(text: string, file: string): World {
  const lines = new LineCounter();
  const document = documentOf(text, lines, file);
  const at = (offset: number | undefined) => `${file}:${offset === undefined ? 1 : lines.linePos(offset).line}`;
  if (document.errors.length > 0) {
    const messageOf = ({ code, message }: YAMLError) => (code === 'RESOURCE_EXHAUSTION' ? TOO_DEEP : message);
    throw tell(document.errors, (error) => `${at(error.pos[0])}: ${messageOf(error)}`);
  }
  const lineOf = (path: Path): string => {
    for (let length = path.length; length > 0; length -= 1) {
      const parent = length === 1 ? document.contents : document.getIn(path.slice(0, length - 1) as unknown[], true);
      const pair = isMap(parent)
        ? parent.items.find((item) => isScalar(item.key) && item.key.value === path[length - 1])
        : undefined;
      const node = (pair?.key ?? document.getIn(path.slice(0, length) as unknown[], true)) as Node | undefined;
      if (node?.range) return at(node.range[0]);
    }
    return at(document.contents?.range?.[0]);
  };
  return checked(contentsOf(document, file), lineOf);
}

/**
 * Checks a world that is no file.
 *
 * @param world - the shape of a world file
 * @param name - what it is called in the messages
 * @throws {@link WorldFileError} with key and what was expected, for the first 20 mistakes
 */
export function checkWorld(world: unknown, name: string): World {
  return checked(world, () => name);
}
