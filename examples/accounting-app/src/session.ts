import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { PendingLinkage } from '@renkei/sdk';
import type { Request, Response } from 'express';
import type { Bank } from './bank-directory.ts';
import type { Service } from './records.ts';
import type { Trouble } from './trouble.ts';

/** A customer's trip to the bank. `pending` has the secrets of the trip, so it stays on the server. */
export type Trip = { bank: Bank; services: Service[]; replaces: string | null; pending: PendingLinkage };

/** How a trip ended: at an import, or in trouble. */
export type Arrival = { importRun: string } | { trouble: Trouble; trip: Trip };

export type Session = {
  csrf: string;
  /** By OAuth state, so that several tabs can be at several banks at once. */
  trips: Map<string, Trip>;
  /** By OAuth state, so that a reload shows how it ended instead of using the code twice. */
  arrivals: Map<string, Promise<Arrival>>;
  /** Shown once, on the next page. */
  notice: string | null;
};

const cookie = 'accounting_session';
const mostSessions = 1000;
const mostTrips = 20;

/** Sessions live in memory: after a restart, a customer at the bank starts again. */
export class Sessions {
  readonly #sessions = new Map<string, Session>();

  /** The visitor's session; a new visitor gets one. */
  of(request: Request, response: Response): Session {
    const id = new RegExp(`(?:^|;\\s*)${cookie}=([\\w-]+)`).exec(request.headers.cookie ?? '')?.[1];
    const known = id && this.#sessions.get(id);
    if (known) return known;

    const created: Session = { csrf: secret(), trips: new Map(), arrivals: new Map(), notice: null };
    const createdId = secret();
    this.#sessions.set(createdId, created);
    dropOldest(this.#sessions, mostSessions);
    response.cookie(cookie, createdId, { httpOnly: true, sameSite: 'lax', path: '/' });
    return created;
  }
}

export function remember(session: Session, state: string, trip: Trip): void {
  session.trips.set(state, trip);
  dropOldest(session.trips, mostTrips);
  dropOldest(session.arrivals, mostTrips);
}

/** The notice for this page, and no other. */
export function takeNotice(session: Session): string | null {
  const { notice } = session;
  session.notice = null;
  return notice;
}

/** Whether a form comes from one of our pages in this session. */
export function isOurForm(session: Session, token: unknown): boolean {
  const [ours, theirs] = [Buffer.from(session.csrf), Buffer.from(String(token))];
  return ours.length === theirs.length && timingSafeEqual(ours, theirs);
}

function dropOldest(map: Map<string, unknown>, most: number): void {
  for (const key of map.keys()) {
    if (map.size <= most) return;
    map.delete(key);
  }
}

function secret(): string {
  return randomBytes(24).toString('base64url');
}
