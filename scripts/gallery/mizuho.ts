import type { Pressed } from '../../test/browser/shortcut.ts';
import { pick, select } from './credit-union.ts';
import { type Chapter, type ManualStep, userAgents } from './picture.ts';
import { CHALLENGE } from './visitor.ts';

const logIn = (loginId: string): Pressed => ['login', { loginId, loginPassword: `${loginId}-pw1` }];
const toWindow: Pressed = ['certificate-login'];
const register: Pressed = [
  'register',
  {
    accounts: ['001-1-6000001', '001-2-6000002'],
    'inquiryPin.001-1-6000001': '1234',
    'inquiryPin.001-2-6000002': '5678',
  },
];

const manual = (...steps: string[]): ManualStep[] => steps.map((step) => ({ seed: '004', step }));

const login: Chapter = {
  ja: '外部サービス連携の認証',
  en: 'Login',
  pictures: [
    {
      name: 'entry',
      shows: { linkage: 'entry' },
      manual: manual('1 - A. 1.～2.', '1 - B. 1.～3.'),
      ja: '「お客さまに同意いただく事項」の内容を確認し、ご利用のログイン方式で［外部サービス連携］をクリックします。中断される場合は、［中断］をクリックします。',
      en: 'The terms, and one way in for each login method; 中断 leads back to the vendor.',
      open: (visitor) => visitor.link(),
    },
    {
      name: 'certificate-window',
      shows: { linkage: 'certificate-selection' },
      manual: manual('1 - A. 証明書の選択 1.～2.'),
      ja: 'ログイン時にご利用の電子証明書を選択し、［OK］をクリックします。サンドボックスでは、ブラウザーのウィンドウの代わりにこの画面が表示されます。',
      en: 'The client-certificate window, played as a page.',
      open: (visitor) => visitor.link(toWindow),
    },
    {
      name: 'certificate-password',
      shows: { linkage: 'certificate-password' },
      manual: manual('1 - A. 3.～4.'),
      ja: 'ログインパスワードを入力し、［外部サービス連携］をクリックします。',
      en: 'The login password of the certificate’s holder.',
      open: (visitor) => visitor.link(toWindow, pick('mizuho-suzuki-valid')),
    },
    {
      name: 'certificate-refused',
      shows: { linkage: 'certificate-refused' },
      manual: [],
      ja: '期限切れの証明書を選択した場合です。マニュアルには記載がありません。',
      en: 'A certificate that cannot be used, here an expired one; not in the manual.',
      open: (visitor) => visitor.link(toWindow, pick('mizuho-suzuki-expired')),
    },
    {
      name: 'one-time-password',
      shows: { linkage: 'one-time-password' },
      manual: manual('1 - B. ワンタイムパスワード 1.～3.'),
      ja: 'カメラ付きハードトークンで二次元コードを読み取り、ワンタイムパスワードを入力し、［認証］をクリックします。',
      en: 'The camera token reads the 2-D code and shows the one-time password.',
      open: (visitor) => visitor.link(logIn('sato')),
    },
    {
      name: 'one-time-password-refused',
      shows: { linkage: 'one-time-password' },
      manual: manual('1 - B. ワンタイムパスワード 1.～3.'),
      ja: 'ワンタイムパスワードが正しくない場合です。新しい二次元コードが表示されます。',
      en: 'A wrong one-time password: there is another 2-D code.',
      open: async (visitor) => {
        await visitor.link(logIn('sato'));
        await visitor.page.getByLabel('ワンタイムパスワード', { exact: true }).fill('1234');
        await visitor.press('認証');
      },
    },
    {
      name: 'camera-token',
      shows: { page: 'camera-token' },
      manual: manual('1 - B. ワンタイムパスワード 1.'),
      ja: 'カメラ付きハードトークンの代わりをする、サンドボックスの画面です。',
      en: 'The page that plays the camera token.',
      open: (visitor) => visitor.go(`/camera-token?tokenCode=SBT-0001&challenge=${CHALLENGE}`),
    },
    {
      name: 'camera-token-refused',
      shows: { page: 'camera-token' },
      manual: [],
      ja: 'カメラ付きハードトークンの画面で、二次元コードの内容が正しくない場合です。',
      en: 'The camera token, when the content of the 2-D code is not 8 digits.',
      open: (visitor) => visitor.go('/camera-token?tokenCode=SBT-0001&challenge=1234'),
    },
    {
      name: 'two-dimensional-code',
      shows: { linkage: 'two-dimensional-code' },
      manual: manual('1 - B. (1) 4.'),
      ja: 'タブレット・スマートフォンでは、二次元コードが別の画面に表示されます。',
      en: 'On a phone or tablet the 2-D code comes on its own page.',
      userAgent: userAgents.iphone,
      open: (visitor) => visitor.link(logIn('sato')),
    },
    {
      name: 'one-time-password-handheld',
      shows: { linkage: 'one-time-password' },
      manual: manual('1 - B. (1) 5.～6.'),
      ja: 'ワンタイムパスワードを入力し、［認証］をクリックします。タブレット・スマートフォンの場合です。',
      en: 'The field, after the page of the 2-D code.',
      userAgent: userAgents.iphone,
      open: (visitor) => visitor.link(logIn('sato'), ['next']),
    },
    {
      name: 'one-time-password-cancelled',
      shows: { linkage: 'one-time-password' },
      manual: manual('1 - B. (2) 1.～2.'),
      ja: 'カメラ付きハードトークンを解約されたお客さまの場合です。二次元コードは表示されません。',
      en: 'Who has cancelled the camera token gets the field alone.',
      userAgent: userAgents.iphone,
      open: (visitor) => visitor.link(logIn('ito')),
    },
  ],
};

