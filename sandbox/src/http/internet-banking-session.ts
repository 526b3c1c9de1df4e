import { createHmac } from 'node:crypto';
import type { Request, Response } from 'express';
import { secretsMatch } from '../bank/login.ts';
import { randomId } from '../world/ids.ts';
import type { Bank } from './bank.ts';
import { type CookiePlace, readCookie, setCookie } from './cookies.ts';
import { routes } from './routes.ts';

const COOKIE = 'ib_session';

const sign = ({ keys }: Bank, purpose: string, text: string): string =>
  createHmac('sha256', keys.cookieKey).update(`${purpose} ${text}`).digest('base64url');

function place({ issuer, basePath }: Bank, req: Request, path = ''): CookiePlace {
  const isSecure = req.secure || issuer.startsWith('https:');
  return { isSecure, of: basePath.slice(1).replaceAll('/', '-'), paths: [basePath + path] };
}

/**
 * A cookie of one path of a bank, whose value nobody else can make.
 *
 * @param path - below the bank's base
 */
export function setSignedCookie(bank: Bank, req: Request, res: Response, name: string, value: string, path: string) {
  const signed = `${value}.${sign(bank, name, `${bank.profile.id} ${value}`)}`;
  setCookie(res, name, signed, place(bank, req, path));
}

/** The value of a signed cookie; `undefined` when there is none or it is not ours. */
export function readSignedCookie(bank: Bank, req: Request, name: string): string | undefined {
  const [value = '', signature = ''] = readCookie(req, name, place(bank, req))?.split('.') ?? [];
  const isOurs = /^[A-Za-z0-9_-]{1,64}$/.test(value);
  return isOurs && secretsMatch(signature, sign(bank, name, `${bank.profile.id} ${value}`)) ? value : undefined;
}

/** The id of the browser's session; a new one for who has none. */
export function sessionId(bank: Bank, req: Request): { readonly id: string; readonly isNew: boolean } {
  const id = readSignedCookie(bank, req, COOKIE);
  return id === undefined ? { id: randomId(), isNew: true } : { id, isNew: false };
}

/** Gives the browser a session. */
export function setSessionCookie(bank: Bank, req: Request, res: Response, id: string): void {
  setSignedCookie(bank, req, res, COOKIE, id, routes.bank.internetBanking);
}

/** The CSRF token of a session's forms. With each login and each one-time password the session's id changes, and it. */
export function sessionCsrfToken(bank: Bank, id: string): string {
  return sign(bank, 'csrf of', id);
}
