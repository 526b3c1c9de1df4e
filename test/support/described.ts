import bankDocument from '../../openapi/generated/bank.json' with { type: 'json' };
import sandboxDocument from '../../openapi/generated/sandbox.json' with { type: 'json' };
import { resolved, type Schema } from './from-schema.ts';

/** What can stand at several places of a description as a reference. */
type Node<T> = T | { readonly $ref: string };
type Named<T> = Readonly<Record<string, T>>;

/** What a description gives as an example. */
export interface Example {
  readonly summary?: string;
  readonly value: unknown;
}

/** Something with examples: a parameter, a header, or a body of one media type. */
export interface Exemplified {
  readonly schema?: Schema;
  readonly example?: unknown;
  readonly examples?: Named<Node<Example>>;
}

/** A parameter of an operation. */
export interface Parameter extends Exemplified {
  readonly name: string;
  readonly in: 'query' | 'path';
  readonly required?: boolean;
}

interface Raw {
  readonly operationId?: string;
  readonly parameters?: readonly Node<Parameter>[];
  readonly requestBody?: { readonly required?: boolean; readonly content: Named<Exemplified> };
  readonly security?: Described['security'];
  readonly responses?: Named<Node<{ headers?: Named<Node<Exemplified>>; content?: Named<Exemplified> }>>;
}

/** One operation of a description, with the references to its parameters and answers followed. */
export interface Described {
  readonly document: object;
  readonly operationId: string;
  readonly method: string;
  /** Below the bank's or the control API's base, with `{parameters}`. */
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody: Named<Exemplified>;
  readonly isBodyRequired: boolean;
  /** None where that of the whole document holds. */
  readonly security: readonly Named<readonly string[]>[] | undefined;
  readonly responses: Named<{ readonly headers: Named<Exemplified>; readonly content: Named<Exemplified> }>;
}

const followed = <T extends object>(document: object, node: Node<T>): T => resolved(document, node) as T;

const mapped = <T, U>(of: Named<T>, change: (value: T) => U): Named<U> =>
  Object.fromEntries(Object.entries(of).map(([name, value]) => [name, change(value)]));

/** Every operation of a description. */
export function operationsOf(document: { readonly paths: object }): Described[] {
  return Object.entries(document.paths as Named<Named<Raw>>).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, operation]) => {
      const { operationId, parameters = [], requestBody, security, responses = {} } = operation;
      if (operationId === undefined) return [];
      const shared = (item.parameters ?? []) as unknown as readonly Node<Parameter>[];
      return {
        document,
        operationId,
        method: method.toUpperCase(),
        path,
        parameters: [...shared, ...parameters].map((one) => followed(document, one)),
        requestBody: requestBody?.content ?? {},
        isBodyRequired: requestBody?.required ?? false,
        security,
        responses: mapped(responses, (node) => {
          const { headers = {}, content = {} } = followed(document, node);
          return { headers: mapped(headers, (header) => followed(document, header)), content };
        }),
      };
    }),
  );
}

/** Every operation of our descriptions. */
export const operations = { bank: operationsOf(bankDocument), sandbox: operationsOf(sandboxDocument) } as const;

/** The examples of a parameter, a header or a body, by name; a single one is called `example`. */
export function examplesOf({ document }: Described, { example, examples = {} }: Exemplified): Named<Example> {
  if (example !== undefined) return { example: { value: example } };
  return mapped(examples, (node) => followed(document, node));
}

/** The first example of a parameter or a body; none where the description gives none. */
export const firstExample = (operation: Described, of: Exemplified): unknown =>
  Object.values(examplesOf(operation, of))[0]?.value;
