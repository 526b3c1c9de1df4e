import type { Request, Response } from 'express';
import { messageScreen } from '../screens/draw.ts';
import { renderScreen } from '../screens/html/screen-page.tsx';
import type { Screen } from '../screens/screen.ts';
import type { Bank } from './bank.ts';
import { noteScreen } from './journal.ts';

/** Whether the answer shall be JSON: for who posts JSON, unless he asks for HTML, and for who asks for JSON. */
export function wantsJson(req: Request): boolean {
  if (req.method === 'POST' && req.is('json')) return req.accepts(['json', 'html']) === 'json';
  return req.accepts(['html', 'json']) === 'json';
}

/** Answers with a screen: JSON for a program, a page for a browser. */
export function sendScreen(bank: Bank, req: Request, res: Response, status: number, screen: Screen, token = ''): void {
  noteScreen(bank, req, res, screen);
  res.status(status);
  if (wantsJson(req)) {
    res.json(screen);
    return;
  }
  const options = {
    bankName: bank.profile.name,
    postTo: req.originalUrl.split('?')[0] ?? '',
    csrfToken: token,
  };
  res.type('html').send(renderScreen(screen, options));
}

/** A page about a problem, for the customer who cannot read a problem document. */
export function sendMessage(
  bank: Bank,
  req: Request,
  res: Response,
  status: number,
  code: string,
  message: string,
  title = bank.profile.errorTitle,
): void {
  sendScreen(bank, req, res, status, messageScreen(bank.profile.id, title, code, message));
}

/** The linkage is over, unknown, or another browser's. */
export function sendGone(bank: Bank, req: Request, res: Response): void {
  const message =
    'この手続きは終了したか、別のブラウザーで開始されています。連携先（会計ソフト等）の画面から、もう一度はじめからお手続きください。';
  sendMessage(bank, req, res, 400, 'linkage_not_here', message);
}
