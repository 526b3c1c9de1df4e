import { startSandbox } from '@renkei/sandbox';
import { expect, test } from 'vitest';
import { runWorkers } from '../support/parallel/run-workers.ts';

// The same with a thousand linkages each: node test/bench/parallel-worlds.ts
test('eight processes with a world each link at the same time, and neither marks nor secrets of one are in another', {
  timeout: 300_000,
}, async () => {
  const faults: unknown[] = [];
  const sandbox = await startSandbox({ port: 0, tlsPort: 0, report: (fault) => void faults.push(fault) });
  const before = JSON.stringify(await sandbox.snapshot());
  const { reports, leaks } = await runWorkers(sandbox.origin, { workers: 8, linkages: 20 });
  expect(leaks).toEqual([]);
  expect(reports).toHaveLength(8);
  // All did the same, so they have as many mails; a mail that went astray would be one more here and one less there.
  expect(new Set(reports.map(({ mails }) => mails))).toEqual(new Set([6]));
  // Nothing of it is in the world of the sandbox.
  expect(JSON.stringify(await sandbox.snapshot())).toBe(before);
  await sandbox.close();
  expect(faults).toEqual([]);
});
