import { setTimeout as wait } from 'node:timers/promises';
import type { Request, RequestHandler, Response } from 'express';
import { japanTimestamp } from '../bank/japan-time.ts';
import { renderOAuthError } from '../screens/html/oauth-error.tsx';
import { operationOf } from '../world/operations.ts';
import type { Bank } from './bank.ts';
import { breakAnswer } from './broken-answers.ts';
import { callerOf } from './caller.ts';
import type { StandingFault } from './fault-book.ts';
import { Problem } from './problem.ts';
import { routes } from './routes.ts';

/** Codes and waiting times of the common ones, unless the fault says otherwise. */
const usual: Readonly<Record<number, { readonly code: string; readonly retryAfterSeconds?: number }>> = {
  429: { code: 'too_many_requests', retryAfterSeconds: 1 },
  500: { code: 'internal_error' },
  503: { code: 'maintenance', retryAfterSeconds: 3600 },
};

/** The fault as a problem: with Retry-After, and under maintenance with its end. */
function problemOf({ store }: Bank, fault: StandingFault & { readonly status: number }): Problem {
  const { id, status } = fault;
  const { code = usual[status]?.code ?? 'sandbox_fault' } = fault;
  const seconds = fault.retryAfterSeconds ?? usual[status]?.retryAfterSeconds;
  const headers = seconds === undefined ? {} : { 'Retry-After': String(seconds) };
  const until = code === 'maintenance' && seconds ? japanTimestamp(store.clock.now() + seconds * 1000) : undefined;
  const then = seconds === undefined ? 'try again later' : `try again after ${until ?? `${seconds} s`}`;
  const detail = `${id} of the sandbox answers so; ${then}, or see GET /sandbox/v1/faults`;
  return new Problem(status, code, detail, { headers, members: until === undefined ? {} : { until } });
}

// RFC 6749 §4.1.2.1 and §5.2, RFC 7009 §2.2.1.
const oauthCodes = new Set([
  'invalid_request',
  'invalid_client',
  'invalid_grant',
  'unauthorized_client',
  'unsupported_grant_type',
  'unsupported_token_type',
  'invalid_scope',
  'access_denied',
  'server_error',
  'temporarily_unavailable',
]);

function oauthCode({ status, code }: Problem): string {
  if (oauthCodes.has(code)) return code;
  if (status === 429 || status === 503) return 'temporarily_unavailable';
  if (status >= 500) return 'server_error';
  return status === 401 ? 'invalid_client' : 'invalid_request';
}

/** Answers a problem in the shape of OAuth: JSON, or a page at the authorization endpoint. */
export function sendOAuthError(bank: Bank, req: Request, res: Response, problem: Problem): void {
  const error = { error: oauthCode(problem), error_description: problem.message };
  res.status(problem.status).set(problem.headers);
  if (req.path === routes.bank.authorize && req.accepts(['html', 'json']) === 'html') {
    res.type('html').send(renderOAuthError(bank.profile.name, error));
  } else {
    res.json(error);
  }
}

/** Whether a path below a bank is the authorization server's. */
export const isOAuth = (path: string): boolean => path.startsWith('/oauth/') || path.startsWith('/.well-known/');

/** Lets the faults of the world strike the requests to a bank. */
export function faults(bank: Bank): RequestHandler {
  return async (req, res, next) => {
    const asked = { bank: bank.profile.id, operationId: operationOf(req.method, req.path), path: req.path };
    const { any, byCaller } = bank.faults.threatens(asked);
    const strike = any ? bank.faults.strike(asked, byCaller ? await callerOf(bank, req) : {}) : undefined;
    if (strike === undefined) return next();
    const { fault, delayMs } = strike;
    const { effect, status } = fault;
    bank.journal.note({
      kind: 'fault',
      bank: asked.bank,
      fault: fault.id,
      requestId: res.locals.requestId as string,
      ...(asked.operationId === undefined ? {} : { operationId: asked.operationId }),
      ...(status === undefined ? {} : { status }),
      ...(effect === undefined ? {} : { effect }),
      delayMs,
    });
    if (effect === 'slow-bytes') {
      breakAnswer(res, effect, fault.delay && delayMs);
      return next();
    }
    if (delayMs > 0) await wait(delayMs);
    if (effect === 'drop-connection') {
      res.destroy();
      return;
    }
    if (status !== undefined) {
      const problem = problemOf(bank, { ...fault, status });
      if (!isOAuth(req.path)) throw problem;
      return sendOAuthError(bank, req, res, problem);
    }
    if (effect !== undefined) breakAnswer(res, effect);
    next();
  };
}
