// A vendor's tests: what is for MSW, Playwright and Vitest, whose own types are those of browsers too.
import { createSandbox } from '@renkei/sandbox';
import { bankHandlers } from '@renkei/sandbox/msw';
import {
  completeLinkage,
  type SandboxFixtures,
  type SandboxWorkerFixtures,
  sandboxFixtures,
} from '@renkei/sandbox/playwright';
import { sandboxTest } from '@renkei/sandbox/vitest';
import { setupServer } from 'msw/node';
import type { Page } from 'playwright-core';

const sandbox = await createSandbox();
setupServer(...bankHandlers(sandbox)).listen({ onUnhandledFrame: 'error' });
// @ts-expect-error: handlers, not any
export const never: number = bankHandlers(sandbox);

sandboxTest({ clock: '2026-11-20T09:00:00+09:00' })('a customer is locked', async ({ sandbox, sharedSandbox }) => {
  await sandbox.changeCustomer('gunma', 'sato', { locked: true });
  await sharedSandbox.createWorld();
});

export const link = (page: Page): Promise<string> =>
  completeLinkage(page, sandbox.customer('mizuho', 'tanaka'), { services: ['balances'] });
export const fixtures: unknown = sandboxFixtures({ clock: '2026-11-20T09:00:00+09:00' });
export type Fixtures = SandboxFixtures & SandboxWorkerFixtures;
