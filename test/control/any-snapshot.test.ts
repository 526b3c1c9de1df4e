import { createSandbox, type Sandbox, type Snapshot } from '@renkei/sandbox';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import sandboxDocument from '../../openapi/generated/sandbox.json' with { type: 'json' };
import { SCHEMA_VERSION } from '../../sandbox/src/store/migrations.ts';
import { worldOfScreens } from '../browser/world.ts';
import { fillIn, hows, mutatedJson, oddValue, validRequest } from '../support/any-request.ts';
import { fromSchema } from '../support/from-schema.ts';
import { runs } from '../support/runs.ts';
import { type Stage, setStage, stops } from '../support/stage.ts';
import { problemIn } from './problem.ts';

let sandbox: Sandbox;
const faults: unknown[] = [];
beforeAll(async () => {
  const report = (error: unknown) => void faults.push(error);
  sandbox = await createSandbox({ world: worldOfScreens(), clock: '2026-11-20T09:00:00+09:00', report });
});
afterAll(() => sandbox.close());

const url = () => `${sandbox.origin}/sandbox/v1/snapshot`;
const taken = async (): Promise<string> => (await sandbox.fetch(url())).text();
const restored = (body: string): Promise<Response> =>
  sandbox.fetch(url(), { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body });

/** Asks this and that of the sandbox; nothing of it may fail. */
async function use({ visitor, known }: Stage, seed: number): Promise<void> {
  for (const { method, path, headers, body } of fc.sample(validRequest, { numRuns: 12, seed })) {
    const filled = Object.entries(headers).map(([name, value]) => [name, fillIn(value, known)]);
    const response = await visitor.request(sandbox.origin + fillIn(path, known), {
      method,
      headers: Object.fromEntries(filled),
      ...(typeof body === 'string' ? { body: fillIn(body, known) } : {}),
    });
    await response.body?.cancel();
    // A bank under maintenance is one of the things that happen.
    expect(response.status === 503 || response.status < 500, `${method} ${path}: ${response.status}`).toBe(true);
    await sandbox.faults.clear();
  }
  for (const { id } of (await sandbox.control<{ worlds: { id: string }[] }>('GET', '/worlds')).worlds) {
    await sandbox.control('DELETE', `/worlds/${id}`);
  }
  expect(faults.splice(0)).toEqual([]);
}

const anySeed = fc.nat();
const anyStop = fc.constantFrom(...stops);

/** A part of a snapshot: a member, or a table. */
const parts = ['clock', 'maintenance', 'tables', 'digests', 'oauth_records', 'linkages', 'clients', 'customers'];

/** Values that a column can have, and that fit nowhere. */
const likelyValue = fc.constantFrom<unknown>('', 'x', '{}', '[]', 'null', '1234', 0, 1, 1e300, -8.64e15, null, 'gunma');

/** A snapshot of which something is replaced, left out or added: anywhere, or in one part of it. */
const anyChange = fc
  .tuple(fc.constantFrom('', ...parts), fc.nat(), fc.oneof(oddValue, likelyValue), fc.constantFrom(...hows))
  .map(([part, at, odd, how]) => (text: string): string => {
    if (part === '') return mutatedJson(text, at, odd, how);
    const snapshot = JSON.parse(text) as { tables: Record<string, unknown> } & Record<string, unknown>;
    const holder = part in snapshot ? snapshot : snapshot.tables;
    const changed = mutatedJson(JSON.stringify(holder[part]), at, odd, how);
    holder[part] = changed === '' ? undefined : JSON.parse(changed);
    return JSON.stringify(snapshot);
  });

/** The same snapshot, its members the other way round: nothing is changed in it. */
const inAnotherOrder = (text: string): string =>
  JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(text) as object).toReversed()));

const schema = sandboxDocument.components.schemas.Snapshot;
const anySnapshot = fromSchema(sandboxDocument, schema, { world: ['default'] })
  .map((value) => ({ schemaVersion: SCHEMA_VERSION, ...(value as object) }))
  .map((value) => JSON.stringify(value));

type Parts = { readonly clock?: unknown; readonly maintenance?: unknown; readonly tables?: object };

/** The parts of a world that a text holds, each as it is: unknown tables are no part of it. */
function partsOf(text: string, names: readonly string[]): Readonly<Record<string, unknown>> {
  const { clock, maintenance, tables = {} } = JSON.parse(text) as Parts;
  return { clock, maintenance, ...Object.fromEntries(names.map((name) => [name, Reflect.get(tables, name)])) };
}

/** Either it is restored, and the sandbox answers on; or it is told what was wrong, and nothing has changed. */
async function checkRestored(body: string, stage: Stage, seed: number): Promise<void> {
  const before = await taken();
  const response = await restored(body);
  if (response.status === 204) {
    restorations += 1;
    const names = Object.keys((JSON.parse(before) as Snapshot).tables);
    expect(partsOf(body, names)).toStrictEqual(partsOf(before, names));
    await use(stage, seed);
    expect((await restored(before)).status).toBe(204);
    return;
  }
  const { code, detail } = await problemIn(response);
  expect([400, 413]).toContain(response.status);
  expect(['invalid_request', 'invalid_snapshot', 'body_too_large']).toContain(code);
  expect(detail).toMatch(/expected|must|restore it there|leave it out|take it again|limit|JSON/);
  expect(await taken()).toBe(before);
}

/** How many changed snapshots were restored all the same: nothing that the world holds was changed in them. */
let restorations = 0;

const TIMEOUT = runs(120_000);

test(
  'a snapshot that was changed is restored with the sandbox answering on, or refused with the reason and nothing changed',
  async () => {
    await fc.assert(
      fc.asyncProperty(
        anyStop,
        fc.array(anyChange, { minLength: 1, maxLength: 12 }),
        anySeed,
        async (stop, all, seed) => {
          const stage = await setStage(sandbox, stop);
          const real = await taken();
          for (const change of [inAnotherOrder, ...all]) await checkRestored(change(real), stage, seed);
        },
      ),
      { numRuns: runs(20) },
    );
    expect(restorations).toBeGreaterThan(0);
  },
  TIMEOUT,
);

test(
  'what only looks like a snapshot is refused with the reason, and nothing has changed',
  async () => {
    const stage = await setStage(sandbox, stops[4]);
    const anyBody = fc.oneof(
      anySnapshot,
      fc.json(),
      oddValue.map((value) => JSON.stringify(value) ?? ''),
    );
    await fc.assert(
      fc.asyncProperty(anyBody, anySeed, (body, seed) => checkRestored(body, stage, seed)),
      { numRuns: runs(60) },
    );
  },
  TIMEOUT,
);

test(
  'a snapshot comes back byte for byte, whatever has happened before and since',
  async () => {
    await fc.assert(
      fc.asyncProperty(anyStop, anySeed, anySeed, async (stop, before, since) => {
        const stage = await setStage(sandbox, stop);
        await use(stage, before);
        const real = await taken();
        await use(stage, since);
        expect((await restored(real)).status).toBe(204);
        expect(await taken()).toBe(real);
        // A tool that keeps it may put the members in another order.
        const { tables, ...rest } = JSON.parse(real) as Snapshot;
        expect((await restored(JSON.stringify({ tables, ...rest }))).status).toBe(204);
        expect(await taken()).toBe(real);
      }),
      { numRuns: runs(10) },
    );
  },
  TIMEOUT,
);
