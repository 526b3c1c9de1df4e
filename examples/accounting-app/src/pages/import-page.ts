import { count } from '../format.ts';
import { type Html, html } from '../html.ts';
import { linkTo, routes } from '../routes.ts';
import type { AccountImport, ImportRun } from '../statement-import.ts';
import { csrfField, layout } from './layout.ts';
import { supportDetails } from './trouble-page.ts';

/** How far an import is, as the page and its script show it. */
export type ImportProgress = { running: boolean; percent: number; lines: number; status: string };

export function importProgress(run: ImportRun): ImportProgress {
  const accounts = run.accounts ?? [];
  const share = accounts.reduce((sum, account) => sum + account.share, 0) / Math.max(accounts.length, 1);
  const reading = accounts.findIndex((account) => account.state === 'reading');
  const current = accounts[reading];
  return {
    running: run.running,
    percent: run.running ? Math.round(share * 100) : 100,
    lines: accounts.reduce((sum, account) => sum + account.lines, 0),
    status: current ? `${accounts.length}口座中 ${reading + 1}口座目：${current.label}` : '銀行に接続しています',
  };
}

/** 明細の取り込み: the progress while it runs, the result when it has run. */
export function importPage({ run, csrf }: { run: ImportRun; csrf: string }): Html {
  if (run.running) return progressPage(run);
  return run.trouble ? troubledPage(run, csrf) : resultPage(run);
}

function progressPage(run: ImportRun): Html {
  const { percent, lines, status } = importProgress(run);
  return layout({
    title: '明細を取り込んでいます',
    menu: 'overview',
    refreshing: true,
    body: html`<section class="card progress-card">
      <h1 id="import-title">明細を取り込んでいます</h1>
      <p class="quiet">${run.linkage.bankName}</p>
      <progress id="import-progress" max="100" value="${percent}" aria-labelledby="import-title"
        data-source="${linkTo('importProgressData', { run: run.id })}">${percent}%</progress>
      <p class="progress-numbers"><span><b id="import-percent">${percent}</b>%</span>
        <span>明細 <b id="import-lines">${count(lines)}</b>件</span></p>
      <p role="status" id="import-status">${status}</p>
      <p class="quiet">この画面を閉じても、取り込みは続きます。</p>
      <p><a class="button" href="${routes.overview}">連携口座へ戻る</a></p>
    </section>
    <script src="/progress.js" defer></script>`,
  });
}

function resultPage(run: ImportRun): Html {
  const accounts = run.accounts ?? [];
  const newLines = accounts.reduce((sum, account) => sum + account.newLines, 0);
  const incomplete = accounts.length === 0 || accounts.some((account) => account.trouble);
  const title = accounts.length > 0 && incomplete ? '一部の口座を取り込めませんでした' : '明細の取り込みが終わりました';
  return layout({
    title,
    menu: 'overview',
    body: html`<section class="card progress-card">
      ${incomplete ? html`<div class="message-mark" aria-hidden="true">!</div>` : html`<div class="message-mark message-mark-good" aria-hidden="true">✓</div>`}
      <h1>${title}</h1>
      <p class="quiet">${run.linkage.bankName}</p>
      <p class="result-number"><b>${count(newLines)}</b>件の新しい明細</p>
      ${accounts.length === 0 ? html`<p>連携された口座がありません。再連携して、銀行の画面で照会用暗証番号を登録してください。</p>` : accountResults(accounts)}
      <div class="actions actions-center">
        <a class="button button-primary" href="${routes.overview}">連携口座へ</a>
        ${incomplete && html`<a class="button" href="${linkTo('link', {}, { relink: run.linkage.id })}">再連携</a>`}
      </div>
    </section>`,
  });
}

function troubledPage(run: ImportRun, csrf: string): Html {
  const trouble = run.trouble;
  if (!trouble) return resultPage(run);
  const { linkage } = run;
  return layout({
    title: trouble.title,
    menu: 'overview',
    body: html`<section class="card progress-card">
      <div class="message-mark" aria-hidden="true">!</div>
      <h1>${trouble.title}</h1>
      <p class="quiet">${linkage.bankName}</p>
      <p>${trouble.what}</p>
      <p>${trouble.next}</p>
      ${run.accounts && accountResults(run.accounts)}
      <div class="actions actions-center">
        ${
          trouble.remedy === 'relink'
            ? html`<a class="button button-primary" href="${linkTo('link', {}, { relink: linkage.id })}">再連携</a>`
            : html`<form method="post" action="${linkTo('startImport', { linkage: linkage.id })}">${csrfField(csrf)}
          <button class="button button-primary" type="submit">もう一度取り込む</button></form>`
        }
        <a class="button" href="${routes.overview}">連携口座へ戻る</a>
      </div>
      ${supportDetails(trouble)}
    </section>`,
  });
}

function accountResults(accounts: AccountImport[]): Html {
  return html`<ul class="results">${accounts.map(
    (account) => html`<li>
      <span class="result-account">${
        account.state === 'done'
          ? html`<a href="${linkTo('account', { account: account.key })}">${account.label}</a>`
          : account.label
      }</span>
      <span>${outcome(account)}</span>
      ${account.trouble && html`<p class="field-error">${account.trouble.what}${account.trouble.next} <small>${account.trouble.code}${account.trouble.requestId && `・受付番号 ${account.trouble.requestId}`}</small></p>`}
    </li>`,
  )}</ul>`;
}

function outcome({ state, newLines, lines }: AccountImport): Html {
  if (state === 'done')
    return html`新しい明細 <b>${count(newLines)}</b>件 <small class="quiet">（照会 ${count(lines)}件）</small>`;
  return state === 'refused' ? html`取り込めませんでした` : html`取り込んでいません`;
}
