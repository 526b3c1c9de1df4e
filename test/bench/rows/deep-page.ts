import type { Row } from '../comparison.ts';
import { firstOf } from '../first.ts';
import { startSandboxProcess } from '../processes.ts';
import { linkCustomer } from '../vendor.ts';

const READS = 100;

interface Page {
  readonly hasNext: boolean;
  readonly nextItemKey?: string;
}

export const deepPage: Row = {
  id: 'deep-page',
  work: 'the last page of 100 lines of an account with 114,814',
  unit: 'ms',
  rounds: 15,
  open: async () => {
    const sandbox = await startSandboxProcess();
    const { linkage, issuer, tokens } = await linkCustomer(sandbox.origin, 'gunma', 'okada');
    const account = await firstOf(linkage.accounts());
    const headers = { Authorization: `Bearer ${tokens.accessToken}` };
    const base = `${issuer}/api/v1/accounts/${account.accountId}/transactions?limit=100`;
    const read = async (url: string) => (await (await fetch(url, { headers })).json()) as Page;
    let last = base;
    for (let page = await read(last); page.hasNext; page = await read(last)) {
      last = `${base}&nextItemKey=${page.nextItemKey}`;
    }
    const timed = (url: string) => async () => {
      const begun = performance.now();
      for (let done = 0; done < READS; done += 1) await read(url);
      return (performance.now() - begun) / READS;
    };
    return {
      ours: timed(last),
      against: [{ name: 'the first page', sample: timed(base), figure: 'ratio', atMost: 1.1 }],
      close: () => sandbox.stop(),
    };
  },
};
