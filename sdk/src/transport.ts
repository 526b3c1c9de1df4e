import { untilAborted } from './abort.ts';
import type { Settings } from './options.ts';
import { InvalidResponseError, NetworkError, TimeoutError } from './request-errors.ts';
import type { Outgoing, Send } from './send.ts';

/** Milliseconds to wait before the second and the third try. */
const pauses = [250, 1000];
/** The longest `Retry-After` that is waited for; with a longer one the answer is handed back at once. */
const longestPause = 30_000;

/** Tries a read up to three times. Each try makes its request anew, since a proof of possession is good for one. */
export async function repeat(
  settings: Settings,
  read: () => Promise<Response>,
  signal: AbortSignal | undefined,
): Promise<Response> {
  const { now, wait } = settings;
  for (const pause of pauses) {
    const next = await read().then(
      (response) => {
        const asked = [429, 503].includes(response.status) ? (retryAfter(response, now()) ?? pause) : Infinity;
        return asked > longestPause ? response : asked;
      },
      (error: unknown) => {
        if (error instanceof NetworkError) return pause;
        throw error;
      },
    );
    if (typeof next !== 'number') return next;
    await untilAborted(wait(next, signal), signal);
  }
  return read();
}

/** `Retry-After` in milliseconds (RFC 9110 §10.2.3). */
export function retryAfter(response: Response, now: number): number | undefined {
  const value = response.headers.get('retry-after')?.trim();
  if (!value) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

export function createSend(settings: Settings, signal: AbortSignal | undefined): Send {
  return (url, outgoing) => exchange(settings, url, outgoing, signal);
}

async function exchange(
  settings: Settings,
  url: string,
  outgoing: Outgoing,
  signal: AbortSignal | undefined,
): Promise<Response> {
  signal?.throwIfAborted();
  const { origin, pathname } = new URL(url);
  const where = origin + pathname;
  const work = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TimeoutError(where, settings.timeout)), settings.timeout);
  });
  try {
    const answer = receive(settings.fetch, url, outgoing, work.signal, where);
    return await untilAborted(Promise.race([late, answer]), signal);
  } catch (error) {
    work.abort();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

async function receive(
  fetch: Settings['fetch'],
  url: string,
  outgoing: Outgoing,
  signal: AbortSignal,
  where: string,
): Promise<Response> {
  const init: RequestInit = { ...outgoing, body: outgoing.body ?? null, redirect: 'manual', signal };
  let response: Response;
  let body: string;
  try {
    response = await fetch(url, init);
    body = await response.text();
  } catch (error) {
    throw new NetworkError(where, systemCode(error));
  }
  const { status } = response;
  if (response.type === 'opaqueredirect' || (status >= 300 && status < 400)) {
    throw new InvalidResponseError(`${where} answered with a redirect, which is never followed`, status || undefined);
  }
  // It has been read, in time; to make another one of it takes longer than all else here.
  return Object.assign(response, { text: async () => body, json: async () => JSON.parse(body), clone: () => response });
}

/** The system's name for a failure, such as ECONNREFUSED. The error itself is dropped: it may hold the request. */
function systemCode(error: unknown): string | undefined {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: { code?: unknown } };
  return [code, cause?.code].find((name): name is string => typeof name === 'string' && /^[A-Z][A-Z0-9_]+$/.test(name));
}
