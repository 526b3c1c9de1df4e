import type { DrawScreen, ScreenField } from './screen.ts';
import { vendorName } from './screen.ts';

/** The field of the login password, on two screens. */
export const loginPasswordField: ScreenField = {
  name: 'loginPassword',
  label: 'ログインパスワード',
  type: 'password',
  required: true,
};

/** 手順1-1 ① and 手順1-2 ① of seed 000. */
export const entry: DrawScreen = (context) => {
  const { profile, values } = context;
  const loginId = typeof values.loginId === 'string' ? { value: values.loginId } : {};
  const byPassword = profile.loginMethods.includes('password');
  const byCertificate = profile.loginMethods.includes('certificate');
  return {
    title: 'API連携認証（利用登録）',
    lead: [`${vendorName(context)}とのAPI連携を登録します。ご利用の方式でログインしてください。`],
    fields: byPassword
      ? [{ name: 'loginId', label: 'ログインID', type: 'text', required: true, ...loginId }, loginPasswordField]
      : [],
    actions: [
      ...(byCertificate
        ? [{ id: 'certificate-login', label: '電子証明書ログイン', fields: [], heading: '電子証明書方式のお客様' }]
        : []),
      ...(byPassword
        ? [
            {
              id: 'login',
              label: 'API連携',
              fields: ['loginId', 'loginPassword'],
              heading: 'ID・パスワード方式のお客様',
            },
          ]
        : []),
    ],
  };
};
