// A program of its own: see another-process.ts.
import { openWorldStore } from '../../sandbox/src/store/world-store.ts';
import { parseWorldFile } from '../../sandbox/src/world/world-file.ts';

const [, , directory = ''] = process.argv;
const store = await openWorldStore({ directory, world: parseWorldFile('banks: { gunma: {} }', 'world.yaml') });
store.clock.freeze();
store.clock.set(0);
await store.saveClock();
console.log('open');
setInterval(() => {}, 1000);
