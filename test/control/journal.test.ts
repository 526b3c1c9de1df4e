import { createSandbox, type JournalEntry, type Sandbox } from '@renkei/sandbox';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createJournal } from '../../sandbox/src/world/journal.ts';
import { worldOfScreens } from '../browser/world.ts';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { createVendor } from '../support/vendor.ts';
import { createVisitor, walk } from '../support/visitor.ts';
import { problemIn } from './problem.ts';

type Page = { entries: JournalEntry[]; cursor: number; hasMore: boolean };

let sandbox: TestSandbox;
let vendor: Awaited<ReturnType<typeof createVendor>>;
beforeAll(async () => {
  sandbox = await openSandbox({ world: worldOfScreens() });
  vendor = await createVendor(sandbox);
});
afterEach(async () => {
  await sandbox.control('DELETE', '/journal');
});
afterAll(async () => {
  expect(sandbox.faults).toEqual([]);
  await sandbox.close();
});

const read = async (query = '') => (await (await sandbox.control('GET', `/journal${query}`)).json()) as Page;
const text = async (path: string) => (await sandbox.control('GET', path)).text();
const brief = (entry: JournalEntry): string => {
  if (entry.kind === 'request') return `${entry.method} ${entry.operationId} ${entry.status}`;
  if (entry.kind === 'screen') return `screen ${entry.screen} ${entry.errors.map(({ code }) => code)}`.trim();
  if (entry.kind === 'decision') return `${entry.screen}: ${entry.action} → ${entry.next}`;
  return entry.kind;
};

