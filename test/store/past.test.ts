import { expect, test } from 'vitest';
import type { Linkage } from '../../sandbox/src/bank/linkage-state.ts';
import { insertConsent } from '../../sandbox/src/store/consents.ts';
import { findLinkage, insertLinkage } from '../../sandbox/src/store/linkages.ts';
import { findRecord, saveRecord } from '../../sandbox/src/store/oauth-records.ts';
import type { Schema } from '../../sandbox/src/store/schema.ts';
import { openWorldStore, type WorldStore } from '../../sandbox/src/store/world-store.ts';
import { parseWorldFile } from '../../sandbox/src/world/world-file.ts';

const NOW = Date.parse('2026-11-20T09:00:00+09:00');
const HOUR = 60 * 60 * 1000;
const world = parseWorldFile('banks: { gunma: {} }', 'world.yaml');
const linkage: Linkage = { screen: 'entry', offered: ['balances'], enteredAccounts: [], touchedAt: NOW };

const count = async ({ db }: WorldStore, table: keyof Schema): Promise<number> => {
  const { rows } = await db
    .selectFrom(table)
    .select(({ fn }) => fn.countAll().as('rows'))
    .executeTakeFirstOrThrow();
  return Number(rows);
};

const record = (id: number, model: string, expiresAt: number | null, grantId: string | null = null) => ({
  bank: 'gunma',
  model,
  idHash: `${model} ${id}`,
  payload: {},
  grantId,
  expiresAt,
  consumedAt: null,
});

const consent = (grantId: string, clientId: string, endedAt: number | null) => ({
  grantId,
  bank: 'gunma',
  clientId,
  loginId: 'sato',
  services: ['balances'] as const,
  grantedAt: NOW,
  expiresAt: NOW + HOUR,
  endedAt,
  endReason: endedAt === null ? null : ('superseded' as const),
});

test('100,000 abandoned linkages leave the last thousand, though the clock stands still', {
  timeout: 120_000,
}, async () => {
  const store = await openWorldStore({ world });
  for (let id = 1; id <= 100_000; id += 1) {
    await insertLinkage(store.db, { id: String(id), bank: 'gunma', clientId: 'app', linkage, sessionHash: null });
    await saveRecord(store.db, record(id, 'Interaction', null), NOW);
  }
  expect(await count(store, 'linkages')).toBe(1000);
  expect(await count(store, 'oauth_records')).toBe(5000);
  const kept = async (id: number) => (await findLinkage(store.db, 'gunma', String(id))) !== undefined;
  expect([await kept(1), await kept(99_000), await kept(99_001), await kept(100_000)]).toEqual([
    false,
    false,
    true,
    true,
  ]);
  await store.close();
});

test('what is in force stays, however much comes after it', async () => {
  const store = await openWorldStore({ world });
  await insertConsent(store.db, consent('first', 'app', null));
  await saveRecord(store.db, record(0, 'Grant', NOW + HOUR, 'first'), NOW);
  await saveRecord(store.db, record(0, 'RefreshToken', NOW + HOUR, 'first'), NOW);
  for (let id = 1; id <= 6000; id += 1) await saveRecord(store.db, record(id, 'AuthorizationCode', NOW), NOW);
  const known = (model: string) => findRecord(store.db, { bank: 'gunma', model, idHash: `${model} 0` });
  expect(await known('Grant')).toBeDefined();
  expect(await known('RefreshToken')).toBeDefined();
  expect(await count(store, 'oauth_records')).toBeLessThanOrEqual(5102);
  // Nobody asks for it again an hour later.
  for (let id = 6001; id <= 6100; id += 1) {
    await saveRecord(store.db, record(id, 'AuthorizationCode', NOW), NOW + 2 * HOUR);
  }
  expect(await known('RefreshToken')).toBeUndefined();
  await store.close();
});

test('consents that are over go with their records, but for the last of each vendor', async () => {
  const store = await openWorldStore({ world });
  await insertConsent(store.db, consent('other vendor', 'other', NOW));
  for (let id = 1; id <= 2000; id += 1) {
    await insertConsent(store.db, consent(`grant ${id}`, 'app', id === 2000 ? null : NOW));
    await saveRecord(store.db, record(id, 'RefreshToken', NOW + HOUR, `grant ${id}`), NOW);
  }
  const grants = (await store.db.selectFrom('consents').select('grant_id').execute()).map(({ grant_id }) => grant_id);
  expect(grants).toHaveLength(1001);
  expect(grants).toEqual(expect.arrayContaining(['other vendor', 'grant 1001', 'grant 2000']));
  expect(await count(store, 'oauth_records')).toBe(1000);
  await store.close();
});

test('linkages begun after the clock was set back are not taken for the oldest', async () => {
  const store = await openWorldStore({ world });
  for (let id = 1; id <= 1500; id += 1) {
    const touchedAt = id > 1400 ? NOW - 1000 * HOUR : NOW;
    const begun = { ...linkage, touchedAt };
    await insertLinkage(store.db, {
      id: String(id),
      bank: 'gunma',
      clientId: 'app',
      linkage: begun,
      sessionHash: null,
    });
  }
  expect(await findLinkage(store.db, 'gunma', '1500')).toBeDefined();
  expect(await findLinkage(store.db, 'gunma', '500')).toBeUndefined();
  await store.close();
});
