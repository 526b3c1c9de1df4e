import type { ComponentChildren } from 'preact';
import type { Problem } from '../../http/problem.ts';
import { routes } from '../../http/routes.ts';
import { renderPage } from '../../screens/html/page.tsx';
import type { Control } from '../control.ts';
import { Clock } from './clock.tsx';
import { contentOf, type PageRequest, partsOf, sectionsOf } from './pages.tsx';
import { addressOf, type Place, PlaceProvider, partName, type Section, useControlPath, usePlace } from './place.ts';

type Shown = Pick<PageRequest, 'control' | 'isTrusted'>;

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

function PageLink({ section, part, children }: { section: Section; part?: string; children: string }) {
  const place = usePlace();
  const isHere = place.section === section && place.part === part;
  return (
    <a href={addressOf(place, section, part)} aria-current={isHere ? 'page' : undefined}>
      {children}
    </a>
  );
}

/** The way to each page, and the other language. */
function Contents({ control, isTrusted }: Shown) {
  const place = usePlace();
  const { words, lang, section: here, part, path } = place;
  const other = lang === 'ja' ? 'en' : 'ja';
  return (
    <nav class="contents" aria-label={words.contents}>
      <ul>
        {sectionsOf(control, isTrusted).map((section) => {
          const parts = partsOf(control, section);
          return (
            <li key={section}>
              <PageLink section={section}>{words.sections[section].heading}</PageLink>
              {section === here && parts.length > 0 && (
                <ul>
                  {parts.map((name) => (
                    <li key={name}>
                      <PageLink section={section} part={name}>
                        {partName(words, name)}
                      </PageLink>
                    </li>
                  ))}
                </ul>
              )}
            </li>
          );
        })}
        {path && (
          <li>
            <a href={routes.console.overview + place.query}>{words.mainWorld}</a>
          </li>
        )}
        <li>
          <a href={addressOf({ ...place, query: `?lang=${other}` }, here, part)} lang={other} hreflang={other}>
            {words.other}
          </a>
        </li>
      </ul>
    </nav>
  );
}

function titleOf({ store }: Control, { words, section, part }: Place): string {
  const bank = section === 'customers' ? store.profiles.get(part ?? '') : undefined;
  if (bank) return words.customers.of + bank.name;
  if (section === 'reference' && part) return partName(words, part);
  return words.sections[section].heading;
}

function Desk({ control, isTrusted, children }: Shown & { children: ComponentChildren }) {
  return (
    <div class="desk" data-events={useControlPath(routes.control.journalEvents)}>
      <Contents control={control} isTrusted={isTrusted} />
      <div class="parts">
        {isTrusted && <Clock control={control} />}
        {children}
      </div>
    </div>
  );
}

/**
 * A page of the developer's console: what is in this sandbox, what happens there, and the buttons that change it. Where it
 * is not trusted with everything it shows nobody's credentials.
 *
 * @param refused - why a button could not be pressed
 */
export async function drawConsole({
  refused,
  ...request
}: PageRequest & { refused?: Problem | undefined }): Promise<string> {
  const { control, place, isTrusted } = request;
  return renderPage({
    title: titleOf(control, place),
    isRefusal: refused !== undefined,
    bankName: `Renkei ${place.words.console} — ${control.store.world.name} ${place.path}`.trim(),
    lang: place.lang,
    stylesheet: routes.consoleAssets.stylesheet,
    script: isTrusted ? routes.consoleAssets.script : undefined,
    children: (
      <PlaceProvider value={place}>
        <Desk control={control} isTrusted={isTrusted}>
          {refused && <Refusal problem={refused} />}
          {await contentOf(request)}
        </Desk>
      </PlaceProvider>
    ),
  });
}
