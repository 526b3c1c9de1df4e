import type { Request, RequestHandler, Response } from 'express';
import { everywhere, internetBankingTransitions } from '../bank/internet-banking.ts';
import { transitions } from '../bank/linkage.ts';
import type { Refusal } from '../bank/refusal.ts';
import type { Screen } from '../screens/screen.ts';
import { realNow } from '../world/clock.ts';
import { operationOf } from '../world/operations.ts';
import type { Bank } from './bank.ts';
import { sentFields } from './caller.ts';
import { harmlessBody, harmlessFieldNames, harmlessHeaders, harmlessParameters, harmlessPath } from './harmless.ts';

/** What the journal shows of a refusal. */
const told = ({ code, field }: { readonly code: string; readonly field?: string }) => ({
  code,
  ...(field === undefined ? {} : { field }),
});

const linkageIn = (path: string): string | undefined =>
  /^\/(?:link|oauth\/authorize)\/([A-Za-z0-9_-]{1,64})/.exec(path)?.[1];

/** The app that a request proved to be from: who answers has left it there. */
const clientOf = (res: Response): string | undefined =>
  (res.locals.client as string | undefined) ?? res.locals.access?.consent.clientId;

const given = <Value>(name: string, value: Value | undefined) => (value === undefined ? {} : { [name]: value });

/** Notes every request to a bank, with its answer, once the answer is made or the connection has broken. */
export function journalRequests({ journal, profile, issuer, basePath }: Bank): RequestHandler {
  return (req, res, next) => {
    const { method, path, query } = req;
    const after = journal.last;
    const begunAt = realNow();
    const operationId = operationOf(method, path);
    let isNoted = false;
    const note = (status: number, body: string | Buffer) => {
      if (isNoted) return;
      isNoted = true;
      const form = method === 'POST' && path.startsWith('/oauth/') ? sentFields(req) : undefined;
      const location = res.get('location') ?? '';
      const linkage = linkageIn(path) ?? linkageIn(location.startsWith(issuer) ? location.slice(issuer.length) : '');
      journal.note(
        {
          kind: 'request',
          after,
          requestId: res.locals.requestId as string,
          bank: profile.id,
          ...given('client', clientOf(res)),
          ...given('linkage', linkage),
          ...given('operationId', operationId),
          method,
          path: basePath + harmlessPath(path),
          query: harmlessParameters(query),
          status,
          ms: realNow() - begunAt,
          requestHeaders: harmlessHeaders(req.headers),
          ...given('form', form && harmlessParameters(form)),
          responseHeaders: harmlessHeaders(res.getHeaders()),
          ...given('responseBody', harmlessBody(operationId, status, body)),
        },
        begunAt,
      );
    };
    const { end } = res;
    res.end = ((...args: Parameters<typeof end>) => {
      const [chunk] = args as unknown[];
      note(res.statusCode, typeof chunk === 'string' || Buffer.isBuffer(chunk) ? chunk : '');
      return end.apply(res, args);
    }) as typeof end;
    res.once('close', () => note(0, ''));
    next();
  };
}

/** Notes a screen that is shown. */
export function noteScreen({ journal, profile }: Bank, req: Request, res: Response, screen: Screen): void {
  journal.note({
    kind: 'screen',
    bank: profile.id,
    ...given('client', clientOf(res)),
    ...given('linkage', linkageIn(req.path)),
    screen: screen.id,
    errors: screen.errors.map(told),
  });
}

/** A decision, as the screens' handlers know it. */
export interface DecisionMade {
  readonly linkage?: { readonly id: string; readonly clientId: string };
  readonly screen: string;
  readonly action: string;
  readonly values: Readonly<Record<string, unknown>>;
  readonly refusals: readonly Refusal[];
  readonly effects: readonly { readonly kind: string }[];
  /** The screen after it, or how the linkage left the bank. */
  readonly next: string;
}

const actions = new Set(
  [everywhere, { abort: true }, ...Object.values(transitions), ...Object.values(internetBankingTransitions)].flatMap(
    Object.keys,
  ),
);

/** Notes a button pressed on a screen of a linkage or of the internet-banking site. */
export function noteDecision({ journal, profile }: Bank, made: DecisionMade): void {
  const { linkage, screen, action, values, refusals, effects, next } = made;
  journal.note({
    kind: 'decision',
    bank: profile.id,
    ...(linkage === undefined ? {} : { client: linkage.clientId, linkage: linkage.id }),
    screen,
    action: actions.has(action) ? action : '[unknown]',
    fields: [...harmlessFieldNames(values)],
    refusals: refusals.map(told),
    effects: effects.map(({ kind }) => kind),
    next,
  });
}
