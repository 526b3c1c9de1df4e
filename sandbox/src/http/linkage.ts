import type { Request, Response } from 'express';
import type { Interaction } from 'oidc-provider';
import type { Values } from '../bank/linkage-state.ts';
import type { Refusal } from '../bank/refusal.ts';
import { peerCertificate } from '../pki/peer-certificate.ts';
import { drawScreen } from '../screens/draw.ts';
import type { Screen } from '../screens/screen.ts';
import { listCertificates } from '../store/certificates.ts';
import type { Bank } from './bank.ts';
import { decide, loadLinkage, type Seen } from './linkage-decision.ts';
import { loadFacts } from './linkage-facts.ts';
import { finish } from './linkage-outcome.ts';
import { sessionIn, setSession } from './linkage-session.ts';
import { pathTo, routes } from './routes.ts';
import { sendGone, sendScreen, wantsJson } from './screen-answer.ts';
import { formTarget, pagePolicy } from './security.ts';
import { csrfToken, readSubmission } from './submission.ts';

type Handler = (req: Request, res: Response) => Promise<void>;
type Shown = Seen & { readonly values: Values; readonly errors: readonly Refusal[] };

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
  const token = csrfToken(bank.keys, shown.stored.id, shown.session);
  sendScreen(bank, req, res, status, await draw(bank, userAgentOf(req), shown), token);
}

/** The status of a screen: 409 for a page that is no longer the current one, 422 for another refusal. */
export const statusOf = (errors: readonly Refusal[]): number =>
  errors.length === 0 ? 200 : errors.some(({ code }) => code === 'stale_screen') ? 409 : 422;

/** `GET /link/{id}`: the screen that the customer sees now. */
export function getLinkageScreen(bank: Bank): Handler {
  return async (req, res) => {
    const interaction = await interactionOf(bank, req, res);
    if (interaction === undefined) return sendGone(bank, req, res);
    const seen = await loadLinkage(bank, interaction, sessionIn(bank, req, interaction.uid));
    if (seen === undefined) return sendGone(bank, req, res);
    const { linkage } = seen.stored;
    if (linkage.outcome) return finish(bank, req, res, interaction, linkage, linkage.outcome);
    await show(bank, req, res, interaction, 200, { ...seen, values: {}, errors: [] });
  };
}

/** `POST /link/{id}`: a button pressed. */
export function submitLinkageScreen(bank: Bank): Handler {
  return async (req, res) => {
    const interaction = await interactionOf(bank, req, res);
    if (interaction === undefined) return sendGone(bank, req, res);
    const session = sessionIn(bank, req, interaction.uid);
    // The form of a second click is of the session that the first one has renewed.
    const tokensOf = (known: string | undefined) =>
      [known, session].map((one) => csrfToken(bank.keys, interaction.uid, one));
    const read = (known: string | undefined) => readSubmission(req, () => tokensOf(known));
    const decided = await decide(bank, interaction, session, read, { userAgent: userAgentOf(req) });
    if (decided === undefined) return sendGone(bank, req, res);
    const { stored, errors, submission } = decided;
    if (decided.session !== undefined && decided.session !== session) {
      setSession(bank, res, stored.id, decided.session);
    }
    const { linkage } = stored;
    if (linkage.outcome) return finish(bank, req, res, interaction, linkage, linkage.outcome);
    if (errors.length > 0) {
      return show(bank, req, res, interaction, statusOf(errors), { ...decided, values: submission.values });
    }
    if (linkage.screen === 'certificate-selection' && bank.certificateLogin === 'tls') {
      res.redirect(303, `${bank.tlsBase}${pathTo(routes.bank.linkageCertificate, { linkageId: stored.id })}`);
    } else if (wantsJson(req)) {
      await show(bank, req, res, interaction, 200, { ...decided, values: {} });
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
    const certificate = peerCertificate(req);
    // It may be of another world, that shares this one's certificates.
    if (certificate !== undefined) await bank.testCertificates.issue();
    const values = { certificatePresented: certificate !== undefined };
    const presented = { certificate, userAgent: userAgentOf(req) };
    const session = sessionIn(bank, req, interaction.uid);
    const decided = await decide(bank, interaction, session, () => ({ action: 'present', values }), presented);
    if (decided === undefined) return sendGone(bank, req, res);
    res.redirect(303, `${bank.issuer}${pathTo(routes.bank.linkage, { linkageId: interaction.uid })}`);
  };
}
