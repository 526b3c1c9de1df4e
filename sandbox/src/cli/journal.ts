import { type Command, Option } from 'commander';
import type { components } from '../../../openapi/generated/sandbox.ts';
import { routes } from '../http/routes.ts';
import { type ConnectionOptions, callControl, controlCommand, download, print, queryOf } from './control-client.ts';
import { CommandError } from './exit-codes.ts';
import { withExamples } from './help.ts';
import { wholeNumber } from './options.ts';

type Entry = components['schemas']['JournalEntry'];

interface JournalOptions extends ConnectionOptions {
  readonly bank?: string;
  readonly kind?: string;
  readonly linkage?: string;
  readonly client?: string;
  readonly since?: number;
  readonly limit: number;
  readonly follow?: boolean;
  readonly har?: boolean;
  readonly mermaid?: boolean;
  readonly clear?: boolean;
}

const filterOf = ({ bank, kind, linkage, client }: JournalOptions) => ({ bank, kind, linkage, client });

const codes = (refusals: readonly { readonly code: string }[]): string => refusals.map(({ code }) => code).join(', ');

function told(entry: Entry): string {
  switch (entry.kind) {
    case 'request':
      return `${entry.method} ${entry.path} ${entry.status === 0 ? 'broken off' : entry.status} (${entry.ms} ms)`;
    case 'screen':
      return [entry.screen, codes(entry.errors)].filter((part) => part !== '').join(': ');
    case 'decision':
      return `${entry.screen}: ${entry.action} [${entry.fields.join(' ')}] → ${codes(entry.refusals) || entry.next}`;
    case 'mail':
      return `${entry.subject} → ${entry.to} (${entry.status})`;
    case 'fault':
      return `${entry.fault}: ${entry.effect ?? entry.status ?? `${entry.delayMs} ms`}`;
    case 'clock':
      return entry.frozen ? 'stands still' : 'goes on';
    case 'reset':
      return 'the world is as its file says again';
  }
}

const line = (entry: Entry): string =>
  [entry.at.slice(0, 19), entry.kind.padEnd(8), (entry.bank ?? '').padEnd(10), told(entry)].join('  ').trimEnd();

async function exported(options: JournalOptions, path: string): Promise<void> {
  const response = await download(options, path + queryOf(filterOf(options)));
  console.log((await response.text()).trimEnd());
}

/** The entries in a stream of server-sent events. */
async function* entriesIn(body: ReadableStream<Uint8Array>): AsyncGenerator<Entry> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    const events = (rest + decoder.decode(piece.value, { stream: true })).split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) {
      const data = /^data: (.*)$/m.exec(event)?.[1];
      if (data !== undefined) yield JSON.parse(data) as Entry;
    }
  }
}

async function follow(options: JournalOptions): Promise<void> {
  const query = queryOf({ ...filterOf(options), since: options.since ?? 0 });
  const { body } = await download(options, routes.control.journalEvents + query);
  try {
    for await (const entry of entriesIn(body as ReadableStream<Uint8Array>)) {
      console.log(options.json ? JSON.stringify(entry) : line(entry));
    }
  } catch {
    throw new CommandError('the sandbox is gone; start it again with: npx sandbox start');
  }
}

async function show(options: JournalOptions): Promise<void> {
  const query = queryOf({ ...filterOf(options), since: options.since, limit: options.limit });
  const answer = await callControl<{ entries: Entry[] }>(options, 'GET', routes.control.journal + query);
  print(options, answer, () =>
    answer.entries.length === 0 ? 'Nothing has happened yet.' : answer.entries.map(line).join('\n'),
  );
}

async function clear(options: JournalOptions): Promise<void> {
  await callControl(options, 'DELETE', routes.control.journal);
  print(options, { cleared: true }, () => 'The journal is empty.');
}

/** `sandbox journal [--follow | --har | --mermaid | --clear]` */
export function journalCommand(): Command {
  const command = controlCommand('journal')
    .description('print what happened at the banks: requests, screens, decisions, mails; never a secret')
    .option('--bank <bank>', 'only of this bank')
    .addOption(
      new Option('--kind <kind>', 'only entries of this kind').choices([
        'request',
        'screen',
        'decision',
        'mail',
        'fault',
        'clock',
        'reset',
      ]),
    )
    .option('--linkage <id>', 'only of this linkage')
    .option('--client <id>', 'only of this app')
    .option('--since <number>', 'only what came after this entry', wholeNumber)
    .option('--limit <number>', 'how many entries at most', wholeNumber, 2000)
    .addOption(new Option('--follow', 'go on printing what happens').conflicts(['har', 'mermaid', 'clear']))
    .addOption(new Option('--har', 'print the requests as HAR, for a browser').conflicts(['mermaid', 'clear']))
    .addOption(new Option('--mermaid', 'print a Mermaid sequence diagram').conflicts('clear'))
    .option('--clear', 'forget what happened')
    .action((options: JournalOptions) => {
      if (options.har) return exported(options, routes.control.har);
      if (options.mermaid) return exported(options, routes.control.mermaid);
      if (options.clear) return clear(options);
      return options.follow ? follow(options) : show(options);
    });
  return withExamples(
    command,
    'sandbox journal --bank gunma --kind decision',
    'sandbox journal --follow',
    'sandbox journal --har > journal.har',
    'sandbox journal --mermaid > journal.mmd',
    'sandbox journal --clear',
  );
}
