import type { DrawScreen, ScreenField } from './screen.ts';

/** The field of the login password, on two screens. */
export const loginPasswordField: ScreenField = {
  name: 'loginPassword',
  label: 'ログインパスワード',
  type: 'password',
  required: true,
};

/** 手順1-1 ① and 手順1-2 ① of seed 000; 1-A and 1-B of seed 004. */
export const entry: DrawScreen = ({ profile: { login, loginMethods }, values }) => {
  const loginId = typeof values.loginId === 'string' ? { value: values.loginId } : {};
  const byPassword = loginMethods.includes('password');
  const { title, lead, terms, certificate, password } = login;
  return {
    title,
    lead: [...lead],
    fields: byPassword
      ? [{ name: 'loginId', label: 'ログインID', type: 'text', required: true, ...loginId }, loginPasswordField]
      : [],
    actions: [
      ...(loginMethods.includes('certificate')
        ? [{ id: 'certificate-login', label: certificate.button, fields: [], heading: certificate.heading }]
        : []),
      ...(byPassword
        ? [{ id: 'login', label: password.button, fields: ['loginId', 'loginPassword'], heading: password.heading }]
        : []),
    ],
    notices: terms ? [{ heading: terms.heading, text: [...terms.text] }] : [],
  };
};
