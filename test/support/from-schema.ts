import fc from 'fast-check';

/** A JSON Schema as the OpenAPI descriptions use them. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly format?: string;
  readonly pattern?: string;
  readonly [keyword: string]: unknown;
}

type Strings = fc.Arbitrary<string>;

const asDate = (date: Date) => date.toISOString().slice(0, 10);
const anyDate = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true });

const formats: Readonly<Record<string, Strings>> = {
  date: anyDate.map(asDate),
  'date-time': anyDate.map((date) => date.toISOString()),
  uri: fc.webUrl({ validSchemes: ['http', 'https'] }),
};

function stringOf(schema: Schema): Strings {
  const { minLength = 0, maxLength = minLength + 12 } = schema as { minLength?: number; maxLength?: number };
  if (schema.pattern !== undefined) {
    return fc
      .stringMatching(new RegExp(schema.pattern, 'u'), { maxLength: Math.max(maxLength, 64) })
      .filter((text) => schema.maxLength === undefined || text.length <= maxLength);
  }
  return formats[schema.format ?? ''] ?? fc.string({ minLength, maxLength: Math.min(maxLength, 40) });
}

function integerOf(schema: Schema): fc.Arbitrary<number> {
  const { minimum, exclusiveMinimum, maximum } = schema as Readonly<Record<string, number | undefined>>;
  const min = minimum ?? (exclusiveMinimum === undefined ? -1000 : exclusiveMinimum + 1);
  return fc.integer({ min, max: maximum ?? min + 100_000 });
}

/** The reference of a schema, followed in its document. */
export function resolved<T extends object>(document: object, node: T): T {
  const { $ref } = node as { $ref?: string };
  if ($ref === undefined) return node;
  const unescaped = (segment: string) => segment.replaceAll('~1', '/').replaceAll('~0', '~');
  const found = $ref
    .slice(2)
    .split('/')
    .reduce<unknown>((at, segment) => (at as Record<string, unknown>)[unescaped(segment)], document);
  return resolved(document, found as T);
}

/** Members of `allOf` that are all objects, as one object. */
function merged(document: object, schema: Schema): Schema {
  const { allOf = [], ...own } = resolved(document, schema);
  const parts = [own as Schema, ...allOf.map((part) => merged(document, part))];
  return {
    ...own,
    properties: Object.assign({}, ...parts.map(({ properties }) => properties)),
    required: parts.flatMap(({ required }) => required ?? []),
  };
}

/** Whether a string fits a schema; what is not said in it fits. */
function fits(document: object, schema: Schema, value: string): boolean {
  const { type, oneOf, pattern, maxLength, ...rest } = resolved(document, schema);
  if (oneOf) return oneOf.some((one) => fits(document, one, value));
  if (type !== 'string' || rest.format !== undefined) return false;
  if (rest.enum && !rest.enum.includes(value)) return false;
  if (typeof maxLength === 'number' && value.length > maxLength) return false;
  return pattern === undefined || new RegExp(pattern, 'u').test(value);
}

/** The values that are known, where they fit, three times as often as any others. */
export function knownOr(
  document: object,
  schema: Schema,
  known: readonly string[] | undefined,
  others: fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  const values = (known ?? []).filter((value) => fits(document, schema, value));
  if (values.length === 0) return others;
  return fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...values) }, { weight: 1, arbitrary: others });
}

/**
 * Values that fit a schema. References are followed; an object gets its optional members sometimes.
 *
 * @param document - where references lead
 * @param schema - the schema
 * @param known - by a member's name, values that the bank knows, which are given more often than others
 */
export function fromSchema(
  document: object,
  schema: Schema,
  known: Readonly<Record<string, readonly string[]>> = {},
): fc.Arbitrary<unknown> {
  const make = (inner: Schema, depth: number): fc.Arbitrary<unknown> => {
    const at = resolved(document, inner);
    if (at.allOf) return make(merged(document, at), depth);
    if ('const' in at) return fc.constant(at.const);
    if (at.enum) return fc.constantFrom(...at.enum);
    const { oneOf, type } = at;
    if (oneOf) return fc.oneof(...oneOf.map((one) => make(one, depth)));
    if (Array.isArray(type)) return fc.oneof(...type.map((one: string) => make({ ...at, type: one }, depth)));
    if (type === 'null') return fc.constant(null);
    if (type === 'string') return stringOf(at);
    if (type === 'integer' || type === 'number') return integerOf(at);
    if (type === 'boolean') return fc.boolean();
    if (type === 'array') {
      const { minItems = 0, maxItems = 3 } = at as { minItems?: number; maxItems?: number };
      const length = { minLength: minItems, maxLength: Math.max(minItems, Math.min(maxItems, 3)) };
      const items = make(at.items ?? {}, depth + 1);
      return at.uniqueItems
        ? fc.uniqueArray(items, { ...length, selector: (item) => JSON.stringify(item) })
        : fc.array(items, length);
    }
    if (type === 'object' || at.properties) return objectOf(at, depth);
    return fc.jsonValue({ maxDepth: 2 });
  };
  const objectOf = (schema: Schema, depth: number) => {
    const { properties = {}, required = [], additionalProperties = false, minProperties = 0 } = schema;
    const member = (name: string, one: Schema): fc.Arbitrary<unknown> => {
      return knownOr(document, one, known[name], make(one, depth + 1));
    };
    // What is optional ends at some depth: schemas may contain themselves.
    const given = Object.entries(properties).filter(([name]) => depth < 6 || required.includes(name));
    const own = fc.record(Object.fromEntries(given.map(([name, one]) => [name, member(name, one)])), {
      requiredKeys: [...new Set(required)],
    });
    const hasEnough = (value: object) => Object.keys(value).length >= (minProperties as number);
    if (additionalProperties === false || depth >= 6) return own.filter(hasEnough);
    const others = additionalProperties === true ? { type: 'string' } : additionalProperties;
    const names = Object.keys(known).filter((name) => !(name in properties));
    const name = names.length > 0 ? fc.constantFrom(...names) : fc.stringMatching(/^[a-z]{1,8}$/);
    const more = name.chain((one) => member(one, others).map((value) => [one, value] as const));
    return fc
      .tuple(own, fc.array(more, { maxLength: 3 }))
      .map(([members, others]) => ({ ...Object.fromEntries(others), ...members }));
  };
  return make(schema, 0);
}
