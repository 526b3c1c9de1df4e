import { describe, expect, test } from 'vitest';
import type { Effect, Linkage } from '../../sandbox/src/bank/linkage-state.ts';
import { findClient, listClients, saveClient } from '../../sandbox/src/store/clients.ts';
import { findConsent } from '../../sandbox/src/store/consents.ts';
import { findCustomer, listAccounts, listCustomers } from '../../sandbox/src/store/customers.ts';
import { findLinkage, insertLinkage, saveDecision } from '../../sandbox/src/store/linkages.ts';
import { readSetting, writeSetting } from '../../sandbox/src/store/settings.ts';
import { StoreError } from '../../sandbox/src/store/sqlite.ts';
import { openWorldStore, type WorldStore } from '../../sandbox/src/store/world-store.ts';
import { parseWorldFile } from '../../sandbox/src/world/world-file.ts';
import { WORLD_SCHEMA_VERSION } from '../../sandbox/src/world/world-schema.ts';
import { temporaryDirectory } from './directory.ts';

const text = `
name: small
clock: "2026-11-20T09:00:00+09:00"
clients:
  - { clientId: app, clientSecret: a-secret, name: 会計, companyName: 株式会社会計, redirectUris: [http://localhost:3000/callback] }
banks:
  gunma:
    settings: { consentDays: 30, screenIdleSeconds: 60 }
    companies:
      - id: shop
        name: 商店
        accounts:
          - { branchCode: "001", branchName: 本店, number: "0000001", holder: ｼﾖｳﾃﾝ, inquiryPin: "0123" }
          - { branchCode: "001", branchName: 本店, number: "0000002", holder: ｼﾖｳﾃﾝ, inquiryPin: "0123", inquiryPinState: pending }
        customers:
          - { loginId: sato, loginPassword: sato-pw, name: 佐藤, login: password, purpose: { ja: 例, en: example } }
`;
const world = parseWorldFile(text, 'world.yaml');
const START = Date.parse('2026-11-20T09:00:00+09:00');
const DAY = 24 * 60 * 60 * 1000;

const linkage: Linkage = {
  screen: 'consent',
  offered: ['balances'],
  loginId: 'sato',
  enteredAccounts: ['001-1-0000001'],
  touchedAt: START,
};
const stored = { id: 'linkage-1', bank: 'gunma', clientId: 'app', linkage, sessionHash: null };

const consentGiven = (grantId: string, grantedAt: number, loginId = 'sato', clientId = 'app'): Effect => ({
  kind: 'consent-given',
  consent: { grantId, clientId, loginId, services: ['balances'], grantedAt, expiresAt: grantedAt + 30 * DAY },
});

const save = ({ db }: WorldStore, ...effects: Effect[]) => saveDecision(db, stored, effects);

async function pinsOf({ db }: WorldStore) {
  const [customer] = await listCustomers(db);
  if (customer === undefined) throw new Error('the world has no customer');
  return (await listAccounts(db, customer)).map(({ pinState, pinPendingAt, pinFailures, pinLocked }) => ({
    pinState,
    pinPendingAt,
    pinFailures,
    pinLocked,
  }));
}

/** Does something of everything to a world that is open. */
async function useWorld(store: WorldStore): Promise<void> {
  await insertLinkage(store.db, stored);
  await save(
    store,
    { kind: 'login-counted', loginId: 'sato', failures: 3, locked: false },
    { kind: 'inquiry-pin-registered', accountId: '001-1-0000001' },
    { kind: 'inquiry-pin-counted', accountId: '001-1-0000002', failures: 5, locked: true },
    consentGiven('grant-1', START),
  );
  const app = await findClient(store.db, 'app');
  if (app) await saveClient(store.db, { ...app, clientId: 'app-2' });
  await writeSetting(store.db, 'authorities', 'kept');
  store.clock.freeze();
  store.clock.set(START + DAY);
  await store.saveClock();
}

const used = [
  { pinState: 'registered', pinPendingAt: null, pinFailures: 0, pinLocked: false },
  { pinState: 'pending', pinPendingAt: expect.any(Number), pinFailures: 5, pinLocked: true },
];
const fresh = [
  { pinState: 'unregistered', pinPendingAt: null, pinFailures: 0, pinLocked: false },
  { pinState: 'pending', pinPendingAt: expect.any(Number), pinFailures: 0, pinLocked: false },
];

