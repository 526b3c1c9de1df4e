import express, { type Request, type RequestHandler, type Router } from 'express';
import { earlyBodyLimit, parseForm } from '../../http/body.ts';
import { type Problem, toProblem } from '../../http/problem.ts';
import { routes } from '../../http/routes.ts';
import { consolePolicy } from '../../http/security.ts';
import { type Control, worldPath } from '../control.ts';
import { isTrusted, refuseForeignPages, requireToken } from '../protection.ts';
import { type Form, obey } from './commands.ts';
import { drawConsole } from './console-page.tsx';
import { findPage } from './pages.tsx';
import { addressOf, languageOf, type Place } from './place.ts';

/**
 * The developer's web page. Each form of a page is posted to the page, which does it and is drawn again.
 *
 * @param control - what it shows and changes
 * @param token - the bearer token that it wants for all but what anybody may know, if any
 */
export function consoleRouter(control: Control, token: string | undefined): Router {
  const router = express.Router({ caseSensitive: true, strict: true });
  const pages = Object.values(routes.console);
  const protect = requireToken(token);

  const find: RequestHandler = (req, res, next) => {
    const { section = 'overview', part } = req.params as { section?: string; part?: string };
    const page = findPage(control, section, part);
    if (page === undefined) return next('router');
    res.locals.place = { ...languageOf(req), path: worldPath(control), ...page } satisfies Place;
    res.set('Content-Security-Policy', consolePolicy).type('html');
    if (page.isPublic && req.method !== 'POST') next();
    else protect(req, res, next);
  };

  const draw = (req: Request, place: Place, typed: Form = {}, refused?: Problem) =>
    drawConsole({ control, place, isTrusted: isTrusted(req, token), query: req.query, typed, refused });

  router.get(pages, find, async (req, res) => {
    res.send(await draw(req, res.locals.place as Place));
  });
  router.post(pages, find, refuseForeignPages(control.origin), earlyBodyLimit, parseForm, async (req, res) => {
    const place = res.locals.place as Place;
    const form = (req.body ?? {}) as Form;
    try {
      await obey(control, form);
      res.redirect(303, addressOf(place, place.section, place.part));
    } catch (error) {
      const problem = toProblem(error);
      if (problem.status === 500) throw error;
      res.status(problem.status).send(await draw(req, place, form, problem));
    }
  });
  return router;
}
