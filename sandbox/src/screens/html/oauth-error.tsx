import { renderPage } from './page.tsx';

const refused =
  '連携先（会計ソフト等）からの要求を受け付けられませんでした。連携先の画面へ戻り、もう一度はじめからお手続きください。';
const later =
  'ただいま要求を受け付けられません。しばらくしてから、この画面を再読み込みしてください。手続きは続きから再開できます。';

/**
 * The page for an OAuth request that cannot be answered by a redirect: an unknown app, or a redirect URI that is not
 * registered. The customer reads what to do, the vendor's engineer reads the code.
 */
export function renderOAuthError(
  bankName: string,
  error: { error: string; error_description?: string | undefined },
): string {
  return renderPage({
    title: 'API連携認証（エラー）',
    bankName,
    children: (
      <>
        <div class="errors" role="alert">
          <p>{error.error === 'temporarily_unavailable' ? later : refused}</p>
        </div>
        <section class="notice">
          <h2>開発者向けの情報</h2>
          <p lang="en">
            <code>{error.error}</code>
            {error.error_description && `: ${error.error_description}`}
          </p>
        </section>
      </>
    ),
  });
}
