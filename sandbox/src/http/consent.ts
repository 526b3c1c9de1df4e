import type { RequestHandler } from 'express';
import { daysLeft } from '../bank/consent.ts';
import { japanTimestamp } from '../bank/japan-time.ts';
import { endConsent } from '../store/consents.ts';
import type { Bank } from './bank.ts';
import { accessIn } from './bearer.ts';

/** `GET /api/v1/linkage` */
export function getConsent({ store }: Bank): RequestHandler {
  return async (_req, res) => {
    const { consent } = accessIn(res);
    res.json({
      services: consent.services,
      grantedAt: japanTimestamp(consent.grantedAt),
      expiresAt: japanTimestamp(consent.expiresAt),
      daysLeft: daysLeft(consent, store.clock.now()),
    });
  };
}

/** `DELETE /api/v1/linkage` */
export function deleteConsent({ store }: Bank): RequestHandler {
  return async (_req, res) => {
    await endConsent(store.db, accessIn(res).consent.grantId, 'ended_by_vendor', store.clock.now());
    res.status(204).end();
  };
}
