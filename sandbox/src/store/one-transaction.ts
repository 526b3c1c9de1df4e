import { AsyncLocalStorage } from 'node:async_hooks';
import type { Kysely, Transaction } from 'kysely';
import type { Schema } from './schema.ts';

const current = new WeakMap<Kysely<Schema>, AsyncLocalStorage<Transaction<Schema>>>();

/**
 * The same database, for {@link inOneTransaction}: within its work every query belongs to its transaction, whoever makes it.
 *
 * @param db - a database
 */
export function joiningTransactions(db: Kysely<Schema>): Kysely<Schema> {
  const transactions = new AsyncLocalStorage<Transaction<Schema>>();
  const joining = new Proxy(db, {
    get: (_, name) => {
      const target = transactions.getStore() ?? db;
      const member: unknown = Reflect.get(target, name);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
  current.set(joining, transactions);
  return joining;
}

/**
 * Does some work all of it or not at all, where a library makes the queries one by one. Everybody else waits.
 *
 * @param db - of an open world
 * @param work - an error takes all of it back
 */
export function inOneTransaction<T>(db: Kysely<Schema>, work: () => Promise<T>): Promise<T> {
  return db.transaction().execute((transaction) => {
    const transactions = current.get(db);
    return transactions === undefined ? work() : transactions.run(transaction, work);
  });
}
