import { IncomingMessage } from 'node:http';
import type { Request, RequestHandler, Response, Router } from 'express';
import type { Bank } from './bank.ts';
import { readBytes } from './body.ts';
import { requireSession } from './linkage-session.ts';
import { Problem } from './problem.ts';
import { routes } from './routes.ts';
import { authorizationPolicy } from './security.ts';
import { calledBase } from './transport.ts';

const { bank: paths } = routes;

/** The endpoints that the authorization server answers, and by which method. */
const endpoints: readonly (readonly [path: string, method: 'get' | 'post'])[] = [
  [paths.metadata, 'get'],
  [paths.openIdMetadata, 'get'],
  [paths.authorize, 'get'],
  [paths.resume, 'get'],
  [paths.par, 'post'],
  [paths.token, 'post'],
  [paths.revoke, 'post'],
  [paths.introspect, 'post'],
  [paths.jwks, 'get'],
];

// Of OpenID Connect; without `openid` the library would refuse them, and RFC 6749 §3.1 has unknown parameters ignored.
const openIdParameters = [
  'nonce',
  'prompt',
  'max_age',
  'id_token_hint',
  'acr_values',
  'claims',
  'claims_locales',
  'display',
];

/**
 * The library makes its URLs from the request: it is told the issuer's, whatever name the sandbox was called by, and the
 * address of the TLS listener where a vendor's server calls that one.
 */
function asCalledByIssuer(bank: Bank, method: 'get' | 'post'): RequestHandler {
  return (req, _res, next) => {
    const { host, protocol } = new URL(method === 'post' ? calledBase(bank, req) : bank.issuer);
    req.headers['x-forwarded-host'] = host;
    req.headers['x-forwarded-proto'] = protocol.slice(0, -1);
    next();
  };
}

/** Cookies belong to a host: a linkage that starts under another name of the sandbox goes on under the issuer's. */
function startAtIssuer({ issuer }: Bank): RequestHandler {
  const { host, origin } = new URL(issuer);
  return (req, res, next) => {
    if (req.headers.host !== host) return res.redirect(303, origin + req.originalUrl);
    // Not resolved against the origin: what begins with two slashes would be a host.
    const url = new URL(origin + req.url);
    for (const name of openIdParameters) url.searchParams.delete(name);
    req.url = `${url.pathname}${url.search}`;
    res.set('Content-Security-Policy', authorizationPolicy);
    next();
  };
}

/** What a vendor's server asks is answered in JSON (RFC 6749 §5.2): the library would send its page to who accepts HTML. */
const answerInJson: RequestHandler = (req, _res, next) => {
  req.headers.accept = 'application/json';
  next();
};

function otherMethod(method: string): RequestHandler {
  const allowed = method.toUpperCase();
  return (req) => {
    const detail = `${req.method} is not for ${req.baseUrl}${req.path}; use ${allowed}`;
    throw new Problem(405, 'method_not_allowed', detail, { headers: { Allow: allowed } });
  };
}

/** Reads what is posted to the authorization server, so that others can look at it before. */
export const bufferOAuthBody: RequestHandler = (req, res, next) => {
  if (req.path.startsWith('/oauth/')) readBytes(req, res, next);
  else next();
};

/** The request again with its body unread: the library reads it itself. */
function unread(req: Request): IncomingMessage {
  if (!Buffer.isBuffer(req.body)) return req;
  const { method, url, originalUrl, baseUrl, headers, rawHeaders, httpVersion } = req;
  const again = new IncomingMessage(req.socket);
  Object.assign(again, { method, url, originalUrl, baseUrl, headers, rawHeaders, httpVersion, complete: true });
  again.push(req.body);
  again.push(null);
  return again;
}

/** A pushed request without what is of OpenID Connect. */
const withoutOpenId: RequestHandler = (req, _res, next) => {
  const form = new URLSearchParams(Buffer.isBuffer(req.body) ? req.body.toString() : '');
  const strange = openIdParameters.filter((name) => form.has(name));
  if (strange.length > 0) {
    for (const name of strange) form.delete(name);
    req.body = Buffer.from(form.toString());
    req.headers['content-length'] = String(req.body.length);
  }
  next();
};

/** Mounts the authorization server of a bank. */
export function mountOAuth(router: Router, bank: Bank): void {
  bank.provider.use(async (ctx, next) => {
    await next();
    // Who has proved to be this app; the journal shows it.
    (ctx.res as Response).locals.client ??= ctx.oidc?.client?.clientId;
  });
  const answer = bank.provider.callback();
  router.use([paths.authorize], startAtIssuer(bank));
  router.post(paths.par, withoutOpenId);
  router.get(paths.resume, requireSession(bank));
  for (const [path, method] of endpoints) {
    if (method === 'post') router.post(path, answerInJson);
    router[method](path, asCalledByIssuer(bank, method), (req, res) => answer(unread(req), res));
    router.all(path, otherMethod(method));
  }
}
