import { startSandbox } from '@renkei/sandbox';
import { completeLinkage } from '@renkei/sandbox/playwright';
import { BankLink } from '@renkei/sdk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBrowser } from '../browser/browser.ts';
import { pageWithCertificate } from './reader/certificate-page.ts';
import { openShell, type Shell } from './shell.ts';

let shell: Shell;
beforeAll(async () => {
  shell = await openShell('certificates');
  await shell.start('start');
});
afterAll(() => shell.close());

test('the commands list, save, revoke and issue certificates', async () => {
  await shell.run('list');
  await shell.run('download');
  await shell.run('revoke');
  await shell.run('issue');
});

test('a browser of Playwright shows the certificate in the TLS handshake', async () => {
  const browser = await openBrowser();
  // #region start
  const sandbox = await startSandbox({ port: 0, tlsPort: 0, certificateLogin: 'tls' });
  // #endregion
  const bank = new BankLink({
    issuer: `${sandbox.origin}/gunma`,
    clientId: 'demo-accounting',
    clientSecret: 'sandbox-demo-secret',
    redirectUri: 'http://localhost:3000/callback',
  });
  const { url, pending } = await bank.start();
  // #region walk
  const page = await pageWithCertificate(browser, sandbox, 'suzuki-valid');
  await page.goto(url); // your app sends the customer there
  const callbackUrl = await completeLinkage(page, sandbox.customer('gunma', 'suzuki'));
  // #endregion
  expect((await bank.complete(callbackUrl, pending)).services).toHaveLength(3);
  await Promise.all([browser.close(), sandbox.close()]);
});
