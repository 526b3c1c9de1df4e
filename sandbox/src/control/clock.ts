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

/** `PUT /clock` */
export function setClock(control: Control): RequestHandler {
  const { store } = control;
  return async (req, res) => {
    const { now, frozen } = req.body as { now?: string; frozen?: boolean };
    const { clock } = store;
    const instant = now === undefined ? undefined : instantFrom('body/now', () => parseInstant(now));
    // Frozen first: set on a running clock, the time would go on before it stands still.
    if (frozen === true) clock.freeze();
    if (instant !== undefined) clock.set(instant);
    if (frozen === false) clock.resume();
    await store.saveClock();
    noteClock(control);
    sendClock(res, store);
  };
}

/** `POST /clock/advance` */
export function advanceClock(control: Control): RequestHandler {
  const { store } = control;
  return async (req, res) => {
    const { by } = req.body as { by: string };
    const { clock } = store;
    clock.set(instantFrom('body/by', () => addDuration(clock.now(), by)));
    await store.saveClock();
    noteClock(control);
    sendClock(res, store);
  };
}
