import type { Sandbox } from '@renkei/sandbox';
import type { Browser, Page } from 'playwright-core';

/** A page whose browser has one client certificate, and shows it to the sandbox without asking. */
export async function pageWithCertificate(browser: Browser, sandbox: Sandbox, id: string): Promise<Page> {
  const file = await fetch(`${sandbox.origin}/sandbox/v1/certificates/${id}.p12`);
  const context = await browser.newContext({
    ignoreHTTPSErrors: true, // nobody knows the sandbox's CA
    clientCertificates: [
      {
        origin: `${sandbox.tlsOrigin}`, // with its port: https://localhost:4443
        pfx: Buffer.from(await file.arrayBuffer()),
        passphrase: 'sandbox',
      },
    ],
  });
  return context.newPage();
}
