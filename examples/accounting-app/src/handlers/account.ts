import type { RequestHandler } from 'express';
import { accountPage } from '../pages/account-page.ts';
import { notFoundPage } from '../pages/trouble-page.ts';
import type { Tools } from '../tools.ts';
import { oneOf } from './input.ts';

const pageSize = 50;

/** GET /accounts/{account}?month=2026-11&text=…&page=2 */
export function showAccount({ accounts, lines }: Tools): RequestHandler {
  return (request, response) => {
    const account = accounts.find(oneOf(request.params.account));
    if (!account) return void response.status(404).send(notFoundPage().text);

    const filter = { month: oneOf(request.query.month), text: oneOf(request.query.text).slice(0, 100) };
    const total = lines.count(account.key, filter);
    const lastPage = Math.max(Math.ceil(total / pageSize), 1);
    const page = Math.min(Math.max(Math.trunc(Number(oneOf(request.query.page)) || 1), 1), lastPage);
    response.send(
      accountPage({
        account,
        filter,
        total,
        page,
        pageSize,
        lines: lines.page(account.key, filter, { size: pageSize, offset: (page - 1) * pageSize }),
        totals: lines.totals(account.key, filter),
        months: lines.months(account.key),
        balances: lines.closingBalances(account.key),
      }).text,
    );
  };
}
