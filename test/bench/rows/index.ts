import type { Row } from '../comparison.ts';
import { bigWorldPage, bigWorldStart } from './big-world.ts';
import { deepPage } from './deep-page.ts';
import { freshTest } from './fresh-test.ts';
import { linkage } from './linkage.ts';
import { idleMemory, memoryInUse } from './memory.ts';
import { page } from './page.ts';
import { refresh } from './refresh.ts';
import { sdkRead } from './sdk-read.ts';
import { size } from './size.ts';
import { start } from './start.ts';
import { validation } from './validation.ts';

/** Every row of the table, in its order. */
export const rows: readonly Row[] = [
  start,
  page,
  linkage,
  refresh,
  freshTest,
  sdkRead,
  size,
  bigWorldPage,
  bigWorldStart,
  idleMemory,
  memoryInUse,
  deepPage,
  validation,
];
