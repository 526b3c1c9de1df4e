import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiProblemError, AuthorizationError, LinkageEndedError, NetworkError, TimeoutError } from '@renkei/sdk';
import { dpop, generateDpopKey } from '@renkei/sdk/fapi2';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { caught, collect } from './caught.ts';
import { FakeBank, hour, line, oauthError, offline, problem, silent } from './fake-bank.ts';
import { Fapi2Bank } from './fapi2-bank.ts';

const busy = (status: number, retryAfter?: string) => () =>
  problem(status, 'busy', {}, retryAfter === undefined ? {} : { 'retry-after': retryAfter });

describe('reads that fail', () => {
  test('are tried three times in all when the network fails, with growing pauses', async () => {
    const fake = new FakeBank();
    const linkage = await fake.linked();
    fake.once('/linkage', offline, offline);
    await linkage.status();
    expect(fake.waits).toEqual([250, 1000]);
    fake.once('/linkage', offline, offline, offline);
    const error = await caught(linkage.status());
    expect(error).toBeInstanceOf(NetworkError);
    expect(error).toMatchObject({ code: 'network', message: expect.stringContaining('(ECONNREFUSED)') });
    expect(fake.count('/api/v1/linkage')).toBe(6);
  });

  test.each([429, 503])('are tried again after %i, as late as Retry-After says', async (status) => {
    const fake = new FakeBank();
    const linkage = await fake.linked();
    fake.once('/linkage', busy(status, '7'), busy(status, new Date(fake.time + 3000).toUTCString()));
    await linkage.status();
    expect(fake.waits).toEqual([7000, 3000]);
  });

  test('end in an ApiProblemError when the bank stays busy', async () => {
    const fake = new FakeBank();
    const linkage = await fake.linked();
    fake.once('/linkage', busy(503), busy(503, 'soon'), busy(503, '20'));
    expect(await caught(linkage.status())).toMatchObject({ code: 'api_problem', status: 503, retryAfter: 20 });
    expect(fake.waits).toEqual([250, 1000]);
    expect(fake.count('/api/v1/linkage')).toBe(3);
  });

  test('are not waited for longer than 30 seconds: the caller is told at once', async () => {
    const fake = new FakeBank();
    const linkage = await fake.linked();
    fake.once('/linkage', busy(503, '3600'));
    expect(await caught(linkage.status())).toMatchObject({ status: 503, retryAfter: 3600 });
    expect(fake.waits).toEqual([]);
  });

  test.each([400, 404, 500, 502])('are not tried again after %i', async (status) => {
    const fake = new FakeBank();
    const linkage = await fake.linked();
    fake.once('/linkage', busy(status));
    expect(await caught(linkage.status())).toMatchObject({ status });
    expect(fake.count('/api/v1/linkage')).toBe(1);
  });
});

describe('the timeout', () => {
  test('ends a request that is not answered, and the read is not tried again', async () => {
    const fake = new FakeBank();
    const linkage = await fake.linked(fake.link({ timeout: 50 }));
    let aborted = false;
    fake.once('/linkage', (request) => {
      request.signal.addEventListener('abort', () => (aborted = true));
      return silent(request);
    });
    const error = await caught(linkage.status());
    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ code: 'timeout', message: expect.stringContaining('50 ms') });
    expect(aborted).toBe(true);
    expect(fake.count('/api/v1/linkage')).toBe(1);
  });

  test('covers the body too, and a fetch that ignores its signal', async () => {
    const fake = new FakeBank();
    const linkage = await fake.linked(fake.link({ timeout: 50 }));
    fake.once('/linkage', () => new Response(new ReadableStream()));
    expect(await caught(linkage.status())).toBeInstanceOf(TimeoutError);
    fake.once('/linkage', () => new Promise(() => {}));
    expect(await caught(linkage.status())).toBeInstanceOf(TimeoutError);
  });

  test('covers the metadata and the token endpoint', async () => {
    const fake = new FakeBank();
    const bank = fake.link({ timeout: 50 });
    fake.once('/gunma', silent);
    expect(await caught(bank.start())).toBeInstanceOf(TimeoutError);
    const { url, pending } = await bank.start();
    const callback = fake.allow(url);
    fake.once('/oauth/token', silent);
    expect(await caught(bank.complete(callback, pending))).toBeInstanceOf(TimeoutError);
  });
});

describe('an AbortSignal', () => {
  const reason = new Error('the customer left');

  test('that was aborted before stops every call with its own reason, and nothing is sent', async () => {
    const fake = new FakeBank();
    const bank = fake.link();
    const { url, pending } = await bank.start();
    const callback = fake.allow(url);
    const linkage = await fake.linked(bank);
    const before = fake.received.length;
    const options = { signal: AbortSignal.abort(reason) };
    const calls = [
      bank.start(options),
      bank.complete(callback, pending, options),
      bank.open(linkage.id, options),
      collect(linkage.accounts(options)),
      linkage.account('acc-1', options),
      linkage.balance('acc-1', options),
      collect(linkage.transactions('acc-1', options)),
      collect(linkage.deposits('acc-1', options)),
      linkage.status(options),
      linkage.end(options),
    ];
    for (const error of await Promise.all(calls.map(caught))) expect(error).toBe(reason);
    expect(fake.received).toHaveLength(before);
    await expect(bank.complete(callback, pending)).resolves.toHaveProperty('id');
  });

  test('stops a request that is under way', async () => {
    const fake = new FakeBank();
    const linkage = await fake.linked();
    const controller = new AbortController();
    fake.once('/balance', (request) => {
      queueMicrotask(() => controller.abort(reason));
      return silent(request);
    });
    expect(await caught(linkage.balance('acc-1', { signal: controller.signal }))).toBe(reason);
  });

  test('stops a pause between two tries', async () => {
    const fake = new FakeBank();
    const controller = new AbortController();
    const linkage = await fake.linked(
      fake.link({
        wait: () => {
          controller.abort(reason);
          return new Promise(() => {});
        },
      }),
    );
    fake.once('/balance', offline);
    expect(await caught(linkage.balance('acc-1', { signal: controller.signal }))).toBe(reason);
  });

  test('stops between two pages', async () => {
    const fake = new FakeBank();
    fake.lines.push(...Array.from({ length: 4 }, (_, number) => line(number)));
    const linkage = await fake.linked();
    const controller = new AbortController();
    const lines = linkage.transactions('acc-1', { pageSize: 2, signal: controller.signal });
    await lines.next();
    await lines.next();
    controller.abort(reason);
    expect(await caught(lines.next())).toBe(reason);
    expect(fake.count('/transactions')).toBe(1);
  });
});

