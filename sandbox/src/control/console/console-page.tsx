import type { Problem } from '../../http/problem.ts';
import { routes } from '../../http/routes.ts';
import { renderPage } from '../../screens/html/page.tsx';
import { listCertificates } from '../../store/certificates.ts';
import { listClients } from '../../store/clients.ts';
import { listConsents } from '../../store/consents.ts';
import { latestMails } from '../../store/mails.ts';
import { type Control, worldPath } from '../control.ts';
import { Banks } from './banks.tsx';
import { Certificates } from './certificates.tsx';
import { Clients } from './clients.tsx';
import { Clock } from './clock.tsx';
import { Customers } from './customers.tsx';
import { shownCustomers } from './customers-shown.ts';
import { Faults } from './faults.tsx';
import { JournalTimeline } from './journal.tsx';
import { type Language, PlaceContext, usePlace } from './language.ts';
import { Linkages } from './linkages.tsx';
import { Mails, SHOWN_MAILS } from './mails.tsx';
import { Section } from './table.tsx';
import { Worlds } from './worlds.tsx';

/** What is told of a button that could not be pressed. */
function Refusal({ problem }: { problem: Problem }) {
  const { words } = usePlace();
  return (
    // biome-ignore lint/a11y/noAutofocus: the developer pressed a button, and this is its answer
    <div class="errors" role="alert" tabIndex={-1} autoFocus>
      <p>{words.refused}</p>
      <p lang="en">{problem.message}</p>
    </div>
  );
}

/** The way to each section, the descriptions of the APIs, and the other language. */
function Contents({ isPublic, hasWorlds }: { isPublic: boolean; hasWorlds: boolean }) {
  const { words, lang } = usePlace();
  const whenOpen = ['clock', 'customers', 'linkages', 'journal', 'mails', 'faults'] as const;
  const parts = isPublic
    ? (['banks'] as const)
    : (['banks', ...whenOpen, ...(hasWorlds ? (['worlds'] as const) : []), 'certificates', 'clients'] as const);
  const other = lang === 'ja' ? 'en' : 'ja';
  return (
    <nav class="contents" aria-label={words.contents}>
      <ul>
        {parts.map((part) => (
          <li key={part}>
            <a href={`#${part}`}>{words[part].heading}</a>
          </li>
        ))}
        <li>
          OpenAPI: <a href={routes.openApi.bank}>bank.json</a> <a href={routes.openApi.sandbox}>sandbox.json</a>
        </li>
        <li>
          <a href={`?lang=${other}`} lang={other} hreflang={other}>
            {words.other}
          </a>
        </li>
      </ul>
    </nav>
  );
}

async function drawWorld(control: Control, { words }: Language) {
  const { db, clock, profiles } = control.store;
  const now = clock.now();
  const shown = await shownCustomers(control);
  return (
    <>
      <Section id="customers" heading={words.customers.heading}>
        {[...profiles.values()].map(({ id, name }) => (
          <Customers
            key={id}
            bank={id}
            name={name}
            shown={shown.filter(({ customer }) => customer.bank === id)}
            now={now}
          />
        ))}
      </Section>
      <Linkages consents={await listConsents(db, {})} now={now} />
      <JournalTimeline control={control} />
      <Mails mails={await latestMails(db, SHOWN_MAILS)} />
      <Faults control={control} />
      {control.worlds && <Worlds maker={control.worlds} />}
      <Certificates certificates={await listCertificates(db)} now={now} />
      <Clients clients={await listClients(db)} />
    </>
  );
}

/**
 * The developer's page: what is in this sandbox, what happens there, and the buttons that change it. Beyond loopback it
 * shows nobody's credentials.
 *
 * @param control - the sandbox
 * @param isPublic - whether it listens beyond loopback
 * @param language - in which it is drawn
 * @param refused - why a button could not be pressed
 */
export async function drawConsole(
  control: Control,
  isPublic: boolean,
  language: Language,
  refused?: Problem,
): Promise<string> {
  const { store, version } = control;
  const { words, lang, query } = language;
  const path = worldPath(control);
  return renderPage({
    title: words.title,
    isRefusal: refused !== undefined,
    bankName: `Renkei ${version} — ${store.world.name}`,
    lang,
    script: isPublic ? undefined : routes.consoleScript,
    children: (
      <PlaceContext.Provider value={{ ...language, path }}>
        <div
          class="desk"
          data-page={`${path}${routes.console.page}${query}`}
          data-events={path + routes.controlBase + routes.control.journalEvents}
        >
          <Contents isPublic={isPublic} hasWorlds={control.worlds !== undefined} />
          <div class="parts">
            {refused && <Refusal problem={refused} />}
            {!isPublic && <Clock control={control} />}
            <Banks control={control} isLinked={!isPublic} />
            {isPublic ? <p class="lead">{words.publicNotice}</p> : await drawWorld(control, language)}
          </div>
        </div>
      </PlaceContext.Provider>
    ),
  });
}
