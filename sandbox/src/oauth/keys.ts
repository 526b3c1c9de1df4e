import { exportJWK, generateKeyPair, type JWK } from 'jose';
import type { Kysely } from 'kysely';
import type { Schema } from '../store/schema.ts';
import { readSetting, writeSetting } from '../store/settings.ts';
import { randomId } from '../world/ids.ts';

/** The secrets of the authorization server. They outlive a restart, so that cookies do too. */
export interface ServerKeys {
  /** Signs cookies and CSRF tokens. */
  readonly cookieKey: string;
  readonly jwks: { readonly keys: readonly JWK[] };
}

/** The keys kept with the world; made on its first start. */
export async function serverKeys(db: Kysely<Schema>): Promise<ServerKeys> {
  const kept = await readSetting<ServerKeys>(db, 'server_keys');
  if (kept) return kept;
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  const keys = { cookieKey: randomId(32), jwks: { keys: [{ ...jwk, kid: randomId(), alg: 'ES256', use: 'sig' }] } };
  await writeSetting(db, 'server_keys', keys);
  return keys;
}
