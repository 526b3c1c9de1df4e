import { type Html, html } from '../html.ts';
import { linkTo, routes } from '../routes.ts';
import type { Trouble } from '../trouble.ts';
import { layout } from './layout.ts';

type Props = {
  trouble: Trouble;
  /** Where もう一度 leads. */
  again: { href: string; label: string };
};

/** What went wrong, what to do, and what to tell the support desk. */
export function troublePage({ trouble, again }: Props): Html {
  return layout({
    title: trouble.title,
    body: html`<article class="card message-card">
      <div class="message-mark" aria-hidden="true">!</div>
      <h1>${trouble.title}</h1>
      <p>${trouble.what}</p>
      <p>${trouble.next}</p>
      <div class="actions actions-center">
        <a class="button button-primary" href="${again.href}">${again.label}</a>
        <a class="button" href="${routes.overview}">連携口座へ戻る</a>
      </div>
      ${supportDetails(trouble)}
    </article>`,
  });
}

/** The code and the bank's request id, for a call to the support desk. */
export function supportDetails({ code, requestId }: Trouble): Html {
  return html`<dl class="support">
    <div><dt>エラーコード</dt><dd><code>${code}</code></dd></div>
    ${requestId && html`<div><dt>受付番号</dt><dd><code>${requestId}</code></dd></div>`}
  </dl>`;
}

/** A page that is not there. */
export function notFoundPage(): Html {
  return plainMessage('ページが見つかりません', 'アドレスが変わったか、表示できる期間が過ぎた可能性があります。');
}

/** A form that is not of this session. */
export function staleFormPage(): Html {
  return plainMessage(
    '画面の有効期限が切れました',
    '安全のため、操作は行われていません。もう一度、画面を開き直してお試しください。',
  );
}

/** A return from a bank to which nobody of this session went. */
export function unknownReturnPage(): Html {
  return plainMessage(
    '連携の手続きが見つかりません',
    '手続きがすでに終わったか、別のブラウザーで開始されたか、時間が経ちすぎた可能性があります。連携口座をご確認ください。',
    { href: linkTo('link', {}), label: 'もう一度連携する' },
  );
}

function plainMessage(title: string, text: string, action?: { href: string; label: string }): Html {
  return layout({
    title,
    body: html`<article class="card message-card">
      <h1>${title}</h1>
      <p>${text}</p>
      <div class="actions actions-center">
        <a class="button button-primary" href="${routes.overview}">連携口座へ戻る</a>
        ${action && html`<a class="button" href="${action.href}">${action.label}</a>`}
      </div>
    </article>`,
  });
}
