import { type BankProfile, defaultSettings } from '../profile.ts';
import { services } from '../service.ts';

const title = '外部サービス連携';
const start = { button: '外部サービス連携' };

/**
 * The business banking of seed 004: terms first, certificate, password, or password and one-time password, 中断 on every
 * screen. The manual shows its screens as pictures: buttons, fields and conditions are its own, the running text is ours.
 */
export const mizuho: BankProfile = {
  id: 'mizuho',
  name: 'サンドボックスビジネスWEB［みずほ型］',
  self: '当行',
  institution: { code: '9994', name: 'サンドボックス銀行' },
  loginMethods: ['certificate', 'password'],
  login: {
    title,
    lead: [
      '{client}との外部サービス連携を設定します。以下の「お客さまに同意いただく事項」の内容をご確認ください。',
      '同意いただける場合は、ご利用のログイン方式で「外部サービス連携」ボタンを押してください。',
    ],
    terms: {
      heading: 'お客さまに同意いただく事項',
      text: [
        '1. 外部サービス連携により、{client}は、お客さまが選択したメニューの範囲で、連携用口座の情報を取得します。',
        '2. 取得された情報は、{client}の利用規約およびプライバシーポリシーに従って取り扱われます。',
        '3. 登録された照会用暗証番号は、外部サービス連携に対してのみ使用されます。',
        '4. 一定期間が経過した場合や、ログインパスワード、ログインIDを変更した場合等には、再度、本設定が必要となります。',
      ],
    },
    certificate: { ...start, heading: '電子証明書方式をご利用のお客さま' },
    password: {
      ...start,
      heading: 'ID・パスワード方式またはID・パスワード＋ワンタイムパスワード方式をご利用のお客さま',
    },
    certificatePasswordButton: start.button,
  },
  steps: ['one-time-password', 'service-selection', 'inquiry-pin-registration', 'consent'],
  services,
  requiresSetUp: true,
  oneTimePassword: {
    title: 'ワンタイムパスワード認証',
    lead: ['ワンタイムパスワードを入力し、「認証」ボタンを押してください。'],
    button: '認証',
  },
  serviceSelection: {
    title: 'メニュー選択',
    lead: ['外部サービスと連携するメニューを選択し、「次へ」ボタンを押してください。'],
    label: '認可対象',
    service: 'メニュー',
  },
  inquiryPinRegistration: {
    title: '口座登録',
    lead: [
      '外部サービスと連携する口座を選択し、口座照会時に入力する照会用暗証番号を入力して、「登録」ボタンを押してください。',
    ],
    entry: 'per-account',
    neededFor: ['balances', 'transactions'],
    stateColumn: '登録状態',
    columns: [
      { of: 'account', head: '連携用口座' },
      { of: 'kind', head: '口座区分' },
    ],
    pinColumn: '照会用暗証番号',
    notes: [
      '※登録は、ご契約企業さま単位になります。他のユーザが登録した口座については、登録状態が「登録済み」と表示されます。',
      '※登録した照会用暗証番号は、外部サービス連携に対してのみ使用されます。',
      '※登録状態が「登録済み*」と表示されている口座は、照会用暗証番号の登録が有効になっておりません。登録を有効にする場合、当日中に認証手続きを行ってください。',
    ],
    result: {
      title: '口座登録（内容確認）',
      lead: ['以下の内容で照会用暗証番号の登録を受け付けました。', '内容を確認後、「確認」ボタンを押してください。'],
      stateColumn: '登録状態',
      pendingNote: '※「登録済み*」の口座は、当日中に認証手続きを行わない場合、照会用暗証番号の登録は行われません。',
    },
  },
  consent: {
    title: '認証認可',
    lead: [
      '{client}が、お客さまの口座情報へのアクセスの許可を求めています。',
      '以下の認可対象・認可期間をご確認のうえ、「許可」ボタンを押してください。',
    ],
    confirmation: {
      heading: 'ご確認事項',
      text: [
        '「許可」ボタンを押すと、{client}の画面に戻ります。',
        'お客さまが入力されたログインIDやパスワード等の認証情報は、{client}には開示されません。',
        '内容をご確認いただけましたら、「確認しました」をチェックしてください。',
      ],
    },
    checkbox: '確認しました',
    showsErrorDetail: false,
  },
  endsWithCredentials: true,
  abortButton: '中断',
  errorTitle: '外部サービス連携（エラー）',
  linkageMails: { sender: 'info@sandbox-bank.example' },
  softwareTokenServiceId: '10119994',
  hasCameraTokens: true,
  settings: { ...defaultSettings, inquiryDays: 400 },
};
