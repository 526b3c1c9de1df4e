import type { Kysely } from 'kysely';
import type { Interaction } from 'oidc-provider';
import { beginLinkage, currentLinkage, press, type Submission } from '../bank/linkage.ts';
import type { Context, Decision, Linkage } from '../bank/linkage-state.ts';
import { type Refusal, refusal } from '../bank/refusal.ts';
import type { Service } from '../bank/service.ts';
import { linkageMails } from '../mail/linkage-mails.ts';
import { findClient } from '../store/clients.ts';
import { findLinkage, insertLinkage, type StoredLinkage, saveDecision } from '../store/linkages.ts';
import type { Schema } from '../store/schema.ts';
import { randomChallenge, randomId } from '../world/ids.ts';
import type { Bank } from './bank.ts';
import { noteDecision } from './journal.ts';
import { loadFacts, type Presented } from './linkage-facts.ts';
import { Problem } from './problem.ts';

/** The linkage of an interaction as it stands now; it begins with its first screen. */
export async function loadLinkage(bank: Bank, interaction: Interaction): Promise<StoredLinkage> {
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

/** What became of a button. */
export interface Decided {
  readonly stored: StoredLinkage;
  readonly errors: readonly Refusal[];
}

/** Decides about a button and saves the decision, in one transaction with the facts that it is about. */
export async function decide(
  bank: Bank,
  id: string,
  submission: Submission,
  presented: Omit<Presented, 'values'>,
): Promise<Decided> {
  const { store } = bank;
  const { mails, made, ...decided } = await store.db
    .transaction()
    .execute((transaction) => decideIn(transaction, bank, id, submission, presented));
  if (made) noteDecision(bank, { ...submission, ...made });
  for (const mail of mails) bank.mailRoom.send(mail);
  return decided;
}

const noted = (stored: StoredLinkage, { linkage, effects, errors }: Decision) => ({
  linkage: stored,
  screen: stored.linkage.screen,
  refusals: errors,
  effects,
  next: after(linkage),
});

const after = ({ screen, outcome }: Linkage): string => outcome?.kind ?? screen;

async function decideIn(
  transaction: Kysely<Schema>,
  bank: Bank,
  id: string,
  submission: Submission,
  presented: Omit<Presented, 'values'>,
): Promise<Decided & { readonly mails: readonly string[]; readonly made?: ReturnType<typeof noted> }> {
  const { store, profile } = bank;
  const now = store.clock.now();
  const found = await findLinkage(transaction, profile.id, id);
  if (found === undefined) throw new Problem(400, 'linkage_gone', 'the linkage is gone; start again at the vendor');
  const stored = { ...found, linkage: currentLinkage(found.linkage, profile, now) };
  if (stored.linkage.outcome) return { stored, errors: [], mails: [] };
  const hasTimedOut = stored.linkage !== found.linkage;
  if (hasTimedOut && submission.action !== 'return') return { stored, errors: [refusal('timed_out')], mails: [] };
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
  await saveDecision(transaction, stored, decision);
  const mails: string[] = [];
  for (const effect of decision.effects) {
    if (effect.kind !== 'mail-posted') continue;
    for (const mail of linkageMails(profile, effect, facts.client, now)) {
      mails.push(await bank.mailRoom.post(transaction, mail));
    }
  }
  return {
    stored: { ...stored, linkage: decision.linkage },
    errors: decision.errors,
    mails,
    made: noted(stored, decision),
  };
}
