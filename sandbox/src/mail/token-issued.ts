import type { BankProfile } from '../bank/profile.ts';
import type { SoftwareToken } from '../bank/software-token.ts';
import type { NewMail } from './mail-room.ts';

/** What the mail of an issue is about. */
export interface TokenIssue {
  readonly loginId: string;
  readonly token: SoftwareToken;
  /** Where the app is downloaded. */
  readonly url: string;
  /** World time, epoch milliseconds. */
  readonly now: number;
}

/**
 * 手順7 of seed 003: the mail with the download URL. It names サービスID and ユーザID, and no password.
 *
 * @param profile - the bank, whose site sends it
 * @param issue - to whom, about which token
 */
export function tokenIssuedMail(
  { id, name, internetBanking }: BankProfile,
  { loginId, token, url, now }: TokenIssue,
): NewMail {
  const text = `${name}のワンタイムパスワード認証サービスをお申し込みいただきましてありがとうございます。

下記URLをクリックして、ワンタイムパスワードアプリをダウンロードしてください。

${url}

初期設定では、以下の項目をご入力ください。

・サービスID
${token.serviceId}
・ユーザID
${token.userId}
・利用開始パスワード
申請時に入力したもの

※これはサンドボックス（テスト環境）からのメールです。
`;
  return {
    bank: id,
    loginId,
    at: now,
    from: internetBanking?.mailSender ?? '',
    to: token.mailAddress ?? '',
    subject: '【ワンタイムパスワード】アプリダウンロードのご案内（サンドボックス）',
    text,
    status: token.mailFilter ? 'filtered' : 'kept',
  };
}
