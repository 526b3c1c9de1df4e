import { describe, expect, test } from 'vitest';
import bank from '../../openapi/generated/bank.json' with { type: 'json' };
import sandbox from '../../openapi/generated/sandbox.json' with { type: 'json' };
import { breaksIn, type Description } from '../../scripts/breaking/description.ts';
import { schemaComparer } from '../../scripts/breaking/schema.ts';
import type { Schema } from '../support/from-schema.ts';

const object = (properties: Record<string, Schema>, more: Schema = {}): Schema => ({
  type: 'object',
  properties,
  ...more,
});
const text: Schema = { type: 'string' };
const number: Schema = { type: 'integer' };

type Case = [what: string, before: Schema, after: Schema, ofRequest: string[], ofAnswer: string[]];
const cases: Case[] = [
  ['is the same', object({ a: text }), object({ a: text }), [], []],
  ['says it in other words', { ...text, description: 'A' }, { ...text, description: 'B', example: 'x' }, [], []],
  ['has a new member', object({ a: text }), object({ a: text, b: text }), [], []],
  [
    'has a new member, and is closed',
    object({ a: text }, { additionalProperties: false }),
    object({ a: text, b: text }, { additionalProperties: false }),
    [],
    [],
  ],
  ['has lost a member', object({ a: text, b: text }), object({ a: text }), ['b is gone'], ['b is gone']],
  ['asks for a member', object({ a: text }), object({ a: text }, { required: ['a'] }), ['a is required now'], []],
  [
    'has made a member optional',
    object({ a: text }, { required: ['a'] }),
    object({ a: text }),
    [],
    ['a is not always there any more'],
  ],
  [
    'is closed now',
    object({ a: text }),
    object({ a: text }, { additionalProperties: false }),
    ['it takes no other members any more'],
    [],
  ],
  ['is a number in place of a text', text, number, ['it takes string no longer'], ['it may be integer']],
  ['is any number in place of a whole one', number, { type: 'number' }, [], ['it may be number']],
  ['may be null', text, { type: ['string', 'null'] }, [], ['it may be null']],
  ['is never null any more', { type: ['string', 'null'] }, text, ['it takes null no longer'], []],
  ['has lost its type', text, {}, [], ['it may be any type']],
  ['has a new value', { enum: ['a'] }, { enum: ['a', 'b'] }, [], ['it may be "b"']],
  ['has lost a value', { enum: ['a', 'b'] }, { enum: ['a'] }, ['it takes "b" no longer'], []],
  ['has become a list of values', text, { ...text, enum: ['a'] }, ['it takes other values than "a" no longer'], []],
  ['is another constant', { const: 'a' }, { const: 'b' }, ['it takes "a" no longer'], ['it may be "b"']],
  ['has a constant in place of a list', { enum: ['a', 'b'] }, { const: 'a' }, ['it takes "b" no longer'], []],
  [
    'is shorter',
    { ...text, maxLength: 9 },
    { ...text, maxLength: 8 },
    ['it is limited otherwise: maxLength was 9, is 8'],
    [],
  ],
  ['has a bound', number, { ...number, minimum: 1 }, ['it is limited otherwise: minimum was not set, is 1'], []],
  ['has lost a bound', { ...number, maximum: 9 }, number, [], ['it is limited otherwise: maximum was 9, is not set']],
  [
    'has another pattern',
    { ...text, pattern: '^a' },
    { ...text, pattern: '^b' },
    ['it is limited otherwise: pattern was ^a, is ^b'],
    ['it is limited otherwise: pattern was ^a, is ^b'],
  ],
  [
    'has lost its format',
    { ...text, format: 'date' },
    text,
    [],
    ['it is limited otherwise: format was date, is not set'],
  ],
  [
    'has other items',
    { type: 'array', items: text },
    { type: 'array', items: number },
    ['[] takes string no longer'],
    ['[] may be integer'],
  ],
  [
    'changes deep inside',
    object({ a: { type: 'array', items: object({ b: text }) } }),
    object({ a: { type: 'array', items: object({ b: number }) } }),
    ['a[].b takes string no longer'],
    ['a[].b may be integer'],
  ],
  ['has a new alternative', { oneOf: [text] }, { oneOf: [text, number] }, [], ['it has a new alternative']],
  ['has lost an alternative', { oneOf: [text, number] }, { oneOf: [text] }, ['it takes an alternative no longer'], []],
  [
    'has its members in parts',
    object({ a: text, b: text }, { required: ['a'], additionalProperties: false }),
    { allOf: [object({ a: text }, { required: ['a'] }), object({ b: text })], unevaluatedProperties: false },
    [],
    [],
  ],
  ['refers to what it was', object({ a: text }), object({ a: { $ref: '#/components/schemas/Text' } }), [], []],
  ['contains itself', { $ref: '#/components/schemas/Tree' }, { $ref: '#/components/schemas/Tree' }, [], []],
];

