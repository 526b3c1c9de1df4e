import { commonCompanies } from './default-companies.ts';
import type { WorldInput } from './world-schema.ts';

const holder = 'ｻﾝﾄﾞﾎﾞﾂｸｽｼﾖｳﾃﾝ(ｶ';

/** The customers of the internet banking: one for each state of a token, each trouble with it, and each state of an account. */
export const defaultGunken: NonNullable<WorldInput['banks']['gunken']> = {
  companies: [
    {
      id: 'shop',
      name: 'サンドボックス商店株式会社',
      accounts: [
        {
          branchCode: '001',
          branchName: 'インターネット支店',
          number: '5000001',
          holder,
          memo: '売上入金用',
          inquiryPin: '1234',
          openingBalance: 4_000_000,
          statement: { linesPerMonth: 40 },
        },
        {
          branchCode: '202',
          branchName: '本店営業部',
          type: '2',
          number: '5000002',
          holder,
          inquiryPin: '1234',
          inquiryPinState: 'registered',
          openingBalance: 1_500_000,
          statement: { linesPerMonth: 15 },
        },
      ],
      customers: [
        {
          loginId: 'mori',
          loginPassword: 'moripw1',
          name: '森 経理',
          login: 'password',
          purpose: {
            ja: 'トークン未発行。ログインはパスワードのみ。トークン発行から始められる',
            en: 'No token: logs in by password alone, and can begin with the issue',
          },
        },
        {
          loginId: 'ikeda',
          loginPassword: 'ikedapw1',
          name: '池田 経理',
          login: 'password',
          tokenSecret: 'IKEDAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
          softwareToken: { state: 'issued' },
          purpose: {
            ja: 'トークン発行済。アプリは初期設定済みで、ワンタイムパスワード利用開始がまだ',
            en: 'Token issued and set up on the phone; the start of use is still to be done',
          },
        },
        {
          loginId: 'abe',
          loginPassword: 'abepw1',
          name: '阿部 管理',
          login: 'password',
          tokenSecret: 'ABEAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
          softwareToken: { state: 'in-use' },
          purpose: {
            ja: '利用中。ログインにワンタイムパスワードが必要（sandbox otp gunken abe）',
            en: 'Token in use: the login asks for a one-time password (sandbox otp gunken abe)',
          },
        },
        {
          loginId: 'hashimoto',
          loginPassword: 'hashimotopw1',
          name: '橋本 担当',
          login: 'password',
          tokenSecret: 'HASHIMOTOAAAAAAAAAAAAAAAAAAAAAAA',
          softwareToken: { state: 'suspended' },
          purpose: {
            ja: '停止中。停止解除・初期化の依頼書を出すまでログインできない',
            en: 'Token suspended: no login until the clerk releases or initialises it',
          },
        },
        {
          loginId: 'yamashita',
          loginPassword: 'yamashitapw1',
          name: '山下 担当',
          login: 'password',
          tokenSecret: 'YAMASHITAAAAAAAAAAAAAAAAAAAAAAAA',
          softwareToken: { state: 'in-use' },
          phoneClockOffsetSeconds: -600,
          purpose: {
            ja: '利用中。スマートフォンの時計が10分遅れていて、表示されるワンタイムパスワードが正しくない',
            en: 'Token in use on a phone whose clock is 10 minutes behind, so its passwords are wrong',
          },
        },
        {
          loginId: 'ishikawa',
          loginPassword: 'ishikawapw1',
          name: '石川 担当',
          login: 'password',
          mailFilter: true,
          purpose: {
            ja: 'トークン未発行。受信拒否設定のため、ダウンロード専用URLのメールが届かない',
            en: 'No token; the phone filters the mail with the download URL, so the issue must be repeated',
          },
        },
        {
          loginId: 'takeuchi',
          loginPassword: 'takeuchipw1',
          name: '竹内 担当',
          login: 'password',
          tokenSecret: 'TAKEUCHIAAAAAAAAAAAAAAAAAAAAAAAA',
          softwareToken: { state: 'issued', appIsSetUp: false },
          purpose: {
            ja: 'トークン発行済。アプリの初期設定がまだ（利用開始パスワードは start1234）',
            en: 'Token issued, but the app is not set up yet (activation password start1234)',
          },
        },
        {
          loginId: 'kaneko',
          loginPassword: 'kanekopw1',
          name: '金子 担当',
          login: 'password',
          tokenSecret: 'KANEKOAAAAAAAAAAAAAAAAAAAAAAAAAA',
          softwareToken: { state: 'in-use', appIsSetUp: false },
          purpose: {
            ja: '利用中。利用解除せずに機種変更したため、ワンタイムパスワードを表示できない（初期化が必要）',
            en: 'Token in use, but the phone was changed without release: no password is shown until the clerk initialises it',
          },
        },
      ],
    },
    {
      id: 'clinic',
      name: 'サンドボックス医院',
      accounts: [
        {
          branchCode: '001',
          branchName: 'インターネット支店',
          number: '5100001',
          holder: 'ｻﾝﾄﾞﾎﾞﾂｸｽｲｲﾝ',
          memo: '診療収入',
          inquiryPin: '1111',
          openingBalance: 1_200_000,
          statement: { linesPerMonth: 20 },
        },
        {
          branchCode: '202',
          branchName: '本店営業部',
          number: '5100002',
          holder: 'ｻﾝﾄﾞﾎﾞﾂｸｽｲｲﾝ',
          inquiryPin: '2222',
          inquiryPinState: 'registered',
          openingBalance: 900_000,
          statement: { linesPerMonth: 15 },
        },
        {
          branchCode: '456',
          branchName: '駅前支店',
          number: '5100003',
          holder: 'ｻﾝﾄﾞﾎﾞﾂｸｽｲｲﾝ',
          memo: '積立用',
          inquiryPin: '3333',
          inquiryPinState: 'pending',
          openingBalance: 300_000,
          statement: { linesPerMonth: 5 },
        },
      ],
      customers: [
        {
          loginId: 'fujii',
          loginPassword: 'fujiipw1',
          name: '藤井 経理',
          login: 'password',
          purpose: {
            ja: '未登録（1111）・登録済み・登録済み* の口座がそろう。トークン未発行',
            en: 'Accounts in all three PIN states (1111 unregistered); no token',
          },
        },
        {
          loginId: 'okamoto',
          loginPassword: 'okamotopw1',
          name: '岡本 担当',
          login: 'password',
          mayNotInquire: ['5100002'],
          purpose: {
            ja: '本店営業部 普通 5100002 の照会権限がない（画面に表示されない）。トークン未発行',
            en: 'No right to inquire into 5100002, which is not shown; no token',
          },
        },
      ],
    },
    {
      id: 'school',
      name: 'サンドボックス学院',
      accounts: [
        {
          branchCode: '001',
          branchName: 'インターネット支店',
          number: '5200001',
          holder: 'ｻﾝﾄﾞﾎﾞﾂｸｽｶﾞｸｲﾝ',
          inquiryPin: '4567',
          inquiryPinState: 'registered',
          openingBalance: 6_000_000,
          statement: { linesPerMonth: 50 },
        },
      ],
      customers: [
        {
          loginId: 'matsuda',
          loginPassword: 'matsudapw1',
          name: '松田 経理',
          login: 'password',
          purpose: {
            ja: '照会用暗証番号はすべて登録済み（登録画面は表示されない）。トークン未発行',
            en: 'Every inquiry PIN registered, so the PIN screens are skipped; no token',
          },
        },
        {
          loginId: 'nakagawa',
          loginPassword: 'nakagawapw1',
          name: '中川 担当',
          login: 'password',
          locked: true,
          purpose: { ja: 'ログイン停止中', en: 'Login locked' },
        },
      ],
    },
    ...commonCompanies({
      noLine: { loginId: 'nakano', loginPassword: 'nakanopw1', name: '中野 経理', login: 'password' },
      oneLine: { loginId: 'harada', loginPassword: 'haradapw1', name: '原田 経理', login: 'password' },
      manyLines: { loginId: 'ono', loginPassword: 'onopw1', name: '小野 経理', login: 'password' },
      lockedPin: { loginId: 'tamura', loginPassword: 'tamurapw1', name: '田村 経理', login: 'password' },
    }),
  ],
};
