import { errors, type KoaContextWithOIDC } from 'oidc-provider';
import { inOneTransaction } from '../store/one-transaction.ts';
import { isStorageFailure } from '../store/sqlite.ts';
import type { WorldStore } from '../store/world-store.ts';

/** Nothing can be stored: 503. Not by a redirect to the vendor: once there is room, the customer goes on by a reload. */
export class StorageUnavailable extends errors.CustomOIDCProviderError {
  override readonly allow_redirect = false;
  override readonly status = 503;
  override readonly statusCode = 503;

  constructor(cause: unknown) {
    super('temporarily_unavailable', 'the bank has no room to store anything; make room and try again');
    this.cause = cause;
  }
}

/** What was answered with 5xx is taken back. */
class TakenBack extends Error {}

/** Whether it only reads what never changes. */
const isPublished = ({ method, path }: KoaContextWithOIDC): boolean =>
  method === 'GET' && !path.includes('/oauth/authorize');

/**
 * Lets a request to the authorization server happen all of it or not at all: a code is not used up without the tokens for
 * it, and a refresh token is not replaced by none, though the disk is full or the process dies.
 *
 * @param store - the world
 * @param answerError - answers an error in the place of what was answered
 */
export function allOrNothing(
  { db }: WorldStore,
  answerError: (ctx: KoaContextWithOIDC, error: { error: string; error_description?: string | undefined }) => void,
) {
  return async (ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> => {
    if (isPublished(ctx)) return next();
    try {
      await inOneTransaction(db, async () => {
        await next();
        if (ctx.status >= 500) throw new TakenBack();
      });
    } catch (error) {
      if (error instanceof TakenBack) return;
      if (!isStorageFailure(error)) throw error;
      const { status, error: code, error_description } = new StorageUnavailable(error);
      ctx.remove('Location');
      ctx.remove('Set-Cookie');
      ctx.status = status;
      answerError(ctx, { error: code, error_description });
    }
  };
}
