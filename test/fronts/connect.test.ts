import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connectSandbox, SandboxError, startSandbox } from '@renkei/sandbox';
import { expect, test } from 'vitest';
import { worldOfScreens } from '../browser/world.ts';
import { requestAt } from '../support/app.ts';

test('a sandbox elsewhere is steered, makes worlds and has customers', async () => {
  const sandbox = await startSandbox({ port: 0, tlsPort: 0, world: worldOfScreens() });
  const connected = connectSandbox(`${sandbox.origin}/`);
  expect(connected.origin).toBe(sandbox.origin);
  const world = await connected.createWorld({ id: 'mine', clock: '2026-11-20T09:00:00+09:00' });
  const again = connectSandbox(`${sandbox.origin}/w/mine/`);
  await again.clock.freeze();
  await again.clock.set('2026-12-24T12:00:00+09:00');
  expect(await world.clock.now()).toBe('2026-12-24T12:00:00+09:00');
  expect(await again.customer('mizuho', 'tanaka').link(await requestAt(world, 'mizuho'))).toContain('code=');
  await world.close();
  await expect(again.customers()).rejects.toMatchObject({ status: 404, code: 'world_not_found' });
  await sandbox.close();
});

test('a sandbox that is called by another of its names sends the customer to the issuer’s', async () => {
  const sandbox = await startSandbox({ port: 0, tlsPort: 0, world: worldOfScreens() });
  const url = (await requestAt(sandbox, 'gunma')).replace('localhost', '127.0.0.1');
  const connected = connectSandbox(sandbox.origin.replace('localhost', '127.0.0.1'));
  expect(await connected.customer('gunma', 'sato').link(url)).toContain('code=');
  await sandbox.close();
});

test('a sandbox that wants a token gets it, and says so where it does not', async () => {
  const sandbox = await startSandbox({ port: 0, tlsPort: 0, host: '0.0.0.0', world: worldOfScreens() });
  await expect(connectSandbox(sandbox.origin).customers()).rejects.toThrow(
    'the control API wants the token that the start printed',
  );
  const connected = connectSandbox(sandbox.origin, { token: sandbox.controlToken ?? '' });
  const world = await connected.createWorld();
  expect(await world.customer('gunma', 'sato').link(await requestAt(world, 'gunma'))).toContain('code=');
  await world.close();
  await sandbox.close();
});

test('what is no sandbox is told in one sentence', async () => {
  const server = createServer((_request, response) => response.end('<html>hello</html>'));
  await new Promise<void>((resolve) => void server.listen(0, 'localhost', resolve));
  const url = `http://localhost:${(server.address() as AddressInfo).port}`;
  await expect(connectSandbox(url).customers()).rejects.toThrow(`what answers at ${url} is not a sandbox`);
  await new Promise((resolve) => server.close(resolve));
  const error = await connectSandbox(url)
    .customers()
    .catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(SandboxError);
  expect(error).toMatchObject({ message: `there is no sandbox at ${url}; start one with: npx sandbox start` });
  expect(() => connectSandbox('localhost:4400')).toThrow('localhost:4400 is not a URL; expected something like http');
});
