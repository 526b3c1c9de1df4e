import { hash } from 'node:crypto';
import { type Adapter, type AdapterPayload, errors, Provider } from 'oidc-provider';
import { consentEnd } from '../bank/consent.ts';
import type { BankProfile } from '../bank/profile.ts';
import { findClient } from '../store/clients.ts';
import { endConsent, findConsent } from '../store/consents.ts';
import {
  consumeRecord,
  expireRecord,
  expireRecordsOfGrant,
  findRecord,
  type OAuthRecord,
  saveRecord,
} from '../store/oauth-records.ts';
import { isProofSeen, rememberProof } from '../store/seen-proofs.ts';
import { isStorageFailure } from '../store/sqlite.ts';
import type { WorldStore } from '../store/world-store.ts';
import { realNow } from '../world/clock.ts';
import { StorageUnavailable } from './all-or-nothing.ts';
import { clientMetadata } from './clients.ts';

/** The hash under which a record is kept: the id of a token is the token itself. */
export function idHash(id: string): string {
  return hash('sha256', id, 'base64url');
}

const epochSeconds = (milliseconds: number): number => Math.floor(milliseconds / 1000);

/** So far ahead a proof may be made; the library would forget it before it is too old. */
const AHEAD_SECONDS = 300;

/** No single sign-on: a bank asks for the login at every linkage. */
const sessionAdapter: Adapter = {
  upsert: async () => {},
  find: async () => undefined,
  findByUid: async () => undefined,
  findByUserCode: async () => undefined,
  consume: async () => {},
  destroy: async () => {},
  revokeByGrantId: async () => {},
};

/** The library answers every error that it does not know with 500. */
function tellingStorageFailures(adapter: Adapter): Adapter {
  const telling =
    <Args extends unknown[], T>(act: (...args: Args) => Promise<T>) =>
    (...args: Args) =>
      act(...args).catch((error: unknown) => {
        throw isStorageFailure(error) ? new StorageUnavailable(error) : error;
      });
  const { upsert, consume, destroy, revokeByGrantId } = adapter;
  return {
    ...adapter,
    upsert: telling(upsert),
    consume: telling(consume),
    destroy: telling(destroy),
    revokeByGrantId: telling(revokeByGrantId),
  };
}

/**
 * Keeps what `oidc-provider` issues, in world time. The library reads the real clock and cannot be given another, so the
 * end of a record is kept here and a record past it is not found; the `exp` that the library sees is moved accordingly.
 *
 * @param store - the world
 * @param profile - the bank
 */
export function createAdapterFactory(store: WorldStore, profile: BankProfile): (model: string) => Adapter {
  const { db, clock } = store;

  async function inForce(record: OAuthRecord): Promise<boolean> {
    const now = clock.now();
    if (record.expiresAt !== null && record.expiresAt <= now) return false;
    if (record.grantId === null) return true;
    const consent = await findConsent(db, record.grantId);
    return consent !== undefined && consentEnd(consent, now) === undefined;
  }

  function createAdapter(model: string): Adapter {
    const keyOf = (id: string) => ({ bank: profile.id, model, idHash: idHash(id) });
    // A linkage in progress times out by the bank's own rule; see `screenIdleSeconds`.
    const endsByItself = model !== 'Interaction';
    return {
      upsert: async (id, { jti: _id, exp: _exp, consumed, ...payload }, expiresIn) => {
        const now = clock.now();
        const record = {
          ...keyOf(id),
          payload: { ...payload, iat: epochSeconds(now) },
          grantId: model === 'Grant' ? id : (payload.grantId ?? null),
          expiresAt: expiresIn && endsByItself ? now + expiresIn * 1000 : null,
          consumedAt: consumed ? now : null,
        };
        await saveRecord(db, record, now);
      },
      find: async (id) => {
        const record = await findRecord(db, keyOf(id));
        if (record === undefined || !(await inForce(record))) return undefined;
        const left = record.expiresAt === null ? 86_400_000 : record.expiresAt - clock.now();
        return {
          ...record.payload,
          jti: id,
          exp: epochSeconds(realNow()) + Math.ceil(left / 1000) + 1,
          ...(record.consumedAt === null ? {} : { consumed: epochSeconds(record.consumedAt) }),
        } as AdapterPayload;
      },
      findByUid: async () => undefined,
      findByUserCode: async () => undefined,
      // Two requests can both have found it unused: only one of them uses it.
      consume: async (id) => {
        if (!(await consumeRecord(db, keyOf(id), clock.now()))) throw new errors.InvalidGrant('already used');
      },
      destroy: async (id) => {
        await expireRecord(db, keyOf(id), clock.now());
        if (model !== 'Grant') return;
        const reason = Provider.ctx?.oidc.route === 'revocation' ? 'ended_by_vendor' : 'token_reused';
        await endConsent(db, id, reason, clock.now());
      },
      revokeByGrantId: (grantId) => expireRecordsOfGrant(db, profile.id, grantId, clock.now()),
    };
  }

  const clientAdapter: Adapter = {
    ...sessionAdapter,
    find: async (id) => {
      const client = await findClient(db, id);
      return client && (clientMetadata(client) as AdapterPayload);
    },
  };

  const replayAdapter: Adapter = {
    ...sessionAdapter,
    upsert: async (id, _payload, expiresIn = 0) => {
      // Two requests can both have found it unused: only one of them uses it.
      if (await rememberProof(db, { bank: profile.id, id }, expiresIn + AHEAD_SECONDS)) return;
      throw new errors.InvalidRequest('the jti was used before');
    },
    find: async (id) =>
      (await isProofSeen(db, { bank: profile.id, id })) ? { jti: id, exp: epochSeconds(realNow()) + 60 } : undefined,
  };

  const adapterOf = (model: string): Adapter => {
    if (model === 'Session') return sessionAdapter;
    if (model === 'ReplayDetection') return replayAdapter;
    return model === 'Client' ? clientAdapter : createAdapter(model);
  };
  return (model) => tellingStorageFailures(adapterOf(model));
}
