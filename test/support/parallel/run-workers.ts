import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { crossings } from './crossings.ts';
import type { WorldKeys } from './marked-world.ts';

/** What a worker did. */
export interface WorkerReport {
  readonly worker: number;
  readonly seconds: number;
  readonly mails: number;
  readonly entries: number;
  readonly leaks: readonly string[];
  readonly keys: WorldKeys;
}

/** What a worker tells. */
export type Told = { readonly kind: 'linked' } | ({ readonly kind: 'done' } & WorkerReport);

function runWorker(args: readonly string[], onLinked: () => void): Promise<WorkerReport> {
  const child = fork(fileURLToPath(new URL('world-worker.ts', import.meta.url)), args, {
    execArgv: ['--no-warnings'],
  });
  return new Promise((resolve, reject) => {
    child.on('message', (told: Told) => (told.kind === 'linked' ? onLinked() : resolve(told)));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`worker ${args[1]} ended with ${code}`)));
  });
}

/**
 * Processes that use one sandbox at the same time, each with a world of its own, which it marks; none may see the marks of
 * another, and no secret of one world may open another.
 *
 * @param origin - of a sandbox that listens
 * @param options - how many workers, how many linkages each; `onLinked` is told of each linkage
 * @returns what each did, and everything that leaked
 */
export async function runWorkers(
  origin: string,
  { workers, linkages, onLinked = () => {} }: { workers: number; linkages: number; onLinked?: () => void },
): Promise<{ readonly reports: readonly WorkerReport[]; readonly leaks: readonly string[] }> {
  const numbers = Array.from({ length: workers }, (_, index) => index);
  const reports = await Promise.all(
    numbers.map((worker) => runWorker([origin, String(worker), String(linkages)], onLinked)),
  );
  const crossed = await crossings(reports.map(({ keys }) => keys));
  return { reports, leaks: [...reports.flatMap(({ leaks }) => leaks), ...crossed] };
}
