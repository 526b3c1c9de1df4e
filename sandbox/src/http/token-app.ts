import type { Request, RequestHandler, Response } from 'express';
import { oneTimePasswordRule, secondsLeft } from '../bank/one-time-password.ts';
import { deviceOf } from '../bank/phone.ts';
import { refusal } from '../bank/refusal.ts';
import { phoneTime, type SoftwareToken, shownByApp } from '../bank/software-token.ts';
import { setUpApp } from '../bank/software-token-use.ts';
import {
  renderActivation,
  renderDownload,
  renderNoToken,
  renderPassword,
  renderStore,
  type TokenAppPageOptions,
} from '../screens/html/token-app-page.tsx';
import { findSoftwareTokenByUserId, saveSoftwareToken } from '../store/software-tokens.ts';
import type { Bank } from './bank.ts';
import { readSignedCookie, setSignedCookie } from './internet-banking-session.ts';
import { Problem } from './problem.ts';
import { routes } from './routes.ts';
import { wantsJson } from './screen-answer.ts';

const COOKIE = 'token_app';

function optionsOf({ profile, basePath: base }: Bank): TokenAppPageOptions {
  const { tokenAppDownload, activateTokenApp, tokenAppPassword } = routes.bank;
  return {
    bankName: profile.name,
    paths: { download: base + tokenAppDownload, activate: base + activateTokenApp, password: base + tokenAppPassword },
  };
}

function otpauthUri({ profile }: Bank, { userId, secret }: SoftwareToken): string {
  const { digits, stepSeconds } = oneTimePasswordRule;
  const label = `${profile.id}:${userId}`;
  return `otpauth://totp/${label}?secret=${secret}&issuer=${profile.id}&algorithm=SHA1&digits=${digits}&period=${stepSeconds}`;
}

function shown(bank: Bank, token: SoftwareToken) {
  const now = bank.store.clock.now();
  const oneTimePassword = shownByApp(token, now);
  if (oneTimePassword === undefined) return undefined;
  return { oneTimePassword, secondsLeft: secondsLeft(phoneTime(token, now)), otpauthUri: otpauthUri(bank, token) };
}

/** `GET /token-app`: 手順7, the page that the mail's URL opens. */
export function getTokenApp(bank: Bank): RequestHandler {
  return (req, res) => {
    res.type('html').send(renderDownload(optionsOf(bank), deviceOf(req.headers['user-agent'] ?? '')));
  };
}

/** `GET /token-app/download`: the app store of the device. */
export function getTokenAppStore(bank: Bank): RequestHandler {
  return (req, res) => {
    res.type('html').send(renderStore(optionsOf(bank), deviceOf(req.headers['user-agent'] ?? '')));
  };
}

/** `GET /token-app/activate`: 手順8, the 初期設定 of the app. */
export function getActivation(bank: Bank): RequestHandler {
  return (_req, res) => {
    res.type('html').send(renderActivation(optionsOf(bank), { serviceId: '', userId: '' }));
  };
}

interface Typed {
  readonly serviceId: string;
  readonly userId: string;
  readonly activationPassword: string;
}

// A field given twice is no field.
const text = (value: unknown): string => (typeof value === 'string' ? value.trim() : '');

function typedIn(req: Request): Typed {
  const { serviceId, userId, activationPassword } = (req.body ?? {}) as Record<keyof Typed, unknown>;
  return { serviceId: text(serviceId), userId: text(userId), activationPassword: text(activationPassword) };
}

function setUp({ store, profile }: Bank, typed: Typed): Promise<SoftwareToken | undefined> {
  return store.db.transaction().execute(async (db) => {
    const found = await findSoftwareTokenByUserId(db, profile.id, typed.userId);
    const token = setUpApp(found?.token, typed);
    if (token && found) await saveSoftwareToken(db, profile.id, found.loginId, token);
    return token;
  });
}

function refuseForeignPages(req: Request): void {
  const site = req.headers['sec-fetch-site'] ?? 'none';
  if (site === 'same-origin' || site === 'none') return;
  throw new Problem(403, 'foreign_page', 'a page of another origin cannot set up the app; use its own page');
}

function sendRefused(bank: Bank, req: Request, res: Response, { serviceId, userId }: Typed): void {
  const { message } = refusal('token_app_refused');
  if (!wantsJson(req)) {
    res
      .status(422)
      .type('html')
      .send(renderActivation(optionsOf(bank), { serviceId, userId, error: message }));
    return;
  }
  const detail =
    'serviceId, userId or activationPassword is wrong, or the token is set up already or not to be set up; issue it again on the internet-banking site';
  throw new Problem(422, 'token_app_refused', detail);
}

/** `POST /token-app/activate`: 送信. */
export function activateTokenApp(bank: Bank): RequestHandler {
  return async (req, res) => {
    refuseForeignPages(req);
    const typed = typedIn(req);
    const token = await setUp(bank, typed);
    const answer = token && shown(bank, token);
    if (token === undefined || answer === undefined) return sendRefused(bank, req, res, typed);
    setSignedCookie(bank, req, res, COOKIE, typed.userId, routes.bank.tokenApp);
    if (wantsJson(req)) res.json(answer);
    else res.redirect(303, optionsOf(bank).paths.password);
  };
}

/** `GET /token-app/password`: 手順9, what the app on this phone shows. */
export function getTokenAppPassword(bank: Bank): RequestHandler {
  return async (req, res) => {
    const userId = readSignedCookie(bank, req, COOKIE);
    const found = userId && (await findSoftwareTokenByUserId(bank.store.db, bank.profile.id, userId));
    const answer = found ? shown(bank, found.token) : undefined;
    if (answer === undefined) {
      if (wantsJson(req)) throw new Problem(404, 'no_token', 'no token is set up on this phone; activate one first');
      res
        .status(404)
        .type('html')
        .send(renderNoToken(optionsOf(bank)));
      return;
    }
    if (wantsJson(req)) {
      res.json(answer);
      return;
    }
    // The page loads itself again when the next password is there; a script is not needed.
    res.set('Refresh', String(answer.secondsLeft));
    res.type('html').send(renderPassword(optionsOf(bank), answer));
  };
}
