import type { RequestHandler, Response } from 'express';
import { accountTypeNames } from '../bank/facts.ts';
import {
  type InquiryRefusal,
  isLinked,
  type Judged,
  judgeAccount,
  judgeDateRange,
  judgeService,
  type Linked,
} from '../bank/inquiry.ts';
import { needsInquiryPin } from '../bank/inquiry-pin.ts';
import { japanDate, japanTimestamp } from '../bank/japan-time.ts';
import type { Service } from '../bank/service.ts';
import type { StatementLine } from '../bank/statement.ts';
import { type Account, findCustomer, listAccounts } from '../store/customers.ts';
import { recall } from '../store/recall.ts';
import { lastLineOn, listLines, makeStatement } from '../store/statements.ts';
import type { Bank } from './bank.ts';
import { accessIn, insufficientScope } from './bearer.ts';
import { nextItemKey, readNextItemKey } from './paging.ts';
import { Problem } from './problem.ts';

type Query = { dateFrom?: string; dateTo?: string; limit?: number; nextItemKey?: string };
const DEFAULT_LIMIT = 100;

function refuse(bank: Bank, res: Response, { status, code, detail, firstDate }: InquiryRefusal): never {
  const isOfScope = code === 'insufficient_scope';
  const challenge = isOfScope ? { 'WWW-Authenticate': insufficientScope(bank, res) } : {};
  throw new Problem(status, code, detail, { members: firstDate ? { firstDate } : {}, headers: challenge });
}

function orRefuse<T>(bank: Bank, res: Response, judged: Judged<T>): T {
  return 'refusal' in judged ? refuse(bank, res, judged.refusal) : judged.value;
}

function accountsOf({ store: { db }, profile }: Bank, res: Response): Promise<readonly Account[]> {
  const { loginId } = accessIn(res).consent;
  return recall(db, `accounts ${profile.id} ${loginId}`, async () => {
    const customer = await findCustomer(db, profile.id, loginId);
    return customer ? listAccounts(db, customer) : [];
  });
}

/** What makes an account a linked one under the request's consent. */
function linkedIn({ profile, store }: Bank, res: Response): Linked {
  return { needsInquiryPin: needsInquiryPin(accessIn(res).consent.services, profile), now: store.clock.now() };
}

async function accountAsked(bank: Bank, res: Response, accountId: string): Promise<Account> {
  return orRefuse(bank, res, judgeAccount(await accountsOf(bank, res), accountId, linkedIn(bank, res)));
}

/** The account whose statement a service asks for. */
async function statementAsked(bank: Bank, res: Response, accountId: string, service: Service): Promise<Account> {
  const refusal = judgeService(accessIn(res).services, service);
  if (refusal) refuse(bank, res, refusal);
  const account = await accountAsked(bank, res, accountId);
  await makeStatement(bank.store.db, bank.profile.id, account, japanDate(bank.store.clock.now()));
  return account;
}

function present({ profile }: Bank, account: Account) {
  return {
    accountId: account.accountId,
    bankCode: profile.institution.code,
    bankName: profile.institution.name,
    branchCode: account.branchCode,
    branchName: account.branchName,
    accountType: account.accountType,
    accountTypeName: accountTypeNames[account.accountType],
    accountNumber: account.accountNumber,
    accountHolder: account.holder,
    memo: account.memo,
    currency: 'JPY' as const,
  };
}

/** `GET /api/v1/accounts` */
export function listLinkedAccounts(bank: Bank): RequestHandler {
  return async (_req, res) => {
    const { limit = DEFAULT_LIMIT, nextItemKey: key } = res.locals.query as Query;
    const rule = linkedIn(bank, res);
    const linked = (await accountsOf(bank, res)).filter((account) => isLinked(account, rule));
    const from = readNextItemKey(key, ['accounts']);
    const accounts = linked.slice(from, from + limit).map((account) => present(bank, account));
    const hasNext = linked.length > from + limit;
    const next = hasNext ? { nextItemKey: nextItemKey(from + limit, ['accounts']) } : {};
    res.json({ accounts, count: accounts.length, hasNext, ...next });
  };
}

/** `GET /api/v1/accounts/{accountId}` */
export function getAccount(bank: Bank): RequestHandler<{ accountId: string }> {
  return async (req, res) => {
    res.json(present(bank, await accountAsked(bank, res, req.params.accountId)));
  };
}

/** `GET /api/v1/accounts/{accountId}/balance` */
export function getBalance(bank: Bank): RequestHandler<{ accountId: string }> {
  return async (req, res) => {
    const { accountId, openingBalance } = await statementAsked(bank, res, req.params.accountId, 'balances');
    const { db, clock } = bank.store;
    const now = clock.now();
    const last = await lastLineOn(db, bank.profile.id, accountId, japanDate(now));
    const balance = last?.balance ?? openingBalance;
    res.json({ accountId, balance, currency: 'JPY', asOf: japanTimestamp(now) });
  };
}

const transactionId = (accountId: string, line: StatementLine): string =>
  `${accountId}-${String(line.sequence).padStart(7, '0')}`;

/** A line as the data API shows it. */
export function presentTransaction(accountId: string, line: StatementLine) {
  const { bookDate, valueDate, direction, category, amount, balance, description } = line;
  return {
    transactionId: transactionId(accountId, line),
    bookDate,
    valueDate,
    direction,
    category,
    amount,
    balance,
    description,
  };
}

function presentDeposit(accountId: string, line: StatementLine) {
  const { bookDate, valueDate, amount, deposit } = line;
  return { transactionId: transactionId(accountId, line), bookDate, valueDate, amount, ...deposit };
}

/** The lines of an account, a page at a time: statement lines, or only the incoming transfers. */
function listPage<T>(
  bank: Bank,
  service: 'transactions' | 'deposits',
  presentLine: (accountId: string, line: StatementLine) => T,
): RequestHandler<{ accountId: string }> {
  return async (req, res) => {
    const { accountId } = await statementAsked(bank, res, req.params.accountId, service);
    const { dateFrom, dateTo, limit = DEFAULT_LIMIT, nextItemKey: key } = res.locals.query as Query;
    const { db, clock } = bank.store;
    const asked = { ...(dateFrom ? { dateFrom } : {}), ...(dateTo ? { dateTo } : {}) };
    const range = orRefuse(bank, res, judgeDateRange(asked, bank.profile.settings.inquiryDays, clock.now()));
    const request = [accountId, service, dateFrom, dateTo];
    const after = readNextItemKey(key, request);
    const wanted = { bank: bank.profile.id, accountId, ...range, depositsOnly: service === 'deposits' };
    const page = await recall(db, `page ${JSON.stringify([wanted, after, limit, request])}`, async () => {
      const found = await listLines(db, wanted, after, limit + 1);
      const lines = found.slice(0, limit);
      const hasNext = found.length > limit;
      const last = lines.at(-1)?.sequence ?? after;
      const body = {
        accountId,
        [service]: lines.map((line) => presentLine(accountId, line)),
        count: lines.length,
        hasNext,
        ...(hasNext ? { nextItemKey: nextItemKey(last, request) } : {}),
      };
      return Buffer.from(JSON.stringify(body));
    });
    res.type('json').send(page);
  };
}

/** `GET /api/v1/accounts/{accountId}/transactions` */
export const listTransactions = (bank: Bank) => listPage(bank, 'transactions', presentTransaction);

/** `GET /api/v1/accounts/{accountId}/deposits` */
export const listDeposits = (bank: Bank) => listPage(bank, 'deposits', presentDeposit);
