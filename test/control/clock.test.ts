import { parseWorldFile } from '@renkei/sandbox';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { problemIn } from './problem.ts';

const NOON = '2026-11-20T12:00:00+09:00';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await openSandbox({ world: parseWorldFile('banks: { gunma: {} }', 'world.yaml') });
});
beforeEach(async () => {
  await sandbox.control('PUT', '/clock', { now: NOON, frozen: true });
});
afterAll(async () => {
  expect(sandbox.faults).toEqual([]);
  await sandbox.close();
});

const clock = async () => (await sandbox.control('GET', '/clock')).json();
const set = (body: unknown) => sandbox.control('PUT', '/clock', body);
const advance = (body: unknown) => sandbox.control('POST', '/clock/advance', body);

describe('the clock', () => {
  test('is read with Japan’s offset', async () => {
    expect(await clock()).toEqual({ now: NOON, frozen: true });
  });

  test.each([
    ['2026-11-20T15:00:00Z', '2026-11-21T00:00:00+09:00'],
    ['2026-11-20T23:59:59.999+09:00', '2026-11-20T23:59:59+09:00'],
    ['2000-01-01T00:00:00Z', '2000-01-01T09:00:00+09:00'],
    ['2099-12-31T23:59:59Z', '2100-01-01T08:59:59+09:00'],
  ])('is set to %s, which is %s', async (now, expected) => {
    const response = await set({ now });
    expect([response.status, await response.json()]).toEqual([200, { now: expected, frozen: true }]);
  });

  test('stands still exactly at the time to which it is set as it is frozen', async () => {
    await set({ frozen: false });
    const instant = Date.parse(NOON) + 123;
    await set({ now: new Date(instant).toISOString(), frozen: true });
    expect(sandbox.store.clock.now()).toBe(instant);
    expect(sandbox.store.clock.state().frozenAt).toBe(instant);
  });

  test('runs again when it is resumed, from where it stood', async () => {
    expect(await (await set({ frozen: false })).json()).toMatchObject({ frozen: false });
    const first = sandbox.store.clock.now();
    expect(first).toBeGreaterThanOrEqual(Date.parse(NOON));
    expect(first).toBeLessThan(Date.parse(NOON) + 60_000);
    expect(await (await set({ now: NOON, frozen: false })).json()).toMatchObject({ frozen: false });
  });

  test('stays frozen or running where nothing is said of it', async () => {
    expect(await (await set({ now: '2027-01-01T00:00:00+09:00' })).json()).toMatchObject({ frozen: true });
    await set({ frozen: false });
    expect(await (await set({ now: NOON })).json()).toMatchObject({ frozen: false });
  });

  test.each([
    ['PT61S', '2026-11-20T12:01:01+09:00'],
    ['P90D', '2027-02-18T12:00:00+09:00'],
    ['-P1D', '2026-11-19T12:00:00+09:00'],
    ['P1M', '2026-12-20T12:00:00+09:00'],
    ['PT0S', NOON],
  ])('is advanced by %s to %s', async (by, now) => {
    const response = await advance({ by });
    expect([response.status, await response.json()]).toEqual([200, { now, frozen: true }]);
  });

  test('is not set by nonsense', async () => {
    const nonsense: [body: unknown, location: string][] = [
      [{ now: 'now' }, 'body/now'],
      [{ now: '' }, 'body/now'],
      [{ now: '2026-11-20' }, 'body/now'],
      [{ now: '2026-11-20T09:00:00' }, 'body/now'],
      [{ now: '2026-02-30T09:00:00+09:00' }, 'body/now'],
      [{ now: '2026-11-20T25:00:00+09:00' }, 'body/now'],
      [{ now: '1999-12-31T23:59:59Z' }, 'body/now'],
      [{ now: '2100-01-01T00:00:00Z' }, 'body/now'],
      [{ now: '9999-12-31T23:59:59Z' }, 'body/now'],
      [{ now: 1_795_000_000_000 }, 'body/now'],
      [{ now: null }, 'body/now'],
      [{ now: 'now', frozen: false }, 'body/now'],
      [{ now: '1999-12-31T23:59:59Z', frozen: false }, 'body/now'],
      [{ frozen: 'yes' }, 'body/frozen'],
      [{ frozen: 1 }, 'body/frozen'],
      [{ speed: 2 }, 'body/speed'],
      [{}, 'body'],
      [[], 'body'],
    ];
    for (const [body, location] of nonsense) {
      const response = await set(body);
      expect([JSON.stringify(body), response.status]).toEqual([JSON.stringify(body), 400]);
      const { code, errors } = await problemIn(response);
      expect([body, code, errors?.[0]?.location]).toEqual([body, 'invalid_request', location]);
    }
    expect(await clock()).toEqual({ now: NOON, frozen: true });
  });

  test('is not advanced by nonsense', async () => {
    const nonsense: [body: unknown, location: string][] = [
      [{ by: '' }, 'body/by'],
      [{ by: 'P' }, 'body/by'],
      [{ by: 'PT' }, 'body/by'],
      [{ by: 'P-1D' }, 'body/by'],
      [{ by: '90 days' }, 'body/by'],
      [{ by: 'P1000Y' }, 'body/by'],
      [{ by: '-P100Y' }, 'body/by'],
      [{ by: 'P999999999999999999D' }, 'body/by'],
      [{ by: `P${'1'.repeat(70)}D` }, 'body/by'],
      [{ by: 90 }, 'body/by'],
      [{ by: ['P1D'] }, 'body/by'],
      [{ days: 90 }, 'body/by'],
      [{ by: 'P1D', twice: true }, 'body/twice'],
      [{}, 'body/by'],
    ];
    for (const [body, location] of nonsense) {
      const response = await advance(body);
      expect([JSON.stringify(body), response.status]).toEqual([JSON.stringify(body), 400]);
      expect([body, (await problemIn(response)).errors?.map((error) => error.location)]).toEqual([
        body,
        expect.arrayContaining([location]),
      ]);
    }
    expect(await clock()).toEqual({ now: NOON, frozen: true });
  });

  test('says what it expects', async () => {
    const { detail } = await problemIn(await advance({ by: 'P' }));
    expect(detail).toMatch(/^body\/by: expected a time between 2000 and 2099, .* e\.g\. P90D$/);
  });
});
