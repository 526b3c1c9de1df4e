import { defaultWorld } from '../../sandbox/src/world/default-world.ts';

/** The default world without its statements, which the screens do not show: it resets at once. */
export function worldOfScreens() {
  const world = defaultWorld();
  for (const { companies } of Object.values(world.banks)) {
    for (const account of companies.flatMap(({ accounts }) => accounts)) account.statement = { lines: [] };
  }
  return world;
}
