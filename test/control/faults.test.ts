import { createSandbox, SandboxError } from '@renkei/sandbox';
import { bankHandlers } from '@renkei/sandbox/msw';
import { setupServer } from 'msw/node';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { components } from '../../openapi/generated/sandbox.ts';
import { japanTimestamp } from '../../sandbox/src/bank/japan-time.ts';
import { checkAnswer } from '../support/contract.ts';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { createVendor } from '../support/vendor.ts';
import { problemIn } from './problem.ts';

type NewFault = components['schemas']['NewFault'];
type Fault = components['schemas']['Fault'];
type Vendor = Awaited<ReturnType<typeof createVendor>>;
type Tokens = Awaited<ReturnType<Vendor['link']>>;

let sandbox: TestSandbox;
let vendor: Vendor;
let tokens: Tokens;
beforeAll(async () => {
  sandbox = await openSandbox();
  vendor = await createVendor(sandbox);
  tokens = await vendor.link({ loginId: 'sato' });
});
afterEach(async () => {
  await sandbox.control('DELETE', '/faults');
});
afterAll(async () => {
  expect(sandbox.faults).toEqual([]);
  await sandbox.close();
});

async function add(fault: NewFault): Promise<Fault> {
  const response = await sandbox.control('POST', '/faults', fault);
  expect(response.status).toBe(201);
  return (await response.json()) as Fault;
}
const standing = async () => ((await (await sandbox.control('GET', '/faults')).json()) as { faults: Fault[] }).faults;
const authorized = (token = tokens.access_token) => ({ headers: { Authorization: `Bearer ${token}` } });
const accountsUrl = () => `${sandbox.issuer}/api/v1/accounts`;
const statuses = async (count: number, token?: string) => {
  const seen: number[] = [];
  for (let index = 0; index < count; index += 1) seen.push((await fetch(accountsUrl(), authorized(token))).status);
  return seen;
};
const failure = async (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    (value) => `no failure: ${String(value)}`,
    (error: unknown) => (error as Error).constructor.name,
  );

type Front = (url: string, init?: RequestInit) => Promise<Response>;
const fronts: [name: string, open: () => { ask: Front; close: () => void }][] = [
  ['over a port', () => ({ ask: fetch, close: () => {} })],
  ['in process', () => ({ ask: (url, init) => sandbox.fetch(url, init), close: () => {} })],
  [
    'through MSW',
    () => {
      const server = setupServer(...bankHandlers(sandbox));
      server.listen({ onUnhandledFrame: 'error' });
      return { ask: (url, init) => globalThis.fetch(url, init), close: () => server.close() };
    },
  ],
];

