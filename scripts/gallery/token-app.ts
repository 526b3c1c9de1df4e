import type { Pressed } from '../../test/browser/shortcut.ts';
import { type ManualStep, type Picture, userAgents } from './picture.ts';

/** Logs in at the internet banking. */
export const logIn = (loginId: string): Pressed => ['login', { loginId, loginPassword: `${loginId}pw1` }];
/** From the menu to ワンタイムパスワード申請内容選択. */
export const selection: readonly Pressed[] = [['menu-applications'], ['one-time-password']];
const activationPassword = 'kaishi99';
/** What is entered for the issue of a token. */
export const entered: Pressed = ['next', { mailAddress: 'mori@customer.example', activationPassword }];
/** From the login to an issued token. */
export const issued = [logIn('mori'), ...selection, ['issue'], entered, ['issue']] as const;

/** Steps of a chapter of seed 003. */
export const manual = (chapter: string, ...steps: string[]): ManualStep[] =>
  steps.map((step) => ({ seed: '003', step: `${chapter} ${step}` }));
/** Steps of the registration. */
export const registration = (...steps: string[]) => manual('1.', ...steps);
/** Steps of the login afterwards. */
export const afterwards = (...steps: string[]) => manual('2.', ...steps);

/** The phone of seed 003, 手順7 to 9. */
export const phone: readonly Picture[] = [
  {
    name: 'app-download-smartphone',
    shows: { page: 'token-app' },
    manual: registration('手順7'),
    ja: '専用URLをクリックするとダウンロード画面が表示されますので、「ダウンロードサイト」をタップします。スマートフォンの場合です。',
    en: 'What the mail’s URL opens on a smartphone.',
    userAgent: userAgents.iphone,
    open: (visitor) => visitor.go('/token-app'),
  },
  {
    name: 'app-store',
    shows: { page: 'token-app/download' },
    manual: registration('手順7'),
    ja: '端末の機種に応じたアプリストアです（サンドボックスの中の画面）。',
    en: 'The device’s app store, as far as a sandbox has one.',
    userAgent: userAgents.iphone,
    open: (visitor) => visitor.go('/token-app/download'),
  },
  {
    name: 'app-download-feature-phone',
    shows: { page: 'token-app' },
    manual: registration('手順7'),
    ja: '携帯電話の場合は、携帯電話会社に応じたダウンロード画面が表示されます。',
    en: 'The same URL on a feature phone.',
    userAgent: userAgents.featurePhone,
    open: (visitor) => visitor.go('/token-app'),
  },
  {
    name: 'app-download-other',
    shows: { page: 'token-app' },
    manual: [],
    ja: 'パソコンで専用URLを開いた場合です。マニュアルには記載がありません。',
    en: 'The same URL on a desktop; not in the manual.',
    open: (visitor) => visitor.go('/token-app'),
  },
  {
    name: 'app-activation',
    shows: { page: 'token-app/activate' },
    manual: registration('手順8'),
    ja: '「サービスID」、「ユーザID」、「利用開始パスワード」を入力し「送信」します。',
    en: 'The app’s initial setting.',
    userAgent: userAgents.iphone,
    open: (visitor) => visitor.go('/token-app/activate'),
  },
  {
    name: 'app-activation-refused',
    shows: { page: 'token-app/activate' },
    manual: registration('手順8'),
    ja: '入力内容が正しくない場合です。',
    en: 'Something typed is wrong.',
    userAgent: userAgents.iphone,
    open: async (visitor) => {
      await visitor.go('/token-app/activate');
      await visitor.page.getByLabel('サービスID').fill('10119991');
      await visitor.press('送信');
    },
  },
  {
    name: 'app-password',
    shows: { page: 'token-app/password' },
    manual: [...registration('手順9'), ...afterwards('手順2')],
    ja: 'ワンタイムパスワードが発行され、画面に表示されます。',
    en: 'The one-time password, with the seconds that remain.',
    userAgent: userAgents.iphone,
    open: async (visitor) => {
      await visitor.site(...issued);
      await visitor.setUpApp('mori', activationPassword);
      await visitor.go('/token-app/password');
    },
  },
  {
    name: 'app-without-token',
    shows: { page: 'token-app/password' },
    manual: [],
    ja: 'トークンのない端末の画面です。マニュアルには記載がありません。',
    en: 'A phone without a token; not in the manual.',
    userAgent: userAgents.iphone,
    open: (visitor) => visitor.go('/token-app/password'),
  },
];
