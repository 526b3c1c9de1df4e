import bankDocument from '../../../../openapi/generated/bank.json' with { type: 'json' };
import sandboxDocument from '../../../../openapi/generated/sandbox.json' with { type: 'json' };

/** A reference inside a document. */
export interface Reference {
  readonly $ref: string;
}

/** As much of a JSON Schema as the documents use. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly default?: unknown;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema | Reference>>;
  readonly items?: Schema | Reference;
  readonly allOf?: readonly (Schema | Reference)[];
  readonly oneOf?: readonly (Schema | Reference)[];
}

/** What a parameter is. */
interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: Schema | Reference;
}

/** What a body can be. */
interface Media {
  readonly schema?: Schema | Reference;
  /** By name; a single one has none. */
  readonly examples: readonly (readonly [name: string, value: unknown])[];
}

/** A body or an answer. */
export interface Message {
  readonly description?: string;
  readonly content?: Readonly<Record<string, Media>>;
}

/** An operation of an API, with what its path says too. */
export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly description?: string;
  readonly parameters: readonly Parameter[];
  readonly requestBody?: Message;
  readonly responses: readonly (readonly [status: string, message: Message])[];
}

/** An API as its reference shows it. */
export interface ApiDocument {
  readonly description: string;
  readonly topics: readonly { readonly name: string; readonly description: string; readonly operations: Operation[] }[];
  readonly schemas: Readonly<Record<string, Schema>>;
}

type Raw = Readonly<Record<string, unknown>>;

/** Follows a reference inside a document. */
function resolve<Node>(document: Raw, node: Node | Reference): Node {
  if (!(typeof node === 'object' && node !== null && '$ref' in node)) return node as Node;
  const steps = node.$ref.slice(2).split('/');
  return steps.reduce<unknown>((at, step) => (at as Raw)[step], document) as Node;
}

interface RawMedia {
  readonly schema?: Schema | Reference;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value: unknown } | Reference>>;
}

type RawMessage = Omit<Message, 'content'> & { readonly content?: Readonly<Record<string, RawMedia>> };

function mediaOf(document: Raw, { schema, example, examples = {} }: RawMedia): Media {
  const named = Object.entries(examples).map(([name, one]) => [name, resolve(document, one).value] as const);
  return { ...(schema ? { schema } : {}), examples: example === undefined ? named : [['', example]] };
}

function messageOf(document: Raw, { content = {}, ...said }: RawMessage): Message {
  const media = Object.entries(content).map(([type, one]) => [type, mediaOf(document, one)]);
  return { ...said, content: Object.fromEntries(media) };
}

function operationsOf(document: Raw): (Operation & { tags: readonly string[] })[] {
  const paths = document.paths as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).flatMap(([method, operation]) => {
      if (method === 'parameters') return [];
      const { requestBody, ...given } = operation as Omit<Operation, 'requestBody' | 'responses'> & {
        readonly tags: string[];
        readonly requestBody?: RawMessage;
        readonly responses: Readonly<Record<string, RawMessage | Reference>>;
      };
      const parameters = [...((item.parameters ?? []) as Parameter[]), ...(given.parameters ?? [])];
      const responses = Object.entries(given.responses).map(
        ([status, message]) => [status, messageOf(document, resolve(document, message))] as const,
      );
      return [
        {
          ...given,
          ...(requestBody ? { requestBody: messageOf(document, requestBody) } : {}),
          method: method.toUpperCase(),
          path,
          parameters: parameters.map((one) => resolve(document, one)),
          responses,
        },
      ];
    }),
  );
}

function read(document: Raw): ApiDocument {
  const operations = operationsOf(document);
  return {
    description: (document.info as { description: string }).description,
    topics: (document.tags as { name: string; description: string }[]).map((topic) => ({
      ...topic,
      operations: operations.filter(({ tags }) => tags.includes(topic.name)),
    })),
    schemas: (document.components as { schemas: Record<string, Schema> }).schemas,
  };
}

/** The APIs of the sandbox. */
export const documents = { bank: read(bankDocument), sandbox: read(sandboxDocument) } as const;