const registration: Chapter = {
  ja: 'メニュー選択・口座登録・認証認可',
  en: 'Services, accounts, consent',
  pictures: [
    {
      name: 'service-selection',
      shows: { linkage: 'service-selection' },
      manual: manual('2. メニュー選択 1.～2.'),
      ja: '外部サービスと連携するメニューを選択し、［次へ］をクリックします。',
      en: 'The services that the operator is entitled to and the vendor offers.',
      open: (visitor) => visitor.link(logIn('tanaka')),
    },
    {
      name: 'inquiry-pin',
      shows: { linkage: 'inquiry-pin-registration' },
      manual: manual('3. 口座登録 1.～3.'),
      ja: '口座を選択し、照会用暗証番号（半角数字4桁）を入力し、［登録］をクリックします。',
      en: 'The accounts of the contract, each with its inquiry PIN.',
      open: (visitor) => visitor.link(logIn('tanaka'), select),
    },
    {
      name: 'inquiry-pin-refused',
      shows: { linkage: 'inquiry-pin-registration' },
      manual: manual('3. 口座登録 1.～3.'),
      ja: '照会用暗証番号が正しくない場合です。何も登録されません。',
      en: 'A wrong PIN: nothing is registered.',
      open: async (visitor) => {
        await visitor.link(logIn('tanaka'), select);
        await visitor.enterPin('0000');
        await visitor.press('登録');
      },
    },
    {
      name: 'inquiry-pin-result',
      shows: { linkage: 'inquiry-pin-registration-result' },
      manual: manual('3. 口座登録 4.'),
      ja: '内容を確認後、［確認］をクリックします。「照会用暗証番号登録受付のご案内」のメールが操作者と管理者に送付されます。',
      en: 'What was entered; 確認 mails the operator and the administrator.',
      open: (visitor) => visitor.link(logIn('tanaka'), select, register),
    },
    {
      name: 'consent',
      shows: { linkage: 'consent' },
      manual: manual('4. 認証認可 1.～2.'),
      ja: '「確認しました」のチェックボックスをチェックし、［許可］をクリックします。「外部サービス連携登録完了のご案内」のメールが操作者に送付されます。',
      en: 'The consent; then back to the vendor, with a mail to the operator.',
      open: (visitor) => visitor.link(logIn('tanaka'), select, register, ['confirm']),
    },
    {
      name: 'ended',
      shows: { linkage: 'ended' },
      manual: manual('表紙の注意事項'),
      ja: 'ワンタイムパスワードの初期設定が完了していない場合や、電子メールが不達エラーとなっている場合、本設定はエラーとなります。',
      en: 'The linkage of a customer whose one-time password is not set up.',
      open: (visitor) => visitor.link(logIn('watanabe')),
    },
  ],
};

/** The business banking of seed 004. */
export const mizuho: readonly Chapter[] = [login, registration];
