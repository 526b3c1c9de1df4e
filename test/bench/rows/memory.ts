import type { Contest, Row } from '../comparison.ts';
import { type Linkable, linkByJson } from '../json-customer.ts';
import { run } from '../load.ts';
import { residentMemory, type Server, startSandboxProcess } from '../processes.ts';
import { linkCustomer } from '../vendor.ts';
import { linkableSandbox } from './linkage.ts';

const restOf = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

export const idleMemory: Row = {
  id: 'memory',
  work: 'resident memory of an idle sandbox, 3 seconds after its start',
  unit: 'MB',
  rounds: 3,
  open: async () => ({
    ours: async () => {
      const sandbox = await startSandboxProcess();
      await restOf(3);
      const memory = await residentMemory(sandbox);
      await sandbox.stop();
      return memory;
    },
    against: [{ name: 'its limit', figure: 'value', atMost: 120 }],
    close: async () => {},
  }),
};

/** As many apps link at a time: one that links a customer again ends his former linkage. */
const APPS = 4;

/** Links so often, and reads the accounts so often; then lets it rest. */
async function use(sandbox: Server, linkages: number, reads: number): Promise<number> {
  const apps = await Promise.all(Array.from({ length: APPS }, () => linkableSandbox(sandbox.origin)));
  // The first linkage registers the inquiry PINs, which is done once.
  for (const app of apps) await linkByJson(app);
  let left = linkages - APPS;
  const linkOn = async (app: Linkable) => {
    for (; left > 0; left -= 1) await linkByJson(app);
  };
  await Promise.all(apps.map(linkOn));
  const { issuer, tokens } = await linkCustomer(sandbox.origin, 'gunma', 'tanaka');
  await run({
    url: `${issuer}/api/v1/accounts`,
    headers: { Authorization: `Bearer ${tokens.accessToken}` },
    amount: reads,
  });
  await restOf(5);
  return residentMemory(sandbox);
}

async function openUse(): Promise<Contest> {
  const sandbox = await startSandboxProcess();
  const first = await use(sandbox, 1000, 100_000);
  return {
    ours: () => use(sandbox, 9000, 900_000),
    against: [
      {
        name: 'the same after the first 1,000 and 100,000',
        sample: async () => first,
        figure: 'ratio',
        atMost: 1.1,
      },
    ],
    close: () => sandbox.stop(),
  };
}

export const memoryInUse: Row = {
  id: 'memory-in-use',
  work: 'resident memory after 10,000 linkages and 1,000,000 reads',
  unit: 'MB',
  rounds: 1,
  open: openUse,
};
