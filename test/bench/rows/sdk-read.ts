import type { Row } from '../comparison.ts';
import { firstOf } from '../first.ts';
import { startSandboxProcess } from '../processes.ts';
import { linkCustomer } from '../vendor.ts';

const READS = 200;

const timed = (read: () => Promise<unknown>) => async () => {
  const begun = performance.now();
  for (let done = 0; done < READS; done += 1) await read();
  return (performance.now() - begun) / READS;
};

export const sdkRead: Row = {
  id: 'sdk-read',
  work: 'one read of a balance with the SDK',
  unit: 'ms',
  rounds: 15,
  open: async () => {
    const sandbox = await startSandboxProcess();
    const { linkage, issuer, tokens } = await linkCustomer(sandbox.origin, 'gunma', 'tanaka');
    const account = await firstOf(linkage.accounts());
    const accountId = account.accountId;
    const url = `${issuer}/api/v1/accounts/${accountId}/balance`;
    const headers = { Authorization: `Bearer ${tokens.accessToken}` };
    const bySdk = timed(() => linkage.balance(accountId));
    const byFetch = timed(async () => (await fetch(url, { headers })).json());
    return {
      ours: bySdk,
      against: [{ name: 'bare fetch', sample: byFetch, figure: 'ratio', atMost: 1.1 }],
      close: () => sandbox.stop(),
    };
  },
};
