import type { BankProfile, InquiryPinRegistration } from '../profile.ts';
import { services } from '../service.ts';

const entryTitle = 'API連携認証（利用登録）';
const certificateWay = { heading: '電子証明書方式のお客様', button: '電子証明書ログイン' };
const passwordWay = { heading: 'ID・パスワード方式のお客様', button: 'API連携' };

/** What the credit unions of seeds 000, 001 and 002 have in common. */
export const creditUnion = {
  self: '当組合',
  login: {
    title: entryTitle,
    lead: ['{client}とのAPI連携を登録します。ご利用の方式でログインしてください。'],
    certificate: certificateWay,
    password: passwordWay,
    certificatePasswordButton: 'API連携',
  },
  services,
  requiresSetUp: false,
  serviceSelection: {
    title: 'API連携認証（認可業務選択）（利用登録）',
    lead: ['{client}にて利用する業務を選択し、「次へ」ボタンを押してください。'],
    label: '利用業務を選択',
    service: '業務',
  },
  endsWithCredentials: false,
  hasCameraTokens: false,
  errorTitle: 'API連携認証（エラー）',
} satisfies Partial<BankProfile>;

/** The title of the credit unions' consent screen. */
export const consentTitle = 'API連携認証（情報アクセス許可）（利用登録）';

/** 手順3 of seed 000, 手順4 of seeds 001 and 002. */
export const creditUnionInquiryPins = {
  title: 'API連携認証（照会用暗証番号登録）（利用登録）',
  lead: [
    '登録状況が未登録の口座を選択して、{self}へ届け出ている照会用暗証番号を入力し、「登録」ボタンを押してください。',
  ],
  entry: 'one-for-selection',
  neededFor: services,
  stateColumn: '登録状況',
  columns: [
    { of: 'account', head: '照会用口座' },
    { of: 'memo', head: '口座メモ' },
  ],
  pinColumn: '照会用暗証番号（現在）',
  notes: ['※照会用暗証番号が異なる口座は、1口座ずつ登録し、「照会用暗証番号の追加登録」で続けて登録してください。'],
  result: {
    title: 'API連携認証（照会用暗証番号登録結果）',
    // The words are those of seed 002.
    lead: [
      '以下の内容で照会用暗証番号を登録しました。',
      '内容を確認の上、「確認」ボタンを押してください。',
      '照会用暗証番号を追加登録するには、「照会用暗証番号の追加登録」ボタンを押してください。',
    ],
    stateColumn: '登録状況',
    pendingNote: '※登録状況欄に「*」が表示されている口座の暗証番号は、認可完了後に有効となります。',
    registerMoreButton: '照会用暗証番号の追加登録',
  },
} satisfies InquiryPinRegistration;
