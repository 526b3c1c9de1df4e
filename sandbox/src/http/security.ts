import type { RequestHandler } from 'express';
import helmet from 'helmet';
import { randomId } from '../world/ids.ts';
import { Problem } from './problem.ts';

/** Gives every request an id, which the answer and the log carry. */
export const requestId: RequestHandler = (_req, res, next) => {
  res.locals.requestId = randomId(9);
  res.set('X-Request-Id', res.locals.requestId as string);
  next();
};

/**
 * Refuses a `Host` that is not ours: a loopback bind alone does not stop DNS rebinding.
 *
 * @param isAllowed - whether the sandbox goes by this name
 */
export function hostAllowList(isAllowed: (hostname: string) => boolean): RequestHandler {
  return (req, _res, next) => {
    // Node joins no duplicates of Host: it keeps the first. Two of them are a request nobody should send.
    const hosts = req.rawHeaders.filter((name, index) => index % 2 === 0 && name.toLowerCase() === 'host').length;
    const host = URL.parse(`http://${req.headers.host ?? ''}`);
    if (hosts !== 1 || host === null || !isAllowed(host.hostname)) {
      throw new Problem(
        403,
        'host_not_allowed',
        'the sandbox does not go by this Host; use localhost, or start it with --host',
      );
    }
    next();
  };
}

/** What Helmet sets, which is the same on every answer: to ask its dozen handlers each time is a thirtieth of a read. */
function headersOf(handler: ReturnType<typeof helmet>): ReadonlyMap<string, string> {
  const headers = new Map<string, string>();
  const answer = { setHeader: (name: string, value: string) => headers.set(name, value), removeHeader: () => {} };
  handler({} as never, answer as never, () => {});
  return headers;
}

const headersOfEveryAnswer = new Map([
  ...headersOf(
    helmet({
      contentSecurityPolicy: { useDefaults: false, directives: cspDirectives([]) },
      // The bank is on localhost, where HSTS would lock the vendor's own apps out.
      strictTransportSecurity: false,
      referrerPolicy: { policy: 'no-referrer' },
      xFrameOptions: { action: 'deny' },
    }),
  ),
  ['Cache-Control', 'no-store'],
  ['X-Robots-Tag', 'noindex'],
]);

/** Headers of every answer: no framing, no sniffing, no caching, no indexing. */
export const secureHeaders: RequestHandler = (_req, res, next) => {
  res.setHeaders(headersOfEveryAnswer);
  next();
};

function cspDirectives(formTargets: readonly string[]): Record<string, string[]> {
  return {
    'default-src': ["'none'"],
    'style-src': ["'self'"],
    'img-src': ["'self'", 'data:'],
    'base-uri': ["'none'"],
    'form-action': ["'self'", ...formTargets],
    'frame-ancestors': ["'none'"],
  };
}

function headerOf(directives: Record<string, string[]>): string {
  return Object.entries(directives)
    .map(([name, values]) => [name, ...values].join(' '))
    .join('; ');
}

/**
 * The policy of a page whose form may lead out of the bank. Chromium applies `form-action` to the redirects after a post
 * too, so that the vendor's origin has to be named.
 *
 * @param targets - origins, or schemes of native apps
 */
export function pagePolicy(targets: readonly string[]): string {
  return headerOf(cspDirectives(targets));
}

/**
 * The policy of the authorization server's own pages. `response_mode=form_post` answers with a form that posts itself to
 * the vendor; `oidc-provider` adds the hash of its script to `script-src`.
 */
export const authorizationPolicy = headerOf({ ...cspDirectives([]), 'form-action': ['*'], 'script-src': [] });

/** The policy of the developer's console: its script, and what that asks of the sandbox. */
export const consolePolicy = headerOf({ ...cspDirectives([]), 'script-src': ["'self'"], 'connect-src': ["'self'"] });

/** The source of a redirect URI for `form-action`: its origin, or its scheme where it has none. */
export function formTarget(redirectUri: string): string {
  const url = new URL(redirectUri);
  return url.origin === 'null' ? url.protocol : url.origin;
}
