import { LinkageEndedError, type LinkageTokens, MemoryTokenStore, type TokenStore } from '@renkei/sdk';
import { describe, expect, test, vi } from 'vitest';
import { caught, collect, deferred } from './caught.ts';
import { FakeBank, hour, oauthError, offline, problem } from './fake-bank.ts';

describe('refreshing', () => {
  test('an access token with less than 30 seconds left is renewed first', async () => {
    const fake = new FakeBank();
    const linkage = await fake.linked();
    fake.time += 1_770_000;
    await linkage.status();
    expect(fake.count('/oauth/token')).toBe(1);
    fake.time += 1;
    await linkage.status();
    expect(fake.count('/oauth/token')).toBe(2);
    expect(fake.received.map(({ path }) => path).slice(-2)).toEqual(['/gunma/oauth/token', '/gunma/api/v1/linkage']);
  });

  test('a rejected access token is renewed once, and the read is repeated', async () => {
    const fake = new FakeBank();
    const linkage = await fake.linked(fake.link({ now: () => 0 }));
    fake.time += hour;
    expect((await linkage.status()).daysLeft).toBe(90);
    expect(fake.count('/oauth/token')).toBe(2);
    expect(fake.count('/api/v1/linkage')).toBe(2);
  });

  test('an access token that is rejected again is the bank’s problem', async () => {
    const fake = new FakeBank();
    const linkage = await fake.linked();
    fake.once('/linkage', () => problem(401, 'invalid_token'));
    fake.once('/linkage', () => problem(401, 'invalid_token'));
    expect(await caught(linkage.status())).toMatchObject({ code: 'api_problem', problemCode: 'invalid_token' });
    expect(fake.count('/oauth/token')).toBe(2);
    expect(fake.count('/api/v1/linkage')).toBe(2);
  });

  test('a rejection that only the WWW-Authenticate header tells counts too (RFC 6750 §3.1)', async () => {
    const fake = new FakeBank();
    const linkage = await fake.linked();
    const headers = { 'www-authenticate': 'Bearer realm="x", error="invalid_token"' };
    fake.once('/linkage', () => new Response('no', { status: 401, headers }));
    expect((await linkage.status()).daysLeft).toBe(90);
  });

  test('exactly one refresh is in flight for a linkage, across all its objects and 50 calls', async () => {
    const fake = new FakeBank();
    const bank = fake.link();
    const { id } = await fake.linked(bank);
    const objects = await Promise.all(Array.from({ length: 10 }, () => bank.open(id)));
    fake.time += hour;
    await Promise.all(objects.flatMap((linkage) => Array.from({ length: 5 }, () => linkage.status())));
    expect(fake.count('/oauth/token')).toBe(2);
  });

  test('exactly one refresh answers 50 simultaneous rejections', async () => {
    const fake = new FakeBank();
    const linkage = await fake.linked(fake.link({ now: () => 0 }));
    fake.time += hour;
    await Promise.all(Array.from({ length: 50 }, () => linkage.status()));
    expect(fake.count('/oauth/token')).toBe(2);
  });

  test('a slow token store cannot make an old refresh token come back', async () => {
    const fake = new FakeBank();
    const kept = new MemoryTokenStore();
    let delay = 1;
    const slow: TokenStore = {
      get: async (id) => {
        const tokens = await kept.get(id);
        delay = (delay * 7 + 3) % 50;
        for (let turn = delay; turn > 0; turn--) await Promise.resolve();
        return tokens;
      },
      set: (id, tokens) => kept.set(id, tokens),
      delete: (id) => kept.delete(id),
    };
    const linkage = await fake.linked(fake.link({ tokenStore: slow }));
    for (let round = 0; round < 20; round++) {
      fake.time += hour;
      await Promise.all(Array.from({ length: 10 }, () => linkage.status()));
    }
    expect(fake.count('/oauth/token')).toBe(21);
  });

  test('linkages are refreshed independently', async () => {
    const first = new FakeBank();
    const second = new FakeBank();
    const [one, two] = [await first.linked(), await second.linked()];
    expect(one.id).not.toBe(two.id);
    first.time += hour;
    await Promise.all([one.status(), two.status()]);
    expect([first.count('/oauth/token'), second.count('/oauth/token')]).toEqual([2, 1]);
  });

  test('the new tokens are stored in the place of the old ones, which are not dropped before, and only then used', async () => {
    const fake = new FakeBank();
    const kept = new MemoryTokenStore();
    const log: string[] = [];
    const tokenStore: TokenStore = {
      get: (id) => kept.get(id),
      set: async (id, tokens) => {
        log.push(`set ${tokens.refreshToken === fake.refreshToken}`);
        await kept.set(id, tokens);
      },
      delete: async () => void log.push('delete'),
    };
    const linkage = await fake.linked(fake.link({ tokenStore }));
    fake.time += hour;
    await linkage.status();
    expect(log).toEqual(['set true', 'set true']);
    expect((await kept.get(linkage.id))?.accessToken).toBe(fake.accessToken);
  });

  test('tokens that the store fails to keep are not lost', async () => {
    const fake = new FakeBank();
    const kept = new MemoryTokenStore();
    let broken = false;
    const tokenStore: TokenStore = {
      get: (id) => kept.get(id),
      set: async (id, tokens) => {
        if (broken) throw new Error('disk full');
        await kept.set(id, tokens);
      },
      delete: (id) => kept.delete(id),
    };
    const linkage = await fake.linked(fake.link({ tokenStore }));
    fake.time += hour;
    broken = true;
    expect(await caught(linkage.status())).toMatchObject({ message: 'disk full' });
    broken = false;
    expect((await linkage.status()).daysLeft).toBe(90);
    expect((await kept.get(linkage.id))?.refreshToken).toBe(fake.refreshToken);
    expect(fake.count('/oauth/token')).toBe(2);
  });

  test('a refresh token that the bank does not rotate is kept (RFC 6749 §6)', async () => {
    const fake = new FakeBank();
    const linkage = await fake.linked();
    fake.rotates = false;
    fake.time += hour;
    await linkage.status();
    fake.time += hour;
    await expect(linkage.status()).resolves.toHaveProperty('daysLeft');
  });

  test('a refresh is never sent again, also not for those who waited for it', async () => {
    const fake = new FakeBank();
    const linkage = await fake.linked();
    fake.time += hour;
    fake.once('/oauth/token', offline);
    const all = await Promise.allSettled(Array.from({ length: 10 }, () => linkage.status()));
    for (const result of all) expect(result).toMatchObject({ status: 'rejected', reason: { code: 'network' } });
    expect(fake.count('/oauth/token')).toBe(2);
    await expect(linkage.status()).resolves.toHaveProperty('daysLeft');
  });

  test.each([
    ['invalid_grant', () => oauthError('invalid_grant'), 'linkage_ended'],
    ['429', () => oauthError('slow_down', {}, 429), 'authorization'],
    ['503', () => new Response('busy', { status: 503, headers: { 'retry-after': '0' } }), 'invalid_response'],
  ])('a refresh that is answered %s is never sent again', async (_, answer, code) => {
    const fake = new FakeBank();
    const linkage = await fake.linked();
    fake.time += hour;
    fake.once('/oauth/token', answer);
    expect(await caught(linkage.status())).toMatchObject({ code });
    expect(fake.count('/oauth/token')).toBe(2);
    expect(fake.waits).toEqual([]);
  });

  test('a caller that gives up does not interrupt the refresh, whose tokens would be lost', async () => {
    const fake = new FakeBank();
    const linkage = await fake.linked();
    fake.time += hour;
    const controller = new AbortController();
    const waiting = caught(linkage.status({ signal: controller.signal }));
    controller.abort(new Error('left'));
    expect(await waiting).toMatchObject({ message: 'left' });
    await linkage.status();
    expect(fake.count('/oauth/token')).toBe(2);
  });

  test('a refusal because of the client is no end of the linkage', async () => {
    const fake = new FakeBank();
    const tokenStore = new MemoryTokenStore();
    const linkage = await fake.linked(fake.link({ tokenStore }));
    fake.time += hour;
    fake.once('/oauth/token', () => oauthError('invalid_client', {}, 401));
    expect(await caught(linkage.status())).toMatchObject({ code: 'authorization', error: 'invalid_client' });
    expect(await tokenStore.get(linkage.id)).toBeDefined();
  });
});

