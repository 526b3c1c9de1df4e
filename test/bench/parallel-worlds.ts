// Eight processes with a world each on one sandbox: do they meet, how fast do they go, and does the sandbox grow?
//   npm run build:js && node --expose-gc test/bench/parallel-worlds.ts [linkages of each]
// Ends with 1 when something of one world is seen in another.

import { startSandbox } from '@renkei/sandbox';
import { runWorkers } from '../support/parallel/run-workers.ts';
import { memoryNow } from './memory.ts';

const WORKERS = 8;
const LINKAGES = Number(process.argv[2] ?? 1000);
const MARK = Math.max(1, (WORKERS * LINKAGES) / 8);

const sandbox = await startSandbox({ port: 0, tlsPort: 0 });
const memory = [{ linkages: 0, ...memoryNow() }];
let linked = 0;
const start = performance.now();
const { reports, leaks } = await runWorkers(sandbox.origin, {
  workers: WORKERS,
  linkages: LINKAGES,
  onLinked: () => {
    linked += 1;
    if (linked % MARK === 0) memory.push({ linkages: linked, ...memoryNow() });
  },
});
const seconds = (performance.now() - start) / 1000;

console.table(
  reports.map((report) => ({
    worker: report.worker,
    linkages: LINKAGES,
    seconds: report.seconds.toFixed(1),
    'a second': (LINKAGES / report.seconds).toFixed(1),
    mails: report.mails,
    'journal entries': report.entries,
    leaks: leaks.filter(
      (leak) => leak.includes(`world ${report.worker}:`) || leak.includes(`/worker-${report.worker} at`),
    ).length,
  })),
);
console.table(memory);
const { worlds } = await sandbox.control<{ worlds: { id: string }[] }>('GET', '/worlds');
for (const { id } of worlds) await sandbox.control('DELETE', `/worlds/${id}`);
console.table([{ worlds: 'all ended', ...memoryNow() }]);
await sandbox.close();
console.log(
  `${linked} linkages in ${seconds.toFixed(0)} s, ${(linked / seconds).toFixed(1)} a second; ${leaks.length} leaks`,
);
for (const leak of leaks) console.error(leak);
if (leaks.length > 0) process.exitCode = 1;
