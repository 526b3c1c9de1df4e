import type { Request, Response } from 'express';
import type { Interaction } from 'oidc-provider';
import type { Values } from '../bank/linkage-state.ts';
import type { Refusal } from '../bank/refusal.ts';
import { peerCertificate } from '../pki/peer-certificate.ts';
import { drawScreen } from '../screens/draw.ts';
import type { Screen } from '../screens/screen.ts';
import { listCertificates } from '../store/certificates.ts';
import type { StoredLinkage } from '../store/linkages.ts';
import type { Bank } from './bank.ts';
import { decide, loadLinkage } from './linkage-decision.ts';
import { loadFacts } from './linkage-facts.ts';
import { finish } from './linkage-outcome.ts';
import { pathTo, routes } from './routes.ts';
import { sendGone, sendScreen, wantsJson } from './screen-answer.ts';
import { formTarget, pagePolicy } from './security.ts';
import { csrfToken, readSubmission } from './submission.ts';

type Handler = (req: Request, res: Response) => Promise<void>;
type Shown = { readonly stored: StoredLinkage; readonly values: Values; readonly errors: readonly Refusal[] };

/** The interaction of the browser that started this linkage; nobody else gets on. */
async function interactionOf(bank: Bank, req: Request, res: Response): Promise<Interaction | undefined> {
  const details = await bank.provider.interactionDetails(req, res).catch(() => undefined);
  res.locals.client = details?.params.client_id;
  return details?.uid === req.params.linkageId ? (details as Interaction) : undefined;
}

const userAgentOf = (req: Request): string => req.headers['user-agent'] ?? '';

async function draw(bank: Bank, userAgent: string, { stored, values, errors }: Shown): Promise<Screen> {
  const { store, profile, certificateLogin } = bank;
  const { linkage } = stored;
  const facts = await loadFacts(store.db, bank, stored, { values: {}, userAgent });
  const asked = certificateLogin === 'picker' && linkage.screen === 'certificate-selection';
  const certificates = asked
    ? (await listCertificates(store.db))
        .map((one) => ({ ...one, issuer: bank.issuerName(one) }))
        .toSorted((one, other) => Number(other.bank === profile.id) - Number(one.bank === profile.id))
    : undefined;
  return drawScreen({ profile, linkage, facts, now: store.clock.now(), values, errors, certificates });
}

async function show(
  bank: Bank,
  req: Request,
  res: Response,
  interaction: Interaction,
  status: number,
  shown: Shown,
): Promise<void> {
  const targets = [
    formTarget(interaction.params.redirect_uri as string),
    ...(bank.tlsBase ? [new URL(bank.tlsBase).origin] : []),
  ];
  res.set('Content-Security-Policy', pagePolicy(targets));
  const { stored } = shown;
  sendScreen(
    bank,
    req,
    res,
    status,
    await draw(bank, userAgentOf(req), shown),
    csrfToken(bank.keys, stored.id, stored.linkage),
  );
}

/** The status of a screen: 409 for a page that is no longer the current one, 422 for another refusal. */
export const statusOf = (errors: readonly Refusal[]): number =>
  errors.length === 0 ? 200 : errors.some(({ code }) => code === 'stale_screen') ? 409 : 422;

/** `GET /link/{id}`: the screen that the customer sees now. */
export function getLinkageScreen(bank: Bank): Handler {
  return async (req, res) => {
    const interaction = await interactionOf(bank, req, res);
    if (interaction === undefined) return sendGone(bank, req, res);
    const stored = await loadLinkage(bank, interaction);
    const { outcome } = stored.linkage;
    if (outcome) return finish(bank, req, res, interaction, stored.linkage, outcome);
    await show(bank, req, res, interaction, 200, { stored, values: {}, errors: [] });
  };
}

/** `POST /link/{id}`: a button pressed. */
export function submitLinkageScreen(bank: Bank): Handler {
  return async (req, res) => {
    const interaction = await interactionOf(bank, req, res);
    if (interaction === undefined) return sendGone(bank, req, res);
    const before = await loadLinkage(bank, interaction);
    const submission = readSubmission(req, csrfToken(bank.keys, before.id, before.linkage));
    const { stored, errors } = await decide(bank, before.id, submission, { userAgent: userAgentOf(req) });
    const { linkage } = stored;
    if (linkage.outcome) return finish(bank, req, res, interaction, linkage, linkage.outcome);
    if (errors.length > 0) {
      return show(bank, req, res, interaction, statusOf(errors), { stored, values: submission.values, errors });
    }
    if (linkage.screen === 'certificate-selection' && bank.certificateLogin === 'tls') {
      res.redirect(303, `${bank.tlsBase}${pathTo(routes.bank.linkageCertificate, { linkageId: stored.id })}`);
    } else if (wantsJson(req)) {
      await show(bank, req, res, interaction, 200, { stored, values: {}, errors: [] });
    } else {
      res.redirect(303, req.originalUrl);
    }
  };
}

/** `GET /link/{id}/certificate` on the TLS listener: takes the client certificate of the handshake. */
export function presentCertificate(bank: Bank): Handler {
  return async (req, res) => {
    const interaction = await interactionOf(bank, req, res);
    if (interaction === undefined) return sendGone(bank, req, res);
    const { id } = await loadLinkage(bank, interaction);
    const certificate = peerCertificate(req);
    const values = { certificatePresented: certificate !== undefined };
    await decide(bank, id, { action: 'present', values }, { certificate, userAgent: userAgentOf(req) });
    res.redirect(303, `${bank.issuer}${pathTo(routes.bank.linkage, { linkageId: id })}`);
  };
}
