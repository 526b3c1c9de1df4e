import type { components } from '../../../openapi/generated/sandbox.ts';
import { japanTimestamp } from '../bank/japan-time.ts';
import { realNow } from './clock.ts';

/** An entry, as the control API shows it. */
export type JournalEntry = components['schemas']['JournalEntry'];

type Noted = 'number' | 'at' | 'realAt';
type Without<Entry> = Entry extends unknown ? Omit<Entry, Noted> : never;

/** What happened. Whoever notes it has left every secret out. */
export type JournalEvent = Without<JournalEntry>;

/** Which entries are asked for; what is left out does not matter. */
export interface JournalFilter {
  readonly bank?: string | undefined;
  readonly kind?: string | undefined;
  readonly linkage?: string | undefined;
  readonly client?: string | undefined;
  /** Only entries after this number. */
  readonly since?: number | undefined;
}

/** What happened in a world, the oldest first; in memory and bounded. */
export interface Journal {
  /** The number of the last entry; 0 before the first. */
  readonly last: number;
  /**
   * Notes what happened.
   *
   * @param begunAt - real time; now when left out
   */
  note(event: JournalEvent, begunAt?: number): void;
  entries(filter?: JournalFilter): readonly JournalEntry[];
  /** Forgets the entries; the numbers go on. */
  clear(): void;
  /**
   * Tells of every entry from now on.
   *
   * @param onEnd - told when no more will come
   * @returns what ends it
   */
  watch(onEntry: (entry: JournalEntry) => void, onEnd: () => void): () => void;
  /** Tells those who watch that no more will come. */
  end(): void;
}

const MOST_ENTRIES = 2000;
const MOST_BYTES = 8 * 1024 * 1024;

interface Kept {
  readonly number: number;
  readonly at: number;
  readonly realAt: number;
  readonly bytes: number;
  readonly event: JournalEvent;
}

// Times are written out for who reads them: most entries are read by nobody.
const present = ({ number, at, realAt, event }: Kept): JournalEntry => ({
  number,
  at: japanTimestamp(at),
  realAt: new Date(realAt).toISOString(),
  ...event,
});

/** About how much memory something takes: to write it out as JSON takes longer than all else of a note. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((size: number, part) => size + 20 + sizeOf(part), 0);
}

const filtered = ['bank', 'kind', 'linkage', 'client'] as const;

/** Whether a filter lets an entry through. */
export function passes(
  filter: JournalFilter,
  { number, ...event }: JournalEvent & { readonly number: number },
): boolean {
  if (filter.since !== undefined && number <= filter.since) return false;
  return filtered.every((key) => filter[key] === undefined || filter[key] === event[key]);
}

/**
 * A journal.
 *
 * @param worldNow - world time, epoch milliseconds
 */
export function createJournal(worldNow: () => number): Journal {
  let kept: Kept[] = [];
  let bytes = 0;
  let last = 0;
  const watchers = new Set<{ onEntry: (entry: JournalEntry) => void; onEnd: () => void }>();

  function keep(entry: Kept): void {
    kept.push(entry);
    bytes += entry.bytes;
    while (kept.length > MOST_ENTRIES || bytes > MOST_BYTES) bytes -= kept.shift()?.bytes ?? 0;
  }

  return {
    get last() {
      return last;
    },
    note: (event, begunAt = realNow()) => {
      last += 1;
      const entry = { number: last, at: worldNow(), realAt: begunAt, bytes: sizeOf(event), event };
      keep(entry);
      if (watchers.size === 0) return;
      const shown = present(entry);
      for (const { onEntry } of watchers) onEntry(shown);
    },
    entries: (filter = {}) => kept.filter(({ number, event }) => passes(filter, { number, ...event })).map(present),
    clear: () => {
      kept = [];
      bytes = 0;
    },
    watch: (onEntry, onEnd) => {
      const watcher = { onEntry, onEnd };
      watchers.add(watcher);
      return () => void watchers.delete(watcher);
    },
    end: () => {
      for (const { onEnd } of watchers) onEnd();
      watchers.clear();
    },
  };
}
