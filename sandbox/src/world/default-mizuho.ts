import { commonCompanies } from './default-companies.ts';
import type { WorldInput } from './world-schema.ts';

const holder = 'ｻﾝﾄﾞﾎﾞﾂｸｽﾎﾞｳｴｷ(ｶ';

/** The customers of `mizuho`: one for each way to log in, each state of a camera token, and each set-up that is unfinished. */
export const defaultMizuho: NonNullable<WorldInput['banks']['mizuho']> = {
  companies: [
    {
      id: 'trade',
      name: 'サンドボックス貿易株式会社',
      accounts: [
        {
          branchCode: '001',
          branchName: '東京営業部',
          number: '6000001',
          kind: 'representative',
          holder,
          inquiryPin: '1234',
          openingBalance: 12_000_000,
          statement: { linesPerMonth: 60 },
        },
        {
          branchCode: '001',
          branchName: '東京営業部',
          type: '2',
          number: '6000002',
          holder,
          inquiryPin: '5678',
          openingBalance: 3_000_000,
          statement: { linesPerMonth: 20 },
        },
        {
          branchCode: '102',
          branchName: '大手町支店',
          number: '6000003',
          holder,
          inquiryPin: '1234',
          inquiryPinState: 'registered',
          openingBalance: 800_000,
          statement: { linesPerMonth: 10 },
        },
        {
          branchCode: '102',
          branchName: '大手町支店',
          number: '6000004',
          holder,
          inquiryPin: '1234',
          inquiryPinState: 'pending',
          openingBalance: 500_000,
          statement: { linesPerMonth: 10 },
        },
      ],
      cameraTokens: [
        { code: 'SBT-0001', secret: '3132333435363738393031323334353637383930313233343536373839303132' },
        { code: 'SBT-0002', secret: '53616e64626f7820636172647320617265206e6f74207365637265742121210a' },
      ],
      customers: [
        {
          loginId: 'tanaka',
          loginPassword: 'tanaka-pw1',
          name: '田中 管理',
          login: 'password',
          role: 'administrator',
          mailAddress: 'tanaka@trade.example',
          purpose: {
            ja: '管理者、ID・パスワード方式。未登録の口座の照会用暗証番号は 1234 と 5678。登録受付のメールは管理者にも届く',
            en: 'Administrator with password login; unregistered PINs 1234 and 5678; registrations are mailed to him as well',
          },
        },
        {
          loginId: 'suzuki',
          loginPassword: 'suzuki-pw1',
          name: '鈴木 経理',
          login: 'certificate',
          mailAddress: 'suzuki@trade.example',
          certificates: [
            { id: 'mizuho-suzuki-valid' },
            { id: 'mizuho-suzuki-expired', state: 'expired' },
            { id: 'mizuho-suzuki-revoked', state: 'revoked' },
            { id: 'mizuho-suzuki-foreign', state: 'foreign' },
          ],
          purpose: {
            ja: '電子証明書方式。有効・期限切れ・失効・他の認証局の証明書を持つ。田中と同じ企業で、登録済みの口座を共有する',
            en: 'Certificate login with a valid, an expired, a revoked and a foreign certificate; shares the registrations of tanaka',
          },
        },
        {
          loginId: 'sato',
          loginPassword: 'sato-pw1',
          name: '佐藤 経理',
          login: 'password',
          mailAddress: 'sato@trade.example',
          cameraToken: { code: 'SBT-0001' },
          purpose: {
            ja: 'ID・パスワード＋ワンタイムパスワード方式。カメラ付きハードトークンで二次元コードを読み取る（sandbox otp mizuho sato --challenge 8桁）',
            en: 'Password and camera token, which reads the 2-D code (sandbox otp mizuho sato --challenge DIGITS)',
          },
        },
        {
          loginId: 'takahashi',
          loginPassword: 'takahashi-pw1',
          name: '高橋 経理',
          login: 'password',
          cameraToken: { code: 'SBT-0001' },
          mayNotInquire: ['6000001'],
          purpose: {
            ja: '佐藤と同じカメラ付きハードトークンを使う。代表口座の照会権限がないため、その口座は表示されない',
            en: 'Shares the camera token of sato; may not inquire into the representative account, which is not shown',
          },
        },
        {
          loginId: 'ito',
          loginPassword: 'ito-pw1',
          name: '伊藤 経理',
          login: 'password',
          cameraToken: { code: 'SBT-0002', state: 'cancelled' },
          tokenSecret: 'ITOAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
          softwareToken: { state: 'in-use' },
          purpose: {
            ja: 'カメラ付きハードトークンを解約済み。画面は入力欄だけになり、ソフトウェアトークンを使う（sandbox otp mizuho ito）',
            en: 'Camera token cancelled: only the field is shown, the password comes from the software token (sandbox otp mizuho ito)',
          },
        },
        {
          loginId: 'watanabe',
          loginPassword: 'watanabe-pw1',
          name: '渡辺 担当',
          login: 'password',
          cameraToken: { code: 'SBT-0002', state: 'not-set-up' },
          purpose: {
            ja: 'ワンタイムパスワードの初期設定が未完了。連携はエラー画面で終わる',
            en: "The one-time password's initial setting is not done: the linkage ends in an error screen",
          },
        },
        {
          loginId: 'yamamoto',
          loginPassword: 'yamamoto-pw1',
          name: '山本 担当',
          login: 'password',
          mailUndeliverable: true,
          purpose: {
            ja: '電子メールが不達エラー。連携はエラー画面で終わる',
            en: 'Mail undeliverable: the linkage ends in an error screen',
          },
        },
        {
          loginId: 'nakamura',
          loginPassword: 'nakamura-pw1',
          name: '中村 担当',
          login: 'password',
          cameraToken: { code: 'SBT-0002', state: 'suspended' },
          purpose: {
            ja: 'ワンタイムパスワードを停止中。正しい値を入力しても認証できない',
            en: 'One-time password suspended: even a right one is refused',
          },
        },
        {
          loginId: 'kobayashi',
          loginPassword: 'kobayashi-pw1',
          name: '小林 担当',
          login: 'password',
          services: ['balances'],
          purpose: {
            ja: '残高照会の権限だけを持つ。メニュー選択には残高照会だけが表示される',
            en: 'Entitled to balances only: nothing else appears in the selection of menus',
          },
        },
        {
          loginId: 'kato',
          loginPassword: 'kato-pw1',
          name: '加藤 担当',
          login: 'password',
          services: ['deposits'],
          purpose: {
            ja: '振込入金明細照会の権限だけを持つ。口座登録の画面は表示されない',
            en: 'Entitled to deposits only: the registration of accounts is skipped',
          },
        },
        {
          loginId: 'yoshida',
          loginPassword: 'yoshida-pw1',
          name: '吉田 担当',
          login: 'password',
          locked: true,
          purpose: { ja: 'ログイン停止中', en: 'Locked: the login is refused' },
        },
      ],
    },
    {
      id: 'registered',
      name: 'サンドボックス物産株式会社',
      accounts: [
        {
          branchCode: '001',
          branchName: '東京営業部',
          number: '6100001',
          kind: 'representative',
          holder: 'ｻﾝﾄﾞﾎﾞﾂｸｽﾌﾞﾂｻﾝ(ｶ',
          inquiryPin: '1234',
          inquiryPinState: 'registered',
          openingBalance: 2_000_000,
          statement: { linesPerMonth: 30 },
        },
      ],
      customers: [
        {
          loginId: 'yamada',
          loginPassword: 'yamada-pw1',
          name: '山田 管理',
          login: 'password',
          role: 'administrator',
          purpose: {
            ja: 'すべての口座が登録済み。口座登録の画面は表示されない',
            en: 'Every account registered: the registration of accounts is skipped',
          },
        },
      ],
    },
    ...commonCompanies({
      noLine: { loginId: 'ueda', loginPassword: 'ueda-pw1', name: '上田 経理', login: 'password' },
      oneLine: { loginId: 'sasaki', loginPassword: 'sasaki-pw1', name: '佐々木 経理', login: 'password' },
      manyLines: { loginId: 'nishida', loginPassword: 'nishida-pw1', name: '西田 経理', login: 'password' },
      lockedPin: {
        loginId: 'hirano',
        loginPassword: 'hirano-pw1',
        name: '平野 経理',
        login: 'certificate',
        certificates: [{ id: 'mizuho-hirano-valid' }],
      },
    }),
  ],
};
