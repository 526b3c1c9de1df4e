import type { ConsentEndReason } from '../../bank/consent.ts';
import { mistakeAt, Problem } from '../../http/problem.ts';
import { changeClock } from '../clock.ts';
import type { Control } from '../control.ts';
import { changeCustomer } from '../customer-changes.ts';
import { addFault, removeFault } from '../faults.ts';
import { endInForce, expireInForce } from '../linkages.ts';
import { resetWorld } from '../world.ts';
import { endWorld, makeWorld, type WorldMaker } from '../worlds.ts';
import { type ClerkAction, clerkChanges } from './clerk.ts';
import type { Words } from './words-ja.ts';

/** The fields of a form that was posted; one that was posted twice is a list. */
export type Form = Readonly<Record<string, unknown>>;

type TextOf = (field: string) => string;
type Command = (control: Control, text: TextOf) => unknown;

/** The faults that the console offers. */
const faultsOffered: Readonly<Record<keyof Words['faults']['kinds'], object>> = {
  maintenance: { status: 503 },
  'rate-limit': { status: 429, retryAfterSeconds: 30 },
  'server-error': { status: 500 },
  slow: { delay: { fixedMs: 5000 } },
  drop: { effect: 'drop-connection' },
  truncate: { effect: 'truncate-body' },
  malformed: { effect: 'malformed-json' },
  'slow-bytes': { effect: 'slow-bytes' },
};

/** What `datetime-local` gives, minutes without an offset, as Japan's time. */
const inJapan = (local: string): string => `${local}:00+09:00`;

/** A body for the control API, without what was left empty; checked as the control API would. */
function bodyFor<Body extends object>({ validator }: Control, operationId: string, fields: Body): Body {
  const given = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== '')) as Body;
  validator.body(operationId, given);
  return given;
}

function faultIn(text: TextOf): object {
  const kind = text('kind');
  if (!Object.hasOwn(faultsOffered, kind)) {
    throw mistakeAt('body/kind', `expected one of ${Object.keys(faultsOffered).join(', ')}`);
  }
  const times = text('times');
  return {
    ...faultsOffered[kind as keyof typeof faultsOffered],
    bank: text('bank'),
    operationId: text('operationId'),
    times: times && Number(times),
  };
}

function makerOf({ worlds }: Control): WorldMaker {
  if (worlds) return worlds;
  throw new Problem(404, 'not_found', 'only the main world makes others; open its console');
}

const linkageIn = (text: TextOf) => ({
  bank: text('bank'),
  loginId: text('loginId'),
  clientId: text('clientId'),
});

const clerkCommands = Object.fromEntries(
  Object.entries(clerkChanges).map(([action, changes]): [string, Command] => [
    action,
    (control, text) => changeCustomer(control, text('bank'), text('loginId'), changes),
  ]),
) as Record<ClerkAction, Command>;

/** What the buttons of the console do: the same as the control API. */
const commands = {
  ...clerkCommands,
  'advance-clock': (control, text) => changeClock(control, bodyFor(control, 'advanceClock', { by: text('by') })),
  'freeze-clock': (control) => changeClock(control, { frozen: true }),
  'resume-clock': (control) => changeClock(control, { frozen: false }),
  'set-clock': (control, text) => changeClock(control, bodyFor(control, 'setClock', { now: inJapan(text('now')) })),
  reset: (control) => resetWorld(control),
  'end-linkage': (control, text) => {
    const fields = { ...linkageIn(text), reason: text('reason') as ConsentEndReason };
    const { reason, ...linkage } = bodyFor(control, 'endLinkages', fields);
    return endInForce(control, linkage, reason);
  },
  'expire-tokens': (control, text) => expireInForce(control, bodyFor(control, 'expireAccessTokens', linkageIn(text))),
  'add-fault': (control, text) => addFault(control, bodyFor(control, 'addFault', faultIn(text))),
  'remove-fault': (control, text) => removeFault(control, text('fault')),
  'clear-faults': ({ faults }) => faults.clear(),
  'make-world': (control, text) => {
    const clock = text('clock') && inJapan(text('clock'));
    const asked = bodyFor(control, 'createWorld', { id: text('id'), clock, file: text('file') });
    return makeWorld(control, makerOf(control), asked);
  },
  'end-world': (control, text) => endWorld(makerOf(control), text('world')),
} satisfies Readonly<Record<string, Command>>;

/** What a button of the console is called in its form. */
export type CommandName = keyof typeof commands;

/** Reads the fields of a form; one that is missing or given twice is empty. */
export const textIn =
  (form: Form): TextOf =>
  (field) => {
    const value = Object.hasOwn(form, field) ? form[field] : '';
    return typeof value === 'string' ? value.trim() : '';
  };

/**
 * Does what a form asks for.
 *
 * @throws {@link Problem} 400 when it is no form of the console, or what the control API would answer
 */
export async function obey(control: Control, form: Form): Promise<void> {
  const text = textIn(form);
  const name = text('command');
  if (!Object.hasOwn(commands, name)) {
    throw mistakeAt('body/command', `expected a button of this page: ${Object.keys(commands).join(', ')}`);
  }
  await (commands as Readonly<Record<string, Command>>)[name]?.(control, text);
}
