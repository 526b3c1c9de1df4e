import { performance } from 'node:perf_hooks';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** How often is looked whether the sandbox rests, in milliseconds. */
const PERIOD = 1000;
/** A process that was busy for a smaller part of a period rests. */
const BUSY = 0.1;
/** By how many bytes the heap has grown when it is worth the while. */
const GROWTH = 32 * 1024 * 1024;

/** A collection of the last resort: it gives back what V8 would keep for a heap that has once been large. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as (how: object) => void;
  setFlagsFromString('--no-expose-gc');
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' });
}

/**
 * Gives back the memory that a sandbox has no use for, whenever it rests: after its start, which needs more than all that
 * follows, and after a load. It grows again with the requests that need it.
 */
export function giveBackUnusedMemory(): void {
  let before = performance.eventLoopUtilization();
  let heap = 0;
  const look = () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    if (utilization >= BUSY || getHeapStatistics().total_heap_size < heap + GROWTH) return;
    collectGarbage();
    heap = getHeapStatistics().total_heap_size;
  };
  setInterval(look, PERIOD).unref();
}
