/** Random choices that are the same in every run. */
export interface SeededRandom {
  /** A whole number from `low` to `high`, both included. */
  integer(low: number, high: number): number;
  /** True with this probability, 0–1. */
  chance(probability: number): boolean;
  /** One of them, all equally likely. Throws a RangeError when there is none. */
  pick<T>(items: readonly T[]): T;
}

/** Choices that depend on the seed alone: sfc32 of PractRand, seeded by hashing the text. Not for secrets. */
export function createSeededRandom(seed: string): SeededRandom {
  const hash = hashOf(seed);
  let a = hash();
  let b = hash();
  let c = hash();
  let counter = 1;

  function next(): number {
    const sum = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 2 ** 32;
  }
  // The first numbers still show the seed.
  for (let round = 0; round < 12; round++) next();

  function integer(low: number, high: number): number {
    return low + Math.floor(next() * (high - low + 1));
  }
  return {
    integer,
    chance: (probability) => next() < probability,
    pick(items) {
      if (items.length === 0) throw new RangeError('Nothing to pick from');
      return items[integer(0, items.length - 1)] as (typeof items)[number];
    },
  };
}

/** FNV-1a of the text with the finalizer of MurmurHash3: a different 32-bit number at every call. */
function hashOf(text: string): () => number {
  let state = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return mixed ^ (mixed >>> 16);
  };
}
