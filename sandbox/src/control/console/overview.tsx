import type { RegisteredClient } from '../../store/clients.ts';
import type { Control } from '../control.ts';
import { addressOf, type Section, usePlace } from './place.ts';
import { Copyable, Part } from './table.tsx';

function To({ section }: { section: Section }) {
  const place = usePlace();
  return <a href={addressOf(place, section)}>{place.words.sections[section].heading}</a>;
}

/** What a newcomer does first. */
function Start({ control, client: { clientId, metadata } }: { control: Control; client: RegisteredClient }) {
  const { overview: words } = usePlace().words;
  const { client_secret: secret } = metadata;
  const [bank] = control.store.profiles.values();
  return (
    <Part id="start" heading={words.start}>
      <ol class="start">
        <li>
          {words.app} <To section="clients" />
          <br />
          <Copyable text={clientId} name="client_id" />
          {typeof secret === 'string' && <Copyable text={secret} name="client_secret" />}
        </li>
        <li>
          {words.issuer} <To section="banks" />
          <br />
          {bank && <Copyable text={control.issuerOf(bank)} name="issuer" />}
        </li>
        <li>
          {words.customer} <To section="customers" />
        </li>
        <li>
          {words.watch} <To section="journal" />
        </li>
      </ol>
    </Part>
  );
}

function Entry({ section, parts }: { section: Section; parts: readonly string[] }) {
  const place = usePlace();
  return (
    <li>
      <To section={section} />
      <small>{place.words.sections[section].about}</small>
      {parts.length > 0 && (
        <span>
          {parts.map((part) => (
            <a key={part} href={addressOf(place, section, part)}>
              {part}
            </a>
          ))}
        </span>
      )}
    </li>
  );
}

/** What there is, and how to begin. */
export function Overview({
  control,
  isTrusted,
  client,
  sections,
}: {
  control: Control;
  /** Whether it may show everything. */
  isTrusted: boolean;
  /** An app to begin with, if one is registered. */
  client: RegisteredClient | undefined;
  sections: readonly { readonly section: Section; readonly parts: readonly string[] }[];
}) {
  const { words } = usePlace();
  return (
    <>
      <p class="lead">{isTrusted ? words.overview.lead : words.publicNotice}</p>
      {client && <Start control={control} client={client} />}
      <Part id="map" heading={words.overview.map}>
        <ul class="map">
          {sections.map((entry) => (
            <Entry key={entry.section} {...entry} />
          ))}
        </ul>
      </Part>
    </>
  );
}
