import type { RequestHandler } from 'express';
import { japanTimestamp } from '../bank/japan-time.ts';
import { mistakeAt, Problem } from '../http/problem.ts';
import { addDuration, parseInstant } from '../world/duration.ts';
import type { Control } from './control.ts';
import { instantFrom } from './instant.ts';

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

function windowIn({ from, to, for: duration }: Body, now: number) {
  const start = from === undefined ? now : instantFrom('body/from', () => parseInstant(from));
  const end =
    to === undefined
      ? instantFrom('body/for', () => addDuration(start, duration ?? 'PT1H'))
      : instantFrom('body/to', () => parseInstant(to));
  if (end > start) return { from: start, to: end };
  throw mistakeAt('body/to', 'expected an end after the start');
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
