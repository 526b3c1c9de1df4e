// A program of its own: see run-workers.ts.
import { openMarkedWorld, workersIn } from './marked-world.ts';
import type { Told } from './run-workers.ts';

const [, , origin = '', worker = '', linkages = ''] = process.argv;
const tell = (told: Told) => void process.send?.(told);
const start = performance.now();

const marked = await openMarkedWorld(origin, Number(worker));
for (let count = 0; count < Number(linkages); count += 1) {
  await marked.linkOnce(count);
  tell({ kind: 'linked' });
}
const seconds = (performance.now() - start) / 1000;
const text = await marked.everything();
if (workersIn(text).join() !== worker) marked.leaks.push(`world ${worker}: has marks of ${workersIn(text).join()}`);
const [mails, entries] = [(await marked.world.mails()).length, (await marked.world.journal.entries()).length];
tell({
  kind: 'done',
  worker: Number(worker),
  seconds,
  mails,
  entries,
  leaks: marked.leaks,
  keys: await marked.takeKeys(),
});
// The worlds are left to whoever started them all; with it goes the channel, and so this process.
process.disconnect();
