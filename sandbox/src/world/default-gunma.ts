import { commonCompanies } from './default-companies.ts';
import type { WorldInput } from './world-schema.ts';

const tradingHolder = 'ｻﾝﾄﾞﾎﾞﾂｸｽｼﾖｳｼﾞ(ｶ';

/** The customers of `gunma` in the default world. */
export const defaultGunma: WorldInput['banks']['gunma'] = {
  companies: [
    {
      id: 'trading',
      name: 'サンドボックス商事株式会社',
      accounts: [
        {
          branchCode: '001',
          branchName: 'インターネット支店',
          number: '2000002',
          holder: tradingHolder,
          memo: '売上入金用',
          inquiryPin: '1234',
          openingBalance: 3_000_000,
          statement: { linesPerMonth: 60 },
        },
        {
          branchCode: '202',
          branchName: '本店営業部',
          type: '2',
          number: '1111111',
          holder: tradingHolder,
          memo: '支払用',
          inquiryPin: '1234',
          openingBalance: 1_000_000,
          statement: { linesPerMonth: 25 },
        },
      ],
      customers: [
        {
          loginId: 'tanaka',
          loginPassword: 'tanaka-pw1',
          name: '田中 経理',
          login: 'password',
          purpose: {
            ja: 'ID・パスワード方式。照会用暗証番号はすべて未登録（1234）',
            en: 'Password login; every inquiry PIN unregistered (1234)',
          },
        },
        {
          loginId: 'suzuki',
          loginPassword: 'suzuki-pw1',
          name: '鈴木 管理',
          login: 'certificate',
          certificates: [
            { id: 'suzuki-valid' },
            { id: 'suzuki-expired', state: 'expired' },
            { id: 'suzuki-revoked', state: 'revoked' },
            { id: 'suzuki-not-yet', state: 'not-yet-valid' },
            { id: 'suzuki-foreign', state: 'foreign' },
            { id: 'suzuki-no-client-auth', state: 'not-for-clients' },
          ],
          purpose: {
            ja: '電子証明書方式。田中と同じ契約企業。期限切れ・失効・有効期間前・他の認証局・用途違いの証明書も保有',
            en: 'Certificate login, same company as tanaka; also holds expired, revoked, not yet valid and foreign certificates, and one that is not for clients',
          },
        },
      ],
    },
    {
      id: 'works',
      name: 'サンドボックス工業株式会社',
      accounts: [
        {
          branchCode: '001',
          branchName: 'インターネット支店',
          number: '3000001',
          holder: 'ｻﾝﾄﾞﾎﾞﾂｸｽｺｳｷﾞﾖｳ(ｶ',
          memo: '運転資金',
          inquiryPin: '2345',
          inquiryPinState: 'registered',
          openingBalance: 12_000_000,
          statement: { linesPerMonth: 90 },
        },
      ],
      customers: [
        {
          loginId: 'sato',
          loginPassword: 'sato-pw1',
          name: '佐藤 経理',
          login: 'password',
          purpose: {
            ja: 'ID・パスワード方式。照会用暗証番号はすべて登録済み（登録画面は表示されない）',
            en: 'Password login; every inquiry PIN registered, so the PIN screens are skipped',
          },
        },
        {
          loginId: 'takahashi',
          loginPassword: 'takahashi-pw1',
          name: '高橋 管理',
          login: 'certificate',
          certificates: [{ id: 'takahashi-valid' }],
          purpose: {
            ja: '電子証明書方式。照会用暗証番号はすべて登録済み',
            en: 'Certificate login; every inquiry PIN registered',
          },
        },
      ],
    },
    {
      id: 'service',
      name: 'サンドボックスサービス合同会社',
      accounts: [
        {
          branchCode: '001',
          branchName: 'インターネット支店',
          number: '2000003',
          holder: 'ｻﾝﾄﾞﾎﾞﾂｸｽｻ-ﾋﾞｽ(ﾄﾞ',
          memo: '口座メモ5678901234567890',
          inquiryPin: '1111',
          openingBalance: 500_000,
          statement: { linesPerMonth: 30 },
        },
        {
          branchCode: '202',
          branchName: '本店営業部',
          number: '1111112',
          holder: 'ｻﾝﾄﾞﾎﾞﾂｸｽｻ-ﾋﾞｽ(ﾄﾞ',
          inquiryPin: '2222',
          openingBalance: 800_000,
          statement: { linesPerMonth: 10 },
        },
        {
          branchCode: '202',
          branchName: '本店営業部',
          number: '2222222',
          holder: 'ｻﾝﾄﾞﾎﾞﾂｸｽｻ-ﾋﾞｽ(ﾄﾞ',
          inquiryPin: '3333',
          inquiryPinState: 'registered',
          openingBalance: 2_000_000,
          statement: { linesPerMonth: 20 },
        },
        {
          branchCode: '456',
          branchName: '駅前支店',
          number: '1000314',
          holder: 'ｻﾝﾄﾞﾎﾞﾂｸｽｻ-ﾋﾞｽ(ﾄﾞ',
          memo: '積立用',
          inquiryPin: '4444',
          inquiryPinState: 'pending',
          openingBalance: 300_000,
          statement: { linesPerMonth: 5 },
        },
      ],
      customers: [
        {
          loginId: 'ito',
          loginPassword: 'ito-pw1',
          name: '伊藤 経理',
          login: 'password',
          purpose: {
            ja: '未登録（1111 と 2222）・登録済み・登録済み* の口座がそろう。追加登録の確認用',
            en: 'Accounts in all three PIN states (1111 and 2222 unregistered): shows registering more',
          },
        },
        {
          loginId: 'nakamura',
          loginPassword: 'nakamura-pw1',
          name: '中村 担当',
          login: 'password',
          mayNotInquire: ['2222222'],
          purpose: {
            ja: '本店営業部 普通 2222222 の照会権限がない（画面に表示されない）',
            en: 'No right to inquire into 2222222, which is not shown',
          },
        },
      ],
    },
    {
      id: 'ledger',
      name: 'サンドボックス台帳株式会社',
      accounts: [
        {
          branchCode: '001',
          branchName: 'インターネット支店',
          number: '4000000',
          holder: 'ｻﾝﾄﾞﾎﾞﾂｸｽﾀﾞｲﾁﾖｳ(ｶ',
          memo: '明細なし',
          inquiryPin: '5555',
          inquiryPinState: 'registered',
          openingBalance: 100_000,
        },
        {
          branchCode: '001',
          branchName: 'インターネット支店',
          number: '4000001',
          holder: 'ｻﾝﾄﾞﾎﾞﾂｸｽﾀﾞｲﾁﾖｳ(ｶ',
          memo: '明細1件',
          inquiryPin: '5555',
          inquiryPinState: 'registered',
          statement: {
            lines: [
              {
                bookDate: '-P50D',
                direction: '1',
                category: '11',
                amount: 110_000,
                description: 'ｶ)ﾃｽﾄｼﾖｳﾃﾝ',
                deposit: {
                  payerName: 'ｶ)ﾃｽﾄｼﾖｳﾃﾝ',
                  remittingBank: 'ﾃｽﾄ',
                  remittingBranch: 'ﾎﾝﾃﾝ',
                  ediInformation: 'INV-000123',
                },
              },
            ],
          },
        },
        {
          branchCode: '001',
          branchName: 'インターネット支店',
          number: '4000002',
          holder: 'ｻﾝﾄﾞﾎﾞﾂｸｽﾀﾞｲﾁﾖｳ(ｶ',
          memo: '明細多数',
          inquiryPin: '5555',
          inquiryPinState: 'registered',
          openingBalance: 50_000_000,
          statement: { linesPerMonth: 900 },
        },
      ],
      customers: [
        {
          loginId: 'kato',
          loginPassword: 'kato-pw1',
          name: '加藤 経理',
          login: 'password',
          purpose: {
            ja: '明細が0件・1件・多数（月900件）の口座',
            en: 'Accounts with no line, one line, and 900 lines a month (paging)',
          },
        },
        {
          loginId: 'yamamoto',
          loginPassword: 'yamamoto-pw1',
          name: '山本 担当',
          login: 'password',
          locked: true,
          purpose: { ja: 'ログイン停止中', en: 'Login locked' },
        },
      ],
    },
    {
      id: 'newcomer',
      name: 'サンドボックス開業準備室',
      customers: [
        {
          loginId: 'yoshida',
          loginPassword: 'yoshida-pw1',
          name: '吉田 代表',
          login: 'password',
          purpose: {
            ja: '照会できる口座がない（連携はエラーで終わる）',
            en: 'Has no account, so the linkage ends in an error',
          },
        },
      ],
    },
    ...commonCompanies({
      noLine: { loginId: 'ogawa', loginPassword: 'ogawa-pw1', name: '小川 経理', login: 'password' },
      oneLine: { loginId: 'goto', loginPassword: 'goto-pw1', name: '後藤 経理', login: 'password' },
      manyLines: { loginId: 'okada', loginPassword: 'okada-pw1', name: '岡田 経理', login: 'password' },
      lockedPin: { loginId: 'hasegawa', loginPassword: 'hasegawa-pw1', name: '長谷川 経理', login: 'password' },
    }),
  ],
};
