import type { RequestHandler } from 'express';
import { Problem } from '../http/problem.ts';
import { faultSchema } from '../world/fault.ts';
import type { Control } from './control.ts';

/** `GET /faults` */
export function getFaults({ faults }: Control): RequestHandler {
  return (_req, res) => {
    res.json({ faults: faults.list() });
  };
}

/** `POST /faults` */
export function postFault({ faults, store }: Control): RequestHandler {
  return (req, res) => {
    const parsed = faultSchema.safeParse(req.body);
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
    res.status(201).json(faults.add(parsed.data));
  };
}

/** `DELETE /faults` */
export function deleteFaults({ faults }: Control): RequestHandler {
  return (_req, res) => {
    faults.clear();
    res.status(204).end();
  };
}

/** `DELETE /faults/{id}` */
export function deleteFault({ faults }: Control): RequestHandler<{ fault: string }> {
  return (req, res) => {
    const { fault } = req.params;
    if (!faults.remove(fault)) {
      throw new Problem(404, 'fault_not_found', `there is no fault ${fault}; list them with GET /sandbox/v1/faults`);
    }
    res.status(204).end();
  };
}
