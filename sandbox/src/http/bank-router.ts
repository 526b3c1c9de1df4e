import express, { type ErrorRequestHandler, type Router } from 'express';
import { getAccount, getBalance, listDeposits, listLinkedAccounts, listTransactions } from './accounts.ts';
import type { Bank } from './bank.ts';
import { requireAccess } from './bearer.ts';
import { earlyBodyLimit, parseForm, parseJson } from './body.ts';
import { getCameraToken } from './camera-token.ts';
import { deleteConsent, getConsent } from './consent.ts';
import { faults } from './faults.ts';
import { getFlowMap } from './flow-map.ts';
import { getInternetBanking, submitInternetBanking } from './internet-banking.ts';
import { journalRequests } from './journal.ts';
import { getLinkageScreen, presentCertificate, submitLinkageScreen } from './linkage.ts';
import { bufferOAuthBody, mountOAuth } from './oauth.ts';
import { notFound, problemHandler, toProblem } from './problem.ts';
import { routes } from './routes.ts';
import { sendMessage } from './screen-answer.ts';
import { serviceHours } from './service-hours.ts';
import { activateTokenApp, getActivation, getTokenApp, getTokenAppPassword, getTokenAppStore } from './token-app.ts';

const parseSubmission = [parseJson, parseForm];

const pageErrors: Readonly<Record<string, string>> = {
  csrf_token_mismatch: 'この画面は古くなっています。前の画面に戻り、再読み込みしてから、もう一度操作してください。',
  body_too_large: '送信された内容が大きすぎます。前の画面に戻り、入力内容を確認してください。',
  internal_error: 'サンドボックスで問題が発生しました。ログをご確認のうえ、連携先の画面からやり直してください。',
  storage_unavailable: 'ただいまデータを保存できません。しばらくしてから、もう一度操作してください。',
  maintenance:
    'ただいまメンテナンス中のため、サービスをご利用いただけません。{until}以降に、もう一度操作してください。',
  out_of_service_hours: 'ただいまサービス時間外です。{until}以降に、もう一度操作してください。',
};
const unavailable = 'ただいまサービスをご利用いただけません。しばらくしてから、もう一度操作してください。';
const pageError =
  '送信された内容を受け付けられませんでした。前の画面に戻り、再読み込みしてから、もう一度操作してください。';

/** Errors on a page of the bank: a page for a browser, a problem document for a program. */
function pageErrorHandler(
  bank: Bank,
  report: (error: unknown, requestId: string) => void,
  title?: string,
): ErrorRequestHandler {
  const asProblem = problemHandler(report);
  return (error, req, res, next) => {
    if (res.headersSent || req.is('json') || req.accepts(['html', 'json']) === 'json')
      return asProblem(error, req, res, next);
    const problem = toProblem(error);
    if (problem !== error && problem.status === 500) report(error, res.locals.requestId as string);
    const other = problem.status === 429 || problem.status > 500 ? unavailable : pageError;
    res.set(problem.headers);
    const message = (pageErrors[problem.code] ?? other).replace(
      '{until}',
      String(problem.members.until ?? 'しばらくして'),
    );
    sendMessage(bank, req, res, problem.status, problem.code, message, title);
  };
}

/**
 * Everything below the base of a bank.
 *
 * @param bank - the bank
 * @param report - told of faults of ours
 */
export function bankRouter(bank: Bank, report: (error: unknown, requestId: string) => void): Router {
  const { validator } = bank;
  const router = express.Router({ caseSensitive: true, strict: true });
  const { bank: paths } = routes;
  router.use(journalRequests(bank), earlyBodyLimit, bufferOAuthBody, faults(bank), serviceHours(bank));

  // The services first: they are asked most.
  const access = requireAccess(bank);
  const read = (operationId: string) => [access, validator.request(operationId)];
  router.get(paths.accounts, read('listAccounts'), listLinkedAccounts(bank));
  router.get(paths.account, read('getAccount'), getAccount(bank));
  router.get(paths.balance, read('getBalance'), getBalance(bank));
  router.get(paths.transactions, read('listTransactions'), listTransactions(bank));
  router.get(paths.deposits, read('listDeposits'), listDeposits(bank));
  router.get(paths.consent, read('getLinkage'), getConsent(bank));
  router.delete(paths.consent, read('endLinkage'), deleteConsent(bank));

  router.get(paths.linkage, validator.request('getLinkageScreen'), getLinkageScreen(bank));
  router.post(paths.linkage, parseSubmission, validator.request('submitLinkageScreen'), submitLinkageScreen(bank));
  router.get(paths.linkageCertificate, presentCertificate(bank));
  router.use('/link', pageErrorHandler(bank, report));

  if (bank.profile.internetBanking) {
    const check = (operationId: string) => validator.request(operationId);
    const titled = pageErrorHandler(bank, report, 'インターネットバンキング（エラー）');
    router.get(paths.internetBanking, check('getInternetBankingScreen'), getInternetBanking(bank));
    router.post(
      paths.internetBanking,
      parseSubmission,
      check('submitInternetBankingScreen'),
      submitInternetBanking(bank),
    );
    router.get(paths.tokenApp, getTokenApp(bank));
    router.get(paths.tokenAppDownload, getTokenAppStore(bank));
    router.get(paths.activateTokenApp, getActivation(bank));
    router.post(paths.activateTokenApp, parseSubmission, check('activateTokenApp'), activateTokenApp(bank));
    router.get(paths.tokenAppPassword, getTokenAppPassword(bank));
    router.use([paths.internetBanking, paths.tokenApp], titled);
  }

  if (bank.profile.hasCameraTokens) {
    router.get(paths.cameraToken, validator.request('getCameraToken'), getCameraToken(bank));
    router.use(paths.cameraToken, pageErrorHandler(bank, report, 'カメラ付きハードトークン（エラー）'));
  }

  router.get(paths.flowMap, getFlowMap(bank));

  mountOAuth(router, bank);
  router.use(notFound, problemHandler(report));
  return router;
}
