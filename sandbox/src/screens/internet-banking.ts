import { accountLabel } from '../bank/facts.ts';
import {
  type InternetBankingContext,
  type InternetBankingScreenId,
  isLoggedIn,
  menu,
  tokenOf,
} from '../bank/internet-banking-state.ts';
import { isTicked, shownAccounts, typed } from '../bank/linkage-state.ts';
import type { Refusal } from '../bank/refusal.ts';
import { canBe, softwareTokenStateLabels } from '../bank/software-token.ts';
import { oneTimePasswordBody, oneTimePasswordField } from './one-time-password.ts';
import type { Screen, ScreenBody } from './screen.ts';

/** What a screen of the internet-banking site is drawn from. */
export type InternetBankingScreenContext = Omit<InternetBankingContext, 'newToken'> & {
  readonly errors: readonly Refusal[];
};

type Draw = (context: InternetBankingScreenContext) => ScreenBody;

const filledIn = ({ values }: InternetBankingScreenContext, name: string) =>
  typed(values, name) === '' ? {} : { value: typed(values, name) };

/** BLI001: the words are those of seed 003, 手順1. */
const login: Draw = (context) => ({
  title: 'ログイン',
  code: 'BLI001',
  fields: [
    {
      name: 'loginId',
      label: 'ログインID',
      type: 'text',
      required: true,
      hint: '半角英数字1～12桁',
      ...filledIn(context, 'loginId'),
    },
    { name: 'loginPassword', label: 'ログインパスワード', type: 'password', required: true, hint: '半角英数字1～12桁' },
    {
      name: 'softwareKeyboard',
      label: 'ソフトウェアキーボードを使用して入力する',
      type: 'checkbox',
      required: false,
      value: isTicked(context.values, 'softwareKeyboard'),
    },
  ],
  actions: [
    { id: 'first-registration', label: '初回利用登録', fields: [], heading: '初めてご利用になる方' },
    {
      id: 'login',
      label: 'ログイン',
      fields: ['loginId', 'loginPassword', 'softwareKeyboard'],
      heading: '初回利用登録がお済みの方',
    },
  ],
  notices: [
    {
      heading: 'インターネットバンキングの不正利用にご注意下さい',
      text: [
        `${context.profile.institution.name}を装ったメールや、心当たりのない電子メールにご注意下さい。${context.profile.institution.name}ではメールでパスワードの入力を頂くような依頼をすることは絶対にありません。そのような不審なメールへの返信は行わないようにお願いいたします。`,
      ],
    },
    {
      heading: '初めてご利用になる方',
      text: ['お申込後、はじめてご利用になるお客様は、こちらで初回利用登録をおこなって下さい。'],
    },
    {
      text: [
        '※ソフトウェアキーボードにチェックを入れた場合も、サンドボックスではお使いの端末の入力方法で入力してください。',
      ],
    },
  ],
});

const firstRegistration: Draw = () => ({
  title: '初回利用登録',
  lead: [
    'サンドボックスのテスト利用者は、全員が初回利用登録を済ませています。ログイン画面へ戻り、ログインIDとログインパスワードを入力してください。',
  ],
  actions: [{ id: 'back', label: 'ログイン画面へ', fields: [] }],
});

const home: Draw = ({ facts }) => ({
  title: 'ホーム',
  lead: ['ログインしました。メニューからお取引を選択してください。'],
  notices: [{ heading: 'ログインID', text: [facts.customer?.loginId ?? ''] }],
  actions: [],
});

const accounts: Draw = ({ facts }) => ({
  title: '口座情報',
  table: {
    caption: '口座一覧',
    columns: ['口座', '口座メモ'],
    rows: shownAccounts({ accounts: facts.accounts }).map((account) => ({
      id: account.accountId,
      selectable: false,
      cells: [accountLabel(account), account.memo ?? '-'],
    })),
  },
  actions: [],
});

/** A part of the site that the manual does not show. */
const notPlayed =
  (title: string): Draw =>
  () => ({ title, lead: ['この業務は、サンドボックスでは提供していません。'], actions: [] });

const applications: Draw = () => ({
  title: '各種お申込・手続き',
  lead: ['お手続きを選択してください。'],
  actions: [{ id: 'one-time-password', label: 'ワンタイムパスワード', fields: [] }],
});

/** 手順3. */
const tokenSelection: Draw = (context) => {
  const token = tokenOf(context);
  return {
    title: 'ワンタイムパスワード申請内容選択',
    lead: ['お申込の内容を選択してください。'],
    notices: [
      { heading: 'ワンタイムパスワード登録状況', text: [`登録状況　${softwareTokenStateLabels[token.state]}`] },
      ...(token.state === 'suspended'
        ? [
            {
              text: ['※停止を解除するには、「ワンタイムパスワード停止解除・初期化依頼書」をお取引店へご提出ください。'],
            },
          ]
        : []),
    ],
    actions: [
      { id: 'issue', label: 'トークン発行', fields: [], disabled: !canBe('issue', token) },
      { id: 'start', label: 'ワンタイムパスワード利用開始', fields: [], disabled: !canBe('start', token) },
      { id: 'release', label: 'ワンタイムパスワード利用解除', fields: [], disabled: !canBe('release', token) },
    ],
  };
};

const back = { id: 'back', label: '戻る', fields: [] };
const toSelection = { id: 'selection', label: 'ワンタイムパスワード申請内容選択へ', fields: [] };

