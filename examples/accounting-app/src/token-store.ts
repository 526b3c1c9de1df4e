import type { DatabaseSync } from 'node:sqlite';
import type { LinkageTokens, TokenStore } from '@renkei/sdk';

/** Keeps the SDK's tokens in our database. A real vendor encrypts the column. */
export function databaseTokenStore(database: DatabaseSync): TokenStore {
  const select = database.prepare('SELECT tokens FROM tokens WHERE linkage_id = ?');
  const upsert = database.prepare('INSERT OR REPLACE INTO tokens (linkage_id, tokens) VALUES (?, ?)');
  const remove = database.prepare('DELETE FROM tokens WHERE linkage_id = ?');
  return {
    async get(id) {
      const row = select.get(id);
      return row && (JSON.parse(String(row.tokens)) as LinkageTokens);
    },
    async set(id, tokens) {
      upsert.run(id, JSON.stringify(tokens));
    },
    async delete(id) {
      remove.run(id);
    },
  };
}