describe('a schema that', () => {
  const tree = object({ children: { type: 'array', items: { $ref: '#/components/schemas/Tree' } } });
  const document = { components: { schemas: { Text: text, Tree: tree } } };
  const compare = schemaComparer({ before: document, after: document });

  test.each(cases)(
    '%s breaks a request, or who reads an answer, as listed',
    (_, before, after, ofRequest, ofAnswer) => {
      expect(compare('request', { before, after })).toEqual(ofRequest);
      expect(compare('answer', { before, after })).toEqual(ofAnswer);
    },
  );
});

type Changing = { [key: string]: Changing } & Changing[] & string;

describe.each([
  ['bank', bank],
  ['sandbox', sandbox],
] as const)('the description of the %s', (_, document) => {
  test('breaks nothing where it is the same', () => {
    expect(breaksIn({ before: document, after: structuredClone(document) })).toEqual([]);
  });
});

describe('a description of the bank', () => {
  const accounts = '/api/v1/accounts';
  const changes: [what: string, change: (document: Changing) => void, breaks: string[]][] = [
    [
      'has a new operation',
      ({ paths }) => Object.assign(paths as object, { '/new': { get: { operationId: 'x', responses: {} } } }),
      [],
    ],
    [
      'has lost an operation',
      ({ paths }) => delete paths?.['/api/v1/linkage']?.delete,
      ['DELETE /api/v1/linkage is gone'],
    ],
    [
      'has renamed an operation',
      ({ paths }) => Object.assign(paths?.[accounts]?.get as object, { operationId: 'accounts' }),
      [`GET ${accounts}: the operationId listAccounts is accounts now`],
    ],
    [
      'asks for a parameter',
      ({ paths }) =>
        paths?.[accounts]?.get?.parameters?.push({ name: 'x', in: 'query', required: true, schema: text } as never),
      [`GET ${accounts}: the query parameter x is new and required`],
    ],
    [
      'knows another parameter',
      ({ paths }) => paths?.[accounts]?.get?.parameters?.push({ name: 'x', in: 'query', schema: text } as never),
      [],
    ],
    [
      'has lost a parameter',
      ({ paths }) => paths?.[accounts]?.get?.parameters?.pop(),
      [`GET ${accounts}: the query parameter nextItemKey is gone`],
    ],
    [
      'has another default',
      ({ components }) => Object.assign(components?.parameters?.limit?.schema as object, { default: 50 }),
      [accounts, `${accounts}/{accountId}/transactions`, `${accounts}/{accountId}/deposits`].map(
        (path) => `GET ${path}: the default of the query parameter limit was 100, is 50`,
      ),
    ],
    [
      'has lost an answer',
      ({ paths }) => delete paths?.['/api/v1/linkage']?.delete?.responses?.['204'],
      ['DELETE /api/v1/linkage: answers 204 no longer'],
    ],
    ['has lost an error', ({ paths }) => delete paths?.[accounts]?.get?.responses?.['400'], []],
    [
      'has lost a media type',
      ({ paths }) => delete paths?.['/ib']?.get?.responses?.['200']?.content?.['text/html'],
      ['GET /ib: 200: text/html is gone'],
    ],
    [
      'has lost a header',
      ({ components }) => delete components?.responses?.Forbidden?.headers?.['WWW-Authenticate'],
      ['', '/balance', '/transactions', '/deposits'].map(
        (path) => `GET ${accounts}/{accountId}${path}: 403: the header WWW-Authenticate is gone`,
      ),
    ],
    [
      'asks for a service',
      ({ paths }) => Object.assign(paths?.[accounts]?.get as object, { security: [{ linkage: ['balances'] }] }),
      [`GET ${accounts}: needs more authorization: [{"linkage":["balances"]}], before [{"linkage":[]}]`],
    ],
    [
      'asks for no service any more',
      ({ paths }) =>
        Object.assign(paths?.[`${accounts}/{accountId}/balance`]?.get as object, { security: [{ linkage: [] }] }),
      [],
    ],
    [
      'takes no form any more',
      ({ paths }) => delete paths?.['/ib']?.post?.requestBody?.content?.['application/x-www-form-urlencoded'],
      ['POST /ib: takes application/x-www-form-urlencoded no longer'],
    ],
    ['has lost a bank', ({ servers }) => servers?.[0]?.variables?.bank?.enum?.pop(), ['the bank mizuho is gone']],
    [
      'has another kind of account',
      ({ components }) => components?.schemas?.Account?.properties?.accountType?.enum?.push('5' as never),
      [
        `GET ${accounts}: 200 application/json: accounts[].accountType may be "5"`,
        `GET ${accounts}/{accountId}: 200 application/json: accountType may be "5"`,
      ],
    ],
    [
      'asks for the screen of a button',
      ({ components }) => components?.schemas?.ScreenSubmission?.required?.push('screen' as never),
      ['/link/{linkageId}', '/ib'].map((path) => `POST ${path}: request application/json: screen is required now`),
    ],
  ];

  test.each(changes)('that %s breaks what is listed', (_, change, breaks) => {
    const after = structuredClone(bank) as unknown as Changing;
    change(after);
    expect(breaksIn({ before: bank, after: after as unknown as Description })).toEqual(breaks);
  });
});