/** 手順4. */
const tokenIssue: Draw = (context) => ({
  title: 'トークン発行 (トークン発行情報の入力)',
  lead: ['トークン発行用のメールを受け取る携帯電話メールアドレスと、利用開始パスワードを入力してください。'],
  fields: [
    {
      name: 'mailAddress',
      label: '携帯電話メールアドレス',
      type: 'text',
      required: true,
      hint: '半角英数字・記号128文字以内',
      ...filledIn(context, 'mailAddress'),
    },
    {
      name: 'activationPassword',
      label: '利用開始パスワード',
      type: 'password',
      required: true,
      hint: '半角英数字4～12桁',
    },
  ],
  actions: [{ id: 'next', label: '次へ', fields: ['mailAddress', 'activationPassword'] }, back],
  notices: [{ text: ['※利用開始パスワードは、トークンアプリの初期設定で使用します。'] }],
});

/** 手順5. */
const tokenIssueConfirmation: Draw = ({ session }) => ({
  title: 'トークン発行 (トークン発行情報の入力内容確認)',
  lead: ['入力内容を確認の上、「トークン発行」ボタンを押してください。'],
  notices: [
    { heading: '携帯電話メールアドレス', text: [session.draft?.mailAddress ?? ''] },
    { heading: '利用開始パスワード', text: ['********'] },
  ],
  actions: [{ id: 'issue', label: 'トークン発行', fields: [] }, back],
});

/** 手順6, BOT002. */
const tokenIssued: Draw = (context) => {
  const { mailAddress, serviceId, userId } = tokenOf(context);
  return {
    title: 'トークン発行(ソフトウェアトークン発行完了)',
    code: 'BOT002',
    lead: [
      'トークン発行を受け付けました。',
      '携帯電話メールアドレスにトークン発行用のメールが送信されます。',
      'トークン情報に従い、ワンタイムパスワードの設定のお手続きをお願いします。',
    ],
    notices: [
      { heading: '送付先メールアドレス', text: [`携帯電話メールアドレス　${mailAddress ?? ''}`] },
      { heading: 'トークン情報', text: [`サービスID　${serviceId ?? ''}`, `ユーザID　${userId ?? ''}`] },
      {
        text: [
          '※サービスID・ユーザIDは、トークンアプリの初期設定で使用します。',
          '※メールが届かない場合は、ドメイン「@otp-auth.net」を受信許可する設定に変更してから、「ワンタイムパスワード申請内容選択へ」ボタンを押し、もう一度トークン発行の操作を行ってください。',
        ],
      },
    ],
    actions: [toSelection],
  };
};

/** 手順12. */
const tokenStart: Draw = () => ({
  title: 'ワンタイムパスワード利用開始(ソフトウェアトークン確認)',
  lead: ['トークンアプリに表示されているワンタイムパスワードを入力し、「登録」ボタンを押してください。'],
  fields: [oneTimePasswordField],
  actions: [{ id: 'start', label: '登録', fields: ['oneTimePassword'] }, back],
});

/** 手順13. */
const tokenStarted: Draw = () => ({
  title: 'ワンタイムパスワード利用開始(ソフトウェアトークン完了)',
  lead: ['ワンタイムパスワード利用開始登録を受付けました。', 'メニューより他の取引へお進みください。'],
  actions: [toSelection],
});

/** ワンタイムパスワードの利用解除 手順3. */
const tokenRelease: Draw = () => ({
  title: 'ワンタイムパスワード利用解除登録',
  lead: ['ワンタイムパスワードの利用を解除します。よろしければ「利用解除」ボタンを押してください。'],
  actions: [{ id: 'release', label: '利用解除', fields: [] }, back],
  notices: [
    {
      text: [
        '※スマートフォンや携帯電話の機種変更をされる場合も、事前に利用解除が必要です。機種変更後に、再度トークン発行を行ってください。',
      ],
    },
  ],
});

const tokenReleased: Draw = () => ({
  title: 'ワンタイムパスワード利用解除(完了)',
  lead: ['ワンタイムパスワード利用解除登録を受付けました。'],
  actions: [toSelection],
});

const screens: Readonly<Record<InternetBankingScreenId, Draw>> = {
  login,
  'first-registration': firstRegistration,
  'one-time-password': ({ profile }) => oneTimePasswordBody(profile),
  home,
  accounts,
  transfers: notPlayed(menu['menu-transfers']),
  payments: notPlayed(menu['menu-payments']),
  applications,
  profile: notPlayed(menu['menu-profile']),
  'token-selection': tokenSelection,
  'token-issue': tokenIssue,
  'token-issue-confirmation': tokenIssueConfirmation,
  'token-issued': tokenIssued,
  'token-start': tokenStart,
  'token-started': tokenStarted,
  'token-release': tokenRelease,
  'token-released': tokenReleased,
};

/** Where in the menu a screen is. */
function partOf(screen: InternetBankingScreenId): string {
  if (screen.startsWith('token-')) return 'menu-applications';
  return `menu-${screen}`;
}

/** The screen that a visit to the internet-banking site shows now. */
export function drawInternetBanking(context: InternetBankingScreenContext): Screen {
  const { session, profile, errors } = context;
  const items = Object.entries(menu).map(([id, label]) => ({ id, label, fields: [] }));
  const part = partOf(session.screen);
  const header = [
    ...items.map((item) => (item.id === part ? { ...item, current: true } : item)),
    { id: 'logout', label: 'ログアウト', fields: [] },
  ];
  return {
    id: session.screen,
    bank: profile.id,
    lead: [],
    fields: [],
    notices: [],
    ...(isLoggedIn(session) ? { menu: header } : {}),
    ...screens[session.screen](context),
    errors: [...errors],
  };
}
