import type { Request, Response } from 'express';
import type { Interaction } from 'oidc-provider';
import { beginLinkage, currentLinkage, press, type Submission } from '../bank/linkage.ts';
import type { Context, Linkage, Outcome, Values } from '../bank/linkage-state.ts';
import type { Refusal } from '../bank/refusal.ts';
import { refusal } from '../bank/refusal.ts';
import type { Service } from '../bank/service.ts';
import { drawScreen, messageScreen } from '../screens/draw.ts';
import { renderScreen } from '../screens/html/screen-page.tsx';
import type { Screen } from '../screens/screen.ts';
import { listCertificates } from '../store/certificates.ts';
import { findClient } from '../store/clients.ts';
import { findLinkage, insertLinkage, type StoredLinkage, saveDecision } from '../store/linkages.ts';
import { randomId } from '../world/ids.ts';
import type { Bank } from './bank.ts';
import { loadFacts, type Presented } from './linkage-facts.ts';
import { Problem } from './problem.ts';
import { pathTo, routes } from './routes.ts';
import { formTarget, pagePolicy } from './security.ts';
import { csrfToken, readSubmission } from './submission.ts';

type Handler = (req: Request, res: Response) => Promise<void>;
type Shown = { readonly stored: StoredLinkage; readonly values: Values; readonly errors: readonly Refusal[] };

function wantsJson(req: Request): boolean {
  if (req.method === 'POST' && req.is('json')) return req.accepts(['json', 'html']) === 'json';
  return req.accepts(['html', 'json']) === 'json';
}

/** Answers with a screen: JSON for a program, a page for a browser. */
function sendScreen(bank: Bank, req: Request, res: Response, status: number, screen: Screen, token = ''): void {
  res.status(status);
  if (wantsJson(req)) {
    res.json(screen);
    return;
  }
  const options = {
    bankName: bank.profile.name,
    root: '',
    postTo: req.originalUrl.split('?')[0] ?? '',
    csrfToken: token,
  };
  res.type('html').send(renderScreen(screen, options));
}

/** A page about a problem, for the customer who cannot read a problem document. */
export function sendMessage(
  bank: Bank,
  req: Request,
  res: Response,
  status: number,
  code: string,
  message: string,
): void {
  const title = 'API連携認証（エラー）';
  sendScreen(bank, req, res, status, messageScreen(bank.profile.id, title, code, message));
}

/** The interaction of the browser that started this linkage; nobody else gets on. */
async function interactionOf(bank: Bank, req: Request, res: Response): Promise<Interaction | undefined> {
  const details = await bank.provider.interactionDetails(req, res).catch(() => undefined);
  return details?.uid === req.params.linkageId ? (details as Interaction) : undefined;
}

async function loadLinkage(bank: Bank, interaction: Interaction): Promise<StoredLinkage> {
  const { store, profile } = bank;
  const now = store.clock.now();
  const known = await findLinkage(store.db, profile.id, interaction.uid);
  if (known) return { ...known, linkage: currentLinkage(known.linkage, profile, now) };
  const clientId = interaction.params.client_id as string;
  const client = await findClient(store.db, clientId);
  if (client === undefined)
    throw new Problem(400, 'client_gone', 'the vendor is no longer registered; start again at the vendor');
  const requested = String(interaction.params.scope ?? '').split(' ') as Service[];
  const linkage = beginLinkage(requested, { client }, profile, now);
  const stored = { id: interaction.uid, bank: profile.id, clientId, linkage };
  await insertLinkage(store.db, stored);
  return stored;
}

async function draw(bank: Bank, { stored, values, errors }: Shown): Promise<Screen> {
  const { store, profile, certificateLogin } = bank;
  const { linkage } = stored;
  const facts = await loadFacts(store.db, bank, stored, { values: {} });
  const asked = certificateLogin === 'picker' && linkage.screen === 'certificate-selection';
  const certificates = asked
    ? (await listCertificates(store.db)).map((one) => ({ ...one, issuer: bank.issuerName(one) }))
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
  sendScreen(bank, req, res, status, await draw(bank, shown), csrfToken(bank.keys, stored.id, stored.linkage));
}

