// Loaded by `node --import` into the process that is measured: answers every message with its memory and its delays.

import { monitorEventLoopDelay } from 'node:perf_hooks';

/** What the process tells of itself. */
export interface Probe {
  /** Bytes that the process holds, as the system counts them. */
  readonly rss: number;
  /** Bytes of JavaScript objects that are reachable: taken right after a collection. */
  readonly heapUsed: number;
  /** Since the last probe, milliseconds. */
  readonly delay: { readonly p50: number; readonly p99: number; readonly max: number };
}

const delays = monitorEventLoopDelay({ resolution: 10 });
delays.enable();

const milliseconds = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - 10);

process.on('message', () => {
  const delay = {
    p50: milliseconds(delays.percentile(50)),
    p99: milliseconds(delays.percentile(99)),
    max: milliseconds(delays.max),
  };
  globalThis.gc?.();
  const { rss, heapUsed } = process.memoryUsage();
  process.send?.({ rss, heapUsed, delay } satisfies Probe);
  delays.reset();
});
process.channel?.unref();