describe.each(fronts)('a fault %s', (_, open) => {
  const through = async <T>(use: (ask: Front) => Promise<T>): Promise<T> => {
    const { ask, close } = open();
    try {
      return await use(ask);
    } finally {
      close();
    }
  };

  test('answers as a bank under maintenance, with the time of its end', async () => {
    const { now } = (await (await sandbox.control('PUT', '/clock', { frozen: true })).json()) as { now: string };
    const until = japanTimestamp(Date.parse(now) + 600_000);
    await add({ bank: 'gunma', status: 503, code: 'maintenance', retryAfterSeconds: 600 });
    const response = await through((ask) => ask(accountsUrl(), authorized()));
    await sandbox.control('PUT', '/clock', { frozen: false });
    await checkAnswer('GET', accountsUrl(), response);
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '600']);
    expect(await response.json()).toMatchObject({
      code: 'maintenance',
      status: 503,
      until,
      detail: expect.stringContaining(`try again after ${until}`),
    });
  });

  test('limits the rate, with Retry-After', async () => {
    await add({ operationId: 'listAccounts', status: 429, every: 2 });
    const [first, second] = await through(async (ask) => [
      await ask(accountsUrl(), authorized()),
      await ask(accountsUrl(), authorized()),
    ]);
    if (second) await checkAnswer('GET', accountsUrl(), second);
    expect([first?.status, second?.status, second?.headers.get('retry-after')]).toEqual([200, 429, '1']);
    expect(await second?.json()).toMatchObject({ code: 'too_many_requests' });
  });

  test('drops the connection, as when the network fails', async () => {
    await add({ operationId: 'listAccounts', effect: 'drop-connection', times: 1 });
    await through(async (ask) => {
      expect(await failure(ask(accountsUrl(), authorized()))).toBe('TypeError');
      expect((await ask(accountsUrl(), authorized())).status).toBe(200);
    });
  });

  test('cuts the body off, so that reading it fails', async () => {
    await add({ operationId: 'listAccounts', effect: 'truncate-body', times: 1 });
    await through(async (ask) => {
      const response = await ask(accountsUrl(), authorized());
      expect(response.status).toBe(200);
      expect(await failure(response.json())).toBe('TypeError');
      expect(await (await ask(accountsUrl(), authorized())).json()).toMatchObject({ count: 1 });
    });
  });

  test('spoils the JSON of an answer that is whole', async () => {
    await add({ operationId: 'listAccounts', effect: 'malformed-json', times: 1 });
    await through(async (ask) => {
      const text = await (await ask(accountsUrl(), authorized())).text();
      expect(text).toMatch(/^\{"accounts":/);
      expect(() => JSON.parse(text)).toThrow(SyntaxError);
    });
  });

  test('sends an answer byte by byte, and whole', async () => {
    await add({ path: '/api/v1/linkage', effect: 'slow-bytes', delay: { fixedMs: 1 }, times: 1 });
    await through(async (ask) => {
      const response = await ask(`${sandbox.issuer}/api/v1/linkage`, authorized());
      const pieces: Uint8Array[] = [];
      const reader = response.body?.getReader();
      for (let piece = await reader?.read(); piece?.value; piece = await reader?.read()) pieces.push(piece.value);
      expect(pieces.length).toBeGreaterThan(20);
      expect(JSON.parse(Buffer.concat(pieces).toString())).toMatchObject({ services: expect.any(Array) });
    });
  });

  test('waits, and then lets the bank answer', async () => {
    await add({ operationId: 'listAccounts', delay: { fixedMs: 150 } });
    await through(async (ask) => {
      const begun = Date.now();
      expect((await ask(accountsUrl(), authorized())).status).toBe(200);
      expect(Date.now() - begun).toBeGreaterThanOrEqual(145);
    });
  });

  test('can be given up by who waits for it', async () => {
    await add({ operationId: 'listAccounts', effect: 'slow-bytes' });
    await through(async (ask) => {
      const response = await ask(accountsUrl(), { ...authorized(), signal: AbortSignal.timeout(300) });
      expect(await failure(response.text())).toBe('DOMException');
    });
  });

  test('at the token endpoint is an error of RFC 6749', async () => {
    await add({ operationId: 'token', status: 503 });
    const url = `${sandbox.issuer}/oauth/token`;
    const body = new URLSearchParams({ grant_type: 'refresh_token', refresh_token: 'none' });
    const response = await through((ask) => ask(url, { method: 'POST', body }));
    await checkAnswer('POST', url, response);
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '3600']);
    expect(await response.json()).toMatchObject({ error: 'temporarily_unavailable' });
  });
});

describe('an answer that breaks off in process', () => {
  test('ends what reads it, as soon as the reader leaves', async () => {
    await add({ operationId: 'listAccounts', effect: 'slow-bytes' });
    const response = await sandbox.fetch(accountsUrl(), authorized());
    const reader = response.body?.getReader();
    expect((await reader?.read())?.value).toHaveLength(1);
    await reader?.cancel();
  });

  test('is not begun where the caller gives up before', async () => {
    await add({ operationId: 'listAccounts', delay: { fixedMs: 400 } });
    const waiting = sandbox.fetch(accountsUrl(), { ...authorized(), signal: AbortSignal.timeout(50) });
    expect(await failure(waiting)).toBe('DOMException');
  });
});

