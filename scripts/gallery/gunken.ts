import type { Pressed } from '../../test/browser/shortcut.ts';
import { linkageOf } from './credit-union.ts';
import type { Chapter, Picture } from './picture.ts';
import { afterwards, entered, issued, logIn, manual, phone, registration, selection } from './token-app.ts';
import type { Visitor } from './visitor.ts';

const release = (...steps: string[]) => manual('3.', ...steps);

/** Logs in with a token in use, and goes on. */
async function asAbe(visitor: Visitor, ...pressed: readonly Pressed[]): Promise<void> {
  const oneTimePassword = await visitor.oneTimePassword('abe');
  await visitor.site(logIn('abe'), ['next', { oneTimePassword }], ...pressed);
}

const linkage = linkageOf({
  seed: '000',
  steps: { password: '手順1-2 ①', services: '手順2', registration: '手順3', result: '手順4', consent: '手順5' },
  login: [['login', { loginId: 'mori', loginPassword: 'moripw1' }]],
  register: ['register', { accounts: ['001-1-5000001'], inquiryPin: '1234' }],
  afterLogin: [
    {
      name: 'one-time-password',
      shows: { linkage: 'one-time-password' },
      manual: afterwards('手順3'),
      ja: 'ワンタイムパスワードを利用中のお客様は、ログインの後にワンタイムパスワードを入力し、「次へ」ボタンをクリックします。',
      en: 'Who uses a token is asked for a one-time password after the login.',
      open: (visitor) => visitor.link(['login', { loginId: 'abe', loginPassword: 'abepw1' }]),
    },
  ],
});

const loginScreens: readonly Picture[] = [
  {
    name: 'login',
    shows: { internetBanking: 'login' },
    manual: [...registration('手順1'), ...afterwards('手順1')],
    ja: '「ログインID」と「ログインパスワード」を入力して、「ログイン」ボタンをクリックします。',
    en: 'BLI001, the login.',
    open: (visitor) => visitor.site(),
  },
  {
    name: 'login-refused',
    shows: { internetBanking: 'login' },
    manual: registration('手順1'),
    ja: '入力がない場合です。',
    en: 'The login when nothing is filled in.',
    open: async (visitor) => {
      await visitor.site();
      await visitor.press('ログイン');
    },
  },
  {
    name: 'first-registration',
    shows: { internetBanking: 'first-registration' },
    manual: registration('手順1'),
    ja: '「初回利用登録」の行き先です。サンドボックスのテスト利用者は、全員が登録を済ませています。',
    en: 'Where 初回利用登録 leads; every test customer has done it.',
    open: (visitor) => visitor.site(['first-registration']),
  },
  {
    name: 'home',
    shows: { internetBanking: 'home' },
    manual: registration('手順2'),
    ja: 'ログイン後のホームとメニューです。',
    en: 'After the login, with the menu.',
    open: (visitor) => visitor.site(logIn('mori')),
  },
  {
    name: 'accounts',
    shows: { internetBanking: 'accounts' },
    manual: registration('手順2'),
    ja: 'メニューの「口座情報」です。',
    en: 'The accounts.',
    open: (visitor) => visitor.site(logIn('mori'), ['menu-accounts']),
  },
  ...(
    [
      ['transfers', '振込・振替'],
      ['payments', '税金・各種料金の払込'],
      ['profile', 'お客様情報の変更'],
    ] as const
  ).map(
    ([name, label]): Picture => ({
      name,
      shows: { internetBanking: name },
      manual: registration('手順2'),
      ja: `メニューの「${label}」です。サンドボックスでは提供していません。`,
      en: 'A part of the menu that the sandbox does not play.',
      open: (visitor) => visitor.site(logIn('mori'), [`menu-${name}`]),
    }),
  ),
  {
    name: 'applications',
    shows: { internetBanking: 'applications' },
    manual: [...registration('手順2'), ...release('手順1')],
    ja: '「各種お申込・手続き」をクリックし、続いて「ワンタイムパスワード」をクリックします。',
    en: 'The menu that leads to the one-time password.',
    open: (visitor) => visitor.site(logIn('mori'), ['menu-applications']),
  },
];

