import type { Request, RequestHandler, Response } from 'express';
import { findLinkage, isSessionOf } from '../store/linkages.ts';
import type { Bank } from './bank.ts';
import { type CookiePlace, readCookie, setCookie } from './cookies.ts';
import { pathTo, routes } from './routes.ts';
import { sendGone } from './screen-answer.ts';

const COOKIE = 'linkage';

/** The screens of a linkage are the issuer's, and so is what belongs to them on the TLS listener. */
function place({ issuer, basePath }: Bank, id: string): CookiePlace {
  const paths = [pathTo(routes.bank.linkage, { linkageId: id }), pathTo(routes.bank.resume, { uid: id })];
  return { isSecure: issuer.startsWith('https:'), of: id, paths: paths.map((path) => basePath + path) };
}

/** The session that the browser has in a linkage; it proves nothing until the linkage says that it is its own. */
export function sessionIn(bank: Bank, req: Request, id: string): string | undefined {
  return readCookie(req, COOKIE, place(bank, id));
}

/** Gives the browser the session of who has just logged in, or passed a further step. */
export function setSession(bank: Bank, res: Response, id: string, session: string): void {
  setCookie(res, COOKIE, session, place(bank, id));
}

/** Lets only the browser that logged in take the linkage back to the vendor: the answer has the code. */
export function requireSession(bank: Bank): RequestHandler<{ uid: string }> {
  return async (req, res, next) => {
    const { uid } = req.params;
    const stored = await findLinkage(bank.store.db, bank.profile.id, uid);
    if (stored === undefined || isSessionOf(stored, sessionIn(bank, req as Request, uid))) return next();
    sendGone(bank, req as Request, res);
  };
}