describe('a fault strikes', () => {
  test('one of 50 requests at once with times 1, and is gone', async () => {
    const { id } = await add({ operationId: 'listAccounts', status: 500, times: 1 });
    const responses = await Promise.all(Array.from({ length: 50 }, () => fetch(accountsUrl(), authorized())));
    expect(responses.filter(({ status }) => status === 500)).toHaveLength(1);
    expect(responses.filter(({ status }) => status === 200)).toHaveLength(49);
    expect((await standing()).map((fault) => fault.id)).not.toContain(id);
  });

  test('the same requests in each run where the seed is the same', async () => {
    const runs: number[][] = [];
    for (const seed of ['monday', 'monday', 'tuesday']) {
      await add({ operationId: 'listAccounts', status: 500, probability: 0.5, seed });
      runs.push(await statuses(12));
      await sandbox.control('DELETE', '/faults');
    }
    expect(runs[0]).toEqual(runs[1]);
    expect(runs[0]).not.toEqual(runs[2]);
    expect(new Set(runs[0])).toEqual(new Set([200, 500]));
  });

  test('at one bank, one path, one operation, and never the control API', async () => {
    await add({ bank: 'sorachi', status: 500 });
    await add({ path: '/api/v1/accounts/*', status: 502 });
    await add({ operationId: 'getLinkage', status: 504 });
    const status = async (url: string) => (await fetch(url, authorized())).status;
    expect(await status(accountsUrl())).toBe(200);
    expect(await status(`${accountsUrl()}/001-1-3000001/balance`)).toBe(502);
    expect(await status(`${sandbox.issuer}/api/v1/linkage`)).toBe(504);
    expect(await status(`${sandbox.origin}/sorachi/.well-known/oauth-authorization-server`)).toBe(500);
    await add({ status: 500 });
    expect(await status(`${sandbox.origin}/sandbox/v1/health`)).toBe(200);
    expect(await status(`${sandbox.origin}/`)).toBe(200);
  });

  test('one app, known by its token, its Basic credentials or its client_id', async () => {
    const other = await createVendor(sandbox);
    const theirs = await other.link({ loginId: 'sato' });
    await add({ client: other.client.client_id, status: 500 });
    expect(await statuses(1)).toEqual([200]);
    expect(await statuses(1, theirs.access_token)).toEqual([500]);
    expect((await other.refresh('none')).status).toBe(500);
    expect((await vendor.refresh('none')).status).toBe(400);
    const post = (fields: Record<string, string>) =>
      fetch(`${sandbox.issuer}/oauth/token`, { method: 'POST', body: new URLSearchParams(fields) });
    expect((await post({ client_id: other.client.client_id })).status).toBe(500);
    const assertion = `e30.${Buffer.from(JSON.stringify({ sub: other.client.client_id })).toString('base64url')}.`;
    expect((await post({ client_assertion: assertion })).status).toBe(500);
    const query = new URLSearchParams({ client_id: other.client.client_id });
    expect((await fetch(`${sandbox.issuer}/oauth/authorize?${query}`, { redirect: 'manual' })).status).toBe(500);
  });

  test('one customer, known by the tokens', async () => {
    const theirs = await vendor.link({ loginId: 'kato' });
    await add({ customer: 'kato', bank: 'gunma', status: 500 });
    expect(await statuses(1)).toEqual([200]);
    expect(await statuses(1, theirs.access_token)).toEqual([500]);
    expect((await vendor.refresh(theirs.refresh_token ?? '')).status).toBe(500);
  });

  test('the first that was added, where several fit', async () => {
    await add({ operationId: 'listAccounts', status: 500, times: 1 });
    await add({ operationId: 'listAccounts', status: 502, times: 1 });
    expect(await statuses(3)).toEqual([500, 502, 200]);
  });
});

describe('a fault on a page', () => {
  test('is a page for a browser, and a problem for a program', async () => {
    await add({ operationId: 'getLinkageScreen', status: 503 });
    const page = await fetch(`${sandbox.issuer}/link/x`, { headers: { Accept: 'text/html' } });
    expect([page.status, page.headers.get('retry-after')]).toEqual([503, '3600']);
    expect(await page.text()).toContain('ただいまメンテナンス中のため');
    const program = await fetch(`${sandbox.issuer}/link/x`, { headers: { Accept: 'application/json' } });
    expect((await problemIn(program)).code).toBe('maintenance');
    await add({ operationId: 'authorize', status: 500 });
    const authorize = await fetch(`${sandbox.issuer}/oauth/authorize`, { headers: { Accept: 'text/html' } });
    expect(await authorize.text()).toContain('<code>server_error</code>');
  });
});

describe('the answer of a refresh that is lost', () => {
  test('leaves the old refresh token used, as at a real bank', async () => {
    const linked = await vendor.link({ loginId: 'sato' });
    await add({ operationId: 'token', effect: 'truncate-body', times: 1 });
    const { client_id, client_secret } = vendor.client;
    const form = { grant_type: 'refresh_token', refresh_token: linked.refresh_token ?? '' };
    const url = `${sandbox.issuer}/oauth/token`;
    const headers = { Authorization: `Basic ${Buffer.from(`${client_id}:${client_secret}`).toString('base64')}` };
    const answer = await fetch(url, { method: 'POST', headers, body: new URLSearchParams(form) });
    expect(await failure(answer.text())).toBe('TypeError');
    expect((await vendor.refresh(linked.refresh_token ?? '')).status).toBe(400);
    tokens = await vendor.link({ loginId: 'sato' });
  });
});

