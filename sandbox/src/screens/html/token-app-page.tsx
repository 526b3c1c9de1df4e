import type { ComponentChildren } from 'preact';
import { appStores, carriers, type Device } from '../../bank/phone.ts';
import { renderPage } from './page.tsx';
import { pictureOf } from './two-dimensional-code.tsx';

/** What every page of the token app is drawn from. */
export interface TokenAppPageOptions {
  readonly bankName: string;
  /** Path of the app below the bank's base. */
  readonly paths: { readonly download: string; readonly activate: string; readonly password: string };
}

function phonePage({ bankName }: TokenAppPageOptions, title: string, children: ComponentChildren, isRefusal = false) {
  return renderPage({ title, bankName, isRefusal, children: <div class="phone">{children}</div> });
}

function Go({ to, children }: { to: string; children: string }) {
  return (
    <p class="go">
      <a class="button" href={to}>
        {children}
      </a>
    </p>
  );
}

function Smartphone({ to }: { to: string }) {
  return (
    <>
      <p class="lead">お客様のご利用機種は当アプリの対応機種です。</p>
      <Go to={to}>ダウンロードサイト</Go>
      <section class="notice">
        <h2>対応端末一覧</h2>
        <p>サンドボックスでは、すべてのスマートフォンに対応しています。</p>
      </section>
      <section class="notice">
        <h2>アプリケーション概要</h2>
        <p>ワンタイムパスワードを1分ごとに表示するアプリです。</p>
      </section>
    </>
  );
}

function FeaturePhone({ carrier, to }: { carrier: string; to: string }) {
  return (
    <>
      <p class="lead">{carrier}の携帯電話をご利用のお客様</p>
      <p class="lead">画面のガイダンスに沿って、ワンタイムパスワードアプリをダウンロードしてください。</p>
      <Go to={to}>アプリをダウンロードする</Go>
    </>
  );
}

function OtherDevice({ to }: { to: string }) {
  return (
    <>
      <p class="lead">スマートフォンまたは携帯電話で、このURLを開いてください。</p>
      <p class="lead">サンドボックスでは、このままアプリの初期設定に進むこともできます。</p>
      <Go to={to}>アプリの初期設定へ</Go>
    </>
  );
}

/** 手順7: the download page, which differs by device. */
export function renderDownload(options: TokenAppPageOptions, device: Device): string {
  const { download, activate } = options.paths;
  const carrier = carriers[device];
  const page = appStores[device] ? (
    <Smartphone to={download} />
  ) : carrier ? (
    <FeaturePhone carrier={carrier} to={activate} />
  ) : (
    <OtherDevice to={activate} />
  );
  return phonePage(options, 'ワンタイムパスワード アプリダウンロード', page);
}

/** The device's app store, as far as a sandbox has one. */
export function renderStore(options: TokenAppPageOptions, device: Device): string {
  const store = appStores[device] ?? 'アプリストア';
  return phonePage(
    options,
    `${store}（サンドボックス）`,
    <>
      <p class="lead">ワンタイムパスワードアプリ</p>
      <p class="lead">サンドボックスの中のアプリストアです。実際のアプリストアには接続しません。</p>
      <Go to={options.paths.activate}>ダウンロード</Go>
    </>,
  );
}

/** What was typed into the 初期設定, to be shown again; never the password. */
export interface ActivationForm {
  readonly serviceId: string;
  readonly userId: string;
  readonly error?: string;
}

function Input({ name, label, value }: { name: string; label: string; value?: string }) {
  const given = { id: name, name, autocomplete: 'off', 'aria-required': true } as const;
  return (
    <div class="field">
      <label for={name}>{label}</label>
      {value === undefined ? <input type="password" {...given} /> : <input type="text" value={value} {...given} />}
    </div>
  );
}

/** 手順8: the app's 初期設定. */
export function renderActivation(options: TokenAppPageOptions, { serviceId, userId, error }: ActivationForm): string {
  return phonePage(
    options,
    'トークンアプリ初期設定',
    <>
      {error && (
        <div class="errors" role="alert">
          <p>{error}</p>
        </div>
      )}
      <p class="lead">サービスID、ユーザID、利用開始パスワードを入力し、「送信」を押してください。</p>
      <form method="post" action={options.paths.activate} novalidate>
        <Input name="serviceId" label="サービスID" value={serviceId} />
        <Input name="userId" label="ユーザID" value={userId} />
        <Input name="activationPassword" label="利用開始パスワード" />
        <div class="actions">
          <button type="submit" class="main">
            送信
          </button>
        </div>
      </form>
    </>,
    error !== undefined,
  );
}

/** What the app shows. */
export interface ShownPassword {
  readonly oneTimePassword: string;
  readonly secondsLeft: number;
  readonly otpauthUri: string;
}

/** 手順9: the one-time password, with the seconds that remain. */
export function renderPassword(options: TokenAppPageOptions, shown: ShownPassword): string {
  return phonePage(
    options,
    'ワンタイムパスワード',
    <>
      <p class="lead">ワンタイムパスワード</p>
      <p class="one-time-password">
        <output>{shown.oneTimePassword}</output>
      </p>
      <p class="lead">
        あと<span class="seconds">{shown.secondsLeft}</span>秒で次のワンタイムパスワードに変わります。
      </p>
      <Go to={options.paths.password}>更新</Go>
      <section class="notice">
        <h2>認証アプリで使う</h2>
        <p>
          <img
            class="picture"
            src={pictureOf(shown.otpauthUri)}
            alt="この端末のトークンを一般の認証アプリに取り込むための2次元コード"
          />
        </p>
        <p>
          <code>{shown.otpauthUri}</code>
        </p>
      </section>
    </>,
  );
}

/** There is no token on this phone, or no longer. */
export function renderNoToken(options: TokenAppPageOptions): string {
  return phonePage(
    options,
    'トークンアプリ',
    <>
      <p class="lead">この端末には、ワンタイムパスワードを表示できるトークンがありません。</p>
      <Go to={options.paths.activate}>アプリの初期設定へ</Go>
    </>,
  );
}
