import type { Pressed } from '../../test/browser/shortcut.ts';
import type { Chapter, ManualStep, Picture } from './picture.ts';

/** What differs between the linkages of the credit unions. */
export interface CreditUnion {
  readonly seed: ManualStep['seed'];
  /** Steps of the manual, by what is done in them. */
  readonly steps: {
    readonly certificate?: string;
    readonly password?: string;
    readonly additionalAuthentication?: string;
    readonly services: string;
    readonly registration: string;
    readonly result: string;
    readonly consent: string;
  };
  /** A certificate that is valid, one that is not, and the login of its holder. */
  readonly certificates?: { readonly valid: string; readonly expired: string };
  /** The buttons that lead to the additional authentication, or to the services where there is none. */
  readonly login: readonly Pressed[];
  readonly answer?: Pressed;
  /** The inquiry PINs that are registered. */
  readonly register: Pressed;
  /** Pictures of this bank alone, after the login. */
  readonly afterLogin?: readonly Picture[];
}

/** Selects every service. */
export const select: Pressed = ['next', { services: ['balances', 'transactions', 'deposits'] }];
const toWindow: Pressed = ['certificate-login'];
/** Picks a certificate in the window. */
export const pick = (certificate: string): Pressed => ['select', { certificate }];

function certificatePictures({ seed, steps, certificates }: CreditUnion): Picture[] {
  const { certificate: step } = steps;
  if (step === undefined || certificates === undefined) return [];
  return [
    {
      name: 'certificate-window',
      shows: { linkage: 'certificate-selection' },
      manual: [{ seed, step: `${step} ①` }],
      ja: 'クライアント認証ウィンドウに表示される証明書情報を確認のうえ、該当の証明書を選択し、「OK」をクリックします。サンドボックスでは、ブラウザーのウィンドウの代わりにこの画面が表示されます（--certificate-login tls では本物のウィンドウ）。',
      en: 'The client-certificate window, played as a page; with --certificate-login tls it is the browser’s own.',
      open: (visitor) => visitor.link(toWindow),
    },
    {
      name: 'certificate-password',
      shows: { linkage: 'certificate-password' },
      manual: [{ seed, step: `${step} ②` }],
      ja: '「ログインパスワード」を入力して、「API連携」ボタンをクリックします。',
      en: 'The same title again: the holder of the certificate gives the login password.',
      open: (visitor) => visitor.link(toWindow, pick(certificates.valid)),
    },
    {
      name: 'certificate-refused',
      shows: { linkage: 'certificate-refused' },
      manual: [],
      ja: '期限切れ・失効・他の認証局などの証明書を選択した場合です。マニュアルには記載がありません。',
      en: 'A certificate that cannot be used, here an expired one; not in the manual.',
      open: (visitor) => visitor.link(toWindow, pick(certificates.expired)),
    },
  ];
}

function additionalAuthentication({ seed, steps, login }: CreditUnion): Picture[] {
  const { additionalAuthentication: step } = steps;
  if (step === undefined) return [];
  return [
    {
      name: 'additional-authentication',
      shows: { linkage: 'additional-authentication' },
      manual: [{ seed, step }],
      ja: '回答を入力し、「認証」ボタンをクリックします。リスクベース追加認証を利用している場合に表示される可能性があります。',
      en: 'The question of the additional authentication; only where the risk rule asks it.',
      open: (visitor) => visitor.link(...login),
    },
  ];
}

/** The linkage of a credit union, screen by screen. */
export function linkageOf(bank: CreditUnion): Chapter {
  const { seed, steps, login, answer, register, afterLogin = [] } = bank;
  const loggedIn = answer ? [...login, answer] : login;
  const entrySteps = [steps.certificate && `${steps.certificate} ①`, steps.password].filter(
    (step) => step !== undefined,
  );
  return {
    ja: 'API連携認証（利用登録）',
    en: 'The linkage',
    pictures: [
      {
        name: 'entry',
        shows: { linkage: 'entry' },
        manual: entrySteps.map((step) => ({ seed, step })),
        ja: 'API連携先の画面より遷移し、＜API連携認証（利用登録）＞画面が表示されます。ご利用の方式でログインします。',
        en: 'Where the vendor’s redirect arrives: one way in for each login method.',
        open: (visitor) => visitor.link(),
      },
      ...certificatePictures(bank),
      ...additionalAuthentication(bank),
      ...afterLogin,
      {
        name: 'service-selection',
        shows: { linkage: 'service-selection' },
        manual: [{ seed, step: steps.services }],
        ja: 'API連携先にて利用する業務を選択し、「次へ」ボタンをクリックします。API連携事業者によっては表示されません。',
        en: 'The services that the vendor may use; not shown for vendors whose registration fixes them.',
        open: (visitor) => visitor.link(...loggedIn),
      },
      {
        name: 'inquiry-pin',
        shows: { linkage: 'inquiry-pin-registration' },
        manual: [{ seed, step: steps.registration }],
        ja: '登録状態が未登録の口座を選択して、届け出ている「照会用暗証番号」を入力し、「登録」ボタンをクリックします。',
        en: 'Inquiry PINs of the accounts in 未登録; not shown where there is none.',
        open: (visitor) => visitor.link(...loggedIn, select),
      },
      {
        name: 'inquiry-pin-refused',
        shows: { linkage: 'inquiry-pin-registration' },
        manual: [{ seed, step: steps.registration }],
        ja: '照会用暗証番号が正しくない場合です。何も登録されません。',
        en: 'A wrong PIN: nothing is registered, and the mistake is told above and next to its field.',
        open: async (visitor) => {
          await visitor.link(...loggedIn, select);
          await visitor.enterPin('0000');
          await visitor.press('登録');
        },
      },
      {
        name: 'inquiry-pin-result',
        shows: { linkage: 'inquiry-pin-registration-result' },
        manual: [{ seed, step: steps.result }],
        ja: '確定する場合は「確認」、追加登録する場合は「照会用暗証番号の追加登録」をクリックします。「*」の口座は認可が完了すると有効になります。',
        en: 'What was registered; the rows marked with an asterisk take effect with the consent.',
        open: (visitor) => visitor.link(...loggedIn, select, register),
      },
      {
        name: 'consent',
        shows: { linkage: 'consent' },
        manual: [{ seed, step: steps.consent }],
        ja: '意思確認をご一読のうえ、アクセスを許可する場合は「認可手続きを継続する」を選択し、「許可」ボタンをクリックします。',
        en: 'The consent: what, for how long, 拒否 and 許可. Then back to the vendor.',
        open: (visitor) => visitor.link(...loggedIn, select, register, ['confirm']),
      },
      {
        name: 'consent-refused',
        shows: { linkage: 'consent' },
        manual: [{ seed, step: steps.consent }],
        ja: '「認可手続きを継続する」をチェックせずに「許可」をクリックした場合です。',
        en: '許可 without the tick is refused on the same screen.',
        open: async (visitor) => {
          await visitor.link(...loggedIn, select, register, ['confirm']);
          await visitor.press('許可');
        },
      },
      {
        name: 'ended',
        shows: { linkage: 'ended' },
        manual: [],
        ja: 'お手続きを続けられない場合の画面です（ここでは一定時間操作がなかったとき）。マニュアルには記載がありません。',
        en: 'The linkage cannot go on, here after ten idle minutes; the one way left is back to the vendor. Not in the manual.',
        open: async (visitor) => {
          await visitor.link(...loggedIn);
          await visitor.advance('PT11M');
          await visitor.page.reload();
        },
      },
    ],
  };
}
