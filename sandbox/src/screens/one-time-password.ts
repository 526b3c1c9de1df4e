import { tokenAsked } from '../bank/linkage-state.ts';
import { isHandheld } from '../bank/phone.ts';
import type { BankProfile } from '../bank/profile.ts';
import type { DrawScreen, Screen, ScreenBody, ScreenContext, ScreenField } from './screen.ts';

/** The field of the one-time password, on three screens. */
export const oneTimePasswordField: ScreenField = {
  name: 'oneTimePassword',
  label: 'ワンタイムパスワード',
  type: 'one-time-password',
  required: true,
  hint: '半角数字',
};

/** The screen of a one-time password: BLI023 of seed 003, of the site and of a linkage alike. */
export function oneTimePasswordBody({ id, oneTimePassword }: BankProfile): ScreenBody {
  if (oneTimePassword === undefined) throw new Error(`the profile of ${id} lacks the words of the one-time password`);
  const { title, code, lead, button, cancelButton } = oneTimePassword;
  return {
    title,
    ...(code ? { code } : {}),
    lead: [...lead],
    fields: [oneTimePasswordField],
    actions: [
      ...(cancelButton ? [{ id: 'cancel', label: cancelButton, fields: [] }] : []),
      { id: 'next', label: button, fields: ['oneTimePassword'] },
    ],
  };
}

/** What the camera token of who is logged in has to read; nothing once the token is no longer asked. */
function codeOf({ facts: { customer }, linkage: { challenge } }: ScreenContext): Screen['twoDimensionalCode'] {
  const token = tokenAsked(customer) === 'camera-token' ? customer?.cameraToken : undefined;
  if (challenge === undefined || token === undefined) return undefined;
  const query = new URLSearchParams({ tokenCode: token.code, challenge });
  return {
    content: challenge,
    label: 'カメラ付きハードトークンで読み取る二次元コード',
    cameraToken: `../camera-token?${query}`,
  };
}

/** Seed 003, ワンタイムパスワードご登録後のログイン 手順3; seed 004, 1 - B. */
export const oneTimePasswordScreen: DrawScreen = (context) => {
  const body = oneTimePasswordBody(context.profile);
  const code = codeOf(context);
  if (code === undefined) return body;
  const lead = [
    'カメラ付きハードトークンで二次元コードを読み取り、トークンに表示されたワンタイムパスワードを入力してください。',
  ];
  if (!isHandheld(context.facts.device)) return { ...body, lead, twoDimensionalCode: code };
  return { ...body, lead, actions: [...body.actions, { id: 'show-code', label: '二次元コードを表示', fields: [] }] };
};

/** Seed 004, 1 - B (1): the 2-D code alone, for the screen of a phone or tablet. */
export const twoDimensionalCode: DrawScreen = (context) => {
  const code = codeOf(context);
  return {
    title: `${context.profile.oneTimePassword?.title}（二次元コード）`,
    lead: ['カメラ付きハードトークンで二次元コードを読み取り、「次へ」ボタンを押してください。'],
    ...(code ? { twoDimensionalCode: code } : {}),
    actions: [{ id: 'next', label: '次へ', fields: [] }],
  };
};
