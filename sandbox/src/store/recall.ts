import type { Kysely } from 'kysely';
import type { Schema } from './schema.ts';

/** What was read since something was last written. */
export interface Memory {
  /** Told of every statement that is not a mere reading: nothing that was read holds any longer. */
  forget(statement: string): void;
  recall<Value>(key: string, read: () => Promise<Value>): Promise<Value>;
}

const MOST_BYTES = 8 * 1024 * 1024;
/** What is counted for a value that is no text: the rows of a customer or a token are small. */
const USUAL_BYTES = 2000;

const bytesOf = (value: unknown): number => (Buffer.isBuffer(value) ? value.length : USUAL_BYTES);

/** A memory for a database that this process alone writes to. */
export function createMemory(): Memory {
  const values = new Map<string, unknown>();
  let bytes = 0;
  let changes = 0;
  let isInTransaction = false;
  const clear = () => {
    values.clear();
    bytes = 0;
  };
  return {
    forget: (statement) => {
      isInTransaction =
        statement === 'begin' || (isInTransaction && statement !== 'commit' && statement !== 'rollback');
      changes += 1;
      clear();
    },
    recall: async (key, read) => {
      if (values.has(key)) return values.get(key) as Awaited<ReturnType<typeof read>>;
      const before = changes;
      const value = await read();
      // What a transaction sees is nobody else's before it is committed.
      if (changes !== before || isInTransaction) return value;
      bytes += bytesOf(value);
      if (bytes > MOST_BYTES) clear();
      values.set(key, value);
      return value;
    },
  };
}

const memories = new WeakMap<Kysely<Schema>, Memory>();

/** Gives a database its memory. */
export function withMemory(db: Kysely<Schema>, memory: Memory): Kysely<Schema> {
  memories.set(db, memory);
  return db;
}

/**
 * Reads something, unless it was read before and nothing has been written since. Two who ask get the same value: nobody may
 * change it.
 *
 * @param db - of an open world
 * @param key - says what is read, with everything that it depends on
 */
export function recall<Value>(db: Kysely<Schema>, key: string, read: () => Promise<Value>): Promise<Value> {
  return memories.get(db)?.recall(key, read) ?? read();
}
