import { formatYen } from '@renkei/sdk/japan';
import { accountLabel, count, dateInWords, japanDate, japanTime, serviceNames } from '../format.ts';
import { type Html, html } from '../html.ts';
import type { AccountRecord, LinkageRecord } from '../records.ts';
import { linkTo } from '../routes.ts';
import { endReasons } from '../trouble.ts';
import { csrfField, layout } from './layout.ts';

type ListedAccount = AccountRecord & { lines: number };

type Props = {
  linkages: LinkageRecord[];
  accounts: ListedAccount[];
  /** The import that runs for a linkage, by the linkage's id. */
  running: ReadonlyMap<string, string>;
  csrf: string;
  notice: string | null;
};

const fewDays = 14;

/** 連携口座: the linked banks and their accounts. */
export function overviewPage({ linkages, accounts, running, csrf, notice }: Props): Html {
  const empty = linkages.length === 0 && accounts.length === 0;
  const without = accounts.filter((account) => account.linkageId === null);
  return layout({
    title: '連携口座',
    menu: 'overview',
    notice,
    body: empty
      ? invitation()
      : html`<div class="page-head">
          <h1>連携口座</h1>
          <a class="button button-primary" href="${linkTo('link', {})}">口座を連携する</a>
        </div>
        ${summary(linkages, accounts)}
        ${linkages.map((linkage) =>
          linkageCard(
            linkage,
            accounts.filter((account) => account.linkageId === linkage.id),
            running.get(linkage.id),
            csrf,
          ),
        )}
        ${without.length > 0 && unlinkedCard(without)}`,
  });
}

function invitation(): Html {
  return html`<section class="card invitation">
    <img src="/link.svg" alt="" width="180" height="120">
    <h1>銀行口座を連携しましょう</h1>
    <p>連携すると、残高と入出金明細が自動で取り込まれます。銀行のIDとパスワードは銀行の画面で入力するため、当サービスには渡りません。</p>
    <p><a class="button button-primary button-large" href="${linkTo('link', {})}">口座を連携する</a></p>
    <ol class="steps">
      <li><strong>銀行とサービスを選ぶ</strong><span>取り込む内容を選びます。</span></li>
      <li><strong>銀行の画面で許可する</strong><span>銀行にログインして内容を確認します。</span></li>
      <li><strong>明細が取り込まれる</strong><span>戻ると自動で始まります。</span></li>
    </ol>
  </section>`;
}

function summary(linkages: LinkageRecord[], accounts: ListedAccount[]): Html {
  const total = accounts.reduce((sum, account) => sum + (account.balance ?? 0), 0);
  const lines = accounts.reduce((sum, account) => sum + account.lines, 0);
  const live = linkages.filter((linkage) => linkage.endReason === null).length;
  return html`<dl class="summary">
    <div class="summary-main"><dt>残高の合計</dt><dd>${formatYen(total)}</dd></div>
    <div><dt>連携中の銀行</dt><dd>${count(live)}<small>件</small></dd></div>
    <div><dt>口座</dt><dd>${count(accounts.length)}<small>口座</small></dd></div>
    <div><dt>明細</dt><dd>${count(lines)}<small>件</small></dd></div>
  </dl>`;
}

function linkageCard(linkage: LinkageRecord, accounts: ListedAccount[], run: string | undefined, csrf: string): Html {
  const ended = linkage.endReason !== null;
  const headingId = `linkage-${linkage.id}`;
  const holder = accounts.at(0)?.accountHolder;
  return html`<section class="card linkage" aria-labelledby="${headingId}">
    <header class="linkage-head">
      <div>
        <h2 id="${headingId}">${linkage.bankName}</h2>
        ${holder && html`<p class="holder">${holder}</p>`}
      </div>
      ${state(linkage)}
    </header>
    ${ended && html`<p class="alert">${endReasons[linkage.endReason ?? 'unknown']}取り込み済みの明細はそのままご覧いただけます。</p>`}
    ${!ended && isShort(linkage) && html`<p class="alert alert-warning"><strong>まもなく終了</strong> あと${linkage.daysLeft}日で取り込めなくなります。再連携すると、その日から新しい認可期間が始まります。</p>`}
    <dl class="facts">
      <div><dt>サービス</dt><dd>${linkage.services.map((service) => html`<span class="tag">${serviceNames[service]}</span>`)}</dd></div>
      ${!ended && linkage.expiresAt && html`<div><dt>認可期間</dt><dd>${dateInWords(japanDate(linkage.expiresAt))}まで</dd></div>`}
      <div><dt>最終取り込み</dt><dd>${linkage.lastImportAt ? japanTime(linkage.lastImportAt) : 'まだありません'}</dd></div>
    </dl>
    ${accounts.length > 0 ? accountList(accounts) : html`<p class="quiet">取り込んだ口座はまだありません。</p>`}
    <div class="actions linkage-actions">
      ${run && html`<a class="button" href="${linkTo('importProgress', { run })}">取り込みの状況を見る</a>`}
      ${!run && !ended && importForm(linkage, csrf)}
      <a class="button${ended && ' button-primary'}" href="${linkTo('link', {}, { relink: linkage.id })}"
        aria-label="再連携: ${linkage.bankName}">再連携</a>
      <a class="button button-quiet" href="${linkTo('unlink', { linkage: linkage.id })}"
        aria-label="連携解除: ${linkage.bankName}">連携解除</a>
    </div>
  </section>`;
}

function state(linkage: LinkageRecord): Html {
  if (linkage.endReason !== null) return html`<p class="state state-ended">連携切れ</p>`;
  if (linkage.daysLeft === null) return html`<p class="state">連携中</p>`;
  return html`<p class="state${isShort(linkage) && ' state-short'}">連携中 <span>あと${linkage.daysLeft}日</span></p>`;
}

function isShort({ daysLeft }: LinkageRecord): boolean {
  return daysLeft !== null && daysLeft <= fewDays;
}

function importForm(linkage: LinkageRecord, csrf: string): Html {
  return html`<form method="post" action="${linkTo('startImport', { linkage: linkage.id })}">
    ${csrfField(csrf)}
    <button class="button button-primary" type="submit" aria-label="明細を取り込む: ${linkage.bankName}">明細を取り込む</button>
  </form>`;
}

function accountList(accounts: ListedAccount[]): Html {
  return html`<ul class="accounts">
    ${accounts.map(
      (account) => html`<li>
        <a class="account" href="${linkTo('account', { account: account.key })}">
          <span class="account-name"><strong>${accountLabel(account)}</strong>
            <small>${account.memo && html`<span class="memo">${account.memo}</span>`}明細 ${count(account.lines)}件</small></span>
          <span class="account-balance">${account.balance === null ? html`<span class="quiet">残高なし</span>` : formatYen(account.balance)}</span>
          <span class="arrow" aria-hidden="true">›</span>
        </a>
      </li>`,
    )}
  </ul>`;
}

function unlinkedCard(accounts: ListedAccount[]): Html {
  return html`<section class="card linkage" aria-labelledby="unlinked">
    <header class="linkage-head">
      <div><h2 id="unlinked">連携していない口座</h2><p class="holder">取り込み済みの明細だけが残っています。</p></div>
    </header>
    ${accountList(accounts)}
  </section>`;
}