describe('the journal of a linkage', () => {
  test('has every request, screen and decision, in order', async () => {
    await sandbox.control('DELETE', '/journal');
    await vendor.link({ loginId: 'sato' });
    const { entries, cursor, hasMore } = await read();
    expect(entries.map(brief)).toEqual([
      'GET authorize 303',
      'screen entry',
      'GET getLinkageScreen 200',
      'entry: login → service-selection',
      'screen service-selection',
      'POST submitLinkageScreen 200',
      'service-selection: next → consent',
      'screen consent',
      'POST submitLinkageScreen 200',
      'consent: allow → consented',
      'POST submitLinkageScreen 303',
      'GET undefined 303',
      'POST token 200',
    ]);
    expect([cursor, hasMore]).toEqual([entries.at(-1)?.number, false]);
    expect(new Set(entries.map(({ client }) => client))).toEqual(new Set([vendor.client.client_id]));
    expect(entries.slice(1, -1).map(({ linkage }) => linkage)).toEqual(Array(11).fill(entries[0]?.linkage));
  });

  test('says which fields were filled in, what was changed and what was refused', async () => {
    const { url } = await vendor.authorizationUrl();
    const visitor = createVisitor();
    const { url: screen } = await walk(visitor, url, { loginId: 'tanaka', stopAt: 'inquiry-pin-registration' });
    await visitor.press(screen, 'register', { accounts: ['001-1-2000002'], inquiryPin: '9999', odd: 'x' });
    await visitor.press(screen, 'fly', {});
    const { entries } = await read('?kind=decision');
    expect(entries.slice(-2)).toMatchObject([
      {
        screen: 'inquiry-pin-registration',
        action: 'register',
        fields: ['accounts', 'inquiryPin', '[other]'],
        refusals: [{ code: 'inquiry_pin_refused', field: 'inquiryPin' }],
        effects: ['inquiry-pin-counted'],
        next: 'inquiry-pin-registration',
      },
      { action: '[unknown]', refusals: [{ code: 'unknown_action' }] },
    ]);
    expect(entries.at(-1)).not.toHaveProperty('values');
  });

  test('shows of a token request who made it, and of secrets the names', async () => {
    const { refresh_token: refresh = '' } = await vendor.link({ loginId: 'sato' });
    await vendor.refresh(refresh);
    const { entries } = await read('?kind=request');
    expect(entries.at(-1)).toMatchObject({
      client: vendor.client.client_id,
      bank: 'gunma',
      path: '/gunma/oauth/token',
      status: 200,
      requestHeaders: { authorization: 'Basic [redacted]' },
      form: { grant_type: 'refresh_token', refresh_token: '[redacted]' },
      responseBody: expect.stringMatching(/^\{"access_token":"\[redacted\]","expires_in":1800,/),
    });
  });
});

describe('the journal', () => {
  test('is read by bank, kind, linkage and app, and page by page', async () => {
    await vendor.link({ loginId: 'sato' });
    await fetch(`${sandbox.origin}/sorachi/oauth/jwks`);
    expect((await read('?bank=sorachi')).entries.map(brief)).toEqual(['GET getJwks 200']);
    expect((await read(`?kind=request&client=${vendor.client.client_id}`)).entries.map(brief)).toContain(
      'POST token 200',
    );
    const linkage = (await read('?kind=screen')).entries[0]?.linkage;
    expect((await read(`?linkage=${linkage}`)).entries).toHaveLength(12);
    const all = (await read()).entries;
    const pages: JournalEntry[] = [];
    for (let page = await read('?limit=5'); ; page = await read(`?limit=5&since=${page.cursor}`)) {
      pages.push(...page.entries);
      if (!page.hasMore) break;
    }
    expect(pages).toEqual(all);
    expect((await problemIn(await sandbox.control('GET', '/journal?kind=secret'))).code).toBe('invalid_request');
  });

  test('notes mails, faults, the clock and a reset', async () => {
    const ib = `${sandbox.origin}/gunken/ib`;
    const { press } = createVisitor();
    await press(ib, 'login', { loginId: 'mori', loginPassword: 'moripw1' });
    for (const action of ['menu-applications', 'one-time-password', 'issue']) await press(ib, action);
    await press(ib, 'next', { mailAddress: 'taro@data-bank.example', activationPassword: 'kaishi99' });
    await press(ib, 'issue');
    await sandbox.control('POST', '/faults', { operationId: 'getJwks', effect: 'drop-connection', times: 1 });
    await fetch(`${sandbox.issuer}/oauth/jwks`).catch(() => {});
    await sandbox.control('POST', '/clock/advance', { by: 'PT1M' });
    await sandbox.control('PUT', '/clock', { frozen: true });
    await sandbox.control('POST', '/reset');
    vendor = await createVendor(sandbox);
    const { entries } = await read();
    const noted = entries.filter(({ kind }) => !['request', 'screen', 'decision'].includes(kind));
    expect(noted).toMatchObject([
      { kind: 'mail', bank: 'gunken', to: 'taro@data-bank.example', status: 'kept' },
      { kind: 'fault', bank: 'gunma', operationId: 'getJwks', effect: 'drop-connection', delayMs: 0 },
      { kind: 'clock', frozen: false },
      { kind: 'clock', frozen: true },
      { kind: 'reset', at: expect.stringMatching(/^2026-11-20T09:00/) },
    ]);
    expect(entries.find((entry) => entry.kind === 'request' && entry.status === 0)).toMatchObject({
      operationId: 'getJwks',
      requestId: (noted[1] as { requestId?: string }).requestId,
    });
  });

  test('knows no path that the bank does not have', async () => {
    await fetch(`${sandbox.issuer}/api/v1/accounts/secret/word?word=x`);
    expect((await read()).entries[0]).toMatchObject({ path: '/gunma/[unknown]', query: { '[other]': '[redacted]' } });
  });

  test('is of one world, and forgets what it is told to', async () => {
    const { id } = (await (await sandbox.control('POST', '/worlds', {})).json()) as { id: string };
    await fetch(`${sandbox.origin}/w/${id}/gunma/oauth/jwks`);
    expect((await read()).entries).toEqual([]);
    const other = `${sandbox.origin}/w/${id}/sandbox/v1/journal`;
    const before = (await (await fetch(other)).json()) as Page;
    expect(before.entries.map((entry) => entry.kind === 'request' && entry.path)).toEqual([
      `/w/${id}/gunma/oauth/jwks`,
    ]);
    expect((await fetch(other, { method: 'DELETE' })).status).toBe(204);
    expect(await (await fetch(other)).json()).toEqual({ entries: [], cursor: before.cursor, hasMore: false });
    await sandbox.control('DELETE', `/worlds/${id}`);
  });

  test('keeps the last 2000 entries, and 8 MB of them', () => {
    const journal = createJournal(() => 0);
    for (let index = 0; index < 2100; index += 1) journal.note({ kind: 'clock', frozen: index % 2 === 0 });
    expect([journal.entries().length, journal.entries()[0]?.number, journal.last]).toEqual([2000, 101, 2100]);
    const subject = 'x'.repeat(1024 * 1024);
    for (let index = 0; index < 20; index += 1) journal.note({ kind: 'mail', to: '', subject, status: 'kept' });
    expect(journal.entries()).toHaveLength(7);
  });
});

describe('the exports', () => {
  test('are HAR 1.2 and a Mermaid diagram, of one linkage where asked for', async () => {
    await vendor.link({ loginId: 'sato' });
    const linkage = (await read('?kind=screen')).entries[0]?.linkage;
    const har = JSON.parse(await text('/journal.har')) as {
      log: { version: string; entries: Record<string, unknown>[] };
    };
    expect(har.log.version).toBe('1.2');
    expect(har.log.entries.map(({ response }) => (response as { status: number }).status)).toEqual([
      303, 200, 200, 200, 303, 303, 200,
    ]);
    expect(har.log.entries.at(-1)).toMatchObject({
      startedDateTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      request: { method: 'POST', url: `${sandbox.issuer}/oauth/token`, postData: { params: expect.any(Array) } },
      response: { content: { mimeType: 'application/json; charset=utf-8' } },
    });
    const lines = (await text(`/journal.mmd?linkage=${linkage}`)).split('\n');
    expect(lines.slice(0, 8)).toEqual([
      'sequenceDiagram',
      'participant Customer',
      'participant App',
      'participant gunma',
      'Customer->>gunma: GET /gunma/oauth/authorize',
      expect.stringMatching(/^gunma-->>Customer: 303 \(\d+ ms\)$/),
      `Customer->>gunma: GET /gunma/link/${linkage}`,
      'Note over gunma: screen entry',
    ]);
    expect(lines).toContain('Note over gunma: entry: login → service-selection');
  });
});

describe('the stream', () => {
  test('tells what happens, after what has happened, and ends with the sandbox', async () => {
    const own = await openSandbox({ world: worldOfScreens() });
    const url = `${own.origin}/sandbox/v1/journal/events?kind=request`;
    await fetch(`${own.issuer}/oauth/jwks`);
    const now = await fetch(url);
    const resumed = await fetch(url, { headers: { 'Last-Event-ID': '0' } });
    expect(now.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    await fetch(`${own.origin}/sorachi/oauth/jwks`);
    const begun = Date.now();
    await own.close();
    expect(Date.now() - begun).toBeLessThan(3000);
    const events = (body: string) => [...body.matchAll(/^id: (\d+)\nevent: (\w+)\ndata: (.+)\n\n/gm)];
    const [event, ...more] = events(await now.text());
    expect([event?.[1], event?.[2], more.length]).toEqual(['2', 'request', 0]);
    expect(JSON.parse(event?.[3] ?? '')).toMatchObject({ number: 2, bank: 'sorachi', status: 200 });
    expect(events(await resumed.text()).map(([, id]) => id)).toEqual(['1', '2']);
  });
});

describe('the journal in process', () => {
  let own: Sandbox;
  afterAll(() => own.close());

  test('is read, exported, followed and cleared from a test', async () => {
    own = await createSandbox({ world: worldOfScreens() });
    const events = await own.fetch(`${own.origin}/sandbox/v1/journal/events`);
    const reader = events.body?.getReader();
    const next = async () => Buffer.from((await reader?.read())?.value ?? []).toString();
    expect(await next()).toBe(': the journal\n\n');
    await own.fetch(`${own.origin}/mizuho/oauth/jwks`);
    expect(await next()).toMatch(/^id: 1\nevent: request\n/);
    await reader?.cancel();
    expect((await own.journal.entries({ bank: 'mizuho', since: 0 })).map(brief)).toEqual(['GET getJwks 200']);
    expect((await own.journal.har()).log.entries).toHaveLength(1);
    expect(await own.journal.mermaid({ bank: 'mizuho' })).toContain('App->>mizuho: GET /mizuho/oauth/jwks\n');
    await own.journal.clear();
    expect(await own.journal.entries()).toEqual([]);
  });
});
