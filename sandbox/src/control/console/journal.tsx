import { routes } from '../../http/routes.ts';
import type { JournalEntry } from '../../world/journal.ts';
import type { Control } from '../control.ts';
import { noteOf } from '../mermaid.ts';
import { usePlace } from './language.ts';
import { Cell, NoRows, Section, Table } from './table.tsx';

const SHOWN_ENTRIES = 100;

function What({ entry }: { entry: JournalEntry }) {
  if (entry.kind !== 'request') return <>{noteOf(entry)}</>;
  return (
    <>
      <code>
        {entry.method} {entry.path}
      </code>
      <small>
        {entry.operationId} {entry.ms} ms
      </small>
    </>
  );
}

/** Whether an entry tells of something that went wrong. */
function isTrouble(entry: JournalEntry): boolean {
  if (entry.kind === 'request') return entry.status === 0 || entry.status >= 400;
  return entry.kind === 'fault';
}

/** What happened lately, as a timeline; the script renews it. */
export function JournalTimeline({ control }: { control: Control }) {
  const { words, path } = usePlace();
  const entries = control.journal.entries().slice(-SHOWN_ENTRIES).reverse();
  const api = path + routes.controlBase;
  const heads = [words.when, words.journal.kind, words.bank, words.journal.what, words.state];
  return (
    <Section id="journal" heading={words.journal.heading}>
      <p class="lead">
        <span class="badge live">{words.journal.live}</span> {words.journal.downloads}
        <a href={api + routes.control.journal}>JSON</a> <a href={api + routes.control.har}>HAR</a>{' '}
        <a href={api + routes.control.mermaid}>Mermaid</a>
      </p>
      <Table id="timeline" caption={words.journal.order(SHOWN_ENTRIES)} heads={heads} isLive>
        {entries.length === 0 && <NoRows columns={heads.length} />}
        {entries.map((entry) => (
          <tr key={entry.number} class={isTrouble(entry) ? 'trouble' : undefined}>
            <Cell head={words.when}>
              <time>{entry.at.slice(0, 19).replace('T', ' ')}</time>
            </Cell>
            <Cell head={words.journal.kind}>
              <span class="badge">{words.journal.kinds[entry.kind]}</span>
            </Cell>
            <Cell head={words.bank}>{entry.bank ?? '–'}</Cell>
            <Cell head={words.journal.what}>
              <What entry={entry} />
            </Cell>
            <Cell head={words.state}>{entry.kind === 'request' ? entry.status : '–'}</Cell>
          </tr>
        ))}
      </Table>
    </Section>
  );
}