describe('the faults', () => {
  test('are listed, counted and taken away one by one', async () => {
    const one = await add({ operationId: 'listAccounts', delay: { medianMs: 1, sigma: 0.5 } });
    const two = await add({ path: '/nowhere', status: 418, code: 'teapot' });
    expect(one).toEqual({ id: one.id, operationId: 'listAccounts', delay: one.delay, hits: 0, ofWorld: false });
    await statuses(3);
    expect((await standing()).slice(0, 2)).toEqual([{ ...one, hits: 3 }, two]);
    expect((await sandbox.control('DELETE', `/faults/${one.id}`)).status).toBe(204);
    expect((await standing())[0]).toEqual(two);
    const gone = await sandbox.control('DELETE', `/faults/${one.id}`);
    expect([gone.status, (await problemIn(gone)).code]).toEqual([404, 'fault_not_found']);
  });

  test.each<[string, unknown, string]>([
    ['nothing that goes wrong', {}, 'body/status'],
    ['an operation that no bank has', { operationId: 'fly', status: 500 }, 'body/operationId'],
    ['a bank that is not there', { bank: 'nowhere', status: 500 }, 'body/bank'],
    ['a status that is no error', { status: 200 }, 'body/status'],
    ['a status and an effect', { status: 500, effect: 'slow-bytes' }, 'body/effect'],
    ['a code without a status', { code: 'maintenance', delay: { fixedMs: 1 } }, 'body/code'],
    ['a seed without a probability', { status: 500, seed: 'x' }, 'body/seed'],
    ['a delay upside down', { delay: { minMs: 2, maxMs: 1 } }, 'body/delay/maxMs'],
    ['a member that nobody knows', { status: 500, often: true }, 'body/often'],
    ['no strike at all', { status: 500, times: 0 }, 'body/times'],
  ])('are refused with %s', async (_, fault, location) => {
    const response = await sandbox.control('POST', '/faults', fault);
    const { code, detail } = await problemIn(response);
    expect([response.status, code]).toEqual([400, 'invalid_request']);
    expect(detail).toContain(location);
  });
});

describe('a customer of the default world with a fault', () => {
  const linked = async (loginId: string) => {
    await sandbox.control('POST', '/reset');
    vendor = await createVendor(sandbox);
    return vendor.link({ loginId });
  };

  test('kojima meets a bank under maintenance', async () => {
    const { access_token: token } = await linked('kojima');
    const response = await vendor.read(token, '/accounts');
    expect([response.status, response.headers.get('retry-after')]).toEqual([503, '3600']);
    expect(await response.json()).toMatchObject({ code: 'maintenance', until: expect.any(String) });
  });

  test('noguchi is refused at every second call', async () => {
    expect(await statuses(4, (await linked('noguchi')).access_token)).toEqual([200, 429, 200, 429]);
  });

  test('osada waits two seconds', async () => {
    const { access_token: token } = await linked('osada');
    const begun = Date.now();
    expect(await statuses(1, token)).toEqual([200]);
    expect(Date.now() - begun).toBeGreaterThanOrEqual(1990);
  });

  test('kirishima loses the connection at the first call, again after a reset', async () => {
    for (const _ of [1, 2]) {
      const { access_token: token } = await linked('kirishima');
      expect(await failure(vendor.read(token, '/accounts'))).toBe('TypeError');
      expect(await statuses(1, token)).toEqual([200]);
    }
  });

  test('arai reads statements in malformed JSON', async () => {
    const { access_token: token } = await linked('arai');
    const path = `${accountsUrl()}/001-1-8000001`;
    expect(await failure((await fetch(`${path}/transactions`, authorized(token))).json())).toBe('SyntaxError');
    expect(await (await fetch(`${path}/balance`, authorized(token))).json()).toMatchObject({ currency: 'JPY' });
  });

  test('tsuji is linked, and cannot be refreshed', async () => {
    const { access_token: token, refresh_token: refresh = '' } = await linked('tsuji');
    expect(await statuses(1, token)).toEqual([200]);
    const response = await vendor.refresh(refresh);
    expect([response.status, await response.json()]).toEqual([500, expect.objectContaining({ error: 'server_error' })]);
  });

  test('keeps it when the added ones are cleared', async () => {
    await add({ status: 500 });
    await sandbox.control('DELETE', '/faults');
    expect((await standing()).map(({ id, ofWorld }) => [id, ofWorld])).toEqual(
      ['kojima', 'noguchi', 'osada', 'kirishima', 'arai', 'tsuji'].map((loginId) => [`gunma-${loginId}-1`, true]),
    );
  });
});

describe('the faults of a world in process', () => {
  test('are set from a test, and are of that world alone', async () => {
    const own = await createSandbox();
    const other = await own.createWorld();
    const ask = (world: typeof other | typeof own) =>
      world.fetch(`${world.origin}/gunma/.well-known/oauth-authorization-server`);
    const { id } = await other.faults.add({ operationId: 'getAuthorizationServerMetadata', status: 500 });
    expect([(await ask(own)).status, (await ask(other)).status]).toEqual([200, 500]);
    expect((await other.faults.list())[0]).toMatchObject({ id, hits: 1 });
    await other.faults.clear(id);
    expect((await ask(other)).status).toBe(200);
    await expect(other.faults.add({ status: 1 })).rejects.toThrow(SandboxError);
    await own.close();
  });
});