const issue: readonly Picture[] = [
  {
    name: 'token-selection',
    shows: { internetBanking: 'token-selection' },
    manual: registration('手順3'),
    ja: 'ワンタイムパスワード申請内容の選択画面が表示されるので、「トークン発行」ボタンをクリックします。',
    en: 'What can be applied for, by the state of the token: here there is none.',
    open: (visitor) => visitor.site(logIn('mori'), ...selection),
  },
  {
    name: 'token-issue',
    shows: { internetBanking: 'token-issue' },
    manual: registration('手順4'),
    ja: '「携帯電話メールアドレス」と「利用開始パスワード」を入力します。',
    en: 'The mail address for the download URL, and the password of the app’s initial setting.',
    open: (visitor) => visitor.site(logIn('mori'), ...selection, ['issue']),
  },
  {
    name: 'token-issue-confirmation',
    shows: { internetBanking: 'token-issue-confirmation' },
    manual: registration('手順5'),
    ja: '入力内容を確認します。',
    en: 'What was entered, to be confirmed.',
    open: (visitor) => visitor.site(logIn('mori'), ...selection, ['issue'], entered),
  },
  {
    name: 'token-issued',
    shows: { internetBanking: 'token-issued' },
    manual: registration('手順6', '手順10'),
    ja: 'サービスID・ユーザIDが表示され、携帯電話メールアドレス宛にメールが送信されます。',
    en: 'BOT002: the IDs for the app; the mail is on its way.',
    open: (visitor) => visitor.site(...issued),
  },
];

const use: readonly Picture[] = [
  {
    name: 'token-selection-issued',
    shows: { internetBanking: 'token-selection' },
    manual: registration('手順11'),
    ja: 'トークン発行済の状態です。「ワンタイムパスワード利用開始」ボタンをクリックします。',
    en: 'Once the token is issued, its use can start.',
    open: (visitor) => visitor.site(logIn('ikeda'), ...selection),
  },
  {
    name: 'token-start',
    shows: { internetBanking: 'token-start' },
    manual: registration('手順12'),
    ja: 'トークンアプリに表示されているワンタイムパスワードを入力します。',
    en: 'The password that the app shows.',
    open: (visitor) => visitor.site(logIn('ikeda'), ...selection, ['start']),
  },
  {
    name: 'token-started',
    shows: { internetBanking: 'token-started' },
    manual: registration('手順13'),
    ja: 'ワンタイムパスワード利用開始画面が表示されます。',
    en: 'The start of use is done.',
    open: async (visitor) => {
      const oneTimePassword = await visitor.oneTimePassword('ikeda');
      await visitor.site(logIn('ikeda'), ...selection, ['start'], ['start', { oneTimePassword }]);
    },
  },
  {
    name: 'one-time-password-login',
    shows: { internetBanking: 'one-time-password' },
    manual: afterwards('手順3'),
    ja: 'ワンタイムパスワード認証画面が表示されますので、ワンタイムパスワードを入力し「次へ」ボタンをクリックします。',
    en: 'BLI023: from now on the login asks for a one-time password.',
    open: (visitor) => visitor.site(logIn('abe')),
  },
  {
    name: 'one-time-password-suspended',
    shows: { internetBanking: 'one-time-password' },
    manual: manual('4.', '(4)'),
    ja: '誤ったワンタイムパスワードを複数回入力し、停止した場合です。「ワンタイムパスワード停止解除・初期化依頼書」の提出が必要です。',
    en: 'A suspended token: only the paper form releases it.',
    open: async (visitor) => {
      await visitor.site(logIn('hashimoto'));
      await visitor.page.getByLabel('ワンタイムパスワード', { exact: true }).fill('123456');
      await visitor.press('次へ');
    },
  },
  {
    name: 'token-selection-in-use',
    shows: { internetBanking: 'token-selection' },
    manual: release('手順2'),
    ja: '利用中の状態です。「ワンタイムパスワード利用解除」ボタンをクリックします。',
    en: 'A token in use can be released.',
    open: (visitor) => asAbe(visitor, ...selection),
  },
  {
    name: 'token-release',
    shows: { internetBanking: 'token-release' },
    manual: release('手順3'),
    ja: '利用解除の内容を確認します。機種変更をする場合も、事前に利用解除が必要です。',
    en: 'The release, needed before changing phones.',
    open: (visitor) => asAbe(visitor, ...selection, ['release']),
  },
  {
    name: 'token-released',
    shows: { internetBanking: 'token-released' },
    manual: release('手順3'),
    ja: '利用解除の完了画面です。',
    en: 'The release is done.',
    open: (visitor) => asAbe(visitor, ...selection, ['release'], ['release']),
  },
];

/** The internet banking of seed 003: the site, the phone, and the linkage. */
export const gunken: readonly Chapter[] = [
  { ja: 'ログインとメニュー', en: 'Login and menu', pictures: loginScreens },
  { ja: 'トークンの発行', en: 'The issue of a token', pictures: issue },
  { ja: 'トークンアプリ（スマートフォン・携帯電話）', en: 'The token app on the phone', pictures: phone },
  { ja: 'ワンタイムパスワードの利用開始・ログイン・利用解除', en: 'Start of use, login, release', pictures: use },
  linkage,
];
