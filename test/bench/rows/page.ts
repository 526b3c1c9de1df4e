import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Row } from '../comparison.ts';
import { throughput } from '../load.ts';
import { prismHeaders, startPrismWith } from '../peers/prism.ts';
import { startSandboxProcess, startServer } from '../processes.ts';
import { linkCustomer } from '../vendor.ts';

export const page: Row = {
  id: 'page',
  work: 'one page of 100 statement lines, authenticated, 20 connections',
  unit: 'requests/s',
  rounds: 5,
  open: async () => {
    const sandbox = await startSandboxProcess();
    const { issuer, tokens } = await linkCustomer(sandbox.origin, 'gunma', 'tanaka');
    const headers = { Authorization: `Bearer ${tokens.accessToken}` };
    const { accounts } = (await (await fetch(`${issuer}/api/v1/accounts`, { headers })).json()) as Accounts;
    const path = `/api/v1/accounts/${accounts[0]?.accountId}/transactions?limit=100`;
    const text = await (await fetch(issuer + path, { headers })).text();
    const lines = JSON.parse(text) as { count: number };
    if (lines.count !== 100) throw new Error(`a page of 100 lines has ${lines.count}`);

    const directory = mkdtempSync(join(tmpdir(), 'renkei-bench-'));
    const file = join(directory, 'page.json');
    writeFileSync(file, text);
    const prism = await startPrismWith(lines, directory);
    const express = await startServer('test/bench/peers/express.ts', (port) => [String(port), file], path);
    return {
      ours: () => throughput({ url: issuer + path, headers }),
      against: [
        {
          name: 'prism mock, the same page as its example',
          sample: () => throughput({ url: prism.origin + path, headers: prismHeaders }),
          figure: 'ratio',
          atLeast: 4,
        },
        {
          name: 'bare Express, the same JSON ready-made',
          sample: () => throughput({ url: express.origin + path }),
          figure: 'ratio',
          atLeast: 0.5,
        },
      ],
      close: async () => {
        await Promise.all([sandbox, prism, express].map((server) => server.stop()));
        rmSync(directory, { recursive: true });
      },
    };
  },
};

interface Accounts {
  readonly accounts: readonly { readonly accountId: string }[];
}
