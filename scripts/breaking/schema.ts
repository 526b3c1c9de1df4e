import { isDeepStrictEqual } from 'node:util';
import { resolved, type Schema } from '../../test/support/from-schema.ts';

/** A document with the schemas that references in it lead to. */
export interface Sides<T> {
  readonly before: T;
  readonly after: T;
}

/** `request`: what was sent so far must still be taken. `answer`: what is given now must have been expected so far. */
export type Way = 'request' | 'answer';

const lower = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'];
const upper = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'];
const same = ['pattern', 'format', 'uniqueItems'];

const typesOf = ({ type }: Schema): readonly string[] => (typeof type === 'string' ? [type] : (type ?? []));
const valuesOf = (schema: Schema): readonly unknown[] | undefined => ('const' in schema ? [schema.const] : schema.enum);
const told = (values: readonly unknown[]): string => values.map((value) => JSON.stringify(value)).join(', ');

/** A schema with its reference followed, and the parts of `allOf` as one. */
function whole(document: object, schema: Schema): Schema {
  const { allOf = [], ...own } = resolved(document, schema) as Schema;
  const parts = [...allOf.map((part) => whole(document, part)), own as Schema];
  return {
    ...Object.assign({}, ...parts),
    properties: Object.assign({}, ...parts.map(({ properties }) => properties)),
    required: parts.flatMap(({ required }) => required ?? []),
    ...(own.unevaluatedProperties === false ? { additionalProperties: false } : {}),
  };
}

/** Who makes values, and who takes them. */
const roles = <T>(way: Way, { before, after }: Sides<T>) =>
  way === 'request' ? { makes: before, takes: after } : { makes: after, takes: before };

function typeBreaks(way: Way, sides: Sides<Schema>): string[] {
  const { makes, takes } = roles(way, sides);
  const [made, taken] = [typesOf(makes), typesOf(takes)];
  if (taken.length === 0) return [];
  const isTaken = (type: string) => taken.includes(type) || (type === 'integer' && taken.includes('number'));
  const strange = made.length === 0 ? ['any type'] : made.filter((type) => !isTaken(type));
  if (strange.length === 0) return [];
  return [way === 'request' ? `takes ${strange.join(', ')} no longer` : `may be ${strange.join(', ')}`];
}

function valueBreaks(way: Way, sides: Sides<Schema>): string[] {
  const { makes, takes } = roles(way, sides);
  const [made, taken] = [valuesOf(makes), valuesOf(takes)];
  if (taken === undefined) return [];
  const strange = made?.filter((value) => !taken.some((one) => isDeepStrictEqual(one, value)));
  if (strange?.length === 0) return [];
  const values = strange ? told(strange) : `other values than ${told(taken)}`;
  return [way === 'request' ? `takes ${values} no longer` : `may be ${values}`];
}

function boundBreaks(way: Way, sides: Sides<Schema>): string[] {
  const { makes, takes } = roles(way, sides);
  // Which of the values that are listed fit is another question.
  if (valuesOf(makes)) return [];
  const exceeds = (name: string) => {
    const [made, taken] = [makes[name], takes[name]] as [number | undefined, number | undefined];
    if (taken === undefined) return false;
    return made === undefined || (lower.includes(name) ? made < taken : made > taken);
  };
  const differs = (name: string) => takes[name] !== undefined && !isDeepStrictEqual(makes[name], takes[name]);
  const names = [...[...lower, ...upper].filter(exceeds), ...same.filter(differs)];
  return names.map(
    (name) =>
      `is limited otherwise: ${name} was ${sides.before[name] ?? 'not set'}, is ${sides.after[name] ?? 'not set'}`,
  );
}

/** Compares schemas of two documents. */
export function schemaComparer(documents: Sides<object>) {
  /** Pairs that are being compared: schemas may contain themselves. */
  const open = new Set<string>();

  function memberBreaks(way: Way, sides: Sides<Schema>, at: string): string[] {
    const { before, after } = sides;
    const [known, now] = [before.properties ?? {}, after.properties ?? {}];
    const place = (name: string) => (at === '' ? name : `${at}.${name}`);
    const [first, then] = way === 'request' ? [after, before] : [before, after];
    const required = (first.required ?? []).filter((name) => !then.required?.includes(name));
    // Of an answer, whoever reads it passes over what he does not know.
    const isClosedNow =
      way === 'request' && after.additionalProperties === false && before.additionalProperties !== false;
    return [
      ...Object.keys(known).flatMap((name) => (name in now ? [] : [`${place(name)} is gone`])),
      ...required
        .filter((name) => way === 'request' || name in now)
        .map((name) => `${place(name)} is ${way === 'request' ? 'required now' : 'not always there any more'}`),
      ...(isClosedNow && typesOf(before).includes('object') ? [`${at || 'it'} takes no other members any more`] : []),
      ...Object.entries(known).flatMap(([name, schema]) =>
        name in now ? compare(way, { before: schema, after: now[name] as Schema }, place(name)) : [],
      ),
    ];
  }

  /** Members of a map, or items of a list. */
  function contentBreaks(way: Way, sides: Sides<Schema>, at: string): string[] {
    return (['items', 'additionalProperties'] as const).flatMap((name) => {
      const [before, after] = [sides.before[name], sides.after[name]];
      if (typeof before !== 'object' || typeof after !== 'object') return [];
      return compare(way, { before, after }, `${at}${name === 'items' ? '[]' : '.*'}`);
    });
  }

  function alternativeBreaks(way: Way, sides: Sides<Schema>, at: string): string[] {
    const alternatives = ({ oneOf, ...schema }: Schema) => oneOf ?? [schema as Schema];
    const { makes, takes } = roles(way, { before: alternatives(sides.before), after: alternatives(sides.after) });
    const fits = (made: Schema, taken: Schema) =>
      compare(way, way === 'request' ? { before: made, after: taken } : { before: taken, after: made }, at).length ===
      0;
    const strange = makes.filter((made) => !takes.some((taken) => fits(made, taken)));
    const what = way === 'request' ? 'takes an alternative no longer' : 'has a new alternative';
    return strange.length > 0 ? [`${at || 'it'} ${what}`] : [];
  }

  /**
   * What breaks between two schemas, one line for each.
   *
   * @param at - where they stand: `accounts[].memo`
   */
  function compare(way: Way, raw: Sides<Schema>, at = ''): string[] {
    const id = `${way} ${JSON.stringify(raw)}`;
    if (open.has(id)) return [];
    open.add(id);
    const sides = { before: whole(documents.before, raw.before), after: whole(documents.after, raw.after) };
    const own = [typeBreaks, valueBreaks, boundBreaks].flatMap((find) => find(way, sides));
    const breaks =
      sides.before.oneOf || sides.after.oneOf
        ? alternativeBreaks(way, sides, at)
        : [
            ...own.map((what) => `${at || 'it'} ${what}`),
            ...memberBreaks(way, sides, at),
            ...contentBreaks(way, sides, at),
          ];
    open.delete(id);
    return breaks;
  }

  return compare;
}
