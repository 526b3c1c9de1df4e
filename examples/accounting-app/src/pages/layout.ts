import { type Html, html, type Part } from '../html.ts';
import { routes } from '../routes.ts';

export type Page = {
  title: string;
  body: Part;
  /** Which entry of the menu it belongs to. */
  menu?: 'overview' | 'link';
  notice?: string | null;
  /** Loads the page again after two seconds: for a browser without scripts, the others poll. */
  refreshing?: boolean;
};

/** The frame of every page. */
export function layout({ title, body, menu, notice, refreshing }: Page): Html {
  return html`<!doctype html>
<html lang="ja">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <meta name="robots" content="noindex, nofollow">
  <meta name="color-scheme" content="light">
  <title>${title} | サンドボックス会計（テスト環境）</title>
  <link rel="icon" href="/icon.svg" type="image/svg+xml">
  <link rel="stylesheet" href="/style.css">
  ${refreshing && html`<noscript><meta http-equiv="refresh" content="2"></noscript>`}
</head>
<body>
  <a class="skip" href="#main">本文へ進む</a>
  <header class="header">
    <p class="sandbox-mark"><strong>サンドボックス（テスト環境）</strong><span>表示される口座と明細は架空のものです</span></p>
    <div class="header-inner">
      <a class="brand" href="${routes.overview}">
        <img src="/icon.svg" alt="" width="36" height="36">
        <span class="brand-name">サンドボックス会計<span class="brand-maker">株式会社サンドボックスソフト</span></span>
      </a>
      <nav aria-label="メニュー">
        <ul class="menu">
          ${menuItem(routes.overview, '連携口座', menu === 'overview')}
          ${menuItem(routes.link, '口座を連携', menu === 'link')}
        </ul>
      </nav>
    </div>
  </header>
  <main id="main" class="main" tabindex="-1">
    ${notice && html`<p class="notice" role="status">${notice}</p>`}
    ${body}
  </main>
  <footer class="footer">
    <p>サンドボックス会計 ・ 株式会社サンドボックスソフト</p>
    <p>開発用の見本です。実在の企業・金融機関とは関係ありません。</p>
  </footer>
</body>
</html>
`;
}

function menuItem(href: string, label: string, current: boolean): Html {
  return html`<li><a href="${href}"${current && html` aria-current="page"`}>${label}</a></li>`;
}

/** The hidden field by which a form proves that it is ours. */
export function csrfField(csrf: string): Html {
  return html`<input type="hidden" name="csrf" value="${csrf}">`;
}
