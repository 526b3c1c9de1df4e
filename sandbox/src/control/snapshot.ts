import type { RequestHandler } from 'express';
import { Problem } from '../http/problem.ts';
import { restoreSnapshot, type Snapshot, SnapshotError, takeSnapshot } from '../store/snapshot.ts';
import type { Control } from './control.ts';

/** `GET /snapshot` */
export function getSnapshot({ store }: Control): RequestHandler {
  return async (_req, res) => {
    res.json(await takeSnapshot(store));
  };
}

/** `PUT /snapshot` */
export function putSnapshot({ store }: Control): RequestHandler {
  return async (req, res) => {
    try {
      await restoreSnapshot(store, req.body as Snapshot);
    } catch (error) {
      if (error instanceof SnapshotError) throw new Problem(400, 'invalid_snapshot', error.message);
      throw error;
    }
    res.status(204).end();
  };
}
