import { type Consent, consentEnd, daysLeft } from '../../bank/consent.ts';
import { japanDate } from '../../bank/japan-time.ts';
import { usePlace } from './language.ts';
import { Action, Actions, Cell, Choice, NoRows, Section, Table } from './table.tsx';

const SHOWN_LINKAGES = 50;

function LinkageRow({ consent, now }: { consent: Consent; now: number }) {
  const { words } = usePlace();
  const { bank, loginId, clientId } = consent;
  const over = consentEnd(consent, now);
  const about = `${bank} ${loginId} ${clientId}`;
  return (
    <tr>
      <Cell head={words.linkages.who}>
        {bank} <strong>{loginId}</strong>
        <small>
          <code>{clientId}</code>
        </small>
      </Cell>
      <Cell head={words.linkages.services}>
        {consent.services.join(' ')}
        <small>
          {japanDate(consent.grantedAt)} – {japanDate(consent.expiresAt)}
        </small>
      </Cell>
      <Cell head={words.state}>
        <strong>{over === undefined ? words.linkages.inForce(daysLeft(consent, now)) : words.linkages.over}</strong>
        {over !== undefined && <small>{words.linkages.reasons[over]}</small>}
      </Cell>
      <Cell head={words.actions}>
        {over === undefined && (
          <Actions topic="linkages" label={`${words.linkages.end} ${about}`} fields={{ bank, loginId, clientId }}>
            <Choice name="reason" label={words.linkages.reason} labels={words.linkages.reasons} />
            <Action value="end" about={about}>
              {words.linkages.end}
            </Action>
            <Action value="expire" about={about}>
              {words.linkages.expire}
            </Action>
          </Actions>
        )}
      </Cell>
    </tr>
  );
}

/** The linkages in force or over, the newest first. */
export function Linkages({ consents, now }: { consents: readonly Consent[]; now: number }) {
  const { words } = usePlace();
  const newest = consents.toSorted((one, other) => other.grantedAt - one.grantedAt).slice(0, SHOWN_LINKAGES);
  const heads = [words.linkages.who, words.linkages.services, words.state, words.actions];
  return (
    <Section id="linkages" heading={words.linkages.heading}>
      <Table id="linkage-list" caption={words.linkages.heading} heads={heads} isLive>
        {newest.length === 0 && <NoRows columns={heads.length} />}
        {newest.map((consent) => (
          <LinkageRow key={consent.grantId} consent={consent} now={now} />
        ))}
      </Table>
    </Section>
  );
}
