import { renderPage } from './page.tsx';

/** What is filled in, what came of it. */
export interface CameraTokenPage {
  readonly bankName: string;
  readonly tokenCode: string;
  readonly challenge: string;
  /** What the device shows, once it has read a code. */
  readonly oneTimePassword?: string | undefined;
  /** Why it shows nothing. */
  readonly error?: string | undefined;
}

function Digits({ name, label, hint, value }: { name: string; label: string; hint: string; value: string }) {
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <p class="hint" id={`${name}-hint`}>
        {hint}
      </p>
      <input
        type="text"
        id={name}
        name={name}
        value={value}
        autocomplete="off"
        aria-required
        aria-describedby={`${name}-hint`}
      />
    </div>
  );
}

/** The page that plays a camera token (カメラ付きハードトークン): it takes what a 2-D code says and shows the password. */
export function renderCameraToken({ bankName, tokenCode, challenge, oneTimePassword, error }: CameraTokenPage): string {
  return renderPage({
    title: 'カメラ付きハードトークン',
    bankName,
    isRefusal: error !== undefined,
    children: (
      <div class="phone">
        {error && (
          <div class="errors" role="alert">
            <p>{error}</p>
          </div>
        )}
        {oneTimePassword && (
          <>
            <p class="lead">ワンタイムパスワード</p>
            <p class="one-time-password">
              <output>{oneTimePassword}</output>
            </p>
          </>
        )}
        <p class="lead">
          サンドボックスがトークンの代わりをする画面です。カメラで読み取る代わりに、二次元コードの内容を入力してください。
        </p>
        <form method="get" novalidate>
          <Digits name="tokenCode" label="トークンコード" hint="トークン裏面の番号" value={tokenCode} />
          <Digits name="challenge" label="二次元コードの内容" hint="半角数字8桁" value={challenge} />
          <div class="actions">
            <button type="submit" class="main">
              読み取る
            </button>
          </div>
        </form>
      </div>
    ),
  });
}
