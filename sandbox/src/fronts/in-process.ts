import type { RequestListener } from 'node:http';
import inject from 'light-my-request';

// A Response of these has no body (Fetch standard, null body status).
const WITHOUT_BODY = new Set([204, 205, 304]);

function headersOf(answer: Record<string, number | string | string[] | undefined>): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer)) {
    for (const one of Array.isArray(value) ? value : [value]) if (one !== undefined) headers.append(name, String(one));
  }
  return headers;
}

/** Makes the methods of an object's class its own: Express puts its own prototypes in the place of the class. */
function keepMethods(object: object): void {
  const { constructor: _, ...methods } = Object.getOwnPropertyDescriptors(Object.getPrototypeOf(object));
  Object.defineProperties(object, methods);
}

/** Rejects as a fetch does when the caller gives up. */
function untilAborted<T>(signal: AbortSignal, answer: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(signal.reason);
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
}

/**
 * Answers a request without a socket. Redirects are answered, not followed.
 *
 * @param app - what answers
 * @param request - its URL's host is the `Host` that the app sees
 */
export async function answerInProcess(app: RequestListener, request: Request): Promise<Response> {
  const { signal, url } = request;
  const { host, pathname, search } = new URL(url);
  const payload = Buffer.from(await untilAborted(signal, request.arrayBuffer()));
  // Given the app itself, light-my-request changes Express's prototypes for good, those of requests with sockets too.
  const listener: RequestListener = (req, res) => {
    keepMethods(req);
    keepMethods(res);
    app(req, res);
  };
  const injected = inject(listener as Parameters<typeof inject>[0], {
    method: request.method,
    url: pathname + search,
    headers: { 'user-agent': 'in-process', ...Object.fromEntries(request.headers), host },
    ...(payload.length > 0 ? { payload } : {}),
  });
  const answer = await untilAborted(signal, injected);
  const body = WITHOUT_BODY.has(answer.statusCode) ? null : new Uint8Array(answer.rawPayload);
  return new Response(body, { status: answer.statusCode, headers: headersOf(answer.headers) });
}
