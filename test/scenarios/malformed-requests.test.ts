import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { createVendor } from '../support/vendor.ts';
import { createVisitor, type Visitor } from '../support/visitor.ts';

let sandbox: TestSandbox;
let visitor: Visitor;
let link: string;
beforeAll(async () => {
  sandbox = await openSandbox();
});
beforeEach(async () => {
  visitor = createVisitor();
  const { url } = await (await createVendor(sandbox)).authorizationUrl();
  link = (await visitor.request(url)).headers.get('location') ?? '';
});
afterAll(async () => {
  expect(sandbox.faults).toEqual([]);
  await sandbox.close();
});

const FORM = 'application/x-www-form-urlencoded';
const send = (body: BodyInit, contentType: string) =>
  visitor.request(link, { method: 'POST', body, headers: { 'Content-Type': contentType } });

async function csrfTokenOf(from: Visitor, url: string): Promise<string> {
  const page = await (await from.request(url, { headers: { Accept: 'text/html' } })).text();
  return /name="csrfToken" value="([^"]+)"/.exec(page)?.[1] ?? '';
}

const login = 'screen=entry&action=login&loginId=sato&loginPassword=sato-pw1';

describe('a malformed post to a screen', () => {
  it.each([
    ['JSON that is cut off', '{"action":"login"', 'application/json', 400],
    ['JSON without an action', '{}', 'application/json', 400],
    ['JSON with a member that nobody knows', '{"action":"login","x":1}', 'application/json', 400],
    ['a value that is a number', '{"action":"login","values":{"loginId":1}}', 'application/json', 400],
    [
      'a value that is an array where one is expected',
      '{"action":"login","values":{"loginId":["a","b"]}}',
      'application/json',
      400,
    ],
    ['a JSON array', '[]', 'application/json', 400],
    ['JSON that claims to be text', '{"action":"login"}', 'text/plain', 415],
    ['no content type', '{"action":"login"}', '', 415],
    ['a multipart form', '--x--', 'multipart/form-data; boundary=x', 415],
    ['Shift_JIS', new Uint8Array([0x7b, 0x22, 0x83, 0x65, 0x83, 0x58, 0x22, 0x7d]), 'application/json', 400],
    [
      'a body of 70 kB',
      JSON.stringify({ action: 'login', values: { loginId: 'a'.repeat(70_000) } }),
      'application/json',
      413,
    ],
    ['a form without a token', login, FORM, 403],
    ['a form with a token that was made up', `${login}&csrfToken=abc`, FORM, 403],
  ])('is refused with a problem and changes nothing: %s', async (_, body, contentType, status) => {
    const response = await send(body, contentType);
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({
      status,
      code: expect.stringMatching(/^[a-z_]+$/),
      requestId: expect.any(String),
    });
    expect((await visitor.see(link)).id).toBe('entry');
  });

  it.each([
    ['percent-encoded Shift_JIS', `${login}&memo=%83%65`, 400],
    ['a field twice', `${login}&loginId=tanaka`, 400],
    ['a button twice', `${login}&action=certificate-login`, 400],
    ['no button', 'screen=entry', 400],
  ])('is refused with the right token too: %s', async (_, body, status) => {
    const response = await send(`${body}&csrfToken=${await csrfTokenOf(visitor, link)}`, FORM);
    expect(response.status).toBe(status);
    expect((await visitor.see(link)).id).toBe('entry');
  });

  it.each([['__proto__=x'], ['loginId[]=x'], ['values[loginId]=x']])(
    'is refused with a field like %s',
    async (field) => {
      const token = await csrfTokenOf(visitor, link);
      const response = await send(`screen=entry&action=login&${field}&csrfToken=${token}`, FORM);
      expect(response.status).toBe(400);
      expect((await visitor.see(link)).id).toBe('entry');
      expect(({} as Record<string, unknown>).x).toBeUndefined();
    },
  );

  it('goes on with the right token', async () => {
    const body = `${login}&csrfToken=${await csrfTokenOf(visitor, link)}`;
    const response = await visitor.request(link, {
      method: 'POST',
      body,
      headers: { 'Content-Type': FORM, Accept: 'text/html' },
    });
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe(new URL(link).pathname);
    expect((await visitor.see(link)).id).toBe('service-selection');
  });

  it('is refused with the token of another linkage, or of before the login', async () => {
    const other = createVisitor();
    const { url } = await (await createVendor(sandbox)).authorizationUrl();
    const otherLink = (await other.request(url)).headers.get('location') ?? '';
    expect((await send(`${login}&csrfToken=${await csrfTokenOf(other, otherLink)}`, FORM)).status).toBe(403);
    const early = await csrfTokenOf(visitor, link);
    await send(`${login}&csrfToken=${early}`, FORM);
    const late = await send(`screen=service-selection&action=next&services=balances&csrfToken=${early}`, FORM);
    expect(late.status).toBe(403);
  });

  it('says so in Japanese to a browser', async () => {
    const response = await visitor.request(link, {
      method: 'POST',
      body: login,
      headers: { 'Content-Type': FORM, Accept: 'text/html' },
    });
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('この画面は古くなっています');
  });
});

