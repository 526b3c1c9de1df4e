import { disks } from './disk.ts';
import type { Fault } from './fault.ts';
import { files } from './files.ts';
import { kills } from './kills.ts';
import { limits } from './limits.ts';
import { loads } from './load.ts';
import { processes } from './processes.ts';
import { races } from './races.ts';
import { requests } from './requests.ts';
import { times } from './time.ts';

/**
 * Every fault that the sandbox survives.
 *
 * @param options - `abandoned`: how many linkages are begun and abandoned
 */
export const allFaults = (options = { abandoned: 100_000 }): readonly Fault[] => [
  ...races,
  ...kills,
  ...times,
  ...disks,
  ...files,
  ...processes,
  ...requests,
  ...limits,
  ...loads(options),
];
