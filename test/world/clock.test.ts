import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createClock } from '../../sandbox/src/world/clock.ts';

/** A world clock over a real time that the test moves. */
function clockAt(start: number) {
  let real = start;
  const clock = createClock(() => real);
  const pass = (milliseconds: number) => {
    real += milliseconds;
  };
  return { clock, pass };
}

describe('a world clock', () => {
  test('is the real time until it is told otherwise', () => {
    const { clock, pass } = clockAt(1000);
    expect(clock.now()).toBe(1000);
    pass(500);
    expect(clock.now()).toBe(1500);
    expect(clock.state()).toEqual({ offset: 0, frozenAt: null });
  });

  test.each([
    ['ahead', 9000],
    ['back', -9000],
  ])('runs on from a time that is %s', (_, instant) => {
    const { clock, pass } = clockAt(1000);
    clock.set(instant);
    expect(clock.now()).toBe(instant);
    pass(250);
    expect(clock.now()).toBe(instant + 250);
  });

  test.each([60_000, -60_000, 0])('runs on after it was advanced by %d ms', (by) => {
    const { clock, pass } = clockAt(1000);
    clock.advance(by);
    expect(clock.now()).toBe(1000 + by);
    clock.advance(by);
    pass(1);
    expect(clock.now()).toBe(1001 + 2 * by);
  });

  test('stands still while it is frozen, and can be set and advanced', () => {
    const { clock, pass } = clockAt(1000);
    clock.freeze();
    pass(500);
    expect(clock.now()).toBe(1000);
    clock.freeze();
    pass(500);
    expect(clock.now()).toBe(1000);
    clock.set(7000);
    pass(500);
    expect(clock.now()).toBe(7000);
    clock.advance(-1);
    pass(500);
    expect(clock.now()).toBe(6999);
  });

  test('runs on from where it stood when it is resumed', () => {
    const { clock, pass } = clockAt(1000);
    clock.freeze();
    clock.set(7000);
    pass(500);
    clock.resume();
    expect(clock.now()).toBe(7000);
    pass(3);
    expect(clock.now()).toBe(7003);
    clock.resume();
    expect(clock.now()).toBe(7003);
  });

  test('goes on where a kept state left off, the time in between included', () => {
    const before = clockAt(1000);
    before.clock.advance(5000);
    const after = clockAt(2000);
    after.clock.restore(before.clock.state());
    expect(after.clock.now()).toBe(7000);
  });

  test('stands still after a restart when it stood still before', () => {
    const before = clockAt(1000);
    before.clock.set(5000);
    before.clock.freeze();
    const after = clockAt(900_000);
    after.clock.restore(JSON.parse(JSON.stringify(before.clock.state())));
    after.pass(10);
    expect(after.clock.now()).toBe(5000);
    after.clock.resume();
    after.pass(10);
    expect(after.clock.now()).toBe(5010);
  });

  test('keeps every instant exactly, whatever is done to it', () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('set' as const), by: fc.integer() }),
      fc.record({ do: fc.constantFrom('freeze' as const, 'resume' as const, 'pass' as const), by: fc.nat(1000) }),
      fc.record({ do: fc.constant('advance' as const), by: fc.integer({ min: -100_000, max: 100_000 }) }),
    );
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const { clock, pass } = clockAt(0);
        let expected = 0;
        let frozen = false;
        for (const { do: action, by } of steps) {
          if (action === 'set') clock.set(by);
          else if (action === 'advance') clock.advance(by);
          else if (action === 'pass') pass(by);
          else clock[action]();
          if (action === 'set') expected = by;
          if (action === 'advance' || (action === 'pass' && !frozen)) expected += by;
          if (action === 'freeze' || action === 'resume') frozen = action === 'freeze';
          expect(clock.now()).toBe(expected);
          expect(clock.state().frozenAt !== null).toBe(frozen);
        }
      }),
    );
  });
});
