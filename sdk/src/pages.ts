import { InvalidResponseError } from './request-errors.ts';

/** One page of a list, as the API answers it. */
export interface Page {
  hasNext: boolean;
  nextItemKey?: string;
}

/** Repeats a request with the `nextItemKey` of the last answer while `hasNext`, and gives each page. */
export async function* pages<P extends Page>(
  request: (nextItemKey: string | undefined) => Promise<P>,
): AsyncGenerator<P, void, undefined> {
  const seen = new Set<string>();
  let key: string | undefined;
  for (;;) {
    const page = await request(key);
    yield page;
    if (!page.hasNext) return;
    key = page.nextItemKey;
    if (!key) throw new InvalidResponseError('the bank says that there are more items but gives no nextItemKey', 200);
    if (seen.has(key)) throw new InvalidResponseError('the bank gave the same nextItemKey twice', 200);
    seen.add(key);
  }
}
