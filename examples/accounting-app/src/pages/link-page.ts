import type { Bank } from '../bank-directory.ts';
import { serviceNames } from '../format.ts';
import { type Html, html } from '../html.ts';
import { type Service, services } from '../records.ts';
import { routes } from '../routes.ts';
import { csrfField, layout } from './layout.ts';

type Props = {
  banks: Bank[];
  chosen: { bank: string; services: readonly string[] };
  /** The linkage that the new one follows. */
  replaces: { id: string; bankName: string } | null;
  errors: { bank?: string; services?: string };
  csrf: string;
};

const loginMethodNames: Record<string, string> = { certificate: '電子証明書', password: 'ID・パスワード' };

const serviceNotes: Record<Service, string> = {
  balances: '口座の残高を取り込みます。',
  transactions: '入金と出金の明細を取り込みます。',
  deposits: '振込の依頼人名を明細に加えます。',
};

/** 口座を連携する: the choice of a bank and of services. */
export function linkPage({ banks, chosen, replaces, errors, csrf }: Props): Html {
  const title = replaces ? '再連携する' : '口座を連携する';
  const problems = [
    errors.bank && ['bank-choice', errors.bank],
    errors.services && ['service-choice', errors.services],
  ];
  const shown = problems.filter((problem) => Array.isArray(problem));
  return layout({
    title: shown.length > 0 ? `エラー: ${title}` : title,
    menu: 'link',
    body: html`<div class="page-head"><h1>${title}</h1></div>
      ${
        shown.length > 0 &&
        html`<div class="alert" role="alert"><strong>入力内容をご確認ください</strong>
        <ul>${shown.map(([id, text]) => html`<li><a href="#${id}">${text}</a></li>`)}</ul></div>`
      }
      <p class="lead">${
        replaces
          ? html`「${replaces.bankName}」にもう一度連携します。取り込み済みの明細はそのまま残り、続きから取り込まれます。`
          : '銀行とサービスを選ぶと、銀行の画面へ移ります。IDやパスワードは銀行の画面で入力します。'
      }</p>
      <form class="card link-form" method="post" action="${routes.link}" novalidate>
        ${csrfField(csrf)}
        ${replaces && html`<input type="hidden" name="relink" value="${replaces.id}">`}
        <fieldset id="bank-choice" tabindex="-1"${errors.bank && html` aria-describedby="bank-error"`}>
          <legend>銀行</legend>
          ${errors.bank && html`<p class="field-error" id="bank-error">${errors.bank}</p>`}
          <div class="choices">
            ${banks.map((bank) => bankChoice(bank, chosen.bank === bank.bank))}
          </div>
        </fieldset>
        <fieldset id="service-choice" tabindex="-1"${errors.services && html` aria-describedby="service-error"`}>
          <legend>取り込むサービス</legend>
          ${errors.services && html`<p class="field-error" id="service-error">${errors.services}</p>`}
          <div class="choices choices-services">
            ${services.map((service) => serviceChoice(service, chosen.services.includes(service)))}
          </div>
        </fieldset>
        <div class="actions">
          <button class="button button-primary button-large" type="submit">銀行の画面へ進む</button>
          <a class="button button-large" href="${routes.overview}">キャンセル</a>
        </div>
      </form>`,
  });
}

function bankChoice(bank: Bank, checked: boolean): Html {
  const methods = bank.loginMethods.map((method) => loginMethodNames[method] ?? method).join('、');
  return html`<label class="choice">
    <input type="radio" name="bank" value="${bank.bank}" required${checked && html` checked`}>
    <span class="choice-text"><strong>${bank.name}</strong>
      <small>ログイン方式：${methods}</small>
      <small>認可期間${bank.consentDays}日・明細は過去${bank.inquiryDays}日分</small></span>
  </label>`;
}

function serviceChoice(service: Service, checked: boolean): Html {
  return html`<label class="choice">
    <input type="checkbox" name="services" value="${service}"${checked && html` checked`}>
    <span class="choice-text"><strong>${serviceNames[service]}</strong><small>${serviceNotes[service]}</small></span>
  </label>`;
}
