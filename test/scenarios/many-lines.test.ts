import { afterAll, beforeAll, expect, it } from 'vitest';
import type { components } from '../../openapi/generated/bank.ts';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { createVendor } from '../support/vendor.ts';

type Page = components['schemas']['TransactionPage'];
const ACCOUNT = '001-1-7100000';

let sandbox: TestSandbox;
let vendor: Awaited<ReturnType<typeof createVendor>>;
let token: string;
beforeAll(async () => {
  sandbox = await openSandbox();
  vendor = await createVendor(sandbox);
  token = (await vendor.link({ loginId: 'okada' })).access_token;
});
afterAll(async () => {
  expect(sandbox.faults).toEqual([]);
  await sandbox.close();
});

// Not through the contract's check: two hundred pages of the same shape.
async function page(key?: string): Promise<Page> {
  const query = key === undefined ? '' : `&nextItemKey=${key}`;
  const url = `${sandbox.issuer}/api/v1/accounts/${ACCOUNT}/transactions?limit=500${query}`;
  return (await (await fetch(url, { headers: { Authorization: `Bearer ${token}` } })).json()) as Page;
}

it('the first read of 100,000 lines lets other requests through meanwhile', async () => {
  const waits: number[] = [];
  let isRead = false;
  const health = async () => {
    while (!isRead) {
      const started = performance.now();
      await fetch(`${sandbox.origin}/sandbox/v1/health`);
      waits.push(performance.now() - started);
    }
  };
  const other = health();
  await page();
  isRead = true;
  await other;
  expect(waits.length).toBeGreaterThan(5);
  expect(Math.max(...waits)).toBeLessThan(1000);
});

it('100,000 lines are read page by page, each once, and the balance adds up to the end', async () => {
  let count = 0;
  let last: Page['transactions'][number] | undefined;
  for (let key: string | undefined, hasNext = true; hasNext; ) {
    const read = await page(key);
    for (const line of read.transactions) {
      const change = line.direction === '1' ? line.amount : -line.amount;
      if (last && (line.balance !== last.balance + change || line.transactionId <= last.transactionId)) {
        throw new Error(`${line.transactionId} does not follow from ${last.transactionId}`);
      }
      last = line;
      count += 1;
    }
    ({ hasNext, nextItemKey: key } = read);
  }
  expect(count).toBeGreaterThanOrEqual(100_000);
  const balance = await (await vendor.read(token, `/accounts/${ACCOUNT}/balance`)).json();
  expect(balance).toMatchObject({ balance: last?.balance });
});
