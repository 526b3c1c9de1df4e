import { formatYen } from '@renkei/sdk/japan';
import { balanceChart, type ClosingBalance } from '../balance-chart.ts';
import { accountLabel, count, japanDate, japanTime, monthInWords, shortDate } from '../format.ts';
import { type Html, html } from '../html.ts';
import type { LineFilter } from '../line-book.ts';
import type { AccountRecord } from '../records.ts';
import { linkTo, routes } from '../routes.ts';
import { layout } from './layout.ts';
import { type StatementProps, statementTable } from './statement-table.ts';

type Props = StatementProps & {
  account: AccountRecord;
  months: string[];
  balances: ClosingBalance[];
  totals: { in: number; out: number };
};

/** An account: its balance, how it went, and its statement. */
export function accountPage(props: Props): Html {
  const { account, months, balances } = props;
  return layout({
    title: accountLabel(account),
    menu: 'overview',
    body: html`<nav class="crumbs" aria-label="パンくず"><a href="${routes.overview}">連携口座</a><span aria-hidden="true">›</span>
        <span>${account.bankName}</span></nav>
      <section class="card account-head">
        <div>
          <h1>${accountLabel(account)}</h1>
          <p class="holder">${account.bankName}・${account.accountHolder}${account.memo && html` <span class="memo">${account.memo}</span>`}</p>
        </div>
        <div class="balance">
          <p class="balance-label">残高</p>
          <p class="balance-amount">${account.balance === null ? '—' : formatYen(account.balance)}</p>
          ${account.balanceAsOf && html`<p class="quiet">${asOf(account.balanceAsOf)} 時点</p>`}
        </div>
      </section>
      ${balances.length > 0 && chart(balances, account)}
      <section class="card" aria-labelledby="statement">
        <h2 id="statement">入出金明細</h2>
        ${months.length === 0 ? emptyState() : html`${filterForm(props.filter, months)}${totals(props)}${statementTable(props)}`}
      </section>`,
  });
}

function chart(balances: ClosingBalance[], account: AccountRecord): Html {
  return html`<section class="card" aria-labelledby="history">
    <h2 id="history">残高の推移</h2>
    ${balanceChart(balances, japanDate(account.balanceAsOf ?? account.lastImportAt ?? new Date(0).toISOString()))}
  </section>`;
}

function filterForm(filter: LineFilter, months: string[]): Html {
  return html`<form class="filter" method="get" role="search" aria-label="明細の絞り込み">
    <div class="field"><label for="month">月</label>
      <select id="month" name="month"><option value="">すべての月</option>
        ${months.map((month) => html`<option value="${month}"${month === filter.month && html` selected`}>${monthInWords(month)}</option>`)}
      </select></div>
    <div class="field field-grow"><label for="text">摘要・依頼人名</label>
      <input id="text" name="text" type="search" value="${filter.text}" maxlength="100" autocomplete="off"></div>
    <button class="button" type="submit">絞り込む</button>
  </form>`;
}

function totals({ total, totals: sums, filter, account }: Props): Html {
  const filtered = filter.month !== '' || filter.text !== '';
  return html`<p class="totals" role="status"><span>${filtered ? '条件に合う明細' : 'すべての明細'} <b>${count(total)}</b>件</span>
    <span>入金 <b class="amount-in">${formatYen(sums.in)}</b></span><span>出金 <b>${formatYen(sums.out)}</b></span>
    ${filtered && html`<a href="${linkTo('account', { account: account.key })}">条件を消す</a>`}</p>`;
}

function emptyState(): Html {
  return html`<div class="empty"><p><strong>明細はまだありません</strong></p>
    <p class="quiet">取り込んだ期間に入出金がないか、まだ取り込まれていません。</p></div>`;
}

function asOf(moment: string): string {
  return moment.length > 10 ? japanTime(moment) : shortDate(moment);
}
