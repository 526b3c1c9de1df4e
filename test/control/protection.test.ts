import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { problemIn } from './problem.ts';

let sandbox: TestSandbox;
let base: string;
beforeAll(async () => {
  sandbox = await openSandbox();
  base = `${sandbox.origin}/sandbox/v1`;
});
afterAll(async () => {
  expect(sandbox.faults).toEqual([]);
  await sandbox.close();
});

const json = { 'Content-Type': 'application/json' };
const send = (path: string, init: RequestInit) => fetch(`${base}${path}`, init);
const put = (body: string | Uint8Array<ArrayBuffer>, headers: Record<string, string> = json) =>
  send('/clock', { method: 'PUT', headers, body });

/** Sends a request as it stands, with headers that no client would let through. */
function sendRaw(port: string, ...lines: string[]): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), '127.0.0.1', () => socket.end(`${lines.join('\r\n')}\r\n\r\n`));
    let text = '';
    socket.setEncoding('utf8').on('data', (piece) => {
      text += piece;
    });
    socket.on('end', () => resolve({ status: Number(text.split(' ')[1]), text }));
    socket.on('error', reject);
  });
}

const consolePages = [
  '/',
  '/console/banks',
  '/console/customers/gunma',
  '/console/linkages',
  '/console/journal',
  '/console/mails',
  '/console/faults',
  '/console/worlds',
  '/console/certificates',
  '/console/clients',
  '/console/reference/bank',
];

/** What every button of the console sends. */
const consoleForms: readonly { readonly command: string; readonly [field: string]: string }[] = [
  ...['lock', 'unlock', 'release-suspension', 'initialise', 'change-phone', 'release-camera-token'].map((command) => ({
    command,
    bank: 'gunma',
    loginId: 'tanaka',
  })),
  { command: 'advance-clock', by: 'P1D' },
  { command: 'freeze-clock' },
  { command: 'resume-clock' },
  { command: 'set-clock', now: '2027-01-02T03:04' },
  { command: 'reset' },
  { command: 'end-linkage', bank: 'gunma', loginId: 'tanaka', clientId: 'x', reason: 'expired' },
  { command: 'expire-tokens', bank: 'gunma', loginId: 'tanaka', clientId: 'x' },
  { command: 'add-fault', kind: 'maintenance' },
  { command: 'remove-fault', fault: 'gunma-kojima-1' },
  { command: 'clear-faults' },
  { command: 'make-world', id: 'foreign' },
  { command: 'end-world', world: 'foreign' },
];

const withHosts = (...hosts: string[]) =>
  sendRaw(
    new URL(sandbox.origin).port,
    'GET /sandbox/v1/customers HTTP/1.1',
    ...hosts.map((host) => `Host: ${host}`),
    'Connection: close',
  );

describe('a body that cannot be read', () => {
  test.each(['{', '{"now": }', "{'frozen': true}", 'frozen', '{"frozen": true}}', '"frozen"', 'null', '\ufeff{'])(
    'is refused: %s',
    async (body) => {
      const response = await put(body);
      expect(response.status).toBe(400);
      expect(await problemIn(response)).toMatchObject({ code: 'invalid_request' });
    },
  );

  test.each([
    ['a form', 'application/x-www-form-urlencoded'],
    ['text, which a foreign page could send without a preflight', 'text/plain'],
    ['another kind of JSON', 'application/merge-patch+json'],
    ['a file', 'multipart/form-data; boundary=x'],
  ])('is refused when it says that it is %s', async (_, type) => {
    const response = await put('{"frozen":true}', { 'Content-Type': type });
    expect(response.status).toBe(415);
    expect(await problemIn(response)).toMatchObject({ code: 'unsupported_media_type' });
  });

  test.each([
    ['in another encoding', { ...json, 'Content-Encoding': 'x-secret' }],
    ['in another charset', { 'Content-Type': 'application/json; charset=shift_jis' }],
  ])('is refused %s', async (_, headers) => {
    const response = await put('{"frozen":true}', headers);
    expect(response.status).toBe(415);
    expect(await problemIn(response)).toMatchObject({ code: 'unsupported_media_type' });
  });

  test('is refused when it is missing', async () => {
    const response = await send('/clock', { method: 'PUT' });
    expect([400, 415]).toContain(response.status);
    await problemIn(response);
  });

  test('is refused when it is huge', async () => {
    const response = await put(JSON.stringify({ now: 'x'.repeat(1_000_000) }));
    expect(response.status).toBe(413);
    expect(await problemIn(response)).toMatchObject({ code: 'body_too_large' });
  });

  test('is refused when it nests without end', async () => {
    const response = await put(`${'['.repeat(20_000)}${']'.repeat(20_000)}`);
    expect(response.status).toBe(400);
  });

  test('is refused when it is not UTF-8', async () => {
    const registration = Buffer.concat([
      Buffer.from('{"redirect_uris":["http://localhost/"],"client_name":"'),
      Buffer.from([0x89, 0xef, 0x8c, 0x76]),
      Buffer.from('"}'),
    ]);
    const response = await send('/clients', { method: 'POST', headers: json, body: registration });
    expect(response.status).toBe(400);
    expect(await problemIn(response)).toMatchObject({ code: 'invalid_request' });
  });

  test('changes nothing', async () => {
    expect(await (await sandbox.control('GET', '/clock')).json()).toMatchObject({ frozen: false });
  });

  test.each(['/customers/gunma/%', '/customers/gunma/%ff', '/certificates/%c0%ae.pem'])(
    'is answered like a path that cannot be read: %s',
    async (path) => {
      const response = await send(path, { method: 'PATCH', headers: json, body: '{"locked":true}' });
      expect([400, 404]).toContain(response.status);
      await problemIn(response);
    },
  );
});

