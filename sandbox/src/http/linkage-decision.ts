import type { Kysely } from 'kysely';
import type { Interaction } from 'oidc-provider';
import { beginLinkage, currentLinkage, hasAuthenticated, press, type Submission } from '../bank/linkage.ts';
import type { Context, Decision, Linkage } from '../bank/linkage-state.ts';
import { type Refusal, refusal } from '../bank/refusal.ts';
import type { Service } from '../bank/service.ts';
import { linkageMails } from '../mail/linkage-mails.ts';
import { findClient } from '../store/clients.ts';
import {
  findLinkage,
  insertLinkage,
  isSessionOf,
  type StoredLinkage,
  saveDecision,
  sessionHash,
} from '../store/linkages.ts';
import type { Schema } from '../store/schema.ts';
import { randomChallenge, randomId } from '../world/ids.ts';
import type { Bank } from './bank.ts';
import { noteDecision } from './journal.ts';
import { loadFacts, type Presented } from './linkage-facts.ts';
import { Problem } from './problem.ts';
import { renewedSession } from './renewed-session.ts';

/** A linkage as one browser sees it. */
export interface Seen {
  readonly stored: StoredLinkage;
  /** The session in which someone has logged in; none before, and none for another browser. */
  readonly session: string | undefined;
}

async function begin(db: Kysely<Schema>, bank: Bank, interaction: Interaction): Promise<StoredLinkage> {
  const { store, profile } = bank;
  const clientId = interaction.params.client_id as string;
  const client = await findClient(db, clientId);
  if (client === undefined)
    throw new Problem(400, 'client_gone', 'the vendor is no longer registered; start again at the vendor');
  const requested = String(interaction.params.scope ?? '').split(' ') as Service[];
  const linkage = beginLinkage(requested, { client }, profile, store.clock.now());
  return { id: interaction.uid, bank: profile.id, clientId, linkage, sessionHash: null };
}

async function findOrBegin(db: Kysely<Schema>, bank: Bank, interaction: Interaction): Promise<StoredLinkage> {
  const known = await findLinkage(db, bank.profile.id, interaction.uid);
  if (known) return known;
  const stored = await begin(db, bank, interaction);
  await insertLinkage(db, stored);
  return stored;
}

/**
 * The linkage as it stands for a browser. One that has not the session of the login is not logged in: it stands where the
 * linkage began, and what it does there takes the place of what was, unless it is refused. So a session that was planted
 * before the login is worth nothing, and who pressed ログイン twice is logged in by the second time.
 *
 * @returns none when the linkage has left the bank in another session
 */
async function seenBy(
  db: Kysely<Schema>,
  bank: Bank,
  interaction: Interaction,
  found: StoredLinkage,
  session: string | undefined,
): Promise<Seen | undefined> {
  const { store, profile } = bank;
  const stored = { ...found, linkage: currentLinkage(found.linkage, profile, store.clock.now()) };
  const { screen, outcome } = stored.linkage;
  if (isSessionOf(stored, session)) return { stored, session: stored.sessionHash === null ? undefined : session };
  if (outcome) return undefined;
  return { stored: screen === 'ended' ? stored : await begin(db, bank, interaction), session: undefined };
}

/** The linkage of an interaction as it stands now for a browser; it begins with its first screen. */
export async function loadLinkage(
  bank: Bank,
  interaction: Interaction,
  session: string | undefined,
): Promise<Seen | undefined> {
  const { db } = bank.store;
  return seenBy(db, bank, interaction, await findOrBegin(db, bank, interaction), session);
}

/** What became of a button. */
export interface Decided extends Seen {
  readonly submission: Submission;
  readonly errors: readonly Refusal[];
}

/**
 * Decides about a button and saves the decision, in one transaction with the facts that it is about.
 *
 * @param session - what the browser has
 * @param read - reads the button that was pressed, once it is known which session the linkage takes the browser for
 * @returns none when the linkage has left the bank in another session
 */
export async function decide(
  bank: Bank,
  interaction: Interaction,
  session: string | undefined,
  read: (known: string | undefined) => Submission,
  presented: Omit<Presented, 'values'>,
): Promise<Decided | undefined> {
  const made = await bank.store.db
    .transaction()
    .execute((transaction) => decideIn(transaction, bank, interaction, session, read, presented));
  if (made?.noted) noteDecision(bank, { ...made.submission, ...made.noted });
  for (const mail of made?.mails ?? []) bank.mailRoom.send(mail);
  return made;
}

const noted = (stored: StoredLinkage, { linkage, effects, errors }: Decision) => ({
  linkage: stored,
  screen: stored.linkage.screen,
  refusals: errors,
  effects,
  next: after(linkage),
});

const after = ({ screen, outcome }: Linkage): string => outcome?.kind ?? screen;

/** The linkage and its session after a decision; with each proof of who the customer is, the session is another one. */
function next(bank: Bank, { stored, session: known }: Seen, { linkage }: Decision, submission: Submission): Seen {
  const renewed = () => (known === undefined ? randomId() : renewedSession(bank.keys, known, submission));
  const session = hasAuthenticated(stored.linkage, linkage) ? renewed() : known;
  return { stored: { ...stored, linkage, sessionHash: session === undefined ? null : sessionHash(session) }, session };
}

type Made = Decided & { readonly mails: readonly string[]; readonly noted?: ReturnType<typeof noted> };

async function decideIn(
  transaction: Kysely<Schema>,
  bank: Bank,
  interaction: Interaction,
  session: string | undefined,
  read: (known: string | undefined) => Submission,
  presented: Omit<Presented, 'values'>,
): Promise<Made | undefined> {
  const { store, profile } = bank;
  const now = store.clock.now();
  const found = await findOrBegin(transaction, bank, interaction);
  const seen = await seenBy(transaction, bank, interaction, found, session);
  if (seen === undefined) return undefined;
  const submission = read(seen.session);
  if (session !== undefined && !isSessionOf(found, session)) {
    const renewed = renewedSession(bank.keys, session, submission);
    const secondClick = isSessionOf(found, renewed) && (await seenBy(transaction, bank, interaction, found, renewed));
    if (secondClick) return { ...secondClick, submission, errors: [], mails: [] };
  }
  const { stored } = seen;
  if (stored.linkage.outcome) return { ...seen, submission, errors: [], mails: [] };
  const hasTimedOut = stored.linkage.screen === 'ended' && found.linkage.screen !== 'ended';
  if (hasTimedOut && submission.action !== 'return')
    return { ...seen, submission, errors: [refusal('timed_out')], mails: [] };
  const { values } = submission;
  const facts = await loadFacts(transaction, bank, stored, { ...presented, values });
  const context: Context = {
    profile,
    facts,
    now,
    linkage: stored.linkage,
    values,
    newGrantId: randomId(),
    newChallenge: randomChallenge(),
  };
  const decision = press(context, submission);
  const decided = next(bank, seen, decision, submission);
  // Whoever is refused at the beginning changes nothing of what another session has done since.
  const isBystander = decision.errors.length > 0 && !isSessionOf(found, session);
  await saveDecision(transaction, isBystander ? found : decided.stored, decision.effects);
  const mails: string[] = [];
  for (const effect of decision.effects) {
    if (effect.kind !== 'mail-posted') continue;
    for (const mail of linkageMails(profile, effect, facts.client, now)) {
      mails.push(await bank.mailRoom.post(transaction, mail));
    }
  }
  return { ...decided, submission, errors: decision.errors, mails, noted: noted(stored, decision) };
}
