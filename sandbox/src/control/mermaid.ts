import type { JournalEntry } from '../world/journal.ts';

type RequestEntry = Extract<JournalEntry, { kind: 'request' }>;

/** What Mermaid would read as its own. */
const quoted = (text: string): string => text.replace(/[#;]/g, (sign) => (sign === '#' ? '#35;' : '#59;'));

/** Pages are for the customer's browser, everything else for the app's server. */
const callerOf = ({ path }: RequestEntry): string =>
  /^(\/w\/[^/]+)?\/[a-z]+\/(api\/|oauth\/(par|token|revoke|introspect|jwks)|\.well-known\/)/.test(path)
    ? 'App'
    : 'Customer';

const codes = (refusals: readonly { readonly code: string }[]): string => refusals.map(({ code }) => code).join(', ');

function noteOf(entry: Exclude<JournalEntry, RequestEntry>): string {
  switch (entry.kind) {
    case 'screen':
      return `screen ${entry.screen}${entry.errors.length > 0 ? `: ${codes(entry.errors)}` : ''}`;
    case 'decision':
      return `${entry.screen}: ${entry.action} → ${codes(entry.refusals) || entry.next}`;
    case 'fault':
      return `fault ${entry.fault}: ${entry.effect ?? entry.status ?? `${entry.delayMs} ms`}`;
    case 'clock':
      return `the clock ${entry.frozen ? 'stands at' : 'goes on from'} ${entry.at}`;
    case 'reset':
      return 'the world is reset';
    case 'mail':
      return `mail ${entry.status}: ${entry.subject}`;
  }
}

const bankOf = ({ bank }: JournalEntry): string => bank ?? 'Sandbox';

/** The lines of an entry, each with its place in the diagram: a request stands where it began. */
function linesOf(entry: JournalEntry): readonly (readonly [place: number, line: string])[] {
  const { number } = entry;
  const bank = bankOf(entry);
  if (entry.kind !== 'request') return [[number, `Note over ${bank}: ${quoted(noteOf(entry))}`]];
  const caller = callerOf(entry);
  const answer = entry.status === 0 ? `${bank}--x${caller}: broken off` : `${bank}-->>${caller}: ${entry.status}`;
  return [
    [entry.after + 0.5, `${caller}->>${bank}: ${quoted(`${entry.method} ${entry.path}`)}`],
    [number, `${answer} (${entry.ms} ms)`],
  ];
}

/** A journal as a Mermaid sequence diagram: the customer's browser, the vendor's app, and the banks. */
export function mermaidOf(entries: readonly JournalEntry[]): string {
  const participants = new Set(['Customer', 'App', ...entries.map(bankOf)]);
  const lines = entries.flatMap(linesOf).sort(([one], [other]) => one - other);
  return [
    'sequenceDiagram',
    ...[...participants].map((name) => `participant ${name}`),
    ...lines.map(([, line]) => line),
    '',
  ].join('\n');
}