describe('the name under which the sandbox is called', () => {
  test.each(['localhost', 'localhost:4400', 'LOCALHOST', '127.0.0.1', '127.0.0.1:1', '[::1]', '[::1]:4400'])(
    'may be %s',
    async (host) => {
      expect((await withHosts(host)).status).toBe(200);
    },
  );

  test.each([
    'evil.example',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    'evil.example:4400',
    'localhost@evil.example',
    'localhost, evil.example',
    '10.0.0.1',
    '0.0.0.0',
    '[::2]',
    'localhost:99999',
    '',
  ])('may not be "%s", whatever address it points to', async (host) => {
    const { status, text } = await withHosts(host);
    expect([400, 403]).toContain(status);
    expect(text).not.toContain('tanaka');
  });

  test('may be no other for the console and the live journal', async () => {
    for (const path of [...consolePages, '/sandbox/v1/journal/events']) {
      const { status, text } = await sendRaw(
        new URL(sandbox.origin).port,
        `GET ${path} HTTP/1.1`,
        'Host: evil.example',
        'Connection: close',
      );
      expect([path, status]).toEqual([path, 403]);
      expect(text).not.toContain('tanaka');
    }
  });

  test('is told to be wrong by a problem document', async () => {
    const { status, text } = await withHosts('evil.example');
    expect(status).toBe(403);
    expect(text).toContain('"code":"host_not_allowed"');
  });

  test('may not be given twice, nor left out', async () => {
    for (const hosts of [
      ['localhost', 'evil.example'],
      ['evil.example', 'localhost'],
      ['localhost', 'localhost'],
      [],
    ]) {
      const { status, text } = await withHosts(...hosts);
      expect([400, 403]).toContain(status);
      expect(text).not.toContain('tanaka');
    }
    const old = await sendRaw(new URL(sandbox.origin).port, 'GET /sandbox/v1/customers HTTP/1.0');
    expect(old.status).toBe(403);
  });
});

