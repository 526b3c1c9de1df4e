import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connectSandbox, createSandbox, type Sandbox } from '@renkei/sandbox';
import { bankHandlers } from '@renkei/sandbox/msw';
import { HttpResponse, http } from 'msw';
import { setupServer } from 'msw/node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { worldOfScreens } from '../browser/world.ts';
import { createApp, requestAt } from '../support/app.ts';

let one: Sandbox;
let two: Sandbox;
const server = setupServer();
beforeAll(async () => {
  const options = { world: worldOfScreens(), clock: '2026-11-20T09:00:00+09:00' };
  one = await createSandbox({ ...options, origin: 'http://localhost:4981' });
  two = await createSandbox({ ...options, origin: 'http://localhost:49810' });
  server.use(...bankHandlers(one), ...bankHandlers(two));
  server.listen({ onUnhandledFrame: 'error' });
});
afterAll(async () => {
  server.close();
  await Promise.all([one.close(), two.close()]);
});

const globalFetch = (request: Request | string | URL, init?: RequestInit) => globalThis.fetch(request, init);

test('two sandboxes of different origins do not meet in one server, though one address begins with the other', async () => {
  await one.changeCustomer('gunma', 'sato', { locked: true });
  const walks = await Promise.all(
    [one, two].map(async ({ origin }) => {
      const world = connectSandbox(origin);
      return world.customer('gunma', 'sato').walk(await requestAt(world, 'gunma'));
    }),
  );
  expect(walks.map(({ reason, callbackUrl }) => reason ?? new URL(callbackUrl ?? '').searchParams.get('iss'))).toEqual([
    'refused',
    `${two.origin}/gunma`,
  ]);
  await one.changeCustomer('gunma', 'sato', { locked: false });
});

test('handlers for one world leave the others of its sandbox alone', async () => {
  const world = await one.createWorld({ id: 'only' });
  const alone = setupServer(
    ...bankHandlers(world),
    http.all('*', () => HttpResponse.text('somebody else')),
  );
  server.close();
  alone.listen();
  const textAt = async (url: string) => (await fetch(url)).text();
  expect(await textAt(`${world.origin}/sandbox/v1/health`)).toContain('"ok"');
  expect(await textAt(`${one.origin}/sandbox/v1/health`)).toBe('somebody else');
  expect(await textAt(`${one.origin}/w/only2/sandbox/v1/health`)).toBe('somebody else');
  alone.close();
  server.listen({ onUnhandledFrame: 'error' });
  await world.close();
});

test('requests to anyone else are left alone', async () => {
  const other = createServer((_request, response) => response.end('real'));
  await new Promise<void>((resolve) => void other.listen(0, 'localhost', resolve));
  const url = `http://localhost:${(other.address() as AddressInfo).port}/`;
  server.close();
  server.listen({ onUnhandledFrame: 'bypass' });
  expect(await (await fetch(url)).text()).toBe('real');
  await new Promise((resolve) => other.close(resolve));
});

test('two browsers through one server have cookies of their own', async () => {
  const world = connectSandbox(two.origin);
  const site = `${two.origin}/gunken/ib`;
  const first = await fetch(site);
  expect(first.headers.getSetCookie()).toHaveLength(1);
  // A browser that sends no cookie is a new one, whatever another browser was given.
  const logIn = JSON.stringify({ action: 'login', values: { loginId: 'mori', loginPassword: 'moripw1' } });
  const headers = { 'Content-Type': 'application/json' };
  expect(await (await fetch(site, { method: 'POST', headers, body: logIn })).json()).toMatchObject({ id: 'home' });
  const stranger = await fetch(site, { headers: { Accept: 'application/json' } });
  expect(await stranger.json()).toMatchObject({ id: 'login' });
  const [sato, abe] = await Promise.all([requestAt(world, 'gunma'), requestAt(world, 'gunma')]);
  const stopped = await world.customer('gunma', 'sato').walk(sato, { stopAt: 'consent' });
  const foreign = await fetch(stopped.linkageUrl ?? '', { headers: { Accept: 'application/json' } });
  expect(foreign.status).toBe(400);
  expect(await world.customer('gunma', 'kato').link(abe)).toContain('code=');
});

test('the SDK links through the global fetch with no port open', async () => {
  const bank = await createApp(connectSandbox(two.origin), 'mizuho', {}, globalFetch);
  const { url, pending } = await bank.start();
  const linkage = await bank.complete(await two.customer('mizuho', 'tanaka').link(url), pending);
  expect((await linkage.status()).services).toHaveLength(3);
});
