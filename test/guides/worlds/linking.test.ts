import { join } from 'node:path';
import type { SandboxWorld } from '@renkei/sandbox';
import { sandboxTest } from '@renkei/sandbox/vitest';
import { BankLink } from '@renkei/sdk';
import { expect } from 'vitest';

const test = sandboxTest({ world: join(import.meta.dirname, 'world.yaml') });

const bankIn = (sandbox: SandboxWorld) =>
  new BankLink({
    issuer: `${sandbox.origin}/mizuho`,
    clientId: 'our-app',
    clientSecret: 'our-app-secret',
    redirectUri: 'http://localhost:3000/callback',
    fetch: sandbox.fetch,
  });

test('a customer whose login is locked never comes back', async ({ sandbox }) => {
  await sandbox.changeCustomer('mizuho', 'mina', { locked: true });
  const { url } = await bankIn(sandbox).start();
  await expect(sandbox.customer('mizuho', 'mina').link(url)).rejects.toThrow('login_refused');
});

test('a linkage ends after 90 days', async ({ sandbox }) => {
  const bank = bankIn(sandbox);
  const { url, pending } = await bank.start();
  const linkage = await bank.complete(await sandbox.customer('mizuho', 'mina').link(url), pending);

  await sandbox.clock.advance('P90D');
  await expect(linkage.status()).rejects.toMatchObject({ code: 'linkage_ended', reason: 'expired' });
});
