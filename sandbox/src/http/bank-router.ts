import type { IncomingMessage } from 'node:http';
import express, { type ErrorRequestHandler, type RequestHandler, type Router } from 'express';
import { findClient } from '../store/clients.ts';
import { getAccount, getBalance, listDeposits, listLinkedAccounts, listTransactions } from './accounts.ts';
import type { Bank } from './bank.ts';
import { requireAccess } from './bearer.ts';
import { deleteConsent, getConsent } from './consent.ts';
import {
  getLinkageScreen,
  type PeerFingerprint,
  presentCertificate,
  sendMessage,
  submitLinkageScreen,
} from './linkage.ts';
import { notFound, Problem, problemHandler, toProblem } from './problem.ts';
import { routes } from './routes.ts';
import { authorizationPolicy, BODY_LIMIT } from './security.ts';

// Parsers replace what is not UTF-8, or leave it as it came, in silence.
function refuseOtherEncodings(req: IncomingMessage, _res: unknown, body: Buffer): void {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(body);
    if (req.headers['content-type']?.startsWith(FORM)) decodeURIComponent(text);
  } catch {
    throw new Problem(400, 'invalid_request', 'the body is not UTF-8; send the page or the JSON in UTF-8');
  }
}

const FORM = 'application/x-www-form-urlencoded';

const parseSubmission: RequestHandler[] = [
  express.json({ limit: BODY_LIMIT, verify: refuseOtherEncodings }),
  express.urlencoded({ limit: BODY_LIMIT, extended: false, verify: refuseOtherEncodings }),
];

/** RFC 6749 §3.3: a request without `scope` asks for all that the client may have. */
function defaultScope({ store }: Bank): RequestHandler {
  return async (req, _res, next) => {
    const { scope, client_id: clientId, request_uri: pushed } = req.query;
    const client =
      scope === undefined && pushed === undefined && typeof clientId === 'string'
        ? await findClient(store.db, clientId)
        : undefined;
    if (client) req.url = `${req.url}&scope=${encodeURIComponent(client.services.join(' '))}`;
    next();
  };
}

const pageErrors: Readonly<Record<string, string>> = {
  csrf_token_mismatch: 'この画面は古くなっています。前の画面に戻り、再読み込みしてから、もう一度操作してください。',
  body_too_large: '送信された内容が大きすぎます。前の画面に戻り、入力内容を確認してください。',
  internal_error: 'サンドボックスで問題が発生しました。ログをご確認のうえ、連携先の画面からやり直してください。',
  storage_unavailable: 'ただいまデータを保存できません。しばらくしてから、もう一度操作してください。',
};
const pageError =
  '送信された内容を受け付けられませんでした。前の画面に戻り、再読み込みしてから、もう一度操作してください。';

/** Errors on a linkage screen: a page for a browser, a problem document for a program. */
function linkageErrors(bank: Bank, report: (error: unknown, requestId: string) => void): ErrorRequestHandler {
  const asProblem = problemHandler(report);
  return (error, req, res, next) => {
    if (res.headersSent || req.is('json') || req.accepts(['html', 'json']) === 'json')
      return asProblem(error, req, res, next);
    const problem = toProblem(error);
    if (problem.status === 500) report(error, res.locals.requestId as string);
    sendMessage(bank, req, res, problem.status, problem.code, pageErrors[problem.code] ?? pageError);
  };
}

/**
 * Everything below the base of a bank.
 *
 * @param bank - the bank
 * @param peerFingerprint - reads the client certificate of a TLS handshake
 * @param report - told of faults of ours
 */
export function bankRouter(
  bank: Bank,
  peerFingerprint: PeerFingerprint,
  report: (error: unknown, requestId: string) => void,
): Router {
  const { validator } = bank;
  const router = express.Router({ caseSensitive: true, strict: true });
  const { bank: paths } = routes;

  const checkJson: RequestHandler = (req, res, next) => validator.request('submitLinkageScreen')(req, res, next);
  router.get(paths.linkage, validator.request('getLinkageScreen'), getLinkageScreen(bank));
  router.post(paths.linkage, parseSubmission, checkJson, submitLinkageScreen(bank));
  router.get(paths.linkageCertificate, presentCertificate(bank, peerFingerprint));
  router.use('/link', linkageErrors(bank, report));

  const access = requireAccess(bank);
  const read = (operationId: string) => [access, validator.request(operationId)];
  router.get(paths.accounts, read('listAccounts'), listLinkedAccounts(bank));
  router.get(paths.account, read('getAccount'), getAccount(bank));
  router.get(paths.balance, read('getBalance'), getBalance(bank));
  router.get(paths.transactions, read('listTransactions'), listTransactions(bank));
  router.get(paths.deposits, read('listDeposits'), listDeposits(bank));
  router.get(paths.consent, read('getLinkage'), getConsent(bank));
  router.delete(paths.consent, read('endLinkage'), deleteConsent(bank));

  router.get(paths.authorize, defaultScope(bank));
  router.use(paths.authorize, (_req, res, next) => {
    res.set('Content-Security-Policy', authorizationPolicy);
    next();
  });
  const answer = bank.provider.callback();
  const oauth: RequestHandler = (req, res) => answer(req, res);
  router.use((req, res, next) => (/^\/(oauth|\.well-known)\//.test(req.path) ? oauth(req, res, next) : next()));
  router.use(notFound, problemHandler(report));
  return router;
}