test('the default pause is cut short by the signal', async () => {
  const fake = new FakeBank();
  const controller = new AbortController();
  const linkage = await fake.linked(fake.link({ wait: undefined }));
  fake.once('/balance', () => {
    setTimeout(() => controller.abort('enough'));
    return offline();
  });
  expect(await caught(linkage.balance('acc-1', { signal: controller.signal }))).toBe('enough');
});

test('the global fetch is used when none is given, as it is at that moment', async () => {
  const fake = new FakeBank('http://127.0.0.1:9/gunma');
  expect(await caught(fake.link({ fetch: undefined }).start())).toMatchObject({ code: 'network' });
  expect(fake.waits).toHaveLength(2);
});

test('a network failure, a timeout, a refusal and the end of a linkage are of distinct types', async () => {
  const fake = new FakeBank();
  const bank = fake.link({ timeout: 50 });
  const linkage = await fake.linked(bank);
  const errors: unknown[] = [];
  for (const answers of [[offline, offline, offline], [silent], [() => problem(403, 'insufficient_scope')]]) {
    fake.once('/linkage', ...answers);
    errors.push(await caught(linkage.status()));
  }
  fake.time += hour;
  fake.once('/oauth/token', () => oauthError('invalid_client', {}, 401));
  errors.push(await caught(linkage.status()));
  fake.endReason = 'expired';
  errors.push(await caught(linkage.status()));
  const types = [NetworkError, TimeoutError, ApiProblemError, AuthorizationError, LinkageEndedError];
  expect(errors.map((error) => types.map((type) => error instanceof type))).toEqual(
    types.map((_, index) => types.map((__, other) => other === index)),
  );
});

test('no redirect is followed by the global fetch either, from the metadata, a push, the token endpoint or the API', async () => {
  const asked: string[] = [];
  let redirected = '';
  const server = createServer((request, response) => {
    const path = (request.url ?? '').replace(/\?.*/, '');
    asked.push(path);
    if (path.endsWith(redirected)) return void response.writeHead(307, { location: '/evil' }).end();
    if (path === '/.well-known/oauth-authorization-server') return void response.end(JSON.stringify(fake.metadata));
    response.writeHead(path.endsWith('/par') ? 201 : 200).end(JSON.stringify(tokens));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const fake = new FakeBank(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  fake.metadata.pushed_authorization_request_endpoint = `${fake.issuer}/oauth/par`;
  const tokens = { request_uri: 'urn:a', access_token: 'a', token_type: 'Bearer', expires_in: 60, refresh_token: 'r' };
  const follow = async () => {
    const bank = fake.link({ fetch: undefined, pushedAuthorizationRequests: true });
    const { pending } = await bank.start({ services: ['balances'] });
    const answer = new URLSearchParams({ state: pending.state, iss: fake.issuer, code: 'c' });
    await (await bank.complete(`/callback?${answer}`, pending)).status();
  };
  for (redirected of ['/oauth-authorization-server', '/oauth/par', '/oauth/token', '/linkage']) {
    expect(await caught(follow())).toMatchObject({ code: 'invalid_response', status: 307 });
  }
  expect(asked.length).toBeGreaterThan(8);
  expect(asked).not.toContain('/evil');
  server.close().closeAllConnections();
});

describe('what is injected', () => {
  afterEach(() => vi.restoreAllMocks());

  test('the clock: the time of a linkage is read from it only', async () => {
    const fake = new FakeBank();
    const readers: string[] = [];
    vi.spyOn(Date, 'now').mockImplementation(() => {
      readers.push(new Error().stack ?? '');
      return 0;
    });
    const linkage = await fake.linked();
    fake.time += hour;
    fake.once('/linkage', busy(503, new Date(fake.time + 3000).toUTCString()));
    await linkage.status();
    expect(fake.count('/oauth/token')).toBe(2);
    expect(fake.waits).toEqual([3000]);
    expect(readers.filter((stack) => stack.includes('/sdk/src/'))).toEqual([]);
  });

  test('the fetch: every request goes through it, with a proof of possession too', async () => {
    const real = vi.spyOn(globalThis, 'fetch').mockRejectedValue(new Error('the global fetch'));
    for (const fake of [new FakeBank(), new Fapi2Bank()]) {
      const proof = fake instanceof Fapi2Bank ? { dpop: dpop(await generateDpopKey()) } : {};
      const linkage = await fake.linked(fake.link(proof));
      fake.time += hour;
      await linkage.end();
    }
    expect(real).not.toHaveBeenCalled();
  });
});
