import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { authorityNames } from '../../sandbox/src/pki/test-certificates.ts';
import { openBrowser } from '../browser/browser.ts';
import { canChooseCertificates, chooseCertificate, fillCertificateStore } from '../browser/certificate-store.ts';
import { press } from '../browser/customer.ts';
import { openScreen } from '../browser/shortcut.ts';
import { seeScreen, titles } from '../browser/sight.ts';
import { openVendorSite, registerVendor, type VendorSite } from '../browser/vendor-site.ts';
import { worldOfScreens } from '../browser/world.ts';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';

describe.skipIf(!canChooseCertificates())('Chromium’s own TLS handshake, with a certificate of its own store', () => {
  let home: string;
  let sandbox: TestSandbox;
  let site: VendorSite;
  let browser: Browser;
  let takePolicyAway = () => {};

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'renkei-home-'));
    // The browser offers what is valid by the machine's own clock.
    const clock = new Date().toISOString();
    [sandbox, site] = await Promise.all([
      openSandbox({ world: worldOfScreens(), certificateLogin: 'tls', clock }),
      openVendorSite(),
    ]);
    const file = (name: string) => sandbox.control('GET', `/certificates/${name}`);
    const p12 = new Uint8Array(await (await file('suzuki-valid.p12')).arrayBuffer());
    fillCertificateStore(home, await (await file('ca.pem')).text(), [{ p12, passphrase: 'sandbox' }]);
    takePolicyAway = chooseCertificate(sandbox.tlsOrigin, authorityNames.bank);
    browser = await openBrowser(home);
  });
  beforeEach(async () => void (await sandbox.control('POST', '/reset')));
  afterAll(async () => {
    takePolicyAway();
    await Promise.all([browser?.close(), site?.close(), sandbox?.close()]);
    rmSync(home, { recursive: true, force: true });
    expect(sandbox.faults).toEqual([]);
  });

  async function showCertificate(): Promise<Page> {
    // Neither Playwright's proxy for certificates nor its leave to accept any server: the browser checks the listener itself.
    const page = await (await browser.newContext()).newPage();
    await openScreen(page, await registerVendor(sandbox, site));
    await press(page, '電子証明書ログイン');
    return page;
  }

  test('logs its holder in, once he has typed his password', async () => {
    const page = await showCertificate();
    await page.getByText('電子証明書を確認しました。').waitFor();
    await page.getByLabel('ログインパスワード', { exact: true }).fill('suzuki-pw1');
    await press(page, 'API連携');
    await seeScreen(page, titles.services);
  });

  test('is refused once the certificate has been revoked, by the same browser', async () => {
    await sandbox.control('PUT', '/certificates/suzuki-valid/revocation');
    const page = await showCertificate();
    await page.getByText('この電子証明書は失効しています。').waitFor();
  });
});
