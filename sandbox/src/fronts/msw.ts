/**
 * The sandbox behind the global `fetch`, by MSW 3.
 *
 * @packageDocumentation
 */

import { type HttpHandler, HttpResponse, http } from 'msw';
import type { SandboxWorld } from './sandbox-world.ts';

/**
 * MSW handlers that answer as the banks of a sandbox do; requests to anyone else are left alone.
 *
 * @param sandbox - a sandbox, or one world of it
 * @example
 * ```ts
 * import { createSandbox } from '@renkei/sandbox';
 * import { bankHandlers } from '@renkei/sandbox/msw';
 * import { setupServer } from 'msw/node';
 *
 * const sandbox = await createSandbox({ clock: '2026-11-20T09:00:00+09:00' });
 * const server = setupServer(...bankHandlers(sandbox));
 * server.listen({ onUnhandledFrame: 'error' });
 * ```
 */
export function bankHandlers(sandbox: Pick<SandboxWorld, 'origin' | 'fetch'>): HttpHandler[] {
  // Asked at each request: the origin changes when the sandbox begins to listen.
  const isOurs = ({ request }: { request: Request }) => `${request.url}/`.startsWith(`${sandbox.origin}/`);
  // A TypeError is fetch's word for a network error; MSW would make a 500 of it.
  const answer = (request: Request) =>
    sandbox.fetch(request).catch((error: unknown) => {
      if (error instanceof TypeError) return HttpResponse.error();
      throw error;
    });
  return [http.all(isOurs, ({ request }) => answer(request))];
}
