import { type Described, operationsOf, type Parameter } from '../../test/support/described.ts';
import { type Sides, schemaComparer } from './schema.ts';

/** As much of a description as is compared beside its operations. */
export interface Description {
  readonly paths: object;
  readonly security?: Security;
  readonly servers?: readonly {
    readonly url: string;
    readonly variables?: Readonly<Record<string, { readonly enum?: readonly string[] }>>;
  }[];
}

/** Alternatives, each with the schemes that are needed together and their scopes. */
type Security = readonly Readonly<Record<string, readonly string[]>>[];

type Compare = ReturnType<typeof schemaComparer>;

const gone = (before: object, after: object): string[] => Object.keys(before).filter((name) => !(name in after));

const keyOf = ({ in: place, name }: Parameter): string => `${place} parameter ${name}`;

function parameterBreaks({ before, after }: Sides<Described>, compare: Compare): string[] {
  const [known, now] = [before, after].map(({ parameters }) => new Map(parameters.map((one) => [keyOf(one), one])));
  return [
    ...[...(known ?? [])].flatMap(([key, one]) => {
      const other = now?.get(key);
      if (other === undefined) return [`the ${key} is gone`];
      const sides = { before: one.schema ?? {}, after: other.schema ?? {} };
      const [was, is] = [sides.before.default, sides.after.default];
      return [
        ...(other.required && !one.required ? [`the ${key} is required now`] : []),
        ...(was !== is ? [`the default of the ${key} was ${was ?? 'not set'}, is ${is ?? 'not set'}`] : []),
        ...compare('request', sides).map((what) => `the ${key}: ${what}`),
      ];
    }),
    ...[...(now ?? [])].flatMap(([key, { required }]) =>
      required && !known?.has(key) ? [`the ${key} is new and required`] : [],
    ),
  ];
}

function requestBreaks({ before, after }: Sides<Described>, compare: Compare): string[] {
  const isNew = Object.keys(before.requestBody).length === 0 && Object.keys(after.requestBody).length > 0;
  return [
    ...(isNew && after.isBodyRequired ? ['a request body is required now'] : []),
    ...(!isNew && after.isBodyRequired && !before.isBodyRequired ? ['the request body is required now'] : []),
    ...gone(before.requestBody, after.requestBody).map((type) => `takes ${type} no longer`),
    ...Object.entries(before.requestBody).flatMap(([type, { schema = {} }]) => {
      const other = after.requestBody[type];
      if (other === undefined) return [];
      return compare('request', { before: schema, after: other.schema ?? {} }).map(
        (what) => `request ${type}: ${what}`,
      );
    }),
  ];
}

function answerBreaks({ before, after }: Sides<Described>, compare: Compare): string[] {
  return Object.entries(before.responses).flatMap(([status, known]) => {
    const now = after.responses[status];
    // An error that is not given any more harms nobody.
    if (now === undefined) return Number(status) < 400 ? [`answers ${status} no longer`] : [];
    return [
      ...gone(known.headers, now.headers).map((name) => `${status}: the header ${name} is gone`),
      ...gone(known.content, now.content).map((type) => `${status}: ${type} is gone`),
      ...Object.entries(known.content).flatMap(([type, { schema = {} }]) => {
        const other = now.content[type];
        if (other === undefined) return [];
        return compare('answer', { before: schema, after: other.schema ?? {} }).map(
          (what) => `${status} ${type}: ${what}`,
        );
      }),
    ];
  });
}

/** Whoever could call so far can still: one of the alternatives asks for no more than one of those before. */
function securityBreaks({ before, after }: Sides<Security>): string[] {
  const asksNoMore = (now: Security[number], known: Security[number]) =>
    Object.entries(now).every(
      ([scheme, scopes]) => scopes.every((scope) => known[scheme]?.includes(scope)) && scheme in known,
    );
  const alternatives = after.length > 0 ? after : [{}];
  const shutOut = (before.length > 0 ? before : [{}]).filter(
    (known) => !alternatives.some((now) => asksNoMore(now, known)),
  );
  return shutOut.length > 0
    ? [`needs more authorization: ${JSON.stringify(after)}, before ${JSON.stringify(before)}`]
    : [];
}

function serverBreaks({ before, after }: Sides<Description>): string[] {
  return (before.servers ?? []).flatMap(({ url, variables = {} }) => {
    const now = after.servers?.find((one) => one.url === url);
    if (now === undefined) return [`the server ${url} is gone`];
    return Object.entries(variables).flatMap(([name, { enum: values = [] }]) =>
      values
        .filter((value) => !now.variables?.[name]?.enum?.includes(value))
        .map((value) => `the ${name} ${value} is gone`),
    );
  });
}

/**
 * What in a description breaks who uses it, one line for each. The list of what counts is in docs/decisions/021.
 *
 * @param sides - the bundled descriptions
 */
export function breaksIn({ before, after }: Sides<Description>): string[] {
  const compare = schemaComparer({ before, after });
  const now = new Map(operationsOf(after).map((one) => [`${one.method} ${one.path}`, one]));
  const ofOperations = operationsOf(before).flatMap((known) => {
    const name = `${known.method} ${known.path}`;
    const other = now.get(name);
    if (other === undefined) return [`${name} is gone`];
    const sides = { before: known, after: other };
    const renamed =
      known.operationId === other.operationId
        ? []
        : [`the operationId ${known.operationId} is ${other.operationId} now`];
    const security = { before: known.security ?? before.security ?? [], after: other.security ?? after.security ?? [] };
    return [
      ...renamed,
      ...securityBreaks(security),
      ...parameterBreaks(sides, compare),
      ...requestBreaks(sides, compare),
      ...answerBreaks(sides, compare),
    ].map((what) => `${name}: ${what}`);
  });
  return [...serverBreaks({ before, after }), ...ofOperations];
}
