import { describe, expect, test } from 'vitest';
import { createSeededRandom } from '../../sandbox/src/world/seeded-random.ts';

const draw = (seed: string, count: number) => {
  const random = createSeededRandom(seed);
  return Array.from({ length: count }, () => random.integer(0, 2 ** 31));
};

describe('createSeededRandom', () => {
  test('gives the same numbers for the same seed', () => {
    expect(draw('サンドボックス', 100)).toEqual(draw('サンドボックス', 100));
  });

  test('gives other numbers for seeds that differ by a character', () => {
    const seeds = ['', 'a', 'b', 'aa', 'ab', 'ba', '0', '1', 'あ', 'ぁ'];
    expect(new Set(seeds.map((seed) => draw(seed, 3).join())).size).toBe(seeds.length);
  });

  test('keeps to the bounds, reaches both and is even', () => {
    const random = createSeededRandom('even');
    const counts = new Map<number, number>();
    for (let index = 0; index < 60_000; index++) {
      const face = random.integer(1, 6);
      counts.set(face, (counts.get(face) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual([1, 2, 3, 4, 5, 6]);
    for (const count of counts.values()) expect(Math.abs(count - 10_000)).toBeLessThan(500);
  });

  test('takes a chance as often as it says', () => {
    const random = createSeededRandom('chance');
    const hits = Array.from({ length: 10_000 }, () => random.chance(0.25)).filter(Boolean).length;
    expect(Math.abs(hits - 2500)).toBeLessThan(250);
    expect(random.chance(0)).toBe(false);
    expect(random.chance(1)).toBe(true);
  });

  test('has nothing to pick from an empty list', () => {
    expect(() => createSeededRandom('pick').pick([])).toThrow(RangeError);
  });
});
