import { mkdirSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { SCHEMA_VERSION } from '../../sandbox/src/store/migrations.ts';
import { readSetting, writeSetting } from '../../sandbox/src/store/settings.ts';
import { openDatabase, StoreError } from '../../sandbox/src/store/sqlite.ts';
import { openWorldStore } from '../../sandbox/src/store/world-store.ts';
import { parseWorldFile } from '../../sandbox/src/world/world-file.ts';
import { bytesIn } from '../support/bytes.ts';
import { kill, openInAnotherProcess } from './another-process.ts';
import { temporaryDirectory } from './directory.ts';

const world = parseWorldFile('banks: { gunma: {} }', 'world.yaml');
const fileIn = (directory: string) => join(directory, 'sandbox.sqlite');

/** Why the directory is refused. */
async function refusalOf(directory: string): Promise<string> {
  const error = await openDatabase(directory).then(
    async (db) => db.destroy(),
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(StoreError);
  return (error as StoreError).message;
}

/** Makes a sandbox's directory, then changes its file by SQL. */
async function sandboxDirectory(sql = ''): Promise<string> {
  const directory = temporaryDirectory();
  await (await openWorldStore({ directory, world })).close();
  const database = new DatabaseSync(fileIn(directory));
  database.exec(sql);
  database.close();
  return directory;
}

describe('the database of a world', () => {
  test('is in memory when no directory is given, each one by itself', async () => {
    const [one, other] = [await openDatabase(), await openDatabase()];
    await writeSetting(one, 'note', 'こんにちは');
    expect(await readSetting(one, 'note')).toBe('こんにちは');
    expect(await readSetting(other, 'note')).toBeUndefined();
    await Promise.all([one.destroy(), other.destroy()]);
  });

  test('makes its directory, and those above it', async () => {
    const directory = join(temporaryDirectory(), 'データ', 'of', 'a bank');
    const db = await openDatabase(directory);
    await writeSetting(db, 'note', { deep: [1] });
    await db.destroy();
    expect(Object.keys(bytesIn(directory))).toEqual(['sandbox.sqlite']);
    const again = await openDatabase(directory);
    expect(await readSetting(again, 'note')).toEqual({ deep: [1] });
    await again.destroy();
  });

  test('takes an empty file for one that is still to be made', async () => {
    const directory = temporaryDirectory();
    writeFileSync(fileIn(directory), '');
    const db = await openDatabase(directory);
    expect(await readSetting(db, 'note')).toBeUndefined();
    await db.destroy();
  });
});

describe('a directory that cannot be used', () => {
  test.each<[string, (file: string) => void, RegExp]>([
    ['text', (file) => writeFileSync(file, 'Dear diary, '.repeat(100)), /cannot be opened as a sandbox database/],
    ['a few bytes', (file) => writeFileSync(file, 'x'), /is not a sandbox database/],
    [
      'the database of another program',
      (file) => new DatabaseSync(file).exec('create table diary (day text)'),
      /is not a sandbox database/,
    ],
    [
      'a database with other settings',
      (file) => new DatabaseSync(file).exec('create table settings (a text)'),
      /is not a sandbox database/,
    ],
    [
      'a database with a settings table that is empty',
      (file) => new DatabaseSync(file).exec('create table settings (name text, value text)'),
      /is not a sandbox database/,
    ],
  ])('is refused and left as it was when its file is %s', async (_, write, reason) => {
    const directory = temporaryDirectory();
    write(fileIn(directory));
    const before = bytesIn(directory);
    const message = await refusalOf(directory);
    expect(message).toMatch(reason);
    expect(message).toContain(fileIn(directory));
    expect(message).toMatch(/it was left as it is; choose another --data directory$/);
    expect(bytesIn(directory)).toEqual(before);
  });

  test.each([0.9, 0.5, 0.1])(
    'is refused and left as it was when its file is cut off at %d of its length',
    async (part) => {
      const directory = await sandboxDirectory();
      truncateSync(fileIn(directory), Math.floor(readFileSync(fileIn(directory)).length * part));
      const before = bytesIn(directory);
      expect(await refusalOf(directory)).toMatch(/it was left as it is; choose another --data directory$/);
      expect(bytesIn(directory)).toEqual(before);
    },
  );

  test.each([String(SCHEMA_VERSION + 1), '99'])(
    'is refused and left as it was when a newer sandbox made it, of schema version %s',
    async (version) => {
      const directory = await sandboxDirectory(
        `update settings set value = '${version}' where name = 'schema_version'`,
      );
      const before = bytesIn(directory);
      expect(await refusalOf(directory)).toContain(
        `has schema version ${version}, this sandbox knows ${SCHEMA_VERSION}; it was left as it is`,
      );
      expect(bytesIn(directory)).toEqual(before);
    },
  );

  test('is told by its name when a file is in the way', async () => {
    const directory = join(temporaryDirectory(), 'file');
    writeFileSync(directory, 'here already');
    expect(await refusalOf(directory)).toMatch(
      /^--data .*file cannot be used as a directory \(EEXIST\); choose another one$/,
    );
    expect(await refusalOf(join(directory, 'below'))).toMatch(/cannot be used as a directory \(ENOTDIR\)/);
    expect(readFileSync(directory, 'utf8')).toBe('here already');
  });

  test('is told by its name when a directory stands where the file should be', async () => {
    const directory = temporaryDirectory();
    mkdirSync(fileIn(directory));
    expect(await refusalOf(directory)).toMatch(/sandbox\.sqlite cannot be opened as a sandbox database/);
  });
});

describe('two processes on one directory', () => {
  test('never meet: the second is refused while the first is open, and goes on where it stopped when it was killed', async () => {
    const directory = temporaryDirectory();
    const other = await openInAnotherProcess(directory);
    onTestFinished(() => kill(other));
    expect(await refusalOf(directory)).toBe(
      `${fileIn(directory)} is in use by another sandbox; stop that one or choose another --data directory`,
    );
    await kill(other);
    const store = await openWorldStore({ directory, world });
    expect(store.clock.now()).toBe(0);
    await store.close();
  });
});
