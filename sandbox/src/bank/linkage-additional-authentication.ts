import { isRightAnswer } from './additional-authentication.ts';
import { advance, ended, proceed, refused, type Transition, typed } from './linkage-state.ts';
import { refusal } from './refusal.ts';

/** Seeds 001 and 002, 手順2: the answer to the customer's question. */
export const additionalAuthentication: Readonly<Record<string, Transition>> = {
  authenticate: (context) => {
    const { facts, linkage, profile, values } = context;
    const { customer } = facts;
    const asked = customer?.additionalAuthentication;
    // The world may have moved since the login: there is nothing left to ask.
    if (customer === undefined || asked === undefined) return proceed(advance(context, 'additional-authentication'));
    const { loginId } = customer;
    const answer = typed(values, 'answer');
    if (answer.trim() === '') return refused(context, refusal('answer_required', 'answer'));
    if (answer.length > 100) return refused(context, refusal('answer_malformed', 'answer'));
    if (!customer.locked && isRightAnswer(asked, answer)) {
      const effects = [{ kind: 'answer-counted', loginId, failures: 0, locked: false } as const];
      return proceed(advance(context, 'additional-authentication'), effects);
    }
    const failures = asked.failures + (customer.locked ? 0 : 1);
    const locked = customer.locked || failures >= profile.settings.wrongAnswersBeforeLock;
    const effects = [{ kind: 'answer-counted', loginId, failures, locked } as const];
    if (locked) return { linkage: ended(linkage, 'login_locked'), effects, errors: [] };
    return { ...refused(context, refusal('answer_refused', 'answer')), effects };
  },
};
