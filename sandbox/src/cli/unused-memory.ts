import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Milliseconds until what asks at once, now that the sandbox is ready, has its answer. */
const REST = 1000;

/**
 * Gives back, once, the memory that the start has left behind: V8 keeps a heap as large as it has been, which for an idle
 * sandbox is a quarter of all it has. It grows again with the requests that need it.
 */
export function giveBackUnusedMemory(): void {
  setTimeout(() => {
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as (how: object) => void;
    setFlagsFromString('--no-expose-gc');
    collectGarbage({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  }, REST).unref();
}
