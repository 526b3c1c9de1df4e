import type { LinkOptions, OtherWorld } from '@renkei/sandbox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { worldOfScreens } from '../browser/world.ts';
import { createApp } from '../support/app.ts';
import { type Fronts, frontNames, openFronts } from '../support/fronts.ts';
import { CALLBACK } from '../support/sandbox.ts';
import { createVisitor } from '../support/visitor.ts';

// Whatever knows the time at a bank asks the world's clock: forwards, and backwards.

const NINE = '2026-11-20T09:00:00+09:00';
const ACCOUNT = '001-1-6000001';
const HOURS = {
  businessDays: { from: '07:00', to: '23:00' },
  saturdays: { from: '08:00', to: '22:00' },
  holidays: null,
};

let fronts: Fronts;
beforeAll(async () => {
  const world = worldOfScreens();
  world.banks.miyakojima.settings = { ...world.banks.miyakojima.settings, serviceHours: HOURS };
  fronts = await openFronts({ clock: NINE, world });
});
afterAll(() => fronts.close());

describe.each(frontNames)('%s', (name) => {
  async function play(scenario: (world: OtherWorld, ask: typeof fetch) => Promise<void>): Promise<void> {
    const front = fronts.all.find((one) => one.name === name);
    if (front === undefined) throw new Error(`there is no front ${name}`);
    await front.open(async () => {
      const world = await front.makeWorld();
      await world.clock.freeze();
      await world.clock.set(NINE);
      await scenario(world, front.fetchOf(world));
      await world.close();
    });
  }

  test('service hours follow the day: business days, Saturdays, Sundays and holidays', () =>
    play(async (world, ask) => {
      const at = async (now: string): Promise<unknown> => {
        await world.clock.set(now);
        const answer = await ask(`${world.origin}/miyakojima/api/v1/accounts`);
        const { until } = (await answer.json()) as { until?: string };
        return until ?? answer.status;
      };
      const open = 401;
      expect(await at('2026-11-20T22:59:59+09:00')).toBe(open);
      expect(await at('2026-11-20T23:00:00+09:00')).toBe('2026-11-21T08:00:00+09:00');
      expect(await at('2026-11-21T21:59:59+09:00')).toBe(open);
      // Sunday, then 勤労感謝の日.
      expect(await at('2026-11-22T12:00:00+09:00')).toBe('2026-11-24T07:00:00+09:00');
      expect(await at('2026-11-23T12:00:00+09:00')).toBe('2026-11-24T07:00:00+09:00');
      expect(await at('2026-11-24T07:00:00+09:00')).toBe(open);
      expect(await at('2026-11-24T06:59:59+09:00')).toBe('2026-11-24T07:00:00+09:00');
      expect(await at('2026-11-20T12:00:00+09:00')).toBe(open);
    }));

  test('a maintenance window begins and ends by the clock', () =>
    play(async (world, ask) => {
      const status = async () => (await ask(`${world.origin}/gunma/api/v1/accounts`)).status;
      await world.startMaintenance('gunma', 'PT2H');
      expect(await status()).toBe(503);
      await world.clock.advance('PT2H');
      expect(await status()).toBe(401);
      await world.clock.advance('-PT1S');
      expect(await status()).toBe(503);
    }));

  test('tokens: introspection gives their end in world time, and both kinds end by it', () =>
    play(async (world, ask) => {
      const registration = { client_name: 'テスト会計', redirect_uris: [CALLBACK] };
      const { client_id: id, client_secret: secret } = await world.registerClient(registration);
      const Authorization = `Basic ${btoa(`${id}:${secret}`)}`;
      const post = async (path: string, body: Record<string, string>): Promise<Record<string, unknown>> => {
        const init = { method: 'POST', headers: { Authorization }, body: new URLSearchParams(body) };
        return (await ask(`${world.origin}/gunma/oauth${path}`, init)).json() as Promise<Record<string, unknown>>;
      };
      const code_verifier = 'v'.repeat(43);
      const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(code_verifier));
      const query = new URLSearchParams({
        response_type: 'code',
        client_id: id,
        redirect_uri: CALLBACK,
        code_challenge: Buffer.from(digest).toString('base64url'),
        code_challenge_method: 'S256',
      });
      const callbackUrl = await world.customer('gunma', 'sato').link(`${world.origin}/gunma/oauth/authorize?${query}`);
      const code = new URL(callbackUrl).searchParams.get('code') ?? '';
      const redemption = { grant_type: 'authorization_code', redirect_uri: CALLBACK, code, code_verifier };
      await world.clock.advance('PT60S');
      expect(await post('/token', redemption)).toMatchObject({ error: 'invalid_grant' });
      await world.clock.advance('-PT1S');
      const { access_token, refresh_token, expires_in } = (await post('/token', redemption)) as Record<string, string>;
      const token = access_token ?? '';
      const now = Date.parse(NINE) / 1000 + 59;
      const exp = now + Number(expires_in);
      expect(await post('/introspect', { token })).toMatchObject({ active: true, exp, iat: now });
      await world.clock.advance(`PT${Number(expires_in) - 1}S`);
      expect(await post('/introspect', { token })).toMatchObject({ active: true, exp });
      await world.clock.advance('PT1S');
      expect(await post('/introspect', { token })).toEqual({ active: false });
      const refreshToken = refresh_token ?? '';
      const ninetyDays = Date.parse(NINE) / 1000 + 90 * 24 * 60 * 60;
      expect(await post('/introspect', { token: refreshToken })).toMatchObject({ active: true, exp: ninetyDays });
      await world.clock.advance('P90D');
      expect(await post('/introspect', { token: refreshToken })).toEqual({ active: false });
      const refresh = { grant_type: 'refresh_token', refresh_token: refreshToken };
      expect(await post('/token', refresh)).toMatchObject({ error: 'invalid_grant', reason: 'expired' });
    }));

  test('mails and the journal are dated by it', () =>
    play(async (world, ask) => {
      for (const now of ['2026-12-31T23:59:00+09:00', '2026-11-01T08:00:00+09:00']) {
        await world.clock.set(now);
        const { url } = await (await createApp(world, 'mizuho', {}, ask)).start();
        await world.customer('mizuho', 'tanaka').link(url);
        expect((await world.mails()).at(-1)?.at).toBe(now);
        expect((await world.journal.entries({ kind: 'mail' })).at(-1)?.at).toBe(now);
        expect((await world.linkages()).at(-1)?.grantedAt).toBe(now);
      }
    }));

  test('a one-time password changes each minute, and is the same again when the clock is set back', () =>
    play(async (world) => {
      const shown = () => world.oneTimePassword('gunken', 'abe');
      const first = await shown();
      await world.clock.advance('PT59S');
      expect(await shown()).toBe(first);
      await world.clock.advance('PT1S');
      expect(await shown()).not.toBe(first);
      await world.clock.set(NINE);
      expect(await shown()).toBe(first);
    }));

  test('a customer who stays away too long is logged out, at a linkage and on the site', () =>
    play(async (world, ask) => {
      const visitor = createVisitor(ask as typeof fetch);
      const { url } = await visitor.follow((await (await createApp(world, 'gunma', {}, ask)).start()).url);
      await visitor.press(url, 'login', { loginId: 'sato', loginPassword: 'sato-pw1' });
      const site = `${world.origin}/gunken/ib`;
      await visitor.press(site, 'login', { loginId: 'mori', loginPassword: 'moripw1' });
      expect([(await visitor.see(url)).id, (await visitor.see(site)).id]).toEqual(['service-selection', 'home']);
      await world.clock.advance('PT1H');
      expect([(await visitor.see(url)).id, (await visitor.see(site)).id]).toEqual(['ended', 'login']);
    }));

  test('an inquiry PIN that waits for the consent is dropped at midnight in Japan, a second later', () =>
    play(async (world, ask) => {
      const begin = async (options: LinkOptions) => {
        const { url } = await (await createApp(world, 'mizuho', {}, ask)).start();
        return world.customer('mizuho', 'tanaka').walk(url, options);
      };
      const pinState = async () => {
        const { screen } = await begin({ stopAt: 'inquiry-pin-registration' });
        return screen?.table?.rows.find(({ id }) => id === ACCOUNT)?.cells[0];
      };
      await world.clock.set('2026-11-20T23:59:59+09:00');
      expect(await pinState()).toBe('未登録');
      await begin({ accounts: [ACCOUNT], stopAt: 'consent' });
      expect(await pinState()).toBe('登録済み*');
      await world.clock.advance('PT1S');
      expect(await pinState()).toBe('未登録');
      await world.clock.advance('-PT1S');
      expect(await pinState()).toBe('登録済み*');
    }));

  test('a client certificate ends by it', () =>
    play(async (world, ask) => {
      const login = async () => {
        const { url } = await (await createApp(world, 'gunma', {}, ask)).start();
        const { reason, screen } = await world
          .customer('gunma', 'takahashi')
          .walk(url, { certificate: 'takahashi-valid' });
        return reason ?? screen?.id ?? 'linked';
      };
      expect(await login()).toBe('linked');
      await world.clock.advance('P366D');
      expect(await login()).toBe('refused');
      await world.clock.set(NINE);
      expect(await login()).toBe('linked');
    }));
});