describe('the end of a linkage', () => {
  async function linkedWithStore() {
    const fake = new FakeBank();
    const tokenStore = new MemoryTokenStore();
    const bank = fake.link({ tokenStore });
    return { fake, tokenStore, bank, linkage: await fake.linked(bank) };
  }

  test.each([['expired'], ['superseded'], ['token_reused'], ['ended_by_vendor']])(
    'invalid_grant at a refresh ends it with the reason %s and removes the tokens',
    async (reason) => {
      const { fake, tokenStore, linkage } = await linkedWithStore();
      fake.time += hour;
      fake.endReason = reason;
      const error = await caught(linkage.status());
      expect(error).toBeInstanceOf(LinkageEndedError);
      expect(error).toMatchObject({ code: 'linkage_ended', reason });
      expect(await tokenStore.get(linkage.id)).toBeUndefined();
    },
  );

  test('invalid_grant without a known reason ends it too', async () => {
    const { fake, linkage } = await linkedWithStore();
    fake.time += hour;
    fake.endReason = 'constructor';
    expect(await caught(linkage.status())).toMatchObject({ code: 'linkage_ended', reason: undefined });
  });

  test('consent_ended from the API ends it and removes the tokens', async () => {
    const { fake, tokenStore, linkage } = await linkedWithStore();
    fake.endReason = 'superseded';
    expect(await caught(linkage.status())).toMatchObject({ code: 'linkage_ended', reason: 'superseded' });
    expect(await tokenStore.get(linkage.id)).toBeUndefined();
  });

  test('everyone learns the same reason, also later, and the bank is asked once', async () => {
    const { fake, bank, linkage } = await linkedWithStore();
    const other = await bank.open(linkage.id);
    fake.time += hour;
    fake.endReason = 'expired';
    const errors = await Promise.all([linkage.status(), other.status(), collect(other.accounts())].map(caught));
    errors.push(await caught(linkage.balance('acc-1')));
    for (const error of errors) expect(error).toMatchObject({ code: 'linkage_ended', reason: 'expired' });
    expect(fake.count('/oauth/token')).toBe(2);
    expect(await caught(bank.open(linkage.id))).toMatchObject({ code: 'linkage_not_found' });
  });

  test('end() ends the consent at the bank, then removes the tokens', async () => {
    const { fake, tokenStore, bank, linkage } = await linkedWithStore();
    await linkage.end();
    expect(fake.received.at(-1)).toMatchObject({ method: 'DELETE', path: '/gunma/api/v1/linkage' });
    expect(await tokenStore.get(linkage.id)).toBeUndefined();
    expect(await caught(linkage.status())).toMatchObject({ code: 'linkage_ended', reason: 'ended_by_vendor' });
    expect(await caught(linkage.end())).toBeInstanceOf(LinkageEndedError);
    expect(await caught(bank.open(linkage.id))).toMatchObject({ code: 'linkage_not_found' });
  });

  test.each([
    ['a network failure', offline],
    ['503', () => problem(503, 'unavailable', {}, { 'retry-after': '0' })],
    ['429', () => problem(429, 'too_many_requests', {}, { 'retry-after': '0' })],
  ])('end() is not sent again after %s, and the tokens stay', async (_, answer) => {
    const { fake, tokenStore, linkage } = await linkedWithStore();
    fake.once('/linkage', answer);
    await caught(linkage.end());
    expect(fake.count('/api/v1/linkage')).toBe(1);
    expect(await tokenStore.get(linkage.id)).toBeDefined();
    await linkage.end();
  });

  test('end() works although the access token died without the SDK knowing', async () => {
    const fake = new FakeBank();
    const linkage = await fake.linked(fake.link({ now: () => 0 }));
    fake.time += hour;
    await linkage.end();
    expect(fake.endReason).toBe('ended_by_vendor');
  });

  test('end() of a linkage that was over already says so and removes the tokens', async () => {
    const { fake, tokenStore, linkage } = await linkedWithStore();
    fake.endReason = 'superseded';
    expect(await caught(linkage.end())).toMatchObject({ code: 'linkage_ended', reason: 'superseded' });
    expect(await tokenStore.get(linkage.id)).toBeUndefined();
  });

  test('a refresh that crosses end() does not bring the tokens back', async () => {
    const { fake, tokenStore, linkage } = await linkedWithStore();
    const kept = vi.spyOn(tokenStore, 'set');
    const ending = deferred<Response>();
    fake.once('/linkage', () => ending.promise);
    const ended = linkage.end();
    await expect.poll(() => fake.count('/linkage')).toBe(1);
    fake.time += hour;
    const refreshing = deferred<Response>();
    fake.once('/oauth/token', () => refreshing.promise);
    const crossing = caught(linkage.balance('acc-1'));
    await expect.poll(() => fake.count('/oauth/token')).toBe(2);
    ending.resolve(new Response(null, { status: 204 }));
    await Promise.resolve();
    const late = {
      access_token: 'late',
      token_type: 'Bearer',
      expires_in: 60,
      refresh_token: 'late',
      scope: 'balances',
    };
    setTimeout(() => refreshing.resolve(Response.json(late)));
    await ended;
    expect(await crossing).toMatchObject({ code: 'linkage_ended' });
    expect(kept).not.toHaveBeenCalled();
    expect(await tokenStore.get(linkage.id)).toBeUndefined();
  });
});

describe('the memory token store', () => {
  const tokens: LinkageTokens = {
    issuer: 'https://bank.example',
    clientId: 'demo',
    services: ['balances'],
    accessToken: 'a',
    accessTokenExpiresAt: 0,
    refreshToken: 'r',
  };

  test('what is read or written later does not change what is kept', async () => {
    const store = new MemoryTokenStore();
    const mine = structuredClone(tokens);
    await store.set('x', mine);
    mine.services.push('deposits');
    (await store.get('x'))?.services.push('deposits');
    expect(await store.get('x')).toEqual(tokens);
  });

  test('it shows no token when it is printed', async () => {
    const store = new MemoryTokenStore();
    await store.set('x', tokens);
    expect(JSON.stringify(store)).toBe('{}');
  });
});
