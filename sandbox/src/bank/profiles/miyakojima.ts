import { type BankProfile, defaultSettings } from '../profile.ts';
import { consentTitle, creditUnion, creditUnionInquiryPins } from './credit-union.ts';

/** The credit union of seed 002: both logins, additional authentication, an inquiry PIN in each row. */
export const miyakojima: BankProfile = {
  ...creditUnion,
  id: 'miyakojima',
  name: 'サンドボックス信用組合 FBサービス［都島型］',
  institution: { code: '9993', name: 'サンドボックス信用組合（都島型）' },
  loginMethods: ['certificate', 'password'],
  steps: ['additional-authentication', 'service-selection', 'inquiry-pin-registration', 'consent'],
  inquiryPinRegistration: {
    ...creditUnionInquiryPins,
    entry: 'per-account',
    selectAll: '全て',
    notes: ['※照会用暗証番号は半角数字4桁です。選択した口座の行に入力してください。'],
    result: {
      ...creditUnionInquiryPins.result,
      stateColumn: '登録状態',
      pendingNote: '※登録状態欄「*」が表示されている口座の暗証番号は、照会完了後に有効となります。',
    },
  },
  consent: {
    title: consentTitle,
    lead: [
      '{client}がお客様のインターネットバンキングの口座情報・明細情報へのアクセスを求めています。{client}と{bank}はそれぞれの利用規約とプライバシーポリシーに従って、この情報を使用します。',
      '以下の認可対象・認可期間をご確認の上、「許可」ボタンを押してください。',
    ],
    confirmation: {
      heading: '同意確認',
      text: [
        '「許可」ボタンを押す前に、{client}のWebサイトを閲覧できるかどうかをお客様自身の判断で確認してください。',
        '「許可」ボタンを押すことによって、お客様は{client}の利用規約のもと利用を続けることになります。',
        '認可手続きを継続する場合は「認可手続きを継続する」のチェックボックスをチェックしてください。お客様の入力されたIDやパスワード等の認証情報はAPI連携事業者には開示されません。また、API連携事業者との間の通信は暗号化されています。',
        'なお、本アプリケーションへのアクセスは、使用開始後いつでも解除することができます。',
      ],
    },
    checkbox: '認可手続きを継続する',
    denyButton: '拒否',
    showsErrorDetail: true,
  },
  settings: defaultSettings,
};
