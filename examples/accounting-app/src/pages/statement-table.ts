import { formatYen } from '@renkei/sdk/japan';
import { count, shortDate } from '../format.ts';
import { type Html, html } from '../html.ts';
import type { LineFilter } from '../line-book.ts';
import type { LineRecord } from '../records.ts';
import { linkTo } from '../routes.ts';

export type StatementProps = {
  account: { key: string };
  lines: LineRecord[];
  filter: LineFilter;
  /** How many lines the filter finds. */
  total: number;
  page: number;
  pageSize: number;
};

/** The statement, a page of it. The roles keep it a table where the style sheet stacks its cells on a narrow screen. */
export function statementTable(props: StatementProps): Html {
  if (props.lines.length === 0) {
    return html`<div class="empty"><p><strong>条件に合う明細はありません</strong></p>
      <p class="quiet">月や文字を変えて、もう一度お試しください。</p></div>`;
  }
  return html`<table class="statement" role="table" aria-labelledby="statement">
    <thead role="rowgroup"><tr role="row">
      <th role="columnheader" scope="col">日付</th><th role="columnheader" scope="col">摘要</th>
      <th role="columnheader" scope="col" class="number">入金</th><th role="columnheader" scope="col" class="number">出金</th>
      <th role="columnheader" scope="col" class="number">残高</th>
    </tr></thead>
    <tbody role="rowgroup">${props.lines.map(row)}</tbody>
  </table>
  ${pager(props)}`;
}

function row(line: LineRecord): Html {
  const [moneyIn, moneyOut] = line.direction === '1' ? [line.amount, null] : [null, line.amount];
  return html`<tr role="row">
    <td role="cell" class="cell-date"><time datetime="${line.bookDate}">${shortDate(line.bookDate)}</time>
      ${line.valueDate !== line.bookDate && html`<small>起算 ${shortDate(line.valueDate)}</small>`}</td>
    <td role="cell" class="cell-text"><span>${line.description}</span>${badge(line)}${payer(line)}</td>
    ${amountCell('入金', 'amount-in', moneyIn)}
    ${amountCell('出金', 'amount-out', moneyOut)}
    <td role="cell" class="number cell-balance" data-label="残高">${line.balance === null ? '—' : formatYen(line.balance)}</td>
  </tr>`;
}

function amountCell(label: string, style: string, amount: number | null): Html {
  if (amount === null) return html`<td role="cell" class="number cell-none"></td>`;
  return html`<td role="cell" class="number ${style}" data-label="${label}">${formatYen(amount)}</td>`;
}

function badge({ category }: LineRecord): Html | false {
  return category === '19' && html` <span class="tag tag-warning">訂正</span>`;
}

function payer({ payerName, remittingBank, remittingBranch, ediInformation }: LineRecord): Html | false {
  if (payerName === null) return false;
  const from = [remittingBank, remittingBranch].filter(Boolean).join(' ');
  return html`<small>振込依頼人 ${payerName}${from && `（${from}）`}${ediInformation && `・EDI ${ediInformation}`}</small>`;
}

function pager({ account, filter, total, page, pageSize }: StatementProps): Html {
  const pages = Math.ceil(total / pageSize);
  const [first, last] = [(page - 1) * pageSize + 1, Math.min(page * pageSize, total)];
  const to = (target: number) =>
    linkTo(
      'account',
      { account: account.key },
      {
        month: filter.month || undefined,
        text: filter.text || undefined,
        page: target > 1 ? String(target) : undefined,
      },
    );
  return html`<nav class="pager" aria-label="明細のページ">
    <span>${count(total)}件中 ${count(first)}–${count(last)}件</span>
    <span class="pager-links">
      ${page > 1 && html`<a class="button" rel="prev" href="${to(page - 1)}">前へ</a>`}
      ${pages > 1 && html`<span>${count(page)} / ${count(pages)}ページ</span>`}
      ${page < pages && html`<a class="button" rel="next" href="${to(page + 1)}">次へ</a>`}
    </span>
  </nav>`;
}
