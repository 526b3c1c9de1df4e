import type { BankProfile } from '../../bank/profile.ts';
import { routes } from '../../http/routes.ts';
import type { Control } from '../control.ts';
import { usePlace } from './language.ts';
import { Cell, Section, Table } from './table.tsx';

function Pages({ profile }: { profile: BankProfile }) {
  const { words, path } = usePlace();
  const { id, internetBanking, hasCameraTokens } = profile;
  const pages = [
    ...(internetBanking ? [[routes.bank.internetBanking, words.banks.internetBanking] as const] : []),
    ...(internetBanking ? [[routes.bank.tokenApp, words.banks.tokenApp] as const] : []),
    ...(hasCameraTokens ? [[routes.bank.cameraToken, words.banks.cameraToken] as const] : []),
  ];
  const map = `${path}/${id}${routes.bank.flowMap}`;
  return (
    <>
      {pages.map(([page, label]) => (
        <div key={page}>
          <a href={`${path}/${id}${page}`}>
            {label}
            <span class="hidden"> {id}</span>
          </a>
        </div>
      ))}
      <details>
        <summary>
          {words.banks.map}
          <span class="hidden"> {id}</span>
        </summary>
        <a href={map}>
          <img src={map} alt={`${words.banks.map} ${id}`} loading="lazy" />
        </a>
      </details>
    </>
  );
}

/** The banks, with how they link and their pages. */
export function Banks({ control, isLinked }: { control: Control; isLinked: boolean }) {
  const { banks: words } = usePlace().words;
  return (
    <Section id="banks" heading={words.heading}>
      <Table id="bank-list" caption={words.heading} heads={['ID', words.name, words.logins, words.pages]}>
        {[...control.store.profiles.values()].map((profile) => (
          <tr key={profile.id}>
            <Cell head="ID">{isLinked ? <a href={`#${profile.id}`}>{profile.id}</a> : profile.id}</Cell>
            <Cell head={words.name}>
              <span lang="ja">{profile.name}</span>
              <small>
                <code>{control.issuerOf(profile)}</code>
              </small>
            </Cell>
            <Cell head={words.logins}>
              {profile.loginMethods.map((method) => words.methods[method]).join(' / ')}
              <small>{profile.steps.map((step) => words.steps[step]).join(' → ')}</small>
            </Cell>
            <Cell head={words.pages}>
              <Pages profile={profile} />
            </Cell>
          </tr>
        ))}
      </Table>
    </Section>
  );
}
