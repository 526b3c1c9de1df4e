import { commonCompanies } from './default-companies.ts';
import type { WorldInput } from './world-schema.ts';

/** The customers of `sorachi` in the default world; the accounts are those of seed 001, 手順4. */
export const defaultSorachi: WorldInput['banks']['sorachi'] = {
  companies: [
    {
      id: 'farm',
      name: 'サンドボックス農園株式会社',
      accounts: [
        {
          branchCode: '001',
          branchName: 'インターネット支店',
          number: '2000002',
          holder: 'ｻﾝﾄﾞﾎﾞﾂｸｽﾉｳｴﾝ(ｶ',
          memo: '口座メモ5678901234567890',
          inquiryPin: '1234',
          inquiryPinState: 'unregistered',
          openingBalance: 1000000,
          statement: { linesPerMonth: 20 },
        },
        {
          branchCode: '202',
          branchName: '本店営業部',
          number: '1111111',
          holder: 'ｻﾝﾄﾞﾎﾞﾂｸｽﾉｳｴﾝ(ｶ',
          inquiryPin: '1234',
          inquiryPinState: 'unregistered',
          openingBalance: 2000000,
          statement: { linesPerMonth: 30 },
        },
        {
          branchCode: '202',
          branchName: '本店営業部',
          number: '2222222',
          holder: 'ｻﾝﾄﾞﾎﾞﾂｸｽﾉｳｴﾝ(ｶ',
          inquiryPin: '2345',
          inquiryPinState: 'registered',
          openingBalance: 3000000,
          statement: { linesPerMonth: 40 },
        },
        {
          branchCode: '456',
          branchName: '豊洲支店',
          number: '1000314',
          holder: 'ｻﾝﾄﾞﾎﾞﾂｸｽﾉｳｴﾝ(ｶ',
          memo: '口座メモ5678901234567890',
          inquiryPin: '3456',
          inquiryPinState: 'pending',
          openingBalance: 4000000,
          statement: { linesPerMonth: 50 },
        },
      ],
      customers: [
        {
          loginId: 'kobayashi',
          loginPassword: 'kobayashi-pw1',
          name: '小林 経理',
          login: 'certificate',
          additionalAuthentication: { question: '最初に飼ったペットの名前は？', answer: 'ころ' },
          certificates: [
            { id: 'kobayashi-valid' },
            { id: 'kobayashi-expired', state: 'expired' },
            { id: 'kobayashi-revoked', state: 'revoked' },
            { id: 'kobayashi-foreign', state: 'foreign' },
          ],
          purpose: {
            ja: '電子証明書方式、追加認証あり（回答は ころ）。未登録・登録済み・登録済み* の口座がそろう',
            en: 'Certificate login with additional authentication (answer ころ); accounts in all three PIN states',
          },
        },
        {
          loginId: 'saito',
          loginPassword: 'saito-pw1',
          name: '斎藤 管理',
          login: 'certificate',
          certificates: [{ id: 'saito-valid' }],
          purpose: {
            ja: '電子証明書方式、追加認証なし。小林と同じ契約企業',
            en: 'Certificate login without additional authentication, same company as kobayashi',
          },
        },
        {
          loginId: 'sakamoto',
          loginPassword: 'sakamoto-pw1',
          name: '坂本 担当',
          login: 'certificate',
          certificates: [{ id: 'sakamoto-valid' }],
          mayNotInquire: ['2222222'],
          purpose: {
            ja: '電子証明書方式。本店営業部 普通 2222222 の照会権限がない（画面に表示されない）',
            en: 'Certificate login; no right to inquire into 2222222, which is not shown',
          },
        },
      ],
    },
    {
      id: 'transport',
      name: 'サンドボックス運輸株式会社',
      accounts: [
        {
          branchCode: '001',
          branchName: 'インターネット支店',
          number: '3000001',
          holder: 'ｻﾝﾄﾞﾎﾞﾂｸｽｳﾝﾕ(ｶ',
          inquiryPin: '4567',
          inquiryPinState: 'registered',
          openingBalance: 5_000_000,
          statement: { linesPerMonth: 50 },
        },
      ],
      customers: [
        {
          loginId: 'matsumoto',
          loginPassword: 'matsumoto-pw1',
          name: '松本 経理',
          login: 'certificate',
          certificates: [{ id: 'matsumoto-valid' }],
          purpose: {
            ja: '電子証明書方式。照会用暗証番号はすべて登録済み',
            en: 'Certificate login; every inquiry PIN registered',
          },
        },
        {
          loginId: 'yamaguchi',
          loginPassword: 'yamaguchi-pw1',
          name: '山口 担当',
          login: 'certificate',
          locked: true,
          certificates: [{ id: 'yamaguchi-valid' }],
          purpose: { ja: 'ログイン停止中', en: 'Login locked' },
        },
      ],
    },
    ...commonCompanies({
      noLine: {
        loginId: 'murakami',
        loginPassword: 'murakami-pw1',
        name: '村上 経理',
        login: 'certificate',
        certificates: [{ id: 'murakami-valid' }],
      },
      oneLine: {
        loginId: 'kondo',
        loginPassword: 'kondo-pw1',
        name: '近藤 経理',
        login: 'certificate',
        certificates: [{ id: 'kondo-valid' }],
      },
      manyLines: {
        loginId: 'ishii',
        loginPassword: 'ishii-pw1',
        name: '石井 経理',
        login: 'certificate',
        certificates: [{ id: 'ishii-valid' }],
      },
      lockedPin: {
        loginId: 'endo',
        loginPassword: 'endo-pw1',
        name: '遠藤 経理',
        login: 'certificate',
        certificates: [{ id: 'endo-valid' }],
      },
    }),
  ],
};