/**
 * Hands a finished linkage to the authorization server. Doing it again gives the same, so that a linkage survives a
 * crash between the consent and this.
 */
async function finish(
  bank: Bank,
  req: Request,
  res: Response,
  interaction: Interaction,
  linkage: Linkage,
  outcome: Outcome,
): Promise<void> {
  const { provider } = bank;
  const merge = { mergeWithLastSubmission: false };
  if (outcome.kind === 'denied') {
    const denied = { error: 'access_denied', error_description: 'the customer did not allow the access' };
    return provider.interactionFinished(req, res, denied, merge);
  }
  const { loginId: accountId = '', services = [] } = linkage;
  const asked = String(interaction.params.scope ?? '').split(' ');
  const grant = new provider.Grant({ accountId, clientId: interaction.params.client_id as string });
  grant.jti = outcome.grantId;
  grant.addOIDCScope(services.join(' '));
  const left = asked.filter((scope) => !(services as readonly string[]).includes(scope));
  if (left.length > 0) grant.rejectOIDCScope(left.join(' '));
  await grant.save();
  return provider.interactionFinished(
    req,
    res,
    { login: { accountId, remember: false }, consent: { grantId: outcome.grantId } },
    merge,
  );
}

/** Decides about a button and saves the decision, in one transaction with the facts that it is about. */
function decide(bank: Bank, id: string, submission: Submission, presented: Presented) {
  const { store, profile } = bank;
  const now = store.clock.now();
  return store.db.transaction().execute(async (transaction) => {
    const found = await findLinkage(transaction, profile.id, id);
    if (found === undefined) throw new Problem(400, 'linkage_gone', 'the linkage is gone; start again at the vendor');
    const stored = { ...found, linkage: currentLinkage(found.linkage, profile, now) };
    if (stored.linkage.outcome) return { stored, errors: [] };
    const hasTimedOut = stored.linkage !== found.linkage;
    if (hasTimedOut && submission.action !== 'return') return { stored, errors: [refusal('timed_out')] };
    const facts = await loadFacts(transaction, bank, stored, presented);
    const context: Context = {
      profile,
      facts,
      now,
      linkage: stored.linkage,
      values: submission.values,
      newGrantId: randomId(),
    };
    const decision = press(context, submission);
    await saveDecision(transaction, stored, decision);
    return { stored: { ...stored, linkage: decision.linkage }, errors: decision.errors };
  });
}

const statusOf = (errors: readonly Refusal[]): number =>
  errors.length === 0 ? 200 : errors.some(({ code }) => code === 'stale_screen') ? 409 : 422;

function sendGone(bank: Bank, req: Request, res: Response): void {
  const message =
    'この手続きは終了したか、別のブラウザーで開始されています。連携先（会計ソフト等）の画面から、もう一度はじめからお手続きください。';
  sendMessage(bank, req, res, 400, 'linkage_not_here', message);
}

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
    const { stored, errors } = await decide(bank, before.id, submission, { values: submission.values });
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

/** What a TLS handshake says of the client's certificate. */
export type PeerFingerprint = (req: Request) => string | undefined;

/** `GET /link/{id}/certificate` on the TLS listener: takes the client certificate of the handshake. */
export function presentCertificate(bank: Bank, peerFingerprint: PeerFingerprint): Handler {
  return async (req, res) => {
    const interaction = await interactionOf(bank, req, res);
    if (interaction === undefined) return sendGone(bank, req, res);
    const { id } = await loadLinkage(bank, interaction);
    const fingerprint = peerFingerprint(req);
    const values = { certificatePresented: fingerprint !== undefined };
    await decide(bank, id, { action: 'present', values }, { values, fingerprint });
    res.redirect(303, `${bank.issuer}${pathTo(routes.bank.linkage, { linkageId: id })}`);
  };
}