describe('a world that is kept', () => {
  test('is the same after it was closed and opened again, its clock included', async () => {
    const directory = temporaryDirectory();
    const first = await openWorldStore({ directory, world });
    await useWorld(first);
    await first.close();

    const again = await openWorldStore({ directory, world });
    expect(again.clock.now()).toBe(START + DAY);
    expect(again.clock.state().frozenAt).toBe(START + DAY);
    expect(again.world).toEqual(world);
    expect(await pinsOf(again)).toEqual(used);
    expect(await findCustomer(again.db, 'gunma', 'sato')).toMatchObject({ loginFailures: 3, locked: false });
    expect(await findLinkage(again.db, 'gunma', 'linkage-1')).toEqual(stored);
    expect(await findConsent(again.db, 'grant-1')).toMatchObject({
      services: ['balances'],
      expiresAt: START + 30 * DAY,
      endReason: null,
    });
    expect((await listClients(again.db)).map(({ clientId }) => clientId)).toEqual(['app', 'app-2']);
    await again.close();
  });

  test('has the defaults of today, where an older version kept it', async () => {
    const directory = temporaryDirectory();
    const first = await openWorldStore({ directory, world });
    const { clients: _, ...older } = world;
    await writeSetting(first.db, 'world', older);
    await writeSetting(first.db, 'world_schema_version', WORLD_SCHEMA_VERSION - 1);
    await first.close();
    const second = await openWorldStore({ directory, world });
    expect(second.world).toEqual({ ...world, clients: [] });
    await second.close();
  });

  test('has a clock that goes on running while it is closed', async () => {
    const directory = temporaryDirectory();
    const first = await openWorldStore({ directory, world });
    first.clock.advance(5 * DAY);
    await first.saveClock();
    const { offset } = first.clock.state();
    await first.close();
    const again = await openWorldStore({ directory, world });
    expect(again.clock.state()).toEqual({ offset, frozenAt: null });
    await again.close();
  });

  test('goes back to its file by a reset, and keeps its settings', async () => {
    const store = await openWorldStore({ world });
    await useWorld(store);
    await store.reset();
    expect(await pinsOf(store)).toEqual(fresh);
    expect(await findCustomer(store.db, 'gunma', 'sato')).toMatchObject({ loginFailures: 0 });
    expect(await findLinkage(store.db, 'gunma', 'linkage-1')).toBeUndefined();
    expect(await findConsent(store.db, 'grant-1')).toBeUndefined();
    expect((await listClients(store.db)).map(({ clientId }) => clientId)).toEqual(['app']);
    expect(store.clock.state().frozenAt).toBeNull();
    expect(store.clock.now() - START).toBeLessThan(DAY);
    expect(await readSetting(store.db, 'authorities')).toBe('kept');
    await store.close();
  });

  test('keeps a reset', async () => {
    const directory = temporaryDirectory();
    const first = await openWorldStore({ directory, world });
    await useWorld(first);
    await first.reset();
    await first.close();
    const again = await openWorldStore({ directory, world });
    expect(await pinsOf(again)).toEqual(fresh);
    expect(again.clock.state().frozenAt).toBeNull();
    await again.close();
  });

  test('starts at the time given, else at that of its file, else now', async () => {
    const given = await openWorldStore({ world, clock: '2030-01-01T00:00:00+09:00' });
    expect(new Date(given.clock.now()).getUTCFullYear()).toBe(2029);
    const { clock: _, ...timeless } = world;
    const now = await openWorldStore({ world: timeless });
    expect(now.clock.state().offset).toBe(0);
    await Promise.all([given.close(), now.close()]);
  });

  test('has its banks with the settings of its file, and the defaults for the rest', async () => {
    const store = await openWorldStore({ world });
    expect(store.profiles.get('gunma')?.settings).toMatchObject({
      consentDays: 30,
      screenIdleSeconds: 60,
      wrongLoginPasswordsBeforeLock: 5,
    });
    await store.close();
  });
});

describe('another world on a directory that holds one', () => {
  const other = parseWorldFile(text.replace('佐藤', '鈴木'), 'other.yaml');

  test('is refused when the user asked for it, and the kept one stays', async () => {
    const directory = temporaryDirectory();
    await (await openWorldStore({ directory, world, isExplicit: true })).close();
    await expect(openWorldStore({ directory, world: other, isExplicit: true })).rejects.toThrow(
      new StoreError(
        `--data ${directory} already holds the world small, made from another file; leave out --world, or choose another --data directory`,
      ),
    );
    const kept = await openWorldStore({ directory, world, isExplicit: true });
    expect((await findCustomer(kept.db, 'gunma', 'sato'))?.name).toBe('佐藤');
    await kept.close();
  });

  test('gives way to the kept one when it was only the default', async () => {
    const directory = temporaryDirectory();
    await (await openWorldStore({ directory, world, isExplicit: true })).close();
    const kept = await openWorldStore({ directory, world: other, isExplicit: false });
    expect(kept.world).toEqual(world);
    await kept.close();
  });

  test('is the same one when only its text differs', async () => {
    const directory = temporaryDirectory();
    await (await openWorldStore({ directory, world, isExplicit: true })).close();
    const reworded = parseWorldFile(`# a comment\n${JSON.stringify(world)}`, 'world.json');
    const kept = await openWorldStore({ directory, world: reworded, isExplicit: true });
    await kept.close();
  });
});

describe('a second consent', () => {
  test('of the same customer for the same vendor ends the first, at that instant', async () => {
    const store = await openWorldStore({ world });
    await save(store, consentGiven('first', START));
    await save(store, consentGiven('second', START + DAY));
    expect(await findConsent(store.db, 'first')).toMatchObject({ endReason: 'superseded', endedAt: START + DAY });
    expect(await findConsent(store.db, 'second')).toMatchObject({ endReason: null, endedAt: null });
    await save(store, consentGiven('third', START + 2 * DAY));
    expect(await findConsent(store.db, 'first')).toMatchObject({ endedAt: START + DAY });
    await store.close();
  });

  test('of another customer, or for another vendor, ends nothing', async () => {
    const store = await openWorldStore({ world });
    await save(store, consentGiven('first', START));
    await save(store, consentGiven('second', START, 'suzuki'));
    await save(store, consentGiven('third', START, 'sato', 'other-app'));
    for (const grantId of ['first', 'second', 'third']) {
      expect(await findConsent(store.db, grantId)).toMatchObject({ endReason: null });
    }
    await store.close();
  });
});
