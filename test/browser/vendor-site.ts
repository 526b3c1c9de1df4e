import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { BankLink } from '@renkei/sdk';
import type { TestSandbox } from '../support/sandbox.ts';

/** A vendor's web site, where customers come back to. */
export interface VendorSite {
  /** Where the bank sends the customer back to. */
  readonly redirectUri: string;
  close(): Promise<void>;
}

const page =
  '<!doctype html><html lang="ja"><title>テスト会計</title><link rel="icon" href="data:,"><h1>テスト会計</h1></html>';

/** Opens the site on a free port. */
export async function openVendorSite(): Promise<VendorSite> {
  const server = createServer((_request, response) => {
    response.setHeader('Content-Type', 'text/html; charset=utf-8').end(page);
  });
  await new Promise<void>((resolve) => void server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    redirectUri: `http://localhost:${port}/callback`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Registers the site at the bank as an app of its own. */
export async function registerVendor(
  sandbox: TestSandbox,
  { redirectUri }: VendorSite,
  metadata: Record<string, unknown> = {},
): Promise<BankLink> {
  const client = await sandbox.registerClient({ redirect_uris: [redirectUri], ...metadata });
  const { client_id: clientId, client_secret: clientSecret } = client;
  const now = () => sandbox.store.clock.now();
  return new BankLink({ issuer: sandbox.issuer, clientId, clientSecret, redirectUri, now });
}
