import { setImmediate as nextTurn } from 'node:timers/promises';

/** After so many, others get their turn. */
const BATCH = 50;

/**
 * Shows each of a long list, one after the other. All at once they would wait for the one connection to the database, and
 * whenever it is free it wakes everyone who waits.
 */
export async function oneByOne<Item, Shown>(
  items: readonly Item[],
  show: (item: Item) => Promise<Shown>,
): Promise<Shown[]> {
  const shown: Shown[] = [];
  for (const item of items) {
    shown.push(await show(item));
    if (shown.length % BATCH === 0) await nextTurn();
  }
  return shown;
}
