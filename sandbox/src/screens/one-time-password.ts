import type { DrawScreen, ScreenBody, ScreenField } from './screen.ts';

/** The field of the one-time password, on three screens. */
export const oneTimePasswordField: ScreenField = {
  name: 'oneTimePassword',
  label: 'ワンタイムパスワード',
  type: 'one-time-password',
  required: true,
  hint: '半角数字',
};

/** BLI023 of seed 003, of the site and of a linkage alike. */
export const oneTimePasswordBody: ScreenBody = {
  title: 'ログイン (ワンタイムパスワード認証)',
  code: 'BLI023',
  lead: ['ワンタイムパスワードを入力し、「次へ」ボタンを押して下さい。'],
  fields: [oneTimePasswordField],
  actions: [
    { id: 'cancel', label: '中止する', fields: [] },
    { id: 'next', label: '次へ', fields: ['oneTimePassword'] },
  ],
};

/** ワンタイムパスワードご登録後のログイン 手順3. */
export const oneTimePasswordScreen: DrawScreen = () => oneTimePasswordBody;
