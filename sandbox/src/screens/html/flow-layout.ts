import type { ScreenId } from '../../bank/linkage-state.ts';
import type { Flow, FlowEdge, FlowScreen } from '../flow.ts';

/** A way around some screens, past those who do not see them. */
export interface Bypass {
  /** The first and the last row that it passes. */
  readonly first: number;
  readonly last: number;
  /** How many other ways run between it and the screens. */
  readonly level: number;
  readonly isConditional: boolean;
  /** The buttons that lead to it and nowhere else. */
  readonly buttons: readonly FlowEdge[];
}

/** A screen, with what leads away from it. */
export interface FlowRow {
  readonly screen: FlowScreen;
  /** As the map counts the screens, from 1. */
  readonly number: number;
  /** The buttons that lead on. */
  readonly onward: readonly string[];
  /** The buttons that lead back, out of the bank or to a refusal. */
  readonly exits: readonly FlowEdge[];
}

/** The map as rows from top to bottom. */
export interface FlowLayout {
  readonly rows: readonly FlowRow[];
  /** Below them: the screens that only say why it does not go on. */
  readonly refusals: readonly FlowRow[];
  readonly bypasses: readonly Bypass[];
}

type Span = Pick<Bypass, 'first' | 'last'>;
type Jump = Span & { readonly edge: FlowEdge };

const isSame = (one: Span, other: Span): boolean => one.first === other.first && one.last === other.last;
const holds = (outer: Span, inner: Span): boolean => outer.first <= inner.first && inner.last <= outer.last;
const buttonOf = ({ from, action }: FlowEdge): string => `${from} ${action}`;

/**
 * The shortest ways around rows of which all jumps are made. A jump is cut behind a shorter way where everybody who
 * stands there could jump as far.
 */
function shortest(jumps: readonly Jump[], canJump: (from: number, over: number) => boolean): readonly Span[] {
  const ways: Span[] = [];
  for (const { first, last } of jumps.toSorted((one, other) => one.last - one.first - (other.last - other.first))) {
    let rest: Span | undefined = { first, last };
    for (let head: Span | undefined = rest; rest && head; ) {
      const { first: start, last: end }: Span = rest;
      head = ways.find((way) => way.first === start && way.last <= end && (way.last === end || canJump(way.last, end)));
      if (head) rest = head.last < end ? { first: head.last + 1, last: end } : undefined;
    }
    if (rest) ways.push(rest);
  }
  return ways;
}

function bypassesOf(steps: readonly Jump[]): Bypass[] {
  const jumps = steps.filter(({ first, last }) => first <= last);
  const canJump = (row: number, over: number): boolean => {
    const leaving = steps.filter(({ first }) => first === row + 1);
    return leaving.every(({ edge }) =>
      leaving.some((jump) => buttonOf(jump.edge) === buttonOf(edge) && jump.last >= over),
    );
  };
  const ways = shortest(jumps, canJump);
  const levelOf = (way: Span): number =>
    Math.max(0, ...ways.filter((other) => holds(way, other) && !isSame(way, other)).map((inner) => levelOf(inner) + 1));
  return ways.map(({ first, last }) => {
    // A step leads to the row below the last one that it passes.
    const entering = new Set(
      steps.filter((step) => step.last + 1 >= first && step.last < last).map(({ edge }) => buttonOf(edge)),
    );
    const passing = jumps.filter((jump) => holds(jump, { first, last })).map(({ edge }) => edge);
    const isConditional = passing.some((edge) => entering.has(buttonOf(edge)));
    const buttons = passing.filter(
      (edge, index) => passing.findIndex((one) => buttonOf(one) === buttonOf(edge)) === index,
    );
    return { first, last, level: levelOf({ first, last }), isConditional, buttons: isConditional ? [] : buttons };
  });
}

/** Lays out the map of a linkage: the screens one below the other, the ways around them at the left. */
export function layOut({ screens, edges }: Flow): FlowLayout {
  const main = screens.filter(({ isRefusal }) => !isRefusal);
  const rowOf = new Map<string, number>(main.map(({ id }, row) => [id, row]));
  const isOnward = ({ from, to }: FlowEdge): boolean =>
    to === 'consented' || (rowOf.get(to) ?? -1) > (rowOf.get(from) ?? main.length);
  const steps = edges
    .filter((edge) => isOnward(edge) && edge.to !== 'consented')
    .map((edge) => ({ edge, first: (rowOf.get(edge.from) ?? 0) + 1, last: (rowOf.get(edge.to) ?? 0) - 1 }));
  const bypasses = bypassesOf(steps);
  const aside = bypasses.flatMap(({ buttons }) => buttons.map(buttonOf));
  const row = (screen: FlowScreen, number: number): FlowRow => {
    const own = edges.filter(({ from }) => from === screen.id);
    const onward = own.filter((edge) => isOnward(edge) && !aside.includes(buttonOf(edge)));
    return {
      screen,
      number,
      onward: [...new Set(onward.map(({ label }) => label))],
      exits: own
        .filter((edge) => !isOnward(edge))
        .toSorted((one, other) => exitOrder(one, rowOf) - exitOrder(other, rowOf)),
    };
  };
  const all = screens.map((screen, index) => row(screen, index + 1));
  return {
    rows: all.filter(({ screen }) => !screen.isRefusal),
    refusals: all.filter(({ screen }) => screen.isRefusal),
    bypasses,
  };
}

/** Back first, then the refusals, then out of the bank. */
function exitOrder({ to }: FlowEdge, rowOf: ReadonlyMap<string, number>): number {
  if (to === 'denied') return 2;
  return rowOf.has(to as ScreenId) ? 0 : 1;
}