describe('the endpoints of the authorization server', () => {
  it.each([
    ['GET', '/oauth/token', 405],
    ['POST', '/oauth/authorize', 405],
    ['GET', '/oauth/nope', 404],
    ['GET', '/oauth/authorize//', 404],
    ['GET', '/.well-known/nope', 404],
  ])('answer %s %s with a problem', async (method, path, status) => {
    const response = await fetch(`${sandbox.issuer}${path}`, { method });
    expect(response.status).toBe(status);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    if (status === 405) expect(response.headers.get('allow')).toMatch(/^(GET|POST)$/);
  });

  it.each(['par', 'token', 'revoke', 'introspect'])(
    'answer a vendor in JSON, whatever he accepts: %s',
    async (endpoint) => {
      const headers = { Accept: 'text/html', 'Content-Type': FORM };
      const response = await fetch(`${sandbox.issuer}/oauth/${endpoint}`, { method: 'POST', body: '', headers });
      expect(response.status).toBe(400);
      expect(response.headers.get('content-type')).toContain('application/json');
      expect(await response.json()).toMatchObject({ error: expect.any(String) });
    },
  );

  it('are those of the issuer, by whatever name the sandbox is called', async () => {
    const { port } = new URL(sandbox.origin);
    const path = '/gunma/.well-known/oauth-authorization-server';
    const metadata = await (await fetch(`http://127.0.0.1:${port}${path}`)).json();
    expect(metadata).toEqual(await (await fetch(`${sandbox.origin}${path}`)).json());
    const { url } = await (await createVendor(sandbox)).authorizationUrl();
    const elsewhere = url.replace('localhost', '127.0.0.1');
    const response = await fetch(elsewhere, { redirect: 'manual' });
    expect(response.headers.get('location')).toBe(url);
  });

  it('ignore what only OpenID Connect knows', async () => {
    const vendor = await createVendor(sandbox);
    const { url } = await vendor.authorizationUrl({ nonce: 'x', max_age: '1', prompt: 'whatever', unknown: 'y' });
    const response = await fetch(url, { redirect: 'manual' });
    expect(response.headers.get('location')).toContain('/link/');
  });

  it('want the redirect URI again with the code', async () => {
    const vendor = await createVendor(sandbox);
    const response = await fetch(`${sandbox.issuer}/oauth/token`, {
      method: 'POST',
      headers: { Authorization: `Basic ${btoa(`${vendor.client.client_id}:${vendor.client.client_secret}`)}` },
      body: new URLSearchParams({ grant_type: 'authorization_code', code: 'x', code_verifier: 'y'.repeat(43) }),
    });
    expect(await response.json()).toMatchObject({ error: 'invalid_request' });
  });
});

describe('the order of the screens', () => {
  it.each([
    ['next', { services: ['balances'] }],
    ['register', { accounts: ['001-1-2000002'], inquiryPin: '1234' }],
    ['confirm', {}],
    ['allow', { continueAuthorization: true }],
    ['present', { certificatePresented: true }],
  ])('cannot be skipped: %s on the first screen does nothing', async (action, values) => {
    const response = await visitor.press(link, action, values);
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({ id: 'entry', errors: [{ code: 'unknown_action' }] });
  });

  it('belongs to one browser: another one with the URL gets nowhere', async () => {
    const stranger = createVisitor();
    const seen = await stranger.request(link);
    expect(seen.status).toBe(400);
    expect(await seen.json()).toMatchObject({ errors: [{ code: 'linkage_not_here' }] });
    expect((await stranger.press(link, 'login', { loginId: 'sato', loginPassword: 'sato-pw1' })).status).toBe(400);
    expect((await visitor.see(link)).id).toBe('entry');
  });
});

describe('the limits of a request', () => {
  const raw = (headers: Record<string, string>, path = '/', body?: Buffer) =>
    new Promise<number>((resolve, reject) => {
      const { port } = new URL(sandbox.origin);
      const request = httpRequest(
        { port, host: '127.0.0.1', path, headers, method: body ? 'POST' : 'GET' },
        (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        },
      );
      request.on('error', reject);
      request.end(body);
    });

  it('are 16 kB of headers', async () => {
    expect(await raw({ Host: 'localhost', 'X-Long': 'a'.repeat(20_000) })).toBe(431);
  });

  it('are told before a huge body has arrived', async () => {
    const headers = {
      Host: 'localhost',
      'Content-Type': 'application/json',
      'Content-Length': String(100 * 1024 * 1024),
    };
    const { port } = new URL(sandbox.origin);
    const status = await new Promise<number>((resolve, reject) => {
      const request = httpRequest(
        { port, host: '127.0.0.1', path: '/sandbox/v1/clients', headers, method: 'POST' },
        (response) => {
          resolve(response.statusCode ?? 0);
          request.destroy();
        },
      );
      request.on('error', reject);
      request.write('{');
    });
    expect(status).toBe(413);
  });
});
