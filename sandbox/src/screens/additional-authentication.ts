import type { DrawScreen } from './screen.ts';

/** Seeds 001 and 002, 手順2. */
export const additionalAuthentication: DrawScreen = ({ facts }) => {
  return {
    title: 'API連携認証（追加認証）（利用登録）',
    lead: ['ご本人様であることを確認するため、次の質問の回答を入力し、「認証」ボタンを押してください。'],
    notices: [{ heading: '質問', text: [facts.customer?.additionalAuthentication?.question ?? ''] }],
    fields: [{ name: 'answer', label: '回答', type: 'password', required: true }],
    actions: [{ id: 'authenticate', label: '認証', fields: ['answer'] }],
  };
};
