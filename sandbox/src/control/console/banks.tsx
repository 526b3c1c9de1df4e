import type { BankProfile } from '../../bank/profile.ts';
import { routes } from '../../http/routes.ts';
import type { Control } from '../control.ts';
import { usePlace } from './place.ts';
import { Copyable, Part, ReadOut } from './table.tsx';

/** The pages that a bank's customers use besides the linkage. */
function CustomerPages({ profile: { id, internetBanking, hasCameraTokens } }: { profile: BankProfile }) {
  const { words, path } = usePlace();
  const { internetBanking: site, tokenApp, cameraToken } = words.banks;
  const pages: readonly (readonly [string, string])[] = [
    ...(internetBanking ? ([[routes.bank.internetBanking, site]] as const) : []),
    ...(internetBanking ? ([[routes.bank.tokenApp, tokenApp]] as const) : []),
    ...(hasCameraTokens ? ([[routes.bank.cameraToken, cameraToken]] as const) : []),
  ];
  if (pages.length === 0) return null;
  return (
    <>
      <dt>{words.banks.pages}</dt>
      <dd>
        {pages.map(([page, label]) => (
          <a key={page} href={`${path}/${id}${page}`}>
            {label}
            <ReadOut>{id}</ReadOut>
          </a>
        ))}
      </dd>
    </>
  );
}

function Bank({ profile, issuer }: { profile: BankProfile; issuer: string }) {
  const { words, path } = usePlace();
  const { id, loginMethods, steps, settings } = profile;
  const { banks } = words;
  const map = `${path}/${id}${routes.bank.flowMap}`;
  return (
    <Part id={id} heading={profile.name}>
      <dl class="facts">
        <dt>issuer</dt>
        <dd>
          <Copyable text={issuer} name={`issuer ${id}`} />
        </dd>
        <dt>{banks.logins}</dt>
        <dd>{loginMethods.map((method) => banks.methods[method]).join(' / ')}</dd>
        <dt>{banks.steps}</dt>
        <dd>{steps.map((step) => banks.stepNames[step]).join(' → ')}</dd>
        <dt>{banks.consent}</dt>
        <dd>{banks.days(settings.consentDays)}</dd>
        <CustomerPages profile={profile} />
      </dl>
      <details id={`map-${id}`}>
        <summary>
          {banks.map}
          <ReadOut>{id}</ReadOut>
        </summary>
        <a href={map}>
          <img src={map} alt={`${banks.map} ${id}`} loading="lazy" />
        </a>
      </details>
    </Part>
  );
}

/** The banks: where they are, how they link, and the pages of their customers. */
export function Banks({ control }: { control: Control }) {
  return (
    <>
      {[...control.store.profiles.values()].map((profile) => (
        <Bank key={profile.id} profile={profile} issuer={control.issuerOf(profile)} />
      ))}
    </>
  );
}
