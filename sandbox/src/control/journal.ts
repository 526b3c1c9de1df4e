import type { RequestHandler, Response } from 'express';
import { type JournalEntry, type JournalFilter, passes } from '../world/journal.ts';
import type { Control } from './control.ts';
import { harOf } from './har.ts';
import { mermaidOf } from './mermaid.ts';

const DEFAULT_LIMIT = 200;

/** A stream that is silent longer than this may be cut by what lies between. */
const HEARTBEAT_MILLISECONDS = 15_000;

const filterIn = (res: Response) => res.locals.query as JournalFilter & { readonly limit?: number };

/** `GET /journal` */
export function getJournal({ journal }: Control): RequestHandler {
  return (_req, res) => {
    const { limit = DEFAULT_LIMIT, ...filter } = filterIn(res);
    const all = journal.entries(filter);
    const entries = all.slice(0, limit);
    const hasMore = all.length > limit;
    // What the filter kept back need not be looked at again.
    res.json({ entries, cursor: hasMore ? entries.at(-1)?.number : journal.last, hasMore });
  };
}

/** `DELETE /journal` */
export function clearJournal({ journal }: Control): RequestHandler {
  return (_req, res) => {
    journal.clear();
    res.status(204).end();
  };
}

/** `GET /journal.har` */
export function getHar({ journal, origin, version }: Control): RequestHandler {
  return (_req, res) => {
    res.json(harOf(journal.entries(filterIn(res)), origin, version));
  };
}

/** `GET /journal.mmd` */
export function getMermaid({ journal }: Control): RequestHandler {
  return (_req, res) => {
    res.type('text/plain').send(mermaidOf(journal.entries(filterIn(res))));
  };
}

/** `GET /journal/events`: server-sent events. */
export function followJournal({ journal }: Control): RequestHandler {
  return (req, res) => {
    const filter = filterIn(res);
    const lastEventId = /^\d{1,15}$/.exec(String(req.headers['last-event-id'] ?? ''))?.[0];
    const since = filter.since ?? (lastEventId === undefined ? journal.last : Number(lastEventId));
    const send = (entry: JournalEntry) =>
      res.write(`id: ${entry.number}\nevent: ${entry.kind}\ndata: ${JSON.stringify(entry)}\n\n`);
    res.set({ 'Content-Type': 'text/event-stream', 'X-Accel-Buffering': 'no' }).write(': the journal\n\n');
    for (const entry of journal.entries({ ...filter, since })) send(entry);
    const heartbeat = setInterval(() => res.write(': still here\n\n'), HEARTBEAT_MILLISECONDS);
    heartbeat.unref();
    const leave = journal.watch(
      (entry) => passes(filter, entry) && send(entry),
      () => res.end(),
    );
    res.once('close', () => {
      clearInterval(heartbeat);
      leave();
    });
  };
}
