import { test as base, expect } from '@playwright/test';
import {
  completeLinkage,
  type SandboxFixtures,
  type SandboxWorkerFixtures,
  sandboxFixtures,
} from '@renkei/sandbox/playwright';
import { BankLink } from '@renkei/sdk';

const test = base.extend<SandboxFixtures, SandboxWorkerFixtures>(
  sandboxFixtures({ clock: '2026-11-20T09:00:00+09:00' }),
);
const redirectUri = 'http://localhost:8080/callback';

for (const title of ['one', 'two', 'three', 'four']) {
  test(`a customer links in a page, in a world of its own: ${title}`, async ({ page, sandbox, sharedSandbox }) => {
    expect(await sandbox.linkages()).toEqual([]);
    expect(sandbox.origin).toBe(`${sharedSandbox.origin}/w/${sandbox.id}`);
    const client = await sandbox.registerClient({ client_name: 'My app', redirect_uris: [redirectUri] });
    const { client_id: clientId, client_secret: clientSecret = '' } = client;
    const bank = new BankLink({ issuer: `${sandbox.origin}/mizuho`, clientId, clientSecret, redirectUri });
    const { url, pending } = await bank.start();

    await page.goto(url);
    await expect(page).toHaveTitle(/サンドボックス/);
    const customer = sandbox.customer('mizuho', 'tanaka');
    const linkage = await bank.complete(await completeLinkage(page, customer), pending);

    expect((await linkage.status()).daysLeft).toBe(90);
    await sandbox.clock.advance('P90D');
    await expect(linkage.status()).rejects.toMatchObject({ code: 'linkage_ended', reason: 'expired' });
  });
}

test('the worlds of the tests before are gone', async ({ sandbox, sharedSandbox }) => {
  const { worlds } = await sharedSandbox.control<{ worlds: { id: string }[] }>('GET', '/worlds');
  expect(worlds.map(({ id }) => id)).toEqual([sandbox.id]);
});
