import type { RequestHandler, Response } from 'express';
import { japanTimestamp } from '../bank/japan-time.ts';
import type { WorldStore } from '../store/world-store.ts';
import { addDuration, parseInstant } from '../world/duration.ts';
import type { Control } from './control.ts';
import { instantFrom } from './instant.ts';

function noteClock({ journal, store }: Control): void {
  journal.note({ kind: 'clock', frozen: store.clock.state().frozenAt !== null });
}

function sendClock(res: Response, { clock }: WorldStore): void {
  res.json({ now: japanTimestamp(clock.now()), frozen: clock.state().frozenAt !== null });
}

/** `GET /clock` */
export function getClock({ store }: Control): RequestHandler {
  return (_req, res) => sendClock(res, store);
}

/** What is done to the clock: an RFC 3339 time, an ISO 8601 duration to go on by, whether it stands still. */
export interface ClockChanges {
  readonly now?: string;
  readonly by?: string;
  readonly frozen?: boolean;
}

function instantAsked({ store }: Control, { now, by }: ClockChanges): number | undefined {
  if (now !== undefined) return instantFrom('body/now', () => parseInstant(now));
  if (by !== undefined) return instantFrom('body/by', () => addDuration(store.clock.now(), by));
  return undefined;
}

/** Sets, advances, stops or resumes the clock of a world. */
export async function changeClock(control: Control, changes: ClockChanges): Promise<void> {
  const { clock } = control.store;
  const instant = instantAsked(control, changes);
  // Frozen first: set on a running clock, the time would go on before it stands still.
  if (changes.frozen === true) clock.freeze();
  if (instant !== undefined) clock.set(instant);
  if (changes.frozen === false) clock.resume();
  await control.store.saveClock();
  noteClock(control);
}

/** `PUT /clock` */
export function setClock(control: Control): RequestHandler {
  return async (req, res) => {
    await changeClock(control, req.body as ClockChanges);
    sendClock(res, control.store);
  };
}

/** `POST /clock/advance` */
export function advanceClock(control: Control): RequestHandler {
  return async (req, res) => {
    const { by } = req.body as { by: string };
    await changeClock(control, { by });
    sendClock(res, control.store);
  };
}
