import type { Control } from '../control.ts';
import { addressOf, partName, type Section, usePlace } from './place.ts';
import { Copyable, Part } from './table.tsx';

function To({ section }: { section: Section }) {
  const place = usePlace();
  return <a href={addressOf(place, section)}>{place.words.sections[section].heading}</a>;
}

/** What a newcomer does first. */
function Start({ control }: { control: Control }) {
  const { overview: words } = usePlace().words;
  const { profiles, world } = control.store;
  const [bank] = profiles.values();
  const [client] = world.clients;
  return (
    <Part id="start" heading={words.start}>
      <ol class="start">
        <li>
          {words.app} <To section="clients" />
          <br />
          {client && <Copyable text={client.clientId} name="client_id" />}
          {client?.clientSecret && <Copyable text={client.clientSecret} name="client_secret" />}
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
              {partName(place.words, part)}
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
  sections,
}: {
  control: Control;
  /** Whether it may show everything. */
  isTrusted: boolean;
  sections: readonly { readonly section: Section; readonly parts: readonly string[] }[];
}) {
  const { words } = usePlace();
  return (
    <>
      <p class="lead">{isTrusted ? words.overview.lead : words.publicNotice}</p>
      {isTrusted && <Start control={control} />}
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
