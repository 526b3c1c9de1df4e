import { disks } from './disk.ts';
import type { Fault } from './fault.ts';
import { files } from './files.ts';
import { kills } from './kills.ts';
import { limits } from './limits.ts';
import { processes } from './processes.ts';
import { races } from './races.ts';
import { requests } from './requests.ts';
import { times } from './time.ts';

/** Every fault that the sandbox survives. */
export const faults: readonly Fault[] = [
  ...races,
  ...kills,
  ...times,
  ...files,
  ...disks,
  ...processes,
  ...requests,
  ...limits,
];
