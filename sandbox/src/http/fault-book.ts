import type { Delay, Fault } from '../world/fault.ts';
import { randomId } from '../world/ids.ts';
import { createSeededRandom, type SeededRandom } from '../world/seeded-random.ts';
import type { World } from '../world/world-schema.ts';

/** A fault that stands. */
export interface StandingFault extends Fault {
  readonly id: string;
  /** How often it has struck. */
  readonly hits: number;
  /** Of a customer of the world file, not added later. */
  readonly ofWorld: boolean;
}

/** What of a request is known at once. */
interface Asked {
  readonly bank: string;
  readonly operationId: string | undefined;
  /** Below the base of the bank. */
  readonly path: string;
}

/** Who makes a request, as far as it tells. */
export interface Caller {
  readonly client?: string | undefined;
  /** The login ID of the customer behind the token. */
  readonly customer?: string | undefined;
}

/** A fault that strikes now. */
interface Strike {
  readonly fault: StandingFault;
  /** How long its delay is this time, in milliseconds. */
  readonly delayMs: number;
}

/** The faults of one world, in memory: none outlives the process. */
export interface FaultBook {
  /** Adds a fault; the one added first strikes first. */
  add(fault: Fault): StandingFault;
  /** Those added, then those of the world file's customers. */
  list(): readonly StandingFault[];
  /** Takes a fault away; false when there is none. */
  remove(id: string): boolean;
  /** Takes away all that were added; those of the world file's customers stay. */
  clear(): void;
  /** Goes back to what the world file says. */
  reset(): void;
  /** Whether a fault could strike a request, and whether that depends on who makes it. */
  threatens(asked: Asked): { readonly any: boolean; readonly byCaller: boolean };
  /** The fault that strikes a request, if any does. It counts at once: of many simultaneous requests `times: 1` hits one. */
  strike(asked: Asked, caller: Caller): Strike | undefined;
}

interface Entry {
  readonly id: string;
  readonly fault: Fault;
  readonly ofWorld: boolean;
  readonly random: SeededRandom;
  readonly path: RegExp | undefined;
  seen: number;
  hits: number;
}

const globbed = (path: string): RegExp =>
  new RegExp(`^${path.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '.*')}$`);

function newEntry(id: string, fault: Fault, ofWorld: boolean): Entry {
  const path = fault.path === undefined ? undefined : globbed(fault.path);
  return { id, fault, ofWorld, path, random: createSeededRandom(fault.seed ?? id), seen: 0, hits: 0 };
}

function entriesOf(world: World): Entry[] {
  return Object.entries(world.banks).flatMap(([bank, { companies }]) =>
    companies
      .flatMap(({ customers }) => customers)
      .flatMap(({ loginId: customer, faults }) =>
        faults.map((fault, index) => newEntry(`${bank}-${customer}-${index + 1}`, { ...fault, bank, customer }, true)),
      ),
  );
}

const present = ({ id, fault, hits, ofWorld }: Entry): StandingFault => ({ id, ...fault, hits, ofWorld });

const couldStrike = ({ fault, path }: Entry, asked: Asked): boolean =>
  (fault.bank === undefined || fault.bank === asked.bank) &&
  (fault.operationId === undefined || fault.operationId === asked.operationId) &&
  (path === undefined || path.test(asked.path));

const isOf = ({ fault }: Entry, caller: Caller): boolean =>
  (fault.client === undefined || fault.client === caller.client) &&
  (fault.customer === undefined || fault.customer === caller.customer);

/** A normal deviate by the sum of twelve uniform ones (Irwin–Hall): ±6 at most, and enough for a delay. */
function normal(random: SeededRandom): number {
  let sum = -6;
  for (let index = 0; index < 12; index += 1) sum += random.integer(0, 1_000_000) / 1_000_000;
  return sum;
}

function delayIn(delay: Delay | undefined, random: SeededRandom): number {
  if (delay === undefined) return 0;
  if ('fixedMs' in delay) return delay.fixedMs;
  if ('minMs' in delay) return random.integer(delay.minMs, delay.maxMs);
  return Math.round(delay.medianMs * Math.exp(delay.sigma * normal(random)));
}

/**
 * The faults of a world.
 *
 * @param world - its customers may have faults of their own
 */
export function createFaultBook(world: World): FaultBook {
  let added: Entry[] = [];
  let ofWorld = entriesOf(world);
  const all = () => [...added, ...ofWorld];
  const drop = (id: string) => {
    added = added.filter((entry) => entry.id !== id);
    ofWorld = ofWorld.filter((entry) => entry.id !== id);
  };

  function isDrawn(entry: Entry): boolean {
    const { every, probability } = entry.fault;
    entry.seen += 1;
    if (every !== undefined && entry.seen % every !== 0) return false;
    return probability === undefined || entry.random.chance(probability);
  }

  return {
    add: (fault) => {
      const entry = newEntry(`fault-${randomId(6)}`, fault, false);
      added = [...added, entry];
      return present(entry);
    },
    list: () => all().map(present),
    remove: (id) => {
      const before = all().length;
      drop(id);
      return all().length < before;
    },
    clear: () => {
      added = [];
    },
    reset: () => {
      added = [];
      ofWorld = entriesOf(world);
    },
    threatens: (asked) => {
      const possible = all().filter((entry) => couldStrike(entry, asked));
      const byCaller = possible.some(({ fault }) => fault.client !== undefined || fault.customer !== undefined);
      return { any: possible.length > 0, byCaller };
    },
    strike: (asked, caller) => {
      const entry = all().find((one) => couldStrike(one, asked) && isOf(one, caller) && isDrawn(one));
      if (entry === undefined) return undefined;
      entry.hits += 1;
      if (entry.hits === entry.fault.times) drop(entry.id);
      return { fault: present(entry), delayMs: delayIn(entry.fault.delay, entry.random) };
    },
  };
}
