import type { RequestHandler } from 'express';
import { type Consent, type ConsentEndReason, consentEnd, daysLeft } from '../bank/consent.ts';
import { japanTimestamp } from '../bank/japan-time.ts';
import { Problem } from '../http/problem.ts';
import { type ConsentFilter, endConsent, listConsents } from '../store/consents.ts';
import { expireRecordsOfGrant } from '../store/oauth-records.ts';
import type { Control } from './control.ts';

function present(consent: Consent, now: number) {
  const { grantId, bank, clientId, loginId, services, grantedAt, expiresAt, endedAt } = consent;
  const reason = consentEnd(consent, now);
  return {
    id: grantId,
    bank,
    clientId,
    loginId,
    services,
    grantedAt: japanTimestamp(grantedAt),
    expiresAt: japanTimestamp(expiresAt),
    ...(reason === undefined
      ? { daysLeft: daysLeft(consent, now) }
      : { endedAt: japanTimestamp(endedAt ?? expiresAt), reason }),
  };
}

/** The linkages in force that a request is about. */
async function inForce({ store }: Control, filter: ConsentFilter): Promise<readonly Consent[]> {
  const now = store.clock.now();
  const found = (await listConsents(store.db, filter)).filter((consent) => consentEnd(consent, now) === undefined);
  if (found.length > 0) return found;
  const detail = 'no linkage in force is like that; list them all with GET /sandbox/v1/linkages';
  throw new Problem(404, 'linkage_not_found', detail);
}

/** `GET /linkages` */
export function getLinkages({ store }: Control): RequestHandler {
  return async (_req, res) => {
    const consents = await listConsents(store.db, res.locals.query as ConsentFilter);
    res.json({ linkages: consents.map((consent) => present(consent, store.clock.now())) });
  };
}

/**
 * Ends linkages now.
 *
 * @returns how many
 * @throws {@link Problem} 404 when none in force is like that
 */
export async function endInForce(control: Control, filter: ConsentFilter, reason: ConsentEndReason): Promise<number> {
  const { store } = control;
  const consents = await inForce(control, filter);
  for (const { grantId } of consents) await endConsent(store.db, grantId, reason, store.clock.now());
  return consents.length;
}

/**
 * Lets the access tokens of linkages expire now.
 *
 * @returns of how many linkages
 * @throws {@link Problem} 404 when none in force is like that
 */
export async function expireInForce(control: Control, filter: ConsentFilter): Promise<number> {
  const { store } = control;
  const consents = await inForce(control, filter);
  for (const { bank, grantId } of consents) {
    await expireRecordsOfGrant(store.db, bank, grantId, store.clock.now(), 'AccessToken');
  }
  return consents.length;
}

/** `POST /linkages/end` */
export function endLinkages(control: Control): RequestHandler {
  return async (req, res) => {
    const { reason, ...filter } = req.body as ConsentFilter & { reason: ConsentEndReason };
    res.json({ ended: await endInForce(control, filter, reason) });
  };
}

/** `POST /linkages/expire-tokens` */
export function expireAccessTokens(control: Control): RequestHandler {
  return async (req, res) => {
    res.json({ linkages: await expireInForce(control, req.body as ConsentFilter) });
  };
}
