import { test as base } from '@playwright/test';
import { type SandboxFixtures, type SandboxWorkerFixtures, sandboxFixtures } from '@renkei/sandbox/playwright';
import { startVendor, type Vendor } from '../src/vendor.ts';

// #region fixture
interface Fixtures extends SandboxFixtures {
  /** The app, registered at the bank of this test alone. */
  readonly vendor: Vendor;
}

export const test = base.extend<Fixtures, SandboxWorkerFixtures>({
  ...sandboxFixtures({ clock: '2026-11-20T09:00:00+09:00' }),

  vendor: async ({ sandbox }, use) => {
    const vendor = await startVendor({
      issuer: `${sandbox.origin}/gunma`,
      port: 0,
      register: async (redirectUri) => {
        const client = await sandbox.registerClient({ client_name: 'テスト会計', redirect_uris: [redirectUri] });
        return { clientId: client.client_id, clientSecret: client.client_secret ?? '' };
      },
    });
    await use(vendor);
    await vendor.close();
  },

  baseURL: ({ vendor }, use) => use(vendor.origin),
});
// #endregion

export { expect } from '@playwright/test';
