import type { RequestHandler } from 'express';
import { japanTimestamp } from '../bank/japan-time.ts';
import { Problem } from '../http/problem.ts';
import { addDuration, parseInstant } from '../world/duration.ts';
import type { Control } from './control.ts';

type Parameters = { bank: string };
interface Body {
  readonly from?: string;
  readonly to?: string;
  readonly for?: string;
}

function bankAsked({ store }: Control, { bank }: Parameters): string {
  if (store.profiles.has(bank)) return bank;
  throw new Problem(404, 'bank_not_found', `there is no bank ${bank}; list them with GET /sandbox/v1/banks`);
}

function instant(location: string, read: () => number): number {
  try {
    return read();
  } catch {
    const message =
      'expected a time with an offset, e.g. 2026-11-20T22:00:00+09:00, or an ISO 8601 duration, e.g. PT2H';
    throw new Problem(400, 'invalid_request', `${location}: ${message}`, {
      members: { errors: [{ location, message }] },
    });
  }
}

function windowIn({ from, to, for: duration }: Body, now: number) {
  const start = from === undefined ? now : instant('body/from', () => parseInstant(from));
  const end =
    to === undefined
      ? instant('body/for', () => addDuration(start, duration ?? 'PT1H'))
      : instant('body/to', () => parseInstant(to));
  if (end > start) return { from: start, to: end };
  const message = 'expected an end after the start';
  throw new Problem(400, 'invalid_request', `body/to: ${message}`, {
    members: { errors: [{ location: 'body/to', message }] },
  });
}

/** `PUT /banks/{bank}/maintenance` */
export function putMaintenance(control: Control): RequestHandler<Parameters> {
  return async (req, res) => {
    const bank = bankAsked(control, req.params);
    const { clock, maintenance } = control.store;
    const window = windowIn(req.body as Body, clock.now());
    await maintenance.replace({ ...maintenance.all(), [bank]: window });
    res.json({ bank, from: japanTimestamp(window.from), to: japanTimestamp(window.to) });
  };
}

/** `DELETE /banks/{bank}/maintenance` */
export function deleteMaintenance(control: Control): RequestHandler<Parameters> {
  return async (req, res) => {
    const bank = bankAsked(control, req.params);
    const { maintenance } = control.store;
    const { [bank]: _, ...others } = maintenance.all();
    await maintenance.replace(others);
    res.status(204).end();
  };
}
