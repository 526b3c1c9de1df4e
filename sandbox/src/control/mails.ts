import type { RequestHandler } from 'express';
import { japanTimestamp } from '../bank/japan-time.ts';
import { listMails } from '../store/mails.ts';
import type { Control } from './control.ts';

/** `GET /mails` */
export function getMails({ store }: Control): RequestHandler {
  return async (_req, res) => {
    const mails = await listMails(store.db);
    res.json({
      mails: mails.map(({ at, error, ...mail }) => ({
        ...mail,
        at: japanTimestamp(at),
        ...(error === null ? {} : { error }),
      })),
    });
  };
}
