import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { saveRecord } from '../../sandbox/src/store/oauth-records.ts';
import { isStorageFailure } from '../../sandbox/src/store/sqlite.ts';
import { worldOfScreens } from '../browser/world.ts';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { createVendor } from '../support/vendor.ts';
import { createVisitor, walk } from '../support/visitor.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await openSandbox({ world: worldOfScreens() });
});
afterAll(async () => {
  expect(sandbox.faults).toEqual([]);
  await sandbox.close();
});

/** Takes all the room of the world's database; gives what gives it back. */
async function fill({ store: { db } }: TestSandbox): Promise<() => Promise<unknown>> {
  // SQLite takes the present size for the smallest possible.
  await sql`pragma max_page_count = 1`.execute(db);
  for (let number = 0; ; number += 1) {
    const record = { bank: 'gunma', model: 'Filler', idHash: `filler-${number}`, payload: {}, grantId: null };
    const failure = await saveRecord(db, { ...record, expiresAt: null, consumedAt: null }, 0).catch((error) => error);
    if (failure === undefined) continue;
    expect(isStorageFailure(failure)).toBe(true);
    return () => sql`pragma max_page_count = 1073741823`.execute(db);
  }
}

// On a real disk: npm run faults -- disk-full disk-nearly-full
test('a redemption and a refresh that find no room are answered 503, use nothing up, and succeed once there is room', async () => {
  const vendor = await createVendor(sandbox);
  const started = await vendor.authorizationUrl();
  const { url } = await walk(createVisitor(), started.url, { loginId: 'sato' });
  const { refresh_token: token = '' } = await vendor.link({ loginId: 'kato' });
  for (const ask of [() => vendor.requestTokens(url, started), () => vendor.refresh(token)]) {
    const makeRoom = await fill(sandbox);
    const refused = await ask();
    expect([refused.status, await refused.json()]).toEqual([
      503,
      { error: 'temporarily_unavailable', error_description: expect.stringContaining('no room') },
    ]);
    await makeRoom();
    expect((await ask()).status).toBe(200);
  }
});

test('an authorization request that finds no room is a Japanese page, and goes on by a reload', async () => {
  const { url } = await (await createVendor(sandbox)).authorizationUrl();
  const makeRoom = await fill(sandbox);
  const visitor = createVisitor();
  const refused = await visitor.request(url, { headers: { Accept: 'text/html' } });
  expect([refused.status, refused.headers.get('location')]).toEqual([503, null]);
  expect(await refused.text()).toContain('ただいま要求を受け付けられません');
  await makeRoom();
  expect((await visitor.see((await visitor.follow(url)).url)).id).toBe('entry');
});

test('a reset that breaks off changes nothing, the clock and the maintenance windows neither', async () => {
  const { db } = sandbox.store;
  await sandbox.clock.freeze();
  await sandbox.clock.set('2030-01-01T00:00:00+09:00');
  await sandbox.startMaintenance('gunma');
  const before = await sandbox.snapshot();
  await sql`create trigger no_room before insert on customers begin select raise(abort, 'no room'); end`.execute(db);
  await expect(sandbox.store.reset()).rejects.toThrow('no room');
  await sql`drop trigger no_room`.execute(db);
  expect(await sandbox.snapshot()).toEqual(before);
});
