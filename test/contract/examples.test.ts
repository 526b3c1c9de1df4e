import { isDeepStrictEqual } from 'node:util';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { beforeAll, describe, expect, test } from 'vitest';
import { plays, type Recorded, record, steady } from '../../scripts/examples/record.ts';
import { type Described, type Exemplified, examplesOf, operations } from '../support/described.ts';

/** A page of the bank is drawn from the screen that stands beside it as JSON; a picture and a PKCS#12 are nothing to read. */
const needsNoExample = (mediaType: string, besides: readonly string[]): boolean =>
  mediaType === 'image/svg+xml' ||
  mediaType === 'application/x-pkcs12' ||
  (mediaType === 'text/html' && besides.some((one) => one.endsWith('json')));

function* placesOf(operation: Described): Generator<[place: string, of: Exemplified]> {
  for (const parameter of operation.parameters) yield [`${parameter.in} ${parameter.name}`, parameter];
  for (const [type, body] of Object.entries(operation.requestBody)) yield [`request ${type}`, body];
  for (const [status, { headers, content }] of Object.entries(operation.responses)) {
    for (const [name, header] of Object.entries(headers)) yield [`${status} ${name}`, header];
    const types = Object.keys(content);
    for (const [type, body] of Object.entries(content)) {
      if (!needsNoExample(type, types)) yield [`${status} ${type}`, body];
    }
  }
}

describe.each(['bank', 'sandbox'] as const)('the description of the %s', (name) => {
  const ofOperation = (key: string) =>
    operations[name].find(({ operationId }) => operationId === key.split('.')[0]) as Described;
  let answers: ReadonlyMap<string, Recorded>;
  beforeAll(async () => {
    answers = await record(plays[name]);
  });

  test('has an example of every parameter, request, answer and header', () => {
    const missing = operations[name].flatMap((operation) =>
      [...placesOf(operation)]
        .filter(([, of]) => Object.keys(examplesOf(operation, of)).length === 0)
        .map(([place]) => `${operation.operationId}: ${place}`),
    );
    expect(missing).toEqual([]);
  });

  // Bodies and parameters: Redocly, in `npm run check:openapi`. It passes headers over.
  test('has examples of headers that fit their schema', () => {
    const ajv = addFormats.default(new Ajv());
    const headers = operations[name].flatMap(({ responses }) =>
      Object.values(responses).flatMap((response) => Object.entries(response.headers)),
    );
    for (const [header, { schema = {}, example }] of headers) expect(ajv.validate(schema, example), header).toBe(true);
  });

  test('shows what the sandbox answers, to the very requests that it gives as examples', () => {
    const wrong = [...answers].flatMap(([key, { status, mediaType, value }]) => {
      const operation = ofOperation(key);
      const content = operation.responses[status]?.content[mediaType];
      const shown = Object.values(content ? examplesOf(operation, content) : {});
      if (value === undefined || shown.some((one) => isDeepStrictEqual(steady(one.value), steady(value)))) return [];
      return [{ key, status, mediaType, value, shown }];
    });
    expect(wrong, 'write them anew: npm run openapi:examples').toEqual([]);
  });

  test('shows nothing else', () => {
    const given = [...answers.values()].map(({ value }) => steady(value));
    const isGiven = (shown: unknown) => given.some((one) => isDeepStrictEqual(one, steady(shown)));
    const madeUp = operations[name].flatMap((operation) =>
      Object.entries(operation.responses).flatMap(([status, { content }]) =>
        Object.values(content).flatMap((body) =>
          Object.values(examplesOf(operation, body))
            .filter(({ value }) => !isGiven(value))
            .map(({ value }) => ({ operation: operation.operationId, status, value })),
        ),
      ),
    );
    expect(madeUp).toEqual([]);
  });

  test('shows headers that the sandbox sets', () => {
    // A header that several answers share is shown by one of them.
    const seen = new Map<string, string[]>();
    const shown = new Map<string, string>();
    for (const { operationId, responses } of operations[name]) {
      for (const [status, { headers }] of Object.entries(responses)) {
        for (const [header, described] of Object.entries(headers)) {
          const id = `${header} ${JSON.stringify(described)}`;
          shown.set(id, String(described.example));
          const those = [...answers].filter(
            ([key, one]) => key.split('.')[0] === operationId && `${one.status}` === status,
          );
          seen.set(id, [...(seen.get(id) ?? []), ...those.flatMap(([, one]) => one.headers.get(header) ?? [])]);
        }
      }
    }
    const wrong = [...shown].filter(([id, example]) => !seen.get(id)?.some((one) => steady(one) === steady(example)));
    expect(wrong.map(([id]) => [id, seen.get(id)])).toEqual([]);
  });
});
