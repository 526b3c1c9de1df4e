import type { SoftwareToken } from '../bank/software-token.ts';

/** A mail as it is written. */
export interface Letter {
  readonly subject: string;
  readonly text: string;
}

/**
 * 手順7: the mail with the download URL. It names サービスID and ユーザID, and no password.
 *
 * @param bankName - the bank, as it signs
 * @param url - where the app is downloaded
 * @param token - as it was issued
 */
export function tokenIssuedLetter(
  bankName: string,
  url: string,
  { serviceId, userId }: Pick<SoftwareToken, 'serviceId' | 'userId'>,
): Letter {
  const text = `${bankName}のワンタイムパスワード認証サービスをお申し込みいただきましてありがとうございます。

下記URLをクリックして、ワンタイムパスワードアプリをダウンロードしてください。

${url}

初期設定では、以下の項目をご入力ください。

・サービスID
${serviceId}
・ユーザID
${userId}
・利用開始パスワード
申請時に入力したもの

※これはサンドボックス（テスト環境）からのメールです。
`;
  return { subject: '【ワンタイムパスワード】アプリダウンロードのご案内（サンドボックス）', text };
}
