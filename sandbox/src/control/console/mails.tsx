import { japanTimestamp } from '../../bank/japan-time.ts';
import type { StoredMail } from '../../store/mails.ts';
import { usePlace } from './place.ts';
import { Cell, NoRows, Table } from './table.tsx';

/** How many mails the console shows. */
export const SHOWN_MAILS = 50;

function MailRow({ mail }: { mail: StoredMail }) {
  const { words } = usePlace();
  return (
    <tr>
      <Cell head={words.when}>
        <time>{japanTimestamp(mail.at).replace('T', ' ').slice(0, 19)}</time>
        <small>
          {mail.bank} {mail.loginId}
        </small>
      </Cell>
      <Cell head={words.mails.people}>
        <code>{mail.from}</code>
        <br />
        <code>{mail.to}</code>
      </Cell>
      <Cell head={words.mails.subject}>
        <span lang="ja">{mail.subject}</span>
        <details id={`mail-${mail.id}`}>
          <summary>{words.mails.text}</summary>
          <pre lang="ja">{mail.text}</pre>
        </details>
      </Cell>
      <Cell head={words.state}>
        <strong>{words.mails.statuses[mail.status]}</strong>
        {mail.error && <small>{mail.error}</small>}
      </Cell>
    </tr>
  );
}

/** The outbox: what the banks have mailed, the newest first. */
export function Mails({ mails }: { mails: readonly StoredMail[] }) {
  const { words } = usePlace();
  const heads = [words.when, words.mails.people, words.mails.subject, words.state];
  return (
    <Table id="mails" caption={words.mails.newest(SHOWN_MAILS)} heads={heads} isLive>
      {mails.length === 0 && <NoRows columns={heads.length} text={words.mails.none} />}
      {mails.map((mail) => (
        <MailRow key={mail.id} mail={mail} />
      ))}
    </Table>
  );
}
