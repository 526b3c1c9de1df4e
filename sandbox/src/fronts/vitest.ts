/**
 * A `test` of Vitest that gives each test a world of its own.
 *
 * @packageDocumentation
 */

import { test as base, type TestAPI } from 'vitest';
import { createSandbox, type Sandbox, type SandboxOptions } from './sandbox.ts';
import type { OtherWorld } from './sandbox-world.ts';

/**
 * What a test of {@link sandboxTest} is given.
 *
 * @example
 * ```ts
 * import type { SandboxFixtures } from '@renkei/sandbox/vitest';
 *
 * const atDay90 = ({ sandbox }: Pick<SandboxFixtures, 'sandbox'>) => sandbox.clock.advance('P90D');
 * ```
 */
export interface SandboxFixtures {
  /** A world of its own, made for this test and ended after it. */
  readonly sandbox: OtherWorld;
  /** The sandbox that the tests of this worker share; make further worlds in it. */
  readonly sharedSandbox: Sandbox;
}

/**
 * A `test` of Vitest that gives each test a world of its own, in one sandbox per worker, with no port open.
 *
 * @param options - of the sandbox: its clock and its world, say
 * @example
 * ```ts
 * import { sandboxTest } from '@renkei/sandbox/vitest';
 *
 * const test = sandboxTest({ clock: '2026-11-20T09:00:00+09:00' });
 *
 * test('a locked customer cannot link', async ({ sandbox }) => {
 *   await sandbox.changeCustomer('gunma', 'sato', { locked: true });
 * });
 * ```
 */
export function sandboxTest(options: SandboxOptions = {}): TestAPI<SandboxFixtures> {
  return base.extend<SandboxFixtures>({
    sharedSandbox: [
      // biome-ignore lint/correctness/noEmptyPattern: Vitest reads what a fixture needs from the pattern
      async ({}, use) => {
        const sandbox = await createSandbox(options);
        await use(sandbox);
        await sandbox.close();
      },
      { scope: 'worker' },
    ],
    sandbox: async ({ sharedSandbox }, use) => {
      const world = await sharedSandbox.createWorld();
      await use(world);
      await world.close();
    },
  });
}
