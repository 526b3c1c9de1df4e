import type { RequestListener } from 'node:http';
import type { Response as Injected } from 'light-my-request';

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

/** The body of an answer that is still being made; reading it fails as with a lost connection when it breaks off. */
function stillComing(answer: Injected, signal: AbortSignal): ReadableStream<Uint8Array> {
  const stream = answer.stream();
  // What is destroyed tells of an error afterwards, when the body has ended and can be told no more.
  let isOver = false;
  const end = (how: () => void) => {
    if (!isOver) how();
    isOver = true;
  };
  return new ReadableStream({
    start: (controller) => {
      stream.on('data', (chunk: Buffer) => isOver || controller.enqueue(new Uint8Array(chunk)));
      stream.on('end', () => end(() => controller.close()));
      stream.on('error', (cause) => end(() => controller.error(new TypeError('terminated', { cause }))));
      signal.addEventListener('abort', () => {
        end(() => controller.error(signal.reason));
        stream.destroy();
      });
    },
    cancel: () => {
      isOver = true;
      stream.destroy();
      answer.raw.res.destroy();
    },
  });
}

function bodyOf(answer: Injected, signal: AbortSignal): BodyInit | null {
  if (WITHOUT_BODY.has(answer.statusCode)) return null;
  if (!answer.raw.res.writableEnded) return stillComing(answer, signal);
  const whole = answer.stream().read() as Buffer | null;
  return whole && new Uint8Array(whole);
}

/**
 * Answers a request without a socket. Redirects are answered, not followed.
 *
 * @param app - what answers
 * @param request - its URL's host is the `Host` that the app sees
 * @throws TypeError when the app ends the connection without an answer, as `fetch` does
 */
export async function answerInProcess(app: RequestListener, request: Request): Promise<Response> {
  const { signal, url } = request;
  const { host, pathname, search } = new URL(url);
  const payload = Buffer.from(await untilAborted(signal, request.arrayBuffer()));
  // Given the app itself, light-my-request changes Express's prototypes for good, those of requests with sockets too.
  const listener: RequestListener = (req, res) => {
    keepMethods(req);
    keepMethods(res);
    signal.addEventListener('abort', () => res.destroy());
    app(req, res);
  };
  // Imported late: where Jest links ES modules, it cannot import this one, which requires an ES module, at the top.
  const { default: inject } = await import('light-my-request');
  const injected = inject(listener as Parameters<typeof inject>[0], {
    method: request.method as 'GET',
    url: pathname + search,
    headers: { 'user-agent': 'in-process', ...Object.fromEntries(request.headers), host },
    ...(payload.length > 0 ? { payload } : {}),
    payloadAsStream: true,
  }).catch((cause: unknown) => {
    throw new TypeError('fetch failed', { cause });
  });
  const answer = await untilAborted(signal, injected);
  return new Response(bodyOf(answer, signal), { status: answer.statusCode, headers: headersOf(answer.headers) });
}
