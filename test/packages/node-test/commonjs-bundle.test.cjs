const assert = require('node:assert/strict');
const { test } = require('node:test');
const { createSandbox } = require('@renkei/sandbox');
const { BankLink, LinkageEndedError } = require('@renkei/sdk');

// Where no ES module can be required, both packages give their CommonJS builds; MSW 3 has none, so `fetch` is given.
test('the bank ends a linkage after 90 days', async () => {
  assert.throws(() => require('msw'), { code: 'ERR_REQUIRE_ESM' });
  assert.match(require.resolve('@renkei/sdk'), /index\.cjs$/);

  const sandbox = await createSandbox({ clock: '2026-11-20T09:00:00+09:00' });
  const redirectUri = 'http://localhost:8080/callback';
  const client = await sandbox.registerClient({ client_name: 'My app', redirect_uris: [redirectUri] });
  const bank = new BankLink({
    issuer: `${sandbox.origin}/gunma`,
    clientId: client.client_id,
    clientSecret: client.client_secret,
    redirectUri,
    fetch: sandbox.fetch,
  });

  const { url, pending } = await bank.start();
  const linkage = await bank.complete(await sandbox.customer('gunma', 'sato').link(url), pending);
  const [account] = await Array.fromAsync(linkage.accounts());
  const lines = await Array.fromAsync(linkage.transactions(account.accountId));
  assert.ok(lines.length >= 10);

  await sandbox.clock.advance('P90D');
  await assert.rejects(linkage.status(), LinkageEndedError);
  await sandbox.close();
});
