import {
  type ApiDocument,
  documents,
  type Message,
  type Operation,
  type Reference,
  type Schema,
} from '../../sandbox/src/control/console/reference-documents.ts';
import { codeLink } from './error-pages.ts';
import { type Page, writeIndex, writePage } from './page.ts';
import { root } from './root.ts';

const code = (text: string): string => `\`${text}\``;

const nameOf = ({ $ref }: Reference): string => $ref.slice($ref.lastIndexOf('/') + 1);

/** A text of the description: the error codes that it names are links. */
const prose = (text = ''): string => text.trim().replace(/`([a-z_]+)`/g, (whole, word) => codeLink(word) ?? whole);

const cell = (text: string): string => text.replace(/\s*\n\s*/g, ' ').replaceAll('|', '\\|');

/** What a value is, in a few words; a schema that has a name is a link. */
function typeOf(schema: Schema | Reference): string {
  if ('$ref' in schema) return `[${nameOf(schema)}](#${nameOf(schema).toLowerCase()})`;
  const { type, format, pattern, minimum, maximum, enum: values, const: only, default: usual, items } = schema;
  if (items) return `array of ${typeOf(items)}`;
  const allowed = only === undefined ? values : [only];
  return [
    allowed ? allowed.map((value) => code(JSON.stringify(value))).join(' or ') : [type].flat().join(' or '),
    format && `(${format})`,
    pattern && code(pattern),
    minimum !== undefined && `from ${minimum}`,
    maximum !== undefined && `to ${maximum}`,
    usual !== undefined && `default ${code(JSON.stringify(usual))}`,
  ]
    .filter(Boolean)
    .join(' ');
}

interface Row {
  readonly name: string;
  readonly note: string;
  readonly schema: Schema | Reference;
}

const table = (head: string, rows: readonly Row[]): string => {
  if (rows.length === 0) return '';
  const lines = rows.map(({ name, note, schema }) => {
    const description = 'description' in schema ? schema.description : undefined;
    return `| ${code(name)}${note && ` <small>${note}</small>`} | ${cell(typeOf(schema))} | ${cell(prose(description))} |`;
  });
  return `| ${head} | is | what |\n| --- | --- | --- |\n${lines.join('\n')}\n`;
};

/** The members of an object, and of the objects without a name inside of it. */
function members(schema: Schema | Reference, path = ''): Row[] {
  if ('$ref' in schema) return [];
  const { properties = {}, required = [], items } = schema;
  const own = Object.entries(properties).flatMap(([name, property]) => [
    { name: path + name, note: required.includes(name) ? 'required' : '', schema: property },
    ...members(property, `${path}${name}.`),
  ]);
  return items ? members(items, `${path.slice(0, -1)}[].`) : own;
}

function bodyOf(schema: Schema | Reference): string {
  if ('$ref' in schema) return '';
  const { allOf = [], oneOf = [], items } = schema;
  const inside = items && 'oneOf' in items ? bodyOf(items) : '';
  const variant = (part: Schema | Reference) =>
    '$ref' in part ? `- ${typeOf(part)}\n` : `\n${prose(part.description)}\n\n${bodyOf(part)}`;
  const variants = (words: string, parts: readonly (Schema | Reference)[]) =>
    parts.length === 0 ? '' : `\n${words}\n\n${parts.map(variant).join('')}\n`;
  return table('member', members(schema)) + inside + variants('All of:', allOf) + variants('One of:', oneOf);
}

function exampleOf([name, value]: readonly [name: string, value: unknown]): string {
  const [fence, text] = typeof value === 'string' ? ['text', value] : ['json', JSON.stringify(value, null, 2)];
  return `${name && `\n${prose(code(name))}\n`}\n\`\`\`${fence}\n${text}\n\`\`\`\n`;
}

function message({ description, content = {} }: Message): string {
  const bodies = Object.entries(content).map(([type, { schema, examples }]) => {
    const named = schema && ('$ref' in schema || schema.items) ? `: ${typeOf(schema)}` : '';
    return `${code(type)}${named}\n\n${schema ? bodyOf(schema) : ''}${examples.map(exampleOf).join('')}`;
  });
  return `${prose(description)}\n\n${bodies.join('\n\n')}\n`;
}

function operation({ operationId, method, path, summary, description, ...rest }: Operation): string {
  const { parameters, requestBody, responses } = rest;
  const rows = parameters.map(({ name, in: where, required, description: meaning, schema = {} }) => ({
    name,
    note: required ? `${where}, required` : where,
    schema: { ...schema, ...(meaning === undefined ? {} : { description: meaning }) },
  }));
  return [
    `### ${operationId}`,
    `**${code(`${method} ${path}`)}** ${summary}.`,
    prose(description),
    table('parameter', rows),
    requestBody && `**The body**\n\n${message(requestBody)}`,
    ...responses.map(([status, answer]) => `**${status}** ${message(answer)}`),
  ]
    .filter(Boolean)
    .join('\n\n');
}

function reference(title: string, base: string, file: string, { description, topics, schemas }: ApiDocument): string {
  const parts = topics.map(
    (topic) => `## ${topic.name}\n\n${prose(topic.description)}\n\n${topic.operations.map(operation).join('\n\n')}`,
  );
  const named = Object.entries(schemas).map(
    ([name, schema]) => `### ${name}\n\n${prose(schema.description)}\n\n${bodyOf(schema) || typeOf(schema)}`,
  );
  return [
    `# ${title}`,
    prose(description),
    `The paths are below \`${base}\`. The whole description, for tools: [${file}](openapi/generated/${file}) (OpenAPI 3.1).`,
    ...parts,
    '## Schemas',
    ...named,
  ].join('\n\n');
}

/** The reference of both APIs, readable without a script and without a network. */
export function openApiPages(): Page {
  const bank: Omit<Page, 'source'> = {
    title: 'Bank API',
    language: 'en',
    url: 'openapi/bank',
    standsFor: [`${root}openapi/bank.yaml`],
  };
  const control: Omit<Page, 'source'> = {
    title: 'Sandbox control API',
    language: 'en',
    url: 'openapi/sandbox',
    standsFor: [`${root}openapi/sandbox.yaml`],
  };
  const children = [
    writePage(bank, reference(bank.title, '{origin}/{bank}', 'bank.json', documents.bank)),
    writePage(control, reference(control.title, '{origin}/sandbox/v1', 'sandbox.json', documents.sandbox)),
  ];
  const page: Omit<Page, 'source'> = {
    title: 'OpenAPI reference',
    language: 'en',
    url: 'openapi/index',
    standsFor: [`${root}openapi`],
  };
  return writeIndex(
    { ...page, children },
    'What a vendor meets at a bank, and what a developer does to the sandbox from outside.',
  );
}
