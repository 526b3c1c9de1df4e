const assert = require('node:assert/strict');
const { after, before, test } = require('node:test');
const { createSandbox } = require('@renkei/sandbox');
const { bankHandlers } = require('@renkei/sandbox/msw');
const { BankLink, LinkageEndedError } = require('@renkei/sdk');
const { setupServer } = require('msw/node');

let sandbox;
let server;
before(async () => {
  sandbox = await createSandbox({ clock: '2026-11-20T09:00:00+09:00' });
  server = setupServer(...bankHandlers(sandbox));
  server.listen({ onUnhandledFrame: 'error' });
});
after(async () => {
  server.close();
  await sandbox.close();
});

test('the bank ends a linkage after 90 days', async () => {
  const redirectUri = 'http://localhost:8080/callback';
  const client = await sandbox.registerClient({ client_name: 'My app', redirect_uris: [redirectUri] });
  const bank = new BankLink({
    issuer: `${sandbox.origin}/gunma`,
    clientId: client.client_id,
    clientSecret: client.client_secret,
    redirectUri,
  });

  const { url, pending } = await bank.start();
  const linkage = await bank.complete(await sandbox.customer('gunma', 'sato').link(url), pending);
  const [account] = await Array.fromAsync(linkage.accounts());
  const lines = await Array.fromAsync(linkage.transactions(account.accountId));
  assert.ok(lines.length >= 10);

  await sandbox.clock.advance('P90D');
  await assert.rejects(linkage.status(), LinkageEndedError);
});
