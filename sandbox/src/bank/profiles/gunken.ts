import { type BankProfile, defaultSettings } from '../profile.ts';
import { creditUnion } from './credit-union.ts';
import { gunma } from './gunma.ts';

/**
 * The internet banking of seed 003: password login, and a one-time password once a token is in use. It is of the same
 * institution as {@link gunma}, whose screens follow the login of a linkage.
 */
export const gunken: BankProfile = {
  ...creditUnion,
  id: 'gunken',
  name: 'サンドボックス信用組合 インターネットバンキング［群馬IB型］',
  institution: { code: '9991', name: 'サンドボックス信用組合' },
  loginMethods: ['password'],
  steps: ['one-time-password', ...gunma.steps],
  oneTimePassword: {
    title: 'ログイン (ワンタイムパスワード認証)',
    code: 'BLI023',
    lead: ['ワンタイムパスワードを入力し、「次へ」ボタンを押して下さい。'],
    button: '次へ',
    cancelButton: '中止する',
  },
  inquiryPinRegistration: gunma.inquiryPinRegistration,
  consent: gunma.consent,
  softwareTokenServiceId: '10119991',
  internetBanking: { mailSender: 'otp@otp-auth.net' },
  settings: defaultSettings,
};
