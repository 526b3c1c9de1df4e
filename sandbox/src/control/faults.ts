import type { RequestHandler } from 'express';
import type { StandingFault } from '../http/fault-book.ts';
import { Problem } from '../http/problem.ts';
import { faultSchema } from '../world/fault.ts';
import type { Control } from './control.ts';

/** `GET /faults` */
export function getFaults({ faults }: Control): RequestHandler {
  return (_req, res) => {
    res.json({ faults: faults.list() });
  };
}

/**
 * Adds a fault that was asked for.
 *
 * @throws {@link Problem} 400 when it is none
 */
export function addFault({ faults, store }: Control, asked: unknown): StandingFault {
  const parsed = faultSchema.safeParse(asked);
  if (!parsed.success) {
    const errors = parsed.error.issues.map(({ path, message }) => ({
      location: ['body', ...path].join('/'),
      message,
    }));
    const detail = errors.map(({ location, message }) => `${location}: ${message}`).join('; ');
    throw new Problem(400, 'invalid_request', detail, { members: { errors } });
  }
  const { bank } = parsed.data;
  if (bank !== undefined && !store.profiles.has(bank)) {
    throw new Problem(
      400,
      'invalid_request',
      `body/bank: there is no bank ${bank}; list them with GET /sandbox/v1/banks`,
    );
  }
  return faults.add(parsed.data);
}

/** `POST /faults` */
export function postFault(control: Control): RequestHandler {
  return (req, res) => {
    res.status(201).json(addFault(control, req.body));
  };
}

/**
 * Takes a fault away.
 *
 * @throws {@link Problem} 404 when there is none
 */
export function removeFault({ faults }: Control, fault: string): void {
  if (faults.remove(fault)) return;
  throw new Problem(404, 'fault_not_found', `there is no fault ${fault}; list them with GET /sandbox/v1/faults`);
}

/** `DELETE /faults` */
export function deleteFaults({ faults }: Control): RequestHandler {
  return (_req, res) => {
    faults.clear();
    res.status(204).end();
  };
}

/** `DELETE /faults/{id}` */
export function deleteFault(control: Control): RequestHandler<{ fault: string }> {
  return (req, res) => {
    removeFault(control, req.params.fault);
    res.status(204).end();
  };
}
