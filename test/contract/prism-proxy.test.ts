import { type ChildProcess, spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { createVendor } from '../support/vendor.ts';
import { createVisitor, walk } from '../support/visitor.ts';

let sandbox: TestSandbox;
let prism: ChildProcess;
let proxy: string;

beforeAll(async () => {
  sandbox = await openSandbox();
  const port = await freePort();
  proxy = `http://127.0.0.1:${port}`;
  const args = [
    'node_modules/@stoplight/prism-cli/dist/index.js',
    'proxy',
    'openapi/generated/bank.json',
    sandbox.issuer,
    '--errors',
    '--port',
    String(port),
  ];
  prism = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  await new Promise<void>((resolve) => {
    prism.stdout?.on('data', (text: Buffer) => {
      if (text.includes('Prism is listening')) resolve();
    });
  });
});
afterAll(async () => {
  prism.kill();
  await sandbox.close();
});

/**
 * Requests and answers go through Prism, which tells where one does not fit. Prism follows redirects itself, so the two
 * requests that are answered by one, `authorize` and the last button, go to the bank directly.
 */
const throughPrism = async (input: Request | string | URL, init?: RequestInit): Promise<Response> => {
  const request = new Request(input, init);
  if (request.url.includes('/oauth/authorize')) return fetch(request);
  const target = request.url.replace(sandbox.issuer, proxy);
  const body = request.method === 'GET' ? null : await request.text();
  const response = await fetch(target, { method: request.method, headers: request.headers, body, redirect: 'manual' });
  expect(response.headers.get('sl-violations')).toBeNull();
  if ((response.headers.get('content-type') ?? '').includes('problem+json')) {
    expect(((await response.clone().json()) as { type: string }).type).not.toContain('stoplight.io');
  }
  // Prism joins the cookies that an answer sets into one header, which RFC 6265 §3 forbids.
  const joined = response.headers.get('set-cookie');
  if (joined === null) return response;
  const { status } = response;
  const headers = new Headers(response.headers);
  headers.delete('set-cookie');
  for (const cookie of joined.split(/, *(?=[\w-]+=)/)) headers.append('set-cookie', cookie);
  return new Response(await response.text(), { status, headers });
};

describe('prism proxy --errors, as a second opinion on the OpenAPI description', () => {
  it('finds nothing wrong in a whole linkage through JSON screens', async () => {
    const vendor = await createVendor(sandbox);
    const { url } = await vendor.authorizationUrl();
    const { screens } = await walk(createVisitor(throughPrism), url, { loginId: 'tanaka', stopAt: 'consent' });
    expect(screens).toEqual([
      'entry',
      'service-selection',
      'inquiry-pin-registration',
      'inquiry-pin-registration-result',
    ]);
  });

  it('finds nothing wrong in the refusals on the screens', async () => {
    const vendor = await createVendor(sandbox);
    const visitor = createVisitor(throughPrism);
    const { url } = await vendor.authorizationUrl();
    const link = (await visitor.request(url)).headers.get('location') ?? '';
    expect((await visitor.press(link, 'login', { loginId: '', loginPassword: '' })).status).toBe(422);
    expect((await visitor.press(link, 'login', { loginId: 'sato', loginPassword: 'sato-pw1' }, 'consent')).status).toBe(
      409,
    );
    expect((await createVisitor(throughPrism).request(link)).status).toBe(400);
  });

  it('finds nothing wrong in the answers of the services, good and bad', async () => {
    const { access_token: token } = await (await createVendor(sandbox)).link({ loginId: 'kato' });
    const status = async (path: string) =>
      (await throughPrism(`${sandbox.issuer}/api/v1${path}`, { headers: { Authorization: `Bearer ${token}` } })).status;
    expect(await status('/accounts')).toBe(200);
    expect(await status('/accounts/001-1-4000002')).toBe(200);
    expect(await status('/accounts/001-1-4000002/balance')).toBe(200);
    expect(await status('/accounts/001-1-4000002/transactions?limit=50')).toBe(200);
    expect(await status('/accounts/001-1-4000002/deposits?dateFrom=2026-11-01')).toBe(200);
    expect(await status('/accounts/001-1-4000002/transactions?dateFrom=2020-01-01')).toBe(400);
    expect(await status('/accounts/001-1-9999999/balance')).toBe(404);
    expect(await status('/linkage')).toBe(200);
  });
});
