import { createSandbox } from '@renkei/sandbox';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { parseWorldFile, WorldFileError } from '../../sandbox/src/world/world-file.ts';
import type { World } from '../../sandbox/src/world/world-schema.ts';
import { worldTemplate } from '../../sandbox/src/world/world-template.ts';
import { worldOfScreens } from '../browser/world.ts';
import { hows, mutatedJson, oddValue, validRequest } from '../support/any-request.ts';
import { requestAt } from '../support/app.ts';
import { runs } from '../support/runs.ts';

/** The world of a text; or nothing, when it is told what is wrong with it, where, and in few lines. */
function loaded(text: string): World | undefined {
  try {
    return parseWorldFile(text, 'world.yaml');
  } catch (error) {
    expect(error).toBeInstanceOf(WorldFileError);
    const mistakes = (error as WorldFileError).message.split('\n').filter((one) => !/^… and \d+ more$/.test(one));
    expect(mistakes.length).toBeGreaterThan(0);
    expect(mistakes.length).toBeLessThanOrEqual(20);
    const last = text.split(/\r\n|\r|\n/).length;
    for (const mistake of mistakes) {
      const [, line = '1'] = /^world\.yaml(?::(\d+))?: \S/.exec(mistake) ?? [undefined, 'none'];
      expect(Number(line), mistake).toBeGreaterThanOrEqual(1);
      expect(Number(line), mistake).toBeLessThanOrEqual(last);
      expect(mistake).not.toMatch(/\[object|undefined:|node_modules|at .*:\d+:\d+/);
    }
    return undefined;
  }
}

test.each([
  ['a level for each of 4000 dashes', '- '.repeat(4000), 'world.yaml:1: lists and mappings are nested too deeply'],
  ['a key that is not seen', '{\ufeff"name": "a", banks: {}}', 'world.yaml:1: "\\ufeff\\"name\\"": unknown key'],
  ['a key of two lines', '{"a\\nb": 1, banks: {}}', 'world.yaml:1: "a\\nb": unknown key'],
])('%s is told in one line', (_, text, told) => {
  expect(() => parseWorldFile(text, 'world.yaml')).toThrow(told);
});

/** The default world with two companies at each bank. */
const small = (() => {
  const { banks, ...rest } = worldOfScreens();
  const few = Object.entries(banks).map(([id, bank]) => [id, { ...bank, companies: bank.companies.slice(0, 2) }]);
  return JSON.stringify({ ...rest, banks: Object.fromEntries(few) });
})();

/** What YAML makes something of. */
const oddPiece = fc.constantFrom(
  ...[
    '&a',
    '*a',
    '<<: *a',
    '!!binary x',
    '!x',
    '%YAML 9.9',
    '---',
    '...',
    '- ',
    '? ',
    ': ',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
  ],
  ...['\t', '\0', '\u2028', '\ufeff', '|', '>', '#', '~', 'null', '.inf', '0x', '1_000', '=', '__proto__: x', '\ud800'],
  ...['[['.repeat(4000), '{a: '.repeat(4000), '- '.repeat(4000), 'a: &b [*b]', 'toString: 1', 'constructor: {}'],
);

/** A text of a world in which pieces were put, cut out and doubled. */
const changedText = fc
  .tuple(
    fc.constantFrom(worldTemplate, small, stringify(JSON.parse(small))),
    fc.array(fc.tuple(fc.nat(), fc.nat(30), fc.oneof(oddPiece, fc.string({ unit: 'binary', maxLength: 8 }))), {
      minLength: 1,
      maxLength: 4,
    }),
  )
  .map(([text, changes]) =>
    changes.reduce((changed, [at, length, piece]) => {
      const from = at % (changed.length + 1);
      return changed.slice(0, from) + piece + changed.slice(from + length);
    }, text),
  );

const anyText = fc.oneof(
  { weight: 4, arbitrary: changedText },
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.array(oddPiece, { maxLength: 12 }).map((pieces) => pieces.join('\n')),
  oddValue.map((value) => JSON.stringify(value) ?? ''),
);

const TIMEOUT = runs(120_000);

test(
  'any text is a world, or its mistakes are told with their lines, the first 20 of them',
  () => {
    fc.assert(
      fc.property(anyText, (text) => void loaded(text)),
      { numRuns: runs(150) },
    );
  },
  TIMEOUT,
);

/** Values at the edge of what a world can say. */
const edge = fc.constantFrom<unknown>(
  ...[0, 1, -1, 400, 401, 50_000, 9_999_999_999_999, Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER, 2 ** 31],
  ...[
    '0000-01-01T00:00:00Z',
    '9999-12-31T23:59:59+09:00',
    '2026-02-28',
    '-P400D',
    '-P9999D',
    '0000-01-01',
    '9999-12-31',
  ],
  ...[
    'ｱ',
    '1',
    '0',
    'a',
    '001',
    '0000000',
    '1234',
    'pending',
    'registered',
    'revoked',
    'foreign',
    'suspended',
    'in-use',
  ],
  ...['certificate', 'password', 'administrator', 'always', 'never', '00:00', '23:59', true, false, [], {}],
);

/** A world in which values were changed: many are no worlds, some are. */
const changedWorld = fc
  .array(fc.tuple(fc.nat(), fc.oneof({ weight: 4, arbitrary: edge }, oddValue), fc.constantFrom(...hows)), {
    minLength: 1,
    maxLength: 3,
  })
  .map((changes) => changes.reduce((text, [at, odd, how]) => mutatedJson(text || 'null', at, odd, how), small));

/** Asks a sandbox of the world this and that: nothing may fail in it. */
async function use(world: World, seed: number): Promise<void> {
  const faults: unknown[] = [];
  const sandbox = await createSandbox({ world, report: (error) => void faults.push(error) });
  const customers = Object.entries(world.banks).flatMap(([bank, { companies }]) =>
    companies.flatMap((company) => company.customers.map(({ loginId }) => ({ bank, loginId }))),
  );
  const paths = [
    ...['customers', 'certificates', 'snapshot', 'clock', 'banks', 'faults'].map((one) => `/sandbox/v1/${one}`),
    ...customers.map(({ bank, loginId }) => `/sandbox/v1/customers/${bank}/${loginId}/one-time-password`),
    ...Object.keys(world.banks).flatMap((bank) => [`/${bank}/flow.svg`, `/${bank}/link/x`, `/${bank}/ib`]),
  ];
  const requests = fc.sample(validRequest, { numRuns: 20, seed });
  for (const { method, path, headers, body } of [
    ...paths.map((path) => ({ method: 'GET', path, headers: {}, body: undefined })),
    ...requests,
  ]) {
    const response = await sandbox.fetch(sandbox.origin + path, { method, headers, ...(body ? { body } : {}) });
    await response.body?.cancel();
    expect(response.status === 503 || response.status < 500, `${method} ${path}: ${response.status}`).toBe(true);
    await sandbox.faults.clear();
  }
  for (const { bank, loginId } of customers.slice(0, 6)) {
    const url = await requestAt(sandbox, bank);
    // He may be locked, or have no right to anything: then the script stops, and says so.
    await sandbox
      .customer(bank, loginId)
      .link(url)
      .catch((error: Error) => expect(error.message).not.toMatch(/50\d/));
  }
  await sandbox.close();
  expect(faults).toEqual([]);
}

test(
  'a world of any values makes a sandbox that answers, or its mistakes are told',
  async () => {
    let worlds = 0;
    await fc.assert(
      fc.asyncProperty(changedWorld, fc.boolean(), fc.nat(), async (text, isYaml, seed) => {
        const world = loaded(isYaml ? stringify(JSON.parse(text || 'null')) : text);
        if (world === undefined) return;
        worlds += 1;
        await use(world, seed);
      }),
      { numRuns: runs(40) },
    );
    expect(worlds).toBeGreaterThan(0);
  },
  TIMEOUT,
);

test('of a thousand mistakes the first 20 are told, and how many more there are', () => {
  const clients = Array.from({ length: 1000 }, () => ({ clientId: '!' }));
  const text = JSON.stringify({ clients, banks: {} });
  expect(() => parseWorldFile(text, 'world.yaml')).toThrow(/^(world\.yaml:1: .+\n){20}… and \d{4} more$/);
});
