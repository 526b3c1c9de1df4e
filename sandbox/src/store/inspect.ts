import { accessSync, constants, cpSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { checkContents, DATABASE_FILE, isBusy, StoreError } from './sqlite.ts';

/** What a data directory is good for. */
export type DirectoryState =
  | { readonly state: 'new' }
  | { readonly state: 'usable'; readonly world: string; readonly schemaVersion: number }
  | { readonly state: 'unusable'; readonly reason: string; readonly next: string };

const unusable = (reason: string, next: string): DirectoryState => ({ state: 'unusable', reason, next });

/** The directory that would be written to: itself, or the closest above it that is there. */
const existing = (directory: string): string =>
  existsSync(directory) || dirname(directory) === directory ? directory : existing(dirname(directory));

/** Whether another process holds the file: it is asked for a lock that a reader cannot have. */
function isHeld(file: string): boolean {
  const database = new DatabaseSync(file, { readOnly: true, timeout: 0 });
  try {
    // Without shared memory, for which SQLite would make files beside it.
    database.exec('pragma locking_mode = exclusive; select count(*) from sqlite_master');
    return false;
  } catch (error) {
    return isBusy(error);
  } finally {
    database.close();
  }
}

/** Looks at a copy: SQLite writes to what it opens, even when it only reads. */
function inspectFile(file: string): DirectoryState {
  const folder = mkdtempSync(join(tmpdir(), 'renkei-inspect-'));
  try {
    for (const part of [file, `${file}-wal`].filter((part) => existsSync(part))) {
      cpSync(part, join(folder, basename(part)));
    }
    const database = new DatabaseSync(join(folder, basename(file)));
    try {
      const schemaVersion = checkContents(database, file);
      if (schemaVersion === undefined) return { state: 'new' };
      const row = database.prepare("select value from settings where name = 'world'").get();
      const { name } = JSON.parse(String(row?.value ?? '{}')) as { name?: string };
      return { state: 'usable', world: name ?? 'of no name', schemaVersion };
    } finally {
      database.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Looks at a data directory, and leaves it as it is.
 *
 * @param directory - of `--data`
 */
export function inspectDirectory(directory: string): DirectoryState {
  const another = 'choose another --data directory';
  const file = join(directory, DATABASE_FILE);
  const place = existing(directory);
  if (!statSync(place).isDirectory()) return unusable(`${place} is not a directory`, another);
  try {
    accessSync(place, constants.R_OK | constants.W_OK);
    if (!existsSync(file)) return { state: 'new' };
    accessSync(file, constants.R_OK | constants.W_OK);
    if (isHeld(file)) return unusable(`${file} is in use by another sandbox`, `stop that one, or ${another}`);
    return inspectFile(file);
  } catch (error) {
    const reason = error instanceof StoreError ? error.message.split('; ')[0] : undefined;
    return unusable(reason ?? `${file} cannot be read (${(error as Error).message})`, another);
  }
}
