import { type Consent, consentEnd, daysLeft } from '../../bank/consent.ts';
import { japanDate } from '../../bank/japan-time.ts';
import { Choice, Command, Commands } from './form.tsx';
import { usePlace } from './place.ts';
import { Cell, NoRows, Table } from './table.tsx';

const SHOWN_LINKAGES = 50;

/** What is done to a linkage in force. */
function LinkageForm({ consent: { bank, loginId, clientId } }: { consent: Consent }) {
  const { linkages: words } = usePlace().words;
  const about = `${bank} ${loginId} ${clientId}`;
  return (
    <Commands label={`${words.end} ${about}`} fields={{ bank, loginId, clientId }}>
      <Choice name="reason" label={words.reason} labels={words.reasons} />
      <Command name="end-linkage" about={about}>
        {words.end}
      </Command>
      <Command name="expire-tokens" about={about}>
        {words.expire}
      </Command>
    </Commands>
  );
}

function LinkageRow({ consent, now }: { consent: Consent; now: number }) {
  const { words } = usePlace();
  const { linkages: own } = words;
  const over = consentEnd(consent, now);
  return (
    <tr>
      <Cell head={own.who}>
        {consent.bank} <strong>{consent.loginId}</strong>
        <small>
          <code>{consent.clientId}</code>
        </small>
      </Cell>
      <Cell head={own.services}>
        {consent.services.join(' ')}
        <small>
          {japanDate(consent.grantedAt)} – {japanDate(consent.expiresAt)}
        </small>
      </Cell>
      <Cell head={words.state}>
        <strong>{over === undefined ? own.inForce(daysLeft(consent, now)) : own.over}</strong>
        {over !== undefined && <small>{own.reasons[over]}</small>}
      </Cell>
      <Cell head={words.actions}>{over === undefined && <LinkageForm consent={consent} />}</Cell>
    </tr>
  );
}

/** The linkages in force or over, the newest first. */
export function Linkages({ consents, now }: { consents: readonly Consent[]; now: number }) {
  const { words } = usePlace();
  const { who, services, newest } = words.linkages;
  const heads = [who, services, words.state, words.actions];
  const shown = consents.toReversed().slice(0, SHOWN_LINKAGES);
  return (
    <Table id="linkages" caption={newest(SHOWN_LINKAGES)} heads={heads} isLive>
      {shown.length === 0 && <NoRows columns={heads.length} />}
      {shown.map((consent) => (
        <LinkageRow key={consent.grantId} consent={consent} now={now} />
      ))}
    </Table>
  );
}
