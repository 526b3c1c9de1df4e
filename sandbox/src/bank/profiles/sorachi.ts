import { type BankProfile, defaultSettings } from '../profile.ts';
import { consentTitle, creditUnion, creditUnionInquiryPins } from './credit-union.ts';

/** The credit union of seed 001: certificate login only, additional authentication. */
export const sorachi: BankProfile = {
  ...creditUnion,
  id: 'sorachi',
  name: 'サンドボックスしんくみビジネスバンキング［空知型］',
  institution: { code: '9992', name: 'サンドボックス信用組合（空知型）' },
  loginMethods: ['certificate'],
  steps: ['additional-authentication', 'service-selection', 'inquiry-pin-registration', 'consent'],
  inquiryPinRegistration: creditUnionInquiryPins,
  consent: {
    title: consentTitle,
    lead: [
      '{client}がお客様のインターネットバンキングの口座情報、明細情報へのアクセスを求めています。{client}と{bank}はそれぞれの利用規約とプライバシーポリシーに従って、この情報を使用します。',
      '以下の認可対象・認可期間をご確認の上、「許可」ボタンを押してください。',
    ],
    confirmation: {
      heading: '意思確認',
      text: [
        '「許可」ボタンを押す前に、{client}のWebサイトを参照できるかどうかをお客様自身の判断で確認してください。',
        '「許可」ボタンを押すことによって、お客様は{client}の利用規約のもと利用を続けることとなります。',
        '認可手続きを継続する場合は「認可手続きを継続する」のチェックボックスをチェックしてください。お客様の入力されたIDやパスワード等の認証情報は{client}には表示されません。また、{client}との連携は暗号化されています。',
        'なお、本アプリケーションへのアクセスは、お取引の信用組合へ連絡することによっても解除することができます。',
      ],
    },
    checkbox: '認可手続きを継続する',
    denyButton: '拒否',
    showsErrorDetail: false,
  },
  settings: defaultSettings,
};
