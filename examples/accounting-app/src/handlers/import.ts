import type { RequestHandler } from 'express';
import { importPage, importProgress } from '../pages/import-page.ts';
import { notFoundPage } from '../pages/trouble-page.ts';
import { linkTo } from '../routes.ts';
import type { Tools } from '../tools.ts';
import { oneOf } from './input.ts';

/** POST /linkages/{linkage}/import: starts it in the background. */
export function startImport(tools: Tools): RequestHandler {
  return (request, response) => {
    const linkage = tools.linkages.find(oneOf(request.params.linkage));
    if (!linkage) return void response.status(404).send(notFoundPage().text);
    response.redirect(303, linkTo('importProgress', { run: tools.imports.start(linkage).id }));
  };
}

/** GET /imports/{run} */
export function showImport(tools: Tools): RequestHandler {
  return (request, response) => {
    const run = tools.imports.find(oneOf(request.params.run));
    if (!run) return void response.status(404).send(notFoundPage().text);
    const { csrf } = tools.sessions.of(request, response);
    response.send(importPage({ run, csrf }).text);
  };
}

/** GET /imports/{run}/progress: for the page's script. */
export function sendImportProgress(tools: Tools): RequestHandler {
  return (request, response) => {
    const run = tools.imports.find(oneOf(request.params.run));
    if (!run) return void response.status(404).json({ running: false });
    response.json(importProgress(run));
  };
}
