import { createSandbox, type Sandbox } from '@renkei/sandbox';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { worldOfScreens } from '../browser/world.ts';
import { type AnyRequest, anyRequest, fillIn, operations, validRequest } from '../support/any-request.ts';
import { checkAnswer, checkedAnswers } from '../support/contract.ts';
import { runs } from '../support/runs.ts';
import { type Stage, setStage, stops } from '../support/stage.ts';

let sandbox: Sandbox;
const faults: unknown[] = [];
beforeAll(async () => {
  const world = worldOfScreens();
  const report = (error: unknown) => void faults.push(error);
  sandbox = await createSandbox({ world, clock: '2026-11-20T09:00:00+09:00', report });
});
afterAll(() => sandbox.close());

/** What shows the inside of the sandbox. */
const inside = /\n\s+at |node_modules|node:internal|\.tsx?:\d|SQLITE|\[object Object\]|TypeError|Cannot read prop/;

/** Sends a request as it is, with the cookies of who is on the way. */
async function send({ visitor, known }: Stage, { method, path, headers, body }: AnyRequest): Promise<Response> {
  const filled = Object.entries(headers).map(([name, value]) => [name, fillIn(value, known)]);
  return visitor.request(sandbox.origin + fillIn(path, known), {
    method,
    headers: Object.fromEntries(filled),
    ...(body === undefined || method === 'GET' || method === 'HEAD'
      ? {}
      : { body: typeof body === 'string' ? fillIn(body, known) : body }),
  });
}

const isStream = (response: Response) => response.headers.get('content-type')?.includes('event-stream');

/** What an error looks like, whoever tells it. */
function checkRefusal(response: Response, text: string, { known, secrets }: Stage): void {
  const type = response.headers.get('content-type') ?? '';
  // The console shows the registered apps, whatever it has to say above them.
  const isShown = (secret: string) => secret === known.clientSecret && text.includes('Renkei コンソール');
  expect(text, 'shows its inside').not.toMatch(inside);
  for (const secret of secrets.filter((one) => !isShown(one))) expect(text, 'holds a secret').not.toContain(secret);
  if (type.includes('html')) {
    expect(text).toContain('サンドボックス（テスト環境）');
    return;
  }
  const document = JSON.parse(text) as Record<string, unknown>;
  if (type.includes('problem')) {
    expect(document).toMatchObject({
      type: `urn:renkei:problem:${document.code}`,
      title: expect.stringMatching(/./),
      status: response.status,
      code: expect.stringMatching(/^[a-z_]+$/),
      detail: expect.stringMatching(/./s),
      requestId: response.headers.get('x-request-id'),
    });
  } else if ('error' in document) {
    // RFC 6749.
    expect(document.error_description ?? '').toMatch(/^[\x20-\x7e]*$/);
  } else {
    // A screen with the reason.
    expect(document).toMatchObject({ id: expect.any(String), title: expect.any(String) });
  }
}

/** What is done to the sandbox as a whole, undone: the next request finds the banks open, and no world besides. */
async function tidyUp({ method, path }: AnyRequest): Promise<void> {
  if (method === 'GET' || !/faults|maintenance|worlds|snapshot/.test(path)) return;
  await sandbox.faults.clear();
  for (const bank of ['gunma', 'sorachi', 'miyakojima', 'gunken', 'mizuho']) await sandbox.endMaintenance(bank);
  const { worlds } = await sandbox.control<{ worlds: { id: string }[] }>('GET', '/worlds');
  for (const { id } of worlds) await sandbox.control('DELETE', `/worlds/${id}`);
}

/** How many answers there were of each status. */
const statuses = new Map<number, number>();

/** Sends a request and checks its answer; gives the text. */
async function answerOf(stage: Stage, request: AnyRequest): Promise<string> {
  const response = await send(stage, request);
  const { status, headers } = response;
  statuses.set(status, (statuses.get(status) ?? 0) + 1);
  expect(faults.splice(0)).toEqual([]);
  expect(status).toBeLessThan(500);
  expect(headers.get('x-request-id')).toMatch(/^[\w-]+$/);
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  await checkAnswer(request.method, sandbox.origin + request.path, response);
  if (isStream(response)) {
    await response.body?.cancel();
    return '';
  }
  const text = await response.text();
  if (status >= 400 && request.method !== 'HEAD') checkRefusal(response, text, stage);
  await tidyUp(request);
  return text;
}

const anyPlay = (request: fc.Arbitrary<AnyRequest>) =>
  fc.record({
    stop: fc.constantFrom(...stops),
    requests: fc.array(request, { minLength: 1, maxLength: 40, size: 'max' }),
  });

/** What once was answered in another way than described, as fast-check shrank it. */
const once: [{ stop: (typeof stops)[number]; requests: AnyRequest[] }][] = [
  { method: 'DELETE', path: '/sandbox/v1/faults', headers: { 'Content-Type': 'application/json' }, body: 'x' },
  { method: 'GET', path: '/mizuho/camera-token?challenge=12345678&challenge=', headers: { Accept: 'text/html' } },
  { method: 'POST', path: '/', headers: {} },
].map((request) => [{ stop: stops[0], requests: [request] }]);

/** For a busy machine, and for more runs. */
const TIMEOUT = runs(300_000);

test(
  'a request made from the description is answered as described, and is never told that it does not fit',
  async () => {
    await fc.assert(
      fc.asyncProperty(anyPlay(validRequest), async ({ stop, requests }) => {
        const stage = await setStage(sandbox, stop);
        for (const request of requests) {
          const text = await answerOf(stage, request);
          expect(text).not.toContain(`does not fit ${request.operationId}`);
        }
      }),
      { numRuns: runs(50) },
    );
  },
  TIMEOUT,
);

test(
  'no request whatever makes a 5xx, shows the inside or a secret, or is refused in another shape than described',
  async () => {
    await fc.assert(
      fc.asyncProperty(anyPlay(anyRequest), async ({ stop, requests }) => {
        const stage = await setStage(sandbox, stop);
        for (const request of requests) await answerOf(stage, request);
      }),
      { numRuns: runs(100), examples: once },
    );
  },
  TIMEOUT,
);

test('the generated requests reach every operation, and are answered in every way', () => {
  const reached = new Set(checkedAnswers.keys());
  const missed = new Set(operations.map(({ operationId }) => operationId).filter((id) => !reached.has(id)));
  expect([...missed]).toEqual([]);
  for (const status of [200, 201, 204, 303, 400, 401, 404, 405, 415, 422]) {
    expect(statuses.get(status) ?? 0, `answers with ${status}`).toBeGreaterThan(0);
  }
});
