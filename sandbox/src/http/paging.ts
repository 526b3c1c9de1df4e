import { hash } from 'node:crypto';
import { Problem } from './problem.ts';

const fingerprint = (request: readonly unknown[]): string =>
  hash('sha256', JSON.stringify(request), 'base64url').slice(0, 16);

/**
 * The key for the next page: where to go on, bound to the request that is to be repeated.
 *
 * @param after - the position of the last item of this page
 * @param request - the parameters that must stay the same
 */
export function nextItemKey(after: number, request: readonly unknown[]): string {
  return Buffer.from(`${after}.${fingerprint(request)}`).toString('base64url');
}

/**
 * Where to go on.
 *
 * @param key - as sent; none for the first page
 * @param request - the parameters of this request
 * @returns the position of the last item seen, 0 for the first page
 * @throws {@link Problem} 400 `invalid_next_item_key`
 */
export function readNextItemKey(key: string | undefined, request: readonly unknown[]): number {
  if (key === undefined) return 0;
  const [, after, of] = /^(\d{1,9})\.([A-Za-z0-9_-]{16})$/.exec(Buffer.from(key, 'base64url').toString()) ?? [];
  if (after === undefined || of !== fingerprint(request)) {
    const detail =
      'nextItemKey is not from the last answer to this request; repeat the same request with the key as it came';
    throw new Problem(400, 'invalid_next_item_key', detail);
  }
  return Number(after);
}
