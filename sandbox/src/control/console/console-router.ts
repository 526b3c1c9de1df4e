import express, { type Request, type RequestHandler, type Router } from 'express';
import { earlyBodyLimit, parseForm } from '../../http/body.ts';
import { Problem } from '../../http/problem.ts';
import { routes } from '../../http/routes.ts';
import { consolePolicy } from '../../http/security.ts';
import { type Control, worldPath } from '../control.ts';
import { changeCustomer } from '../customer-changes.ts';
import { refuseForeignPages, requireToken } from '../protection.ts';
import { clerkButton } from './clerk.ts';
import { commandOf, type Form } from './commands.ts';
import { drawConsole } from './console-page.tsx';
import { rowId } from './customers.tsx';
import { languageOf } from './language.ts';

/** Does what a form asks for; tells where on the page to go on. */
type Deed<Parameters> = (parameters: Parameters, form: Form) => Promise<string>;

/** `POST /console/customers/{bank}/{loginId}`: a button of the clerk. Leads back to the customer's row. */
function pressClerkButton(control: Control): Deed<{ bank: string; loginId: string }> {
  return async ({ bank, loginId }, { action }) => {
    const button = clerkButton(action);
    if (button === undefined) {
      throw new Problem(400, 'invalid_request', 'the form lacks the button; expected an action of this page');
    }
    await changeCustomer(control, bank, loginId, button.changes);
    return rowId(bank, loginId);
  };
}

/** `POST /console/{topic}`: a button of a section. Leads back to the section. */
function pressButton(control: Control): Deed<{ topic: string }> {
  return async ({ topic }, form) => {
    await commandOf(topic, form)(control, form);
    return topic;
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
  const draw = (req: Request<never>, refused?: Problem) => drawConsole(control, isPublic, languageOf(req), refused);
  const withPolicy: RequestHandler = (_req, res, next) => {
    res.set('Content-Security-Policy', consolePolicy);
    next();
  };
  const protectedForm = [
    requireToken(token),
    refuseForeignPages(control.origin),
    earlyBodyLimit,
    parseForm,
    withPolicy,
  ];

  function doing<Parameters>(deed: Deed<Parameters>): RequestHandler<Parameters> {
    return async (req, res) => {
      try {
        const place = await deed(req.params, (req.body ?? {}) as Form);
        const { query } = languageOf(req as Request<never>);
        res.redirect(303, `${worldPath(control)}${routes.console.page}${query}#${encodeURIComponent(place)}`);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        res.status(error.status).type('html');
        res.send(await draw(req as Request<never>, error));
      }
    };
  }

  router.get(routes.console.page, withPolicy, async (req, res) => {
    res.type('html').send(await draw(req as Request<never>));
  });
  router.post(routes.console.customer, ...protectedForm, doing(pressClerkButton(control)));
  router.post(routes.console.topic, ...protectedForm, doing(pressButton(control)));
  return router;
}
