import type { ErrorRequestHandler, RequestHandler } from 'express';
import { staleFormPage, troublePage } from './pages/trouble-page.ts';
import { routes } from './routes.ts';
import { isOurForm, type Sessions } from './session.ts';
import { explain } from './trouble.ts';

/** Other names of this machine lead to ours: the session's cookie and the bank's redirect know only that one. */
export function onlyOurHost(origin: string): RequestHandler {
  const ours = new URL(origin);
  const loopback = ['localhost', '127.0.0.1', '[::1]'].map((name) => (ours.port ? `${name}:${ours.port}` : name));
  return (request, response, next) => {
    const { host } = request.headers;
    if (host === ours.host) return next();
    // An unknown name may be a foreign page's that resolves to this machine (DNS rebinding).
    if (!loopback.includes(host ?? '') || request.method !== 'GET') return void response.status(421).end();
    response.redirect(302, `${origin}${request.url.startsWith('/') ? request.url : '/'}`);
  };
}

/** @param formTargets where the answer to a form may lead: browsers apply `form-action` to redirects too */
export function contentSecurityPolicy(formTargets: string[] = []): string {
  return [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self'",
    "connect-src 'self'",
    ["form-action 'self'", ...new Set(formTargets)].join(' '),
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

export const secureHeaders: RequestHandler = (_request, response, next) => {
  response.set({
    'Content-Security-Policy': contentSecurityPolicy(),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'X-Robots-Tag': 'noindex, nofollow',
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cache-Control': 'no-store',
  });
  next();
};

/** A post without the session's token may come from a foreign page. */
export function onlyOurForms(sessions: Sessions): RequestHandler {
  return (request, response, next) => {
    if (request.method === 'GET' || request.method === 'HEAD') return next();
    if (isOurForm(sessions.of(request, response), request.body?.csrf)) return next();
    response.status(403).send(staleFormPage().text);
  };
}

/** Our own mistakes: the kind and place for us, neither query nor values, for they can be secrets. */
export const reportMistake: ErrorRequestHandler = (error, request, response, next) => {
  if (response.headersSent) return next(error);
  const status = Number(error?.status) >= 400 && Number(error?.status) < 500 ? Number(error.status) : 500;
  if (status === 500) console.error(`${request.method} ${request.path}: ${error?.name ?? typeof error}`);
  const again = { href: routes.overview, label: 'もう一度' };
  response.status(status).send(troublePage({ trouble: explain(error), again }).text);
};
