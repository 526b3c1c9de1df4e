import { japanTimestamp } from '../../bank/japan-time.ts';
import type { MailStatus, StoredMail } from '../../store/mails.ts';
import { Cell, Table } from './table.tsx';

/** How many mails the console shows. */
export const SHOWN_MAILS = 50;

const statusLabels: Readonly<Record<MailStatus, string>> = {
  kept: '送信箱に保存',
  sent: 'SMTPで送信済み',
  failed: 'SMTPの送信に失敗',
  filtered: '受信拒否により不達',
  undeliverable: '不達エラー',
};

function MailRow({ mail }: { mail: StoredMail }) {
  return (
    <tr>
      <Cell head="日時">
        <time>{japanTimestamp(mail.at).replace('T', ' ').slice(0, 19)}</time>
        <small>
          {mail.bank} {mail.loginId}
        </small>
      </Cell>
      <Cell head="差出人と宛先">
        <code>{mail.from}</code>
        <br />
        <code>{mail.to}</code>
      </Cell>
      <Cell head="件名と本文">
        {mail.subject}
        <details>
          <summary>本文</summary>
          <pre>{mail.text}</pre>
        </details>
      </Cell>
      <Cell head="状態">
        <strong>{statusLabels[mail.status]}</strong>
        {mail.error && <small>{mail.error}</small>}
      </Cell>
    </tr>
  );
}

/** The outbox: what the banks have mailed, the newest first. */
export function Mails({ mails }: { mails: readonly StoredMail[] }) {
  return (
    <Table
      id="mails"
      caption={`銀行からのメール（新しい順、${SHOWN_MAILS}通まで）`}
      heads={['日時', '差出人と宛先', '件名と本文', '状態']}
    >
      {mails.length === 0 && (
        <tr>
          <td colSpan={4}>
            <div>メールはまだありません。</div>
          </td>
        </tr>
      )}
      {mails.map((mail) => (
        <MailRow key={mail.id} mail={mail} />
      ))}
    </Table>
  );
}
