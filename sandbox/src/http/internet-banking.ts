import type { Request, Response } from 'express';
import type { Kysely } from 'kysely';
import { currentSession, pressInternetBanking } from '../bank/internet-banking.ts';
import {
  type InternetBankingEffect,
  type InternetBankingSession,
  isBeforeLogin,
  isLoggedIn,
  loggedOut,
} from '../bank/internet-banking-state.ts';
import type { Submission } from '../bank/linkage.ts';
import { typed } from '../bank/linkage-state.ts';
import { type Refusal, refusal } from '../bank/refusal.ts';
import { tokenIssuedMail } from '../mail/token-issued.ts';
import { drawInternetBanking } from '../screens/internet-banking.ts';
import { saveLoginTry } from '../store/customers.ts';
import { deleteIdleSessions, deleteSession, findSession, saveSession } from '../store/internet-banking-sessions.ts';
import type { Schema } from '../store/schema.ts';
import { saveSoftwareToken, takeUserId } from '../store/software-tokens.ts';
import { randomId, randomTokenSecret } from '../world/ids.ts';
import type { Bank } from './bank.ts';
import { sessionCsrfToken, sessionId, setSessionCookie } from './internet-banking-session.ts';
import { type DecisionMade, noteDecision } from './journal.ts';
import { statusOf } from './linkage.ts';
import { loadCustomer } from './linkage-facts.ts';
import { renewedSession } from './renewed-session.ts';
import { routes } from './routes.ts';
import { sendScreen, wantsJson } from './screen-answer.ts';
import { readSubmission } from './submission.ts';

type Handler = (req: Request, res: Response) => Promise<void>;

/** What became of a request: the session, under its id from now on. */
interface Visit {
  readonly id: string;
  readonly session: InternetBankingSession;
  readonly errors: readonly Refusal[];
  /** What the journal shows of it. */
  readonly made?: Omit<DecisionMade, 'action' | 'values'>;
  /** Mails to send once the transaction is done. */
  readonly mails: readonly string[];
}

async function load(db: Kysely<Schema>, { profile, store }: Bank, id: string) {
  const now = store.clock.now();
  const kept = await findSession(db, profile.id, id);
  const session = kept ? currentSession(kept, profile, now) : loggedOut(now);
  return { session, isKept: session === kept, hasTimedOut: kept !== undefined && session !== kept };
}

async function saveEffects(
  db: Kysely<Schema>,
  bank: Bank,
  effects: readonly InternetBankingEffect[],
): Promise<readonly string[]> {
  const { profile, store } = bank;
  const mails: string[] = [];
  for (const effect of effects) {
    if (effect.kind === 'login-counted' || effect.kind === 'login-not-counted') {
      await saveLoginTry(db, profile.id, effect);
    } else if (effect.kind === 'software-token-changed') {
      await saveSoftwareToken(db, profile.id, effect.loginId, effect.token);
    } else {
      const url = bank.issuer + routes.bank.tokenApp;
      const { loginId, token } = effect;
      const mail = tokenIssuedMail(profile, { loginId, token, url, now: store.clock.now() });
      mails.push(await bank.mailRoom.post(db, mail));
    }
  }
  return mails;
}

/** Whoever gives a password, or logs out, gets another session id: one that was planted before is worth nothing. */
function nextId(id: string, before: InternetBankingSession, after: InternetBankingSession, renewed: string): string {
  if (before.loginId !== after.loginId) return randomId();
  return isLoggedIn(before) === isLoggedIn(after) ? id : renewed;
}

/** Decides about a button and saves the decision, in one transaction with the facts that it is about. */
function decide(bank: Bank, id: string, submission: Submission): Promise<Visit> {
  const { profile, store } = bank;
  return store.db.transaction().execute(async (db) => {
    const { session: before, isKept, hasTimedOut } = await load(db, bank, id);
    const renewed = renewedSession(bank.keys, id, submission);
    const secondClick = isKept ? undefined : await load(db, bank, renewed);
    if (secondClick?.isKept) return { id: renewed, session: secondClick.session, errors: [], mails: [] };
    const isOfALogin = submission.screen === undefined || isBeforeLogin(submission.screen);
    if (hasTimedOut || (before.loginId === undefined && !isOfALogin)) {
      await deleteSession(db, profile.id, id);
      return { id, session: loggedOut(store.clock.now()), errors: [refusal('session_timed_out')], mails: [] };
    }
    const { values } = submission;
    const isIssue = before.screen === 'token-issue-confirmation' && submission.action === 'issue';
    const newToken = {
      secret: randomTokenSecret(),
      serviceId: profile.softwareTokenServiceId ?? null,
      userId: isIssue ? await takeUserId(db, profile.id, profile.institution.code) : null,
    };
    const facts = await loadCustomer(db, bank, before.loginId ?? typed(values, 'loginId'));
    const now = store.clock.now();
    const decision = pressInternetBanking({ profile, session: before, facts, values, now, newToken }, submission);
    const { session, effects, errors } = decision;
    const mails = await saveEffects(db, bank, effects);
    const next = nextId(id, before, session, renewed);
    if (next !== id) await deleteSession(db, profile.id, id);
    await deleteIdleSessions(db, profile.id, now - profile.settings.screenIdleSeconds * 10_000);
    await saveSession(db, profile.id, next, session);
    const made = { screen: before.screen, refusals: errors, effects, next: session.screen };
    return { id: next, session, errors, mails, made };
  });
}

async function show(
  bank: Bank,
  req: Request,
  res: Response,
  { id, session, errors }: Omit<Visit, 'mails'>,
  values: Submission['values'] = {},
): Promise<void> {
  const { store, profile } = bank;
  const facts = await loadCustomer(store.db, bank, session.loginId ?? '');
  const screen = drawInternetBanking({ profile, session, facts, now: store.clock.now(), values, errors });
  sendScreen(bank, req, res, statusOf(errors), screen, sessionCsrfToken(bank, id));
}

/** `GET /ib`: the screen that the customer sees now. */
export function getInternetBanking(bank: Bank): Handler {
  return async (req, res) => {
    const { id, isNew } = sessionId(bank, req);
    if (isNew) setSessionCookie(bank, req, res, id);
    const { session, hasTimedOut } = await load(bank.store.db, bank, id);
    if (hasTimedOut) await deleteSession(bank.store.db, bank.profile.id, id);
    await show(bank, req, res, { id, session, errors: hasTimedOut ? [refusal('session_timed_out')] : [] });
  };
}

/** `POST /ib`: a button pressed. */
export function submitInternetBanking(bank: Bank): Handler {
  return async (req, res) => {
    const { id: known, isNew } = sessionId(bank, req);
    const submission = readSubmission(req, () => [sessionCsrfToken(bank, known)]);
    const visit = await decide(bank, known, submission);
    if (visit.made) noteDecision(bank, { ...submission, ...visit.made });
    for (const mail of visit.mails) bank.mailRoom.send(mail);
    if (visit.id !== known || isNew) setSessionCookie(bank, req, res, visit.id);
    if (visit.errors.length > 0) return show(bank, req, res, visit, submission.values);
    if (wantsJson(req)) return show(bank, req, res, visit);
    res.redirect(303, req.originalUrl);
  };
}
