import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bigWorld } from '../big-world.ts';
import type { Row } from '../comparison.ts';
import { firstOf } from '../first.ts';
import { latencyP99 } from '../load.ts';
import { type Server, startSandboxProcess } from '../processes.ts';
import { linkCustomer } from '../vendor.ts';

/** Both worlds, each in a data directory and with a linkage; their statements are made. */
async function openBoth() {
  const directory = mkdtempSync(join(tmpdir(), 'renkei-bench-'));
  const file = join(directory, 'big-world.json');
  writeFileSync(file, JSON.stringify(bigWorld));
  const start = (name: string, ...options: string[]) =>
    startSandboxProcess('--data', join(directory, name), ...options);
  const page = async ({ origin }: Server, loginId: string) => {
    const { issuer, tokens, linkage } = await linkCustomer(origin, 'gunma', loginId);
    const account = await firstOf(linkage.accounts());
    const url = `${issuer}/api/v1/accounts/${account.accountId}/transactions?limit=100`;
    const load = { url, headers: { Authorization: `Bearer ${tokens.accessToken}` } };
    await (await fetch(url, { headers: load.headers })).arrayBuffer();
    return load;
  };
  return { directory, start, page, ours: () => start('big', '--world', file), default: () => start('default') };
}

export const bigWorldPage: Row = {
  id: 'big-page',
  work: 'latency p99 of a page, in a world of 1,000,000 lines and 10,000 customers',
  unit: 'ms',
  rounds: 5,
  open: async () => {
    const both = await openBoth();
    const servers = [await both.ours(), await both.default()] as const;
    const big = await both.page(servers[0], 'user0');
    const usual = await both.page(servers[1], 'tanaka');
    return {
      ours: () => latencyP99(big),
      against: [{ name: 'the default world', sample: () => latencyP99(usual), figure: 'ratio', atMost: 1.5 }],
      close: async () => {
        await Promise.all(servers.map((server) => server.stop()));
        rmSync(both.directory, { recursive: true });
      },
    };
  },
};

export const bigWorldStart: Row = {
  id: 'big-start',
  work: 'start from the data directory of that world',
  unit: 'ms',
  rounds: 5,
  open: async () => {
    const both = await openBoth();
    for (const [open, loginId] of [
      [both.ours, 'user0'],
      [both.default, 'tanaka'],
    ] as const) {
      const server = await open();
      await both.page(server, loginId);
      await server.stop();
    }
    const timed = (open: () => Promise<Server>) => async () => {
      const server = await open();
      await server.stop();
      return server.startedIn;
    };
    return {
      ours: timed(() => both.start('big')),
      against: [{ name: 'the default world', sample: timed(both.default), figure: 'ratio', atMost: 2 }],
      close: async () => rmSync(both.directory, { recursive: true }),
    };
  },
};
