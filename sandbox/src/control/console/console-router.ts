import express, { type RequestHandler, type Router } from 'express';
import { earlyBodyLimit, parseForm } from '../../http/body.ts';
import { Problem } from '../../http/problem.ts';
import { routes } from '../../http/routes.ts';
import { type Control, worldPath } from '../control.ts';
import { changeCustomer } from '../customer-changes.ts';
import { refuseForeignPages, requireToken } from '../protection.ts';
import { clerkButton } from './clerk.ts';
import { drawConsole } from './console-page.tsx';
import { rowId } from './customers.tsx';

/** `POST /console/customers/{bank}/{loginId}`: a button of the clerk. Leads back to the customer's row. */
function pressClerkButton(control: Control, isPublic: boolean): RequestHandler<{ bank: string; loginId: string }> {
  return async (req, res) => {
    const { bank, loginId } = req.params;
    try {
      const button = clerkButton((req.body as { action?: unknown } | undefined)?.action);
      if (button === undefined) {
        throw new Problem(400, 'invalid_request', 'the form lacks the button; expected an action of this page');
      }
      await changeCustomer(control, bank, loginId, button.changes);
      res.redirect(303, `${worldPath(control)}${routes.console.page}#${encodeURIComponent(rowId(bank, loginId))}`);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      res.status(error.status).type('html');
      res.send(await drawConsole(control, isPublic, error));
    }
  };
}

/**
 * The developer's web page.
 *
 * @param control - what it shows and changes
 * @param token - the bearer token that a change wants, if any
 */
export function consoleRouter(control: Control, token: string | undefined): Router {
  const router = express.Router({ caseSensitive: true, strict: true });
  const isPublic = token !== undefined;
  router.get(routes.console.page, async (_req, res) => {
    res.type('html').send(await drawConsole(control, isPublic));
  });
  router.post(
    routes.console.customer,
    requireToken(token),
    refuseForeignPages(control.origin),
    earlyBodyLimit,
    parseForm,
    pressClerkButton(control, isPublic),
  );
  return router;
}
