import type { ConsentEndReason } from '../../bank/consent.ts';
import { Problem } from '../../http/problem.ts';
import { changeClock } from '../clock.ts';
import type { Control } from '../control.ts';
import { addFault, removeFault } from '../faults.ts';
import { endInForce, expireInForce } from '../linkages.ts';
import { resetWorld } from '../world.ts';
import { endWorld, type WorldMaker } from '../worlds.ts';
import { ja } from './words-ja.ts';

/** The fields of a form that was posted. */
export type Form = Readonly<Record<string, string | undefined>>;

type Command = (control: Control, form: Form) => unknown;

/** The faults that the console offers. */
const faultsOffered: Readonly<Record<string, object>> = {
  maintenance: { status: 503 },
  'rate-limit': { status: 429 },
  slow: { delay: { fixedMs: 5000 } },
  drop: { effect: 'drop-connection' },
};

const lacking = (what: string): Problem =>
  new Problem(400, 'invalid_request', `the form lacks ${what}; send the forms of this page`);

const filterIn = ({ bank = '', loginId = '', clientId = '' }: Form) => ({ bank, loginId, clientId });

function reasonIn({ reason = '' }: Form): ConsentEndReason {
  if (Object.hasOwn(ja.linkages.reasons, reason)) return reason as ConsentEndReason;
  throw lacking('a reason');
}

function faultIn({ kind = '', bank, operationId }: Form): object {
  const fault = Object.hasOwn(faultsOffered, kind) ? faultsOffered[kind] : undefined;
  if (fault === undefined) throw lacking('the kind of fault');
  return { ...fault, ...(bank ? { bank } : {}), ...(operationId ? { operationId } : {}) };
}

function makerOf({ worlds }: Control): WorldMaker {
  if (worlds) return worlds;
  throw new Problem(404, 'not_found', 'only the main world makes others; open its console');
}

/** What the forms of the console do, by topic and action; the same as the control API does. */
const commands: Readonly<Record<string, Readonly<Record<string, Command>>>> = {
  clock: {
    advance: (control, { by = '' }) => changeClock(control, { by }),
    freeze: (control) => changeClock(control, { frozen: true }),
    resume: (control) => changeClock(control, { frozen: false }),
    set: (control, { now }) => changeClock(control, { now: `${now}+09:00` }),
    reset: resetWorld,
  },
  linkages: {
    end: (control, form) => endInForce(control, filterIn(form), reasonIn(form)),
    expire: (control, form) => expireInForce(control, filterIn(form)),
  },
  faults: {
    add: (control, form) => addFault(control, faultIn(form)),
    remove: (control, { fault = '' }) => removeFault(control, fault),
    clear: ({ faults }) => faults.clear(),
  },
  worlds: {
    create: (control) => makerOf(control).create({ world: control.store.world }),
    end: (control, { world = '' }) => endWorld(makerOf(control), world),
  },
};

/**
 * What a form asks for.
 *
 * @throws {@link Problem} 400 when it is no form of the console
 */
export function commandOf(topic: string, { action = '' }: Form): Command {
  const ofTopic = Object.hasOwn(commands, topic) ? commands[topic] : undefined;
  const command = ofTopic && Object.hasOwn(ofTopic, action) ? ofTopic[action] : undefined;
  if (command === undefined) throw lacking('the button');
  return command;
}