describe('a page of another origin', () => {
  const foreign = { Origin: 'https://evil.example', 'Sec-Fetch-Mode': 'cors' };

  test.each(['cross-site', 'same-site'])('cannot change anything (Sec-Fetch-Site: %s)', async (site) => {
    const headers = { ...json, ...foreign, 'Sec-Fetch-Site': site };
    const requests: [method: string, path: string, body?: string][] = [
      ['POST', '/reset'],
      ['PUT', '/clock', '{"frozen":true}'],
      ['POST', '/clock/advance', '{"by":"P1D"}'],
      ['POST', '/clients', '{"redirect_uris":["https://evil.example/"]}'],
      ['PATCH', '/customers/gunma/tanaka', '{"locked":true}'],
    ];
    for (const [method, path, body = null] of requests) {
      const response = await send(path, { method, headers, body });
      expect(response.status).toBe(403);
      expect(await problemIn(response)).toMatchObject({ code: 'foreign_page' });
    }
    const { clients } = (await (await sandbox.control('GET', '/clients')).json()) as {
      clients: { redirect_uris: string[] }[];
    };
    expect(clients.flatMap(({ redirect_uris }) => redirect_uris)).not.toContain('https://evil.example/');
    expect(await (await sandbox.control('GET', '/clock')).json()).toMatchObject({ frozen: false });
  });

  test.each(['same-origin', 'none'])('is told from one of the sandbox’s own (Sec-Fetch-Site: %s)', async (site) => {
    const response = await send('/clock', {
      method: 'PUT',
      headers: { ...json, 'Sec-Fetch-Site': site },
      body: '{"frozen":false}',
    });
    expect(response.status).toBe(200);
  });

  const post = (page: string, headers: Record<string, string>, fields: Record<string, string> = {}) =>
    fetch(`${sandbox.origin}${page}`, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
      body: new URLSearchParams(fields),
    });
  const lockTanaka = { command: 'lock', bank: 'gunma', loginId: 'tanaka' };
  const standing = async () => {
    const paths = ['/customers?bank=gunma', '/faults', '/worlds', '/clock'];
    const answers = await Promise.all(paths.map(async (path) => (await sandbox.control('GET', path)).json()));
    return JSON.stringify(answers).replace(/"now":"[^"]*"/, '');
  };

  test.each([
    ['another site', { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }],
    ['another port', { Origin: 'http://localhost:1', 'Sec-Fetch-Site': 'same-site' }],
    ['another site, by a browser that says no more', { Origin: 'https://evil.example' }],
    ['a frame without an origin', { Origin: 'null', 'Sec-Fetch-Site': 'cross-site' }],
    ['a frame without an origin, by a browser that says no more', { Origin: 'null' }],
  ])('cannot press a button on any page of the console, from %s', async (_, headers) => {
    const before = await standing();
    for (const page of consolePages) {
      for (const fields of consoleForms) {
        const response = await post(page, headers as Record<string, string>, fields);
        expect([page, response.status]).toEqual([page, 403]);
        expect(await problemIn(response)).toMatchObject({ code: 'foreign_page' });
      }
    }
    expect(await standing()).toBe(before);
  });

  test('has not left out a button of the console', async () => {
    const text = await (await post('/', {})).text();
    const [, commands = ''] = /expected a button of this page: ([a-z, -]+)/.exec(text) ?? [];
    expect(consoleForms.map(({ command }) => command).toSorted()).toEqual(commands.split(', ').toSorted());
  });

  test('is told from the console itself, whose pages send no referrer and so no origin', async () => {
    const own = { Origin: 'null', 'Sec-Fetch-Site': 'same-origin' };
    const response = await post('/console/customers/gunma?lang=en', own, { ...lockTanaka, command: 'unlock' });
    expect([response.status, response.headers.get('location')]).toEqual([303, '/console/customers/gunma?lang=en']);
  });

  test.each(['', 'command=', 'command=__proto__', 'command=lock&command=unlock', '__proto__=1'])(
    'has no other button than those of the console: "%s"',
    async (body) => {
      const response = await fetch(`${sandbox.origin}/console/customers/gunma`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body,
      });
      expect(response.status).toBe(400);
    },
  );

  test.each([
    ['the id of a world', { command: 'make-world', id: '../x' }],
    ['a time', { command: 'set-clock', now: 'tomorrow' }],
    ['a duration', { command: 'advance-clock', by: 'P1000Y' }],
    ['a kind of fault', { command: 'add-fault', kind: 'constructor' }],
    ['how often a fault strikes', { command: 'add-fault', kind: 'slow', times: '-1' }],
    ['a bank', { command: 'add-fault', kind: 'slow', bank: 'nowhere' }],
    ['a reason', { command: 'end-linkage', bank: 'gunma', loginId: 'tanaka', reason: 'toString' }],
  ])('has %s checked as the control API does', async (_, fields) => {
    const before = await standing();
    const response = await post('/', {}, fields as Record<string, string>);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('role="alert"');
    expect(await standing()).toBe(before);
  });

  test('cannot read anything: no answer carries a CORS header', async () => {
    const requests: [path: string, init: RequestInit][] = [
      ['/customers', { headers: foreign }],
      ['/nothing', { headers: foreign }],
      ['/clock', { method: 'PUT', headers: { ...json, ...foreign }, body: '{' }],
      [
        '/clock',
        {
          method: 'OPTIONS',
          headers: {
            ...foreign,
            'Access-Control-Request-Method': 'PUT',
            'Access-Control-Request-Headers': 'content-type',
          },
        },
      ],
      ['/certificates/ca.pem', { method: 'OPTIONS', headers: { ...foreign, 'Access-Control-Request-Method': 'GET' } }],
    ];
    for (const [path, init] of requests) {
      const { headers } = await send(path, init);
      expect([...headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
    }
  });

  test('cannot frame, sniff or cache an answer', async () => {
    const { headers } = await send('/customers', {});
    expect(Object.fromEntries(headers)).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'content-security-policy': expect.stringContaining("frame-ancestors 'none'"),
    });
    expect(headers.get('x-powered-by')).toBeNull();
  });
});

