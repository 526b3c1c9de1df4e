import { routes } from '../../http/routes.ts';
import type { JournalEntry, JournalFilter } from '../../world/journal.ts';
import type { Control } from '../control.ts';
import { Choice, ChoiceOfNames } from './form.tsx';
import { addressOf, useControlPath, usePlace } from './place.ts';
import { Cell, NoRows, ReadOut, Table } from './table.tsx';
import type { Words } from './words-ja.ts';

const SHOWN_ENTRIES = 100;

const filters = ['bank', 'kind', 'linkage'] as const;

/** The filter that the address of the page carries. */
function filterIn(query: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> & JournalFilter {
  const given = filters.map((key) => [key, query[key]]);
  return Object.fromEntries(given.filter(([, value]) => typeof value === 'string' && value !== ''));
}

const codesOf = (refusals: readonly { readonly code: string }[]): string => refusals.map(({ code }) => code).join(', ');

/** What an entry says beyond its kind. */
function noteOf(entry: JournalEntry, { clock, mails }: Words): string {
  switch (entry.kind) {
    case 'request':
      return `${entry.method} ${entry.path}`;
    case 'screen':
      return `${entry.screen} ${codesOf(entry.errors)}`;
    case 'decision':
      return `${entry.screen}: ${entry.action} → ${codesOf(entry.refusals) || entry.next}`;
    case 'fault':
      return `${entry.fault}: ${entry.effect ?? entry.status ?? `${entry.delayMs} ms`}`;
    case 'clock':
      return entry.frozen ? clock.frozen : clock.runs;
    case 'mail':
      return `${(mails.statuses as Readonly<Record<string, string>>)[entry.status]}: ${entry.subject}`;
    case 'reset':
      return '';
  }
}

function What({ entry }: { entry: JournalEntry }) {
  const place = usePlace();
  const { linkage } = entry;
  const all = addressOf(place, 'journal');
  return (
    <>
      <code>{noteOf(entry, place.words)}</code>
      <small>
        {entry.kind === 'request' && `${entry.operationId ?? ''} ${entry.ms} ms `}
        {linkage && (
          <a href={`${all}${all.includes('?') ? '&' : '?'}linkage=${encodeURIComponent(linkage)}`}>
            {place.words.journal.linkage}
            <ReadOut>{linkage}</ReadOut>
          </a>
        )}
      </small>
    </>
  );
}

/** Whether an entry tells of something that went wrong. */
function isTrouble(entry: JournalEntry): boolean {
  if (entry.kind === 'request') return entry.status === 0 || entry.status >= 400;
  return entry.kind === 'fault';
}

function EntryRow({ entry }: { entry: JournalEntry }) {
  const { words } = usePlace();
  const { number, at, kind, bank } = entry;
  const whole = useControlPath(routes.control.journal);
  return (
    <tr class={isTrouble(entry) ? 'trouble' : undefined}>
      <Cell head={words.when}>
        <a href={`${whole}?since=${number - 1}&limit=1`}>
          <time>{at.slice(0, 19).replace('T', ' ')}</time>
          <ReadOut>JSON {number}</ReadOut>
        </a>
      </Cell>
      <Cell head={words.journal.kind}>
        <span class="badge">{words.journal.kinds[kind]}</span>
      </Cell>
      <Cell head={words.bank}>{bank ?? '–'}</Cell>
      <Cell head={words.journal.what}>
        <What entry={entry} />
      </Cell>
      <Cell head={words.state}>{entry.kind === 'request' ? entry.status : '–'}</Cell>
    </tr>
  );
}

function Filter({ banks, filter }: { banks: Iterable<string>; filter: Readonly<Record<string, string>> }) {
  const place = usePlace();
  const { words, lang, query } = place;
  const { journal: own } = words;
  return (
    <form method="get" class="clerk toolbar" aria-label={own.show}>
      {query && <input type="hidden" name="lang" value={lang} />}
      <ChoiceOfNames name="bank" label={words.bank} names={banks} chosen={filter.bank ?? ''} />
      <Choice name="kind" label={own.kind} labels={{ '': words.every, ...own.kinds }} chosen={filter.kind ?? ''} />
      <button type="submit" class="other">
        {own.show}
      </button>
      {Object.keys(filter).length > 0 && <a href={addressOf(place, 'journal')}>{own.all}</a>}
    </form>
  );
}

/** What happened lately, as a timeline; the script renews it. */
export function JournalTimeline({ control, query }: { control: Control; query: Readonly<Record<string, unknown>> }) {
  const { words } = usePlace();
  const { journal: own } = words;
  const filter = filterIn(query);
  const entries = control.journal.entries(filter).slice(-SHOWN_ENTRIES).reverse();
  const search = new URLSearchParams(filter);
  const { journal, har, mermaid } = routes.control;
  const base = useControlPath('');
  const heads = [words.when, own.kind, words.bank, own.what, words.state];
  return (
    <>
      <Filter banks={control.store.profiles.keys()} filter={filter} />
      <p class="lead">
        <span class="badge live">{own.live}</span> {own.downloads}
        {Object.entries({ JSON: journal, HAR: har, Mermaid: mermaid }).map(([name, path]) => (
          <a key={name} href={`${base}${path}?${search}`}>
            {name}
          </a>
        ))}
      </p>
      <Table id="timeline" caption={own.newest(SHOWN_ENTRIES)} heads={heads} isLive>
        {entries.length === 0 && <NoRows columns={heads.length} />}
        {entries.map((entry) => (
          <EntryRow key={entry.number} entry={entry} />
        ))}
      </Table>
    </>
  );
}
