import { mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { Kysely, type SqliteDatabase, SqliteDialect } from 'kysely';
import { createTables, SCHEMA_VERSION } from './migrations.ts';
import { joiningTransactions } from './one-transaction.ts';
import { createMemory, type Memory, withMemory } from './recall.ts';
import type { Schema } from './schema.ts';

/**
 * The data directory cannot be used; the message names the file and the next step. The file is left alone.
 *
 * @example
 * ```ts
 * import { createSandbox, StoreError } from '@renkei/sandbox';
 *
 * await createSandbox({ data: '.data' }).catch((error: unknown) => {
 *   if (error instanceof StoreError) console.error(error.message); // another sandbox uses it, say
 * });
 * ```
 */
export class StoreError extends Error {
  /** The name of the class. */
  override name = 'StoreError';
}

// SQLITE_FULL and SQLITE_IOERR, https://sqlite.org/rescode.html; extended codes have the primary one in their last byte.
const storageCodes = new Set([13, 10]);

/** Whether nothing can be written because the disk is full or fails. What was to be written has not been, in no part. */
export function isStorageFailure(error: unknown): boolean {
  const { code, errcode = 0, cause } = error as { code?: string; errcode?: number; cause?: unknown };
  if (code === 'ENOSPC' || storageCodes.has(errcode & 0xff)) return true;
  return cause instanceof Error && isStorageFailure(cause);
}

/** More than the sandbox has queries; batches of odd sizes come and go. */
const MOST_STATEMENTS = 500;

/** Prepares each text once: to prepare a query takes longer than to answer it. */
function statementsOf(database: DatabaseSync): (text: string) => StatementSync {
  const prepared = new Map<string, StatementSync>();
  return (text) => {
    const known = prepared.get(text);
    if (known) return known;
    const statement = database.prepare(text);
    const [oldest] = prepared.keys();
    if (prepared.size >= MOST_STATEMENTS && oldest !== undefined) prepared.delete(oldest);
    prepared.set(text, statement);
    return statement;
  };
}

// Kysely speaks to SQLite through the interface of better-sqlite3.
function asKyselyDatabase(database: DatabaseSync, memory: Memory): SqliteDatabase {
  const prepare = statementsOf(database);
  return {
    close: () => database.close(),
    prepare: (text) => {
      const statement = prepare(text);
      const values = (parameters: readonly unknown[]) => parameters as SQLInputValue[];
      const isReading = /^\s*select\b/i.test(text);
      return {
        reader: isReading || /^\s*(with|pragma)\b|\breturning\b/i.test(text),
        all: (parameters) => {
          if (!isReading) memory.forget(text);
          return statement.all(...values(parameters));
        },
        run: (parameters) => {
          memory.forget(text);
          try {
            return statement.run(...values(parameters));
          } catch (error) {
            // Where the disk is full SQLite has rolled back already: Kysely's own rollback shall not hide the reason.
            const isDone = text === 'rollback' && /no transaction is active/.test((error as Error).message);
            if (isDone) return { changes: 0, lastInsertRowid: 0 };
            throw error;
          }
        },
        iterate: (parameters) => statement.iterate(...values(parameters)) as IterableIterator<unknown>,
      };
    },
  };
}

/** What a file holds: nothing yet, our tables of some version, or something else. */
function contents(database: DatabaseSync): 'empty' | 'foreign' | number {
  const { tables } = database.prepare('select count(*) as tables from sqlite_master').get() as { tables: number };
  if (tables === 0) return 'empty';
  try {
    const row = database.prepare("select value from settings where name = 'schema_version'").get();
    return row === undefined ? 'foreign' : Number(row.value);
  } catch {
    return 'foreign';
  }
}

/** The name of the database in a data directory. */
export const DATABASE_FILE = 'sandbox.sqlite';

/** Whether SQLite says that another process holds the file. */
export function isBusy(error: unknown): boolean {
  return /locked|busy/i.test((error as Error).message);
}

const advice = 'it was left as it is; choose another --data directory';

/**
 * The version of the tables in a file; none in one that is new.
 *
 * @throws {@link StoreError} when it holds something else, or another version
 */
export function checkContents(database: DatabaseSync, file: string): number | undefined {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  const found = contents(database);
  // SQLite takes a file that is shorter than its smallest page for an empty one, and would write over it.
  const isScrap = found === 'empty' && size > 0 && size < 512;
  if (found === 'foreign' || isScrap) throw new StoreError(`${file} is not a sandbox database; ${advice}`);
  if (found === 'empty') return undefined;
  if (found === SCHEMA_VERSION) return found;
  throw new StoreError(`${file} has schema version ${found}, this sandbox knows ${SCHEMA_VERSION}; ${advice}`);
}

function openFile(file: string): DatabaseSync {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { timeout: 1000 });
    // One process owns the file: a second one is refused.
    database.exec('pragma locking_mode = exclusive');
    checkContents(database, file);
    database.exec('pragma journal_mode = wal; pragma synchronous = normal; begin immediate; commit');
    return database;
  } catch (error) {
    database?.close();
    if (error instanceof StoreError) throw error;
    const reason = (error as Error).message;
    if (isBusy(error)) {
      throw new StoreError(`${file} is in use by another sandbox; stop that one or choose another --data directory`);
    }
    if (isStorageFailure(error)) throw error;
    throw new StoreError(`${file} cannot be opened as a sandbox database (${reason}); ${advice}`);
  }
}

function openDirectory(directory: string): DatabaseSync {
  try {
    mkdirSync(directory, { recursive: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (isStorageFailure(error)) throw error;
    throw new StoreError(`--data ${directory} cannot be used as a directory (${code}); choose another one`);
  }
  return openFile(join(directory, DATABASE_FILE));
}

/**
 * Opens the database of a world: in memory, or `sandbox.sqlite` in a directory that is made when missing.
 *
 * @param directory - `--data DIR`; in memory when left out
 * @throws {@link StoreError} when the directory or the file cannot be used
 */
export async function openDatabase(directory?: string): Promise<Kysely<Schema>> {
  const database = directory === undefined ? new DatabaseSync(':memory:') : openDirectory(directory);
  const memory = createMemory();
  const dialect = new SqliteDialect({ database: asKyselyDatabase(database, memory) });
  const db = withMemory(joiningTransactions(new Kysely<Schema>({ dialect })), memory);
  try {
    if (contents(database) === 'empty') await db.transaction().execute(createTables);
    return db;
  } catch (error) {
    await db.destroy();
    throw error;
  }
}
