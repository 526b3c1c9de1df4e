import { japanDate } from '../bank/japan-time.ts';
import { refusal } from '../bank/refusal.ts';
import { loginPasswordField } from './entry.ts';
import type { DrawScreen } from './screen.ts';

/** クライアント認証ウィンドウ: played as a page, or about to be opened by the browser itself. */
export const certificateSelection: DrawScreen = ({ certificates, profile, values }) => {
  const cancel = { id: 'cancel', label: 'キャンセル', fields: [] };
  if (certificates === undefined) {
    return {
      title: 'クライアント認証',
      lead: ['ブラウザーのクライアント認証ウィンドウで、該当の証明書を選択し、「OK」ボタンを押してください。'],
      actions: [{ id: 'retry', label: profile.login.certificate.button, fields: [] }, cancel],
    };
  }
  const selected = typeof values.certificate === 'string' ? { value: values.certificate } : {};
  return {
    title: 'クライアント認証',
    lead: ['証明書情報を確認のうえ、該当の証明書を選択し、「OK」ボタンをクリックしてください。'],
    fields: [
      {
        name: 'certificate',
        label: '証明書の選択',
        type: 'radio',
        required: true,
        options: certificates.map((certificate) => ({
          value: certificate.id,
          label: certificate.subject,
          hint: `${certificate.id}／発行者 ${certificate.issuer}／有効期間 ${japanDate(certificate.notBefore)} から ${japanDate(certificate.notAfter)}`,
        })),
        ...selected,
      },
    ],
    actions: [{ id: 'select', label: 'OK', fields: ['certificate'] }, cancel],
    notices: [{ text: ['※ブラウザーに取り込まれた証明書の一覧を、サンドボックスが画面として表示しています。'] }],
  };
};

/** 手順1-1 ②: the same title again, with the login password. */
export const certificatePassword: DrawScreen = ({ profile }) => ({
  title: profile.login.title,
  lead: ['電子証明書を確認しました。ログインパスワードを入力してください。'],
  fields: [loginPasswordField],
  actions: [{ id: 'login', label: profile.login.certificatePasswordButton, fields: ['loginPassword'] }],
});

/** The certificate cannot be used. */
export const certificateRefused: DrawScreen = ({ linkage, profile }) => ({
  title: profile.login.title,
  lead: ['電子証明書でログインできませんでした。', refusal(linkage.refusedFor ?? 'certificate_unknown').message],
  actions: [{ id: 'back', label: '戻る', fields: [] }],
});
