import type { ComponentChildren } from 'preact';
import { renderToString } from 'preact-render-to-string';

/** What every page of every bank carries. */
export interface PageProps {
  readonly title: string;
  /** The page refuses what was sent: its title in the browser says so first. */
  readonly isRefusal?: boolean;
  /** The bank's name. */
  readonly bankName: string;
  /** Between the bank's name and the page. */
  readonly menu?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** The words of the mark; in the title and at the top of every page. */
export const SANDBOX_MARK = 'サンドボックス（テスト環境）';

function Page({ title, isRefusal = false, bankName, menu, children }: PageProps) {
  return (
    <html lang="ja">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{`${isRefusal ? 'エラー：' : ''}${title} | ${bankName} | ${SANDBOX_MARK}`}</title>
        <link rel="stylesheet" href="/assets/bank.css" />
        <link rel="icon" href="data:," />
      </head>
      <body>
        <a class="skip" href="#main">
          本文へ移動
        </a>
        <p class="mark">{SANDBOX_MARK}</p>
        <header class="bank">
          <p class="bank-name">{bankName}</p>
        </header>
        {menu}
        <main id="main" tabIndex={-1}>
          <h1>{title}</h1>
          {children}
        </main>
        <footer>
          <p>
            これは開発者向けの架空の金融機関です。実在の金融機関の画面ではありません。実際のIDやパスワードを入力しないでください。
          </p>
        </footer>
      </body>
    </html>
  );
}

/** A whole page as HTML. */
export function renderPage(props: PageProps): string {
  return `<!doctype html>${renderToString(<Page {...props} />)}`;
}
