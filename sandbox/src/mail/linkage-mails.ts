import type { ClientFacts } from '../bank/facts.ts';
import { japanTimestamp } from '../bank/japan-time.ts';
import type { Effect, LinkageLetter } from '../bank/linkage-state.ts';
import type { BankProfile } from '../bank/profile.ts';
import type { NewMail } from './mail-room.ts';

const letters: Readonly<Record<LinkageLetter, { readonly subject: string; readonly text: string }>> = {
  'inquiry-pin-registration-received': {
    subject: '照会用暗証番号登録受付のご案内',
    text: '外部サービス連携に使用する照会用暗証番号の登録を受け付けました。\n本日中に認証手続きが完了しない場合、登録は行われません。',
  },
  'linkage-registered': {
    subject: '外部サービス連携登録完了のご案内',
    text: '外部サービス連携の登録が完了しました。',
  },
};

/**
 * The mails of seed 004, 3. and 4., one for each recipient.
 *
 * @param profile - the bank, as it signs
 * @param effect - which letter, to whom
 * @param client - the vendor that is linked
 * @param now - world time, epoch milliseconds
 */
export function linkageMails(
  { id, name, linkageMails }: BankProfile,
  { letter, to }: Extract<Effect, { kind: 'mail-posted' }>,
  client: ClientFacts,
  now: number,
): readonly NewMail[] {
  const { subject, text } = letters[letter];
  const body = `${name}をご利用いただきありがとうございます。

${text}

・外部サービス：${client.name}（${client.companyName}）
・受付日時：${japanTimestamp(now)}

お心当たりのない場合は、お取引店へお問い合わせください。

※これはサンドボックス（テスト環境）からのメールです。
`;
  return to.map(({ loginId, mailAddress, mailUndeliverable }) => ({
    bank: id,
    loginId,
    at: now,
    from: linkageMails?.sender ?? '',
    to: mailAddress,
    subject,
    text: body,
    status: mailUndeliverable ? 'undeliverable' : 'kept',
  }));
}
