import type { Fault } from './fault.ts';
import { kills } from './kills.ts';
import { races } from './races.ts';
import { times } from './time.ts';

/** Every fault that the sandbox survives. */
export const faults: readonly Fault[] = [...races, ...kills, ...times];
