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
  /** Japanese when left out, as every bank is. */
  readonly lang?: 'ja' | 'en';
  /** Path of a stylesheet besides that of the banks. */
  readonly stylesheet?: string;
  /** Path of a script; no bank's page has one. */
  readonly script?: string | undefined;
  readonly children: ComponentChildren;
}

/** The words of the mark; in the title and at the top of every page. */
export const SANDBOX_MARK = 'サンドボックス（テスト環境）';

const frames = {
  ja: {
    mark: '',
    error: 'エラー：',
    skip: '本文へ移動',
    footer:
      'これは開発者向けの架空の金融機関です。実在の金融機関の画面ではありません。実際のIDやパスワードを入力しないでください。',
  },
  en: {
    mark: 'Sandbox (test environment)',
    error: 'Error: ',
    skip: 'Skip to the content',
    footer: 'These are fictitious banks for developers, no screens of real ones. Never enter a real ID or password.',
  },
} as const;

function Page({ title, isRefusal = false, bankName, menu, lang = 'ja', stylesheet, script, children }: PageProps) {
  const frame = frames[lang];
  return (
    <html lang={lang}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>{`${isRefusal ? frame.error : ''}${title} | ${bankName} | ${SANDBOX_MARK}`}</title>
        <link rel="stylesheet" href="/assets/bank.css" />
        {stylesheet && <link rel="stylesheet" href={stylesheet} />}
        <link rel="icon" href="data:," />
        {script && <script src={script} defer />}
      </head>
      <body>
        <a class="skip" href="#main">
          {frame.skip}
        </a>
        <p class="mark">
          <span lang="ja">{SANDBOX_MARK}</span> {frame.mark}
        </p>
        <header class="bank">
          <p class="bank-name">{bankName}</p>
        </header>
        {menu}
        <main id="main" tabIndex={-1}>
          <h1>{title}</h1>
          {children}
        </main>
        <footer>
          <p>{frame.footer}</p>
        </footer>
      </body>
    </html>
  );
}

/** A whole page as HTML. */
export function renderPage(props: PageProps): string {
  return `<!doctype html>${renderToString(<Page {...props} />)}`;
}
