import express, { type Express, type RequestHandler, type Router } from 'express';
import bankDocument from '../../../openapi/generated/bank.json' with { type: 'json' };
import sandboxDocument from '../../../openapi/generated/sandbox.json' with { type: 'json' };
import { consoleScript } from '../control/console/script.ts';
import { consoleStylesheet } from '../control/console/stylesheet.ts';
import { notFound, Problem, problemHandler } from '../http/problem.ts';
import { routes } from '../http/routes.ts';
import { hostAllowList, requestId, secureHeaders } from '../http/security.ts';
import { createValidator } from '../http/validation.ts';
import { stylesheet } from '../screens/html/stylesheet.ts';
import type { OpenWorld } from './open-world.ts';
import { type Place, worldRouter } from './world-router.ts';
import type { Worlds } from './worlds.ts';

/** What an app is made of. */
export interface AppOptions extends Omit<Place, 'validators'> {
  readonly worlds: Worlds;
  readonly isAllowedHost: (hostname: string) => boolean;
}

/** Answers the RFC 8414 form of the metadata's address: the well-known segment before the issuer's path (§3.1). */
function metadataBeforePath(app: Express): RequestHandler {
  return (req, res, next) => {
    const { world, bank } = req.params;
    req.originalUrl = `${world === undefined ? '' : `/w/${world}`}/${bank}${routes.bank.metadata}`;
    req.url = req.originalUrl;
    app(req, res, next);
  };
}

/** The whole sandbox as one Express app: every world with its banks, its control API and its console. */
export function createApp({ worlds, isAllowedHost, ...rest }: AppOptions): Express {
  const place: Place = {
    ...rest,
    validators: { bank: createValidator(bankDocument), sandbox: createValidator(sandboxDocument) },
  };
  const routers = new WeakMap<OpenWorld, Router>();
  // Made at the first request: most of the worlds of a test run are used for one bank only, some for none.
  const routerOf = (world: OpenWorld, path: string): Router => {
    const maker = world === worlds.main ? worlds : undefined;
    const router = routers.get(world) ?? worldRouter(world, place, path, maker);
    routers.set(world, router);
    return router;
  };
  const app = express();
  app.disable('x-powered-by').disable('etag').set('query parser', 'simple');
  app.use(requestId, secureHeaders, hostAllowList(isAllowedHost));
  // What is asked most comes first: a request is held against every route that stands before its own.
  app.use('/w/:world', (req, res, next) => {
    const { world: id } = req.params;
    const used = worlds.use(id);
    if (used === undefined) {
      const detail = `there is no world ${id}, or no longer; make one with POST /sandbox/v1/worlds`;
      throw new Problem(404, 'world_not_found', detail);
    }
    res.once('close', used.done);
    routerOf(used.world, `/w/${id}`)(req, res, next);
  });
  app.use((req, res, next) => routerOf(worlds.main, '')(req, res, next));
  app.get(routes.stylesheet, (_req, res) => {
    res.type('css').send(stylesheet);
  });
  app.get(routes.consoleAssets.stylesheet, (_req, res) => {
    res.type('css').send(consoleStylesheet);
  });
  app.get(routes.consoleAssets.script, (_req, res) => {
    res.type('js').send(consoleScript);
  });
  app.get(routes.openApi.bank, (_req, res) => void res.json(bankDocument));
  app.get(routes.openApi.sandbox, (_req, res) => void res.json(sandboxDocument));
  app.get([`${routes.bank.metadata}/w/:world/:bank`, `${routes.bank.metadata}/:bank`], metadataBeforePath(app));
  app.use(notFound, problemHandler(rest.report));
  return app;
}
