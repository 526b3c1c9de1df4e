import type { Kysely } from 'kysely';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { recall } from '../../sandbox/src/store/recall.ts';
import type { Schema } from '../../sandbox/src/store/schema.ts';
import { readSetting, writeSetting } from '../../sandbox/src/store/settings.ts';
import { openDatabase } from '../../sandbox/src/store/sqlite.ts';

let db: Kysely<Schema>;
let reads = 0;
beforeEach(async () => {
  db = await openDatabase();
  reads = 0;
});
afterEach(() => db.destroy());

const write = (value: string) => writeSetting(db, 'colour', value);
const colour = () =>
  recall(db, 'colour', () => {
    reads += 1;
    return readSetting<string>(db, 'colour');
  });

test('what was read is not read again', async () => {
  await write('red');
  expect([await colour(), await colour(), reads]).toEqual(['red', 'red', 1]);
});

test('nor is what is not there', async () => {
  expect([await colour(), await colour(), reads]).toEqual([undefined, undefined, 1]);
});

test('once something is written it is read again', async () => {
  await write('red');
  await colour();
  await write('blue');
  expect([await colour(), reads]).toEqual(['blue', 2]);
});

test('a write that returns rows counts as one', async () => {
  await write('red');
  await colour();
  await db.updateTable('settings').set({ value: '"blue"' }).where('name', '=', 'colour').returning('name').execute();
  expect(await colour()).toBe('blue');
});

test('what is written while it is read is not missed', async () => {
  await write('red');
  const early = recall(db, 'colour', async () => {
    const found = await readSetting<string>(db, 'colour');
    await write('blue');
    return found;
  });
  expect(await early).toBe('red');
  expect(await colour()).toBe('blue');
});

test('what a transaction sees before it is taken back is nobody else’s', async () => {
  await write('red');
  const failed = db.transaction().execute(async (transaction) => {
    await writeSetting(transaction, 'colour', 'blue');
    expect(await recall(db, 'colour', () => readSetting<string>(transaction, 'colour'))).toBe('blue');
    throw new Error('taken back');
  });
  await expect(failed).rejects.toThrow('taken back');
  expect(await colour()).toBe('red');
});

test('long texts that would fill the memory push the others out', async () => {
  const page = Buffer.alloc(1024 * 1024);
  for (let number = 0; number < 20; number += 1) await recall(db, `page ${number}`, async () => page);
  let isRead = false;
  await recall(db, 'page 0', async () => {
    isRead = true;
    return page;
  });
  expect(isRead).toBe(true);
});
