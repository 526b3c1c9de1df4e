import type { Request, RequestHandler } from 'express';
import { secretsMatch } from '../bank/login.ts';
import { Problem } from '../http/problem.ts';

/** Whether a request may see and change everything: beyond loopback it bears the token that the start printed. */
export function isTrusted({ headers }: Pick<Request, 'headers'>, token: string | undefined): boolean {
  const sent = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
  return token === undefined || secretsMatch(sent, token);
}

/** Beyond loopback the control API, and what the console shows of customers and changes, want the token. */
export function requireToken(token: string | undefined): RequestHandler {
  return (req, _res, next) => {
    if (isTrusted(req, token)) return next();
    const detail = 'the control API wants the token that the start printed; send it as Authorization: Bearer …';
    throw new Problem(401, 'control_token_required', detail, {
      headers: { 'WWW-Authenticate': 'Bearer realm="sandbox"' },
    });
  };
}

/**
 * A foreign page can send simple requests without a preflight; none of them may change anything. Where a browser says that
 * the page is of the same origin, its `Origin` is not asked: our pages send no referrer, which makes it `null` (Fetch §3.2).
 *
 * @param own - scheme, host and port of the sandbox
 */
export function refuseForeignPages(own: string): RequestHandler {
  return (req, _res, next) => {
    const { origin = own, 'sec-fetch-site': site = 'none' } = req.headers;
    const isForeign = site !== 'same-origin' && (site !== 'none' || origin !== own);
    if (req.method !== 'GET' && isForeign) {
      throw new Problem(
        403,
        'foreign_page',
        'a page of another origin cannot use the control API; call it from a program',
      );
    }
    next();
  };
}
