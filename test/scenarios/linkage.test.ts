import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { createVendor } from '../support/vendor.ts';

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await openSandbox();
});
afterAll(async () => {
  expect(sandbox.faults).toEqual([]);
  await sandbox.close();
});

describe('a vendor with its own OAuth client', () => {
  it('links a customer and reads the accounts, knowing only the issuer and its registration', async () => {
    const vendor = await createVendor(sandbox);
    const tokens = await vendor.link();
    expect(tokens.scope).toBe('balances transactions deposits');
    const { accounts } = (await (await vendor.read(tokens.access_token, '/accounts')).json()) as {
      accounts: unknown[];
    };
    expect(accounts).toHaveLength(2);
  });
});
