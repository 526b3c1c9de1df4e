import { createHmac } from 'node:crypto';
import type { Request } from 'express';
import type { Submission } from '../bank/linkage.ts';
import type { Values } from '../bank/linkage-state.ts';
import { secretsMatch } from '../bank/login.ts';
import type { ServerKeys } from '../oauth/keys.ts';
import { Problem } from './problem.ts';

/**
 * The CSRF token of a linkage's forms: bound to the linkage and to the session, so that it is another one after the login
 * and after each further step.
 */
export function csrfToken(keys: ServerKeys, linkageId: string, session: string | undefined): string {
  return createHmac('sha256', keys.cookieKey)
    .update(`csrf ${linkageId} ${session ?? ''}`)
    .digest('base64url');
}

const severalAllowed = new Set(['services', 'accounts']);

function checkRepetition(values: Values): void {
  const repeated = Object.entries(values).find(([name, value]) => Array.isArray(value) && !severalAllowed.has(name));
  if (repeated) {
    throw new Problem(
      400,
      'invalid_request',
      `the field ${repeated[0].slice(0, 40)} is given more than once; send one value`,
    );
  }
}

function fromForm(req: Request, expectedTokens: () => readonly string[]): Submission {
  const { csrfToken: token, action, screen, ...values } = req.body as Record<string, string | string[] | undefined>;
  if (typeof token !== 'string' || !expectedTokens().some((expected) => secretsMatch(token, expected))) {
    throw new Problem(
      403,
      'csrf_token_mismatch',
      'the form does not belong to this linkage; reload the page and try again',
    );
  }
  if (typeof action !== 'string' || typeof screen !== 'string') {
    throw new Problem(400, 'invalid_request', 'the form lacks the button or the screen; reload the page and try again');
  }
  return { action, screen, values };
}

/**
 * The button that a request presses, from a form or from JSON.
 *
 * @param req - with its body parsed and, where it is JSON, checked against the OpenAPI description
 * @param expectedTokens - the CSRF tokens of which a form must carry one
 * @throws {@link Problem} 400 or 403
 */
export function readSubmission(req: Request, expectedTokens: () => readonly string[]): Submission {
  const submission = req.is('json') ? jsonSubmission(req) : fromForm(req, expectedTokens);
  checkRepetition(submission.values);
  return submission;
}

function jsonSubmission(req: Request): Submission {
  const { action, screen, values } = req.body as { action: string; screen?: string; values?: Values };
  return { action, values: values ?? {}, ...(screen === undefined ? {} : { screen }) };
}
