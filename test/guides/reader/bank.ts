import type { LinkOptions, SandboxWorld } from '@renkei/sandbox';
import { sandboxTest } from '@renkei/sandbox/vitest';
import { BankLink, type Linkage } from '@renkei/sdk';

/** A test with banks of its own, where it is Friday 20 November 2026, 9:00 in Japan. */
export const test = sandboxTest({ clock: '2026-11-20T09:00:00+09:00' });

/** Your app at a bank. From bank to bank, only the issuer differs. */
export function bankAt(sandbox: SandboxWorld, bank: string): BankLink {
  return new BankLink({
    issuer: `${sandbox.origin}/${bank}`,
    clientId: 'demo-accounting',
    clientSecret: 'sandbox-demo-secret',
    redirectUri: 'http://localhost:3000/callback',
    fetch: sandbox.fetch, // no port is open: the bank answers in this process
    wait: async () => {}, // and before another try nobody waits
  });
}

/** A test customer links all that can be linked, right at the first try; the options say what goes otherwise. */
export async function link(
  sandbox: SandboxWorld,
  bank: string,
  loginId: string,
  options: LinkOptions = {},
): Promise<Linkage> {
  const app = bankAt(sandbox, bank);
  const { url, pending } = await app.start();
  const callbackUrl = await sandbox.customer(bank, loginId).link(url, options);
  return app.complete(callbackUrl, pending);
}
