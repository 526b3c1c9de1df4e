import { commonCompanies } from './default-companies.ts';
import type { WorldInput } from './world-schema.ts';

/** The customers of `miyakojima` in the default world; the accounts are those of seed 002, 手順4. */
export const defaultMiyakojima: WorldInput['banks']['miyakojima'] = {
  companies: [
    {
      id: 'print',
      name: 'サンドボックス印刷株式会社',
      accounts: [
        {
          branchCode: '001',
          branchName: 'インターネット支店',
          number: '2000002',
          holder: 'ｻﾝﾄﾞﾎﾞﾂｸｽｲﾝｻﾂ(ｶ',
          memo: '口座メモ5678901234567890',
          inquiryPin: '1111',
          inquiryPinState: 'unregistered',
          openingBalance: 1000000,
          statement: { linesPerMonth: 20 },
        },
        {
          branchCode: '202',
          branchName: '本店営業部',
          number: '1111111',
          holder: 'ｻﾝﾄﾞﾎﾞﾂｸｽｲﾝｻﾂ(ｶ',
          inquiryPin: '2222',
          inquiryPinState: 'unregistered',
          openingBalance: 2000000,
          statement: { linesPerMonth: 30 },
        },
        {
          branchCode: '202',
          branchName: '本店営業部',
          number: '2222222',
          holder: 'ｻﾝﾄﾞﾎﾞﾂｸｽｲﾝｻﾂ(ｶ',
          inquiryPin: '3333',
          inquiryPinState: 'registered',
          openingBalance: 3000000,
          statement: { linesPerMonth: 40 },
        },
        {
          branchCode: '456',
          branchName: '豊洲支店',
          number: '1000314',
          holder: 'ｻﾝﾄﾞﾎﾞﾂｸｽｲﾝｻﾂ(ｶ',
          memo: '口座メモ5678901234567890',
          inquiryPin: '4444',
          inquiryPinState: 'pending',
          openingBalance: 4000000,
          statement: { linesPerMonth: 50 },
        },
      ],
      customers: [
        {
          loginId: 'inoue',
          loginPassword: 'inoue-pw1',
          name: '井上 経理',
          login: 'password',
          additionalAuthentication: { question: '母親の旧姓は？', answer: 'さくらい' },
          purpose: {
            ja: 'ID・パスワード方式、追加認証あり（回答は さくらい）。未登録の口座の照会用暗証番号は 1111 と 2222',
            en: 'Password login with additional authentication (answer さくらい); unregistered PINs 1111 and 2222',
          },
        },
        {
          loginId: 'kimura',
          loginPassword: 'kimura-pw1',
          name: '木村 管理',
          login: 'certificate',
          certificates: [
            { id: 'kimura-valid' },
            { id: 'kimura-expired', state: 'expired' },
            { id: 'kimura-revoked', state: 'revoked' },
          ],
          purpose: {
            ja: '電子証明書方式、追加認証なし。井上と同じ契約企業',
            en: 'Certificate login without additional authentication, same company as inoue',
          },
        },
        {
          loginId: 'fukuda',
          loginPassword: 'fukuda-pw1',
          name: '福田 担当',
          login: 'password',
          mayNotInquire: ['2222222'],
          purpose: {
            ja: 'ID・パスワード方式、追加認証なし。本店営業部 普通 2222222 の照会権限がない（画面に表示されない）',
            en: 'Password login; no right to inquire into 2222222, which is not shown',
          },
        },
      ],
    },
    {
      id: 'design',
      name: 'サンドボックスデザイン合同会社',
      accounts: [
        {
          branchCode: '001',
          branchName: 'インターネット支店',
          number: '3000001',
          holder: 'ｻﾝﾄﾞﾎﾞﾂｸｽﾃﾞｻﾞｲﾝ(ﾄﾞ',
          inquiryPin: '5678',
          inquiryPinState: 'registered',
          openingBalance: 2_500_000,
          statement: { linesPerMonth: 40 },
        },
      ],
      customers: [
        {
          loginId: 'hayashi',
          loginPassword: 'hayashi-pw1',
          name: '林 経理',
          login: 'password',
          purpose: {
            ja: 'ID・パスワード方式、追加認証なし。照会用暗証番号はすべて登録済み',
            en: 'Password login without additional authentication; every inquiry PIN registered',
          },
        },
        {
          loginId: 'miura',
          loginPassword: 'miura-pw1',
          name: '三浦 管理',
          login: 'certificate',
          certificates: [{ id: 'miura-valid' }, { id: 'miura-foreign', state: 'foreign' }],
          purpose: {
            ja: '電子証明書方式。他の認証局の証明書も保有。照会用暗証番号はすべて登録済み',
            en: 'Certificate login; also holds a certificate of another CA; every inquiry PIN registered',
          },
        },
        {
          loginId: 'shimizu',
          loginPassword: 'shimizu-pw1',
          name: '清水 担当',
          login: 'password',
          locked: true,
          purpose: { ja: 'ログイン停止中', en: 'Login locked' },
        },
      ],
    },
    ...commonCompanies({
      noLine: { loginId: 'fujita', loginPassword: 'fujita-pw1', name: '藤田 経理', login: 'password' },
      oneLine: { loginId: 'aoki', loginPassword: 'aoki-pw1', name: '青木 経理', login: 'password' },
      manyLines: { loginId: 'nishimura', loginPassword: 'nishimura-pw1', name: '西村 経理', login: 'password' },
      lockedPin: {
        loginId: 'ota',
        loginPassword: 'ota-pw1',
        name: '太田 経理',
        login: 'certificate',
        certificates: [{ id: 'ota-valid' }],
      },
    }),
  ],
};
