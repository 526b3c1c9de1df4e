/** What is kept of a clock. */
export interface ClockState {
  /** World time minus real time, in milliseconds; meaningless while frozen. */
  readonly offset: number;
  /** The instant at which the world stands still; null while it runs. */
  readonly frozenAt: number | null;
}

/** The one clock of a world. Every rule about time asks it; it runs like the real one until it is told otherwise. */
export interface WorldClock {
  /** World time, epoch milliseconds. */
  now(): number;
  state(): ClockState;
  /** Sets the time; a frozen clock stays frozen. */
  set(instant: number): void;
  /** Moves the time, backwards by a negative number. */
  advance(milliseconds: number): void;
  freeze(): void;
  resume(): void;
  /** Takes over a state that was kept. */
  restore(state: ClockState): void;
}

/**
 * A clock.
 *
 * @param real - the real time, epoch milliseconds
 */
export function createClock(real: () => number = Date.now): WorldClock {
  let state: ClockState = { offset: 0, frozenAt: null };
  const now = () => state.frozenAt ?? real() + state.offset;
  const set = (instant: number) => {
    state = { offset: instant - real(), frozenAt: state.frozenAt === null ? null : instant };
  };
  return {
    now,
    state: () => state,
    set,
    advance: (milliseconds) => set(now() + milliseconds),
    freeze: () => {
      state = { ...state, frozenAt: now() };
    },
    resume: () => {
      state = { offset: now() - real(), frozenAt: null };
    },
    restore: (kept) => {
      state = kept;
    },
  };
}

/** The real time, epoch milliseconds: for what the world cannot move, such as a library's own expiry. */
export function realNow(): number {
  return Date.now();
}
