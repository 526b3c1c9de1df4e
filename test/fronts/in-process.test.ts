import { once } from 'node:events';
import { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createSandbox } from '@renkei/sandbox';
import express from 'express';
import { describe, expect, test } from 'vitest';
import { answerInProcess } from '../../sandbox/src/fronts/in-process.ts';
import { worldOfScreens } from '../browser/world.ts';

const app = express();
app.all('/echo', express.raw({ type: () => true }), (req, res) => {
  res
    .set('X-Method', req.method)
    .set('X-Host', req.headers.host ?? '')
    .type('application/octet-stream');
  res.send(Buffer.isBuffer(req.body) ? req.body : '');
});
app.get('/status/:code', (req, res) => void res.status(Number(req.params.code)).end());
app.get('/cookies', (_req, res) => void res.cookie('one', '1').cookie('two', '2; 3').send('ok'));
app.get('/query', (req, res) => void res.send(req.originalUrl));
app.get('/never', () => {});
app.get('/endless', (_req, res) => void res.write('first'));

const ask = (path: string, init?: RequestInit) => answerInProcess(app, new Request(`http://bank.test:81${path}`, init));

describe('a request without a socket', () => {
  test('carries any bytes there and back', async () => {
    const bytes = Uint8Array.from({ length: 512 }, (_, index) => index % 256);
    const response = await ask('/echo', { method: 'POST', body: bytes });
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
    expect(response.headers.get('x-host')).toBe('bank.test:81');
  });

  test('carries UTF-8 and streams', async () => {
    const text = '照会用暗証番号 ｻﾝﾄﾞﾎﾞﾂｸｽ 𠮷';
    expect(await (await ask('/echo', { method: 'PUT', body: text })).text()).toBe(text);
    const stream = new Blob([text]).stream();
    const streamed = await ask('/echo', { method: 'POST', body: stream, duplex: 'half' } as RequestInit);
    expect(await streamed.text()).toBe(text);
  });

  test('keeps every cookie apart', async () => {
    expect((await ask('/cookies')).headers.getSetCookie()).toEqual(['one=1; Path=/', 'two=2%3B%203; Path=/']);
  });

  test.each([204, 205, 304])('has no body where the status is %i', async (status) => {
    const response = await ask(`/status/${status}`);
    expect([response.status, response.body]).toEqual([status, null]);
  });

  test('answers a redirect and does not follow it', async () => {
    expect((await ask('/status/303')).status).toBe(303);
  });

  test('answers HEAD without a body', async () => {
    const response = await ask('/cookies', { method: 'HEAD' });
    expect([response.status, response.headers.get('content-length'), await response.text()]).toEqual([200, '2', '']);
  });

  test('keeps path and query as they are written', async () => {
    expect(await (await ask('/query?a=%E3%81%82&a=+&b')).text()).toBe('/query?a=%E3%81%82&a=+&b');
  });

  test('rejects with the reason when it is aborted: before, while it is sent, and while it waits', async () => {
    const reason = new Error('no longer wanted');
    await expect(ask('/query', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const sending = new AbortController();
    const sent = ask('/never', { signal: sending.signal });
    sending.abort(reason);
    await expect(sent).rejects.toBe(reason);
    await expect(ask('/never', { signal: AbortSignal.timeout(20) })).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  test('whose answer goes on for ever can be left: cancelled, or aborted while it is read', async () => {
    // What goes wrong after that is nobody's to catch: it would end the process, and fails this test run.
    await (await ask('/endless')).body?.cancel();
    const leaving = new AbortController();
    const reader = (await ask('/endless', { signal: leaving.signal })).body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('first');
    const reason = new Error('no longer wanted');
    leaving.abort(reason);
    await expect(reader?.read()).rejects.toBe(reason);
  });
});

describe('an Express app of the same process', () => {
  test('that listens on a port is left as it is', async () => {
    await ask('/query');
    const other = express().post(
      '/',
      express.text(),
      (req, res) => void res.send(`${req.body} ${req.ip !== undefined}`),
    );
    const server = other.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const headers = { 'Content-Type': 'text/plain', Connection: 'close' };
    expect(await (await fetch(url, { method: 'POST', body: 'hello', headers })).text()).toBe('hello true');
    await new Promise((resolve) => server.close(resolve));
    expect(Object.getPrototypeOf(express.request)).toBe(IncomingMessage.prototype);
    expect(Object.getPrototypeOf(express.response)).toBe(ServerResponse.prototype);
  });
});

describe('a sandbox in process', () => {
  test('answers to its own hosts only', async () => {
    const sandbox = await createSandbox({ world: worldOfScreens(), origin: 'http://bank.test' });
    const statusAt = async (origin: string) => (await sandbox.fetch(`${origin}/sandbox/v1/health`)).status;
    const hosts = [
      'http://bank.test',
      'http://localhost:1',
      'http://127.0.0.1',
      'http://[::1]:4400',
      'http://evil.test',
    ];
    expect(await Promise.all(hosts.map(statusAt))).toEqual([200, 200, 200, 200, 403]);
    await sandbox.close();
  });

  test('lets requests in flight end when it is closed, is closed once, and says so afterwards', async () => {
    const faults: unknown[] = [];
    const sandbox = await createSandbox({ world: worldOfScreens(), report: (fault) => void faults.push(fault) });
    const asked = Promise.all(Array.from({ length: 10 }, () => sandbox.customers()));
    await Promise.all([sandbox.close(), sandbox.close()]);
    expect((await asked).every((customers) => customers.length > 30)).toBe(true);
    expect(faults).toEqual([]);
    await expect(sandbox.customers()).rejects.toThrow('the sandbox is closed; make another one with createSandbox()');
  });

  test('goes by its address once it listens, and so do its worlds and customers', async () => {
    const sandbox = await createSandbox({ world: worldOfScreens(), origin: 'http://bank.test' });
    const world = await sandbox.createWorld({ id: 'mine' });
    const customer = world.customer('gunma', 'sato');
    expect(customer.issuer).toBe('http://bank.test/w/mine/gunma');
    await sandbox.listen({ port: 0, tlsPort: 0 });
    expect(customer.issuer).toMatch(/^http:\/\/localhost:\d+\/w\/mine\/gunma$/);
    const metadata = await fetch(`${customer.issuer}/.well-known/oauth-authorization-server`);
    expect(await metadata.json()).toMatchObject({ issuer: customer.issuer });
    await expect(sandbox.listen({ port: 0 })).rejects.toThrow(
      /^the sandbox listens already, at http:\/\/localhost:\d+/,
    );
    await sandbox.close();
  });
});
