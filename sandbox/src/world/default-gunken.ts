import type { WorldInput } from './world-schema.ts';

const holder = 'ｻﾝﾄﾞﾎﾞﾂｸｽｼﾖｳﾃﾝ(ｶ';

/** The customers of the internet banking: one for each state of a token, and each trouble with it. */
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
      ],
    },
  ],
};
