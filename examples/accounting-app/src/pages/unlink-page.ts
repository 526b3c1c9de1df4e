import { type Html, html } from '../html.ts';
import type { LinkageRecord } from '../records.ts';
import { linkTo, routes } from '../routes.ts';
import { csrfField, layout } from './layout.ts';

type Props = { linkage: LinkageRecord; accounts: number; csrf: string };

/** 連携解除: the question before it, and what becomes of the data. */
export function unlinkPage({ linkage, accounts, csrf }: Props): Html {
  return layout({
    title: '連携を解除しますか',
    menu: 'overview',
    body: html`<div class="page-head"><h1>連携を解除しますか</h1></div>
      <form class="card link-form" method="post" action="${linkTo('unlink', { linkage: linkage.id })}">
        ${csrfField(csrf)}
        <p><strong>${linkage.bankName}</strong>（${accounts}口座）の連携を解除します。銀行の認可も終了し、新しい明細は取り込まれなくなります。</p>
        <fieldset>
          <legend>取り込み済みの明細</legend>
          <div class="choices choices-services">
            <label class="choice"><input type="radio" name="data" value="keep" checked>
              <span class="choice-text"><strong>残す</strong><small>残高と明細を引き続きご覧いただけます。</small></span></label>
            <label class="choice"><input type="radio" name="data" value="delete">
              <span class="choice-text"><strong>削除する</strong><small>口座と明細を消します。元に戻せません。</small></span></label>
          </div>
        </fieldset>
        <div class="actions">
          <button class="button button-danger" type="submit">連携を解除する</button>
          <a class="button" href="${routes.overview}">キャンセル</a>
        </div>
      </form>`,
  });
}