describe('a sandbox beyond loopback', () => {
  let open: TestSandbox;
  beforeAll(async () => {
    open = await openSandbox({ host: '0.0.0.0' });
  });
  afterAll(async () => {
    expect(open.faults).toEqual([]);
    await open.close();
  });

  const get = (authorization?: string) =>
    fetch(
      `${open.origin}/sandbox/v1/customers`,
      authorization === undefined ? {} : { headers: { Authorization: authorization } },
    );

  test('has a token of its own, which a sandbox on loopback has not', () => {
    expect(open.controlToken).toMatch(/^[\w-]{32}$/);
    expect(sandbox.controlToken).toBeUndefined();
  });

  test('wants its token for whatever is done', async () => {
    const requests: [method: string, path: string][] = [
      ['GET', '/health'],
      ['GET', '/customers'],
      ['GET', '/certificates/ca.pem'],
      ['POST', '/reset'],
      ['GET', '/nothing'],
    ];
    for (const [method, path] of requests) {
      const response = await fetch(`${open.origin}/sandbox/v1${path}`, { method });
      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toBe('Bearer realm="sandbox"');
      expect(await problemIn(response)).toMatchObject({ code: 'control_token_required' });
    }
  });

  const bearing = () => ({ Authorization: `Bearer ${open.controlToken}` });
  const seen = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${open.origin}${path}`, { headers: { 'Sec-Fetch-Site': 'same-origin', ...headers } });

  test('wants its token for every button of its console', async () => {
    const press = (page: string, fields: Record<string, string>, headers: Record<string, string>) =>
      fetch(`${open.origin}${page}`, {
        method: 'POST',
        redirect: 'manual',
        headers,
        body: new URLSearchParams(fields),
      });
    for (const page of consolePages) {
      for (const fields of consoleForms) {
        const refused = await press(page, fields, { 'Sec-Fetch-Site': 'same-origin' });
        expect([page, refused.status, (await problemIn(refused)).code]).toEqual([page, 401, 'control_token_required']);
      }
    }
    const lock = { command: 'lock', bank: 'gunma', loginId: 'tanaka' };
    expect((await press('/console/customers/gunma', lock, bearing())).status).toBe(303);
    expect((await press('/console/customers/gunma', { ...lock, command: 'unlock' }, bearing())).status).toBe(303);
  });

  test('wants its token for every page that shows more than anybody may know, and for the live journal', async () => {
    const isPublic = /^\/$|banks$|reference\/bank$/;
    for (const page of consolePages) {
      expect([page, (await seen(page)).status]).toEqual([page, isPublic.test(page) ? 200 : 401]);
      expect((await seen(page, bearing())).status).toBe(200);
    }
    expect((await seen('/sandbox/v1/journal/events')).status).toBe(401);
    const stream = await seen('/sandbox/v1/journal/events', bearing());
    expect([stream.status, stream.headers.get('content-type')]).toEqual([200, 'text/event-stream; charset=utf-8']);
    await stream.body?.cancel();
  });

  test.each([
    ['another one', 'Bearer wrong'],
    ['none', 'Bearer '],
    ['one that is cut off', () => `Bearer ${open.controlToken?.slice(0, -1)}`],
    ['it by another scheme', () => `Basic ${open.controlToken}`],
    ['it without a scheme', () => `${open.controlToken}`],
  ])('does not take %s', async (_, authorization) => {
    expect((await get(typeof authorization === 'string' ? authorization : authorization())).status).toBe(401);
  });

  test.each(['Bearer', 'bearer'])('takes it (%s)', async (scheme) => {
    expect((await get(`${scheme} ${open.controlToken}`)).status).toBe(200);
  });

  test('shows nobody’s credentials on its console, and its token nowhere', async () => {
    for (const path of ['/', '/console/banks']) {
      const page = await (await seen(path)).text();
      for (const hidden of ['tanaka-pw1', 'sandbox-demo-secret', open.controlToken]) expect(page).not.toContain(hidden);
      expect(page).not.toContain('<form');
    }
    expect(await (await fetch(`${sandbox.origin}/`)).text()).toContain('sandbox-demo-secret');
    expect(await (await fetch(`${sandbox.origin}/console/customers/gunma`)).text()).toContain('tanaka-pw1');
    expect(await (await seen('/', bearing())).text()).not.toContain(open.controlToken);
  });

  test('goes by the addresses of this machine, and by no other name', async () => {
    const { port } = new URL(open.origin);
    const status = async (host: string) =>
      (
        await sendRaw(
          port,
          'GET /sandbox/v1/health HTTP/1.1',
          `Host: ${host}`,
          `Authorization: Bearer ${open.controlToken}`,
          'Connection: close',
        )
      ).status;
    expect(await status('127.0.0.1')).toBe(200);
    expect(await status('evil.example')).toBe(403);
  });
});
