import assert from 'node:assert/strict';
import { after, beforeEach, describe, test } from 'node:test';
import { createSandbox, type OtherWorld } from '@renkei/sandbox';
import * as oauth from 'openid-client';
import { type BankProblemError, inMemory, Linkage } from '../src/linkage.ts';
import { completeLinkage, discoverBank, endLinkage, startLinkage } from '../src/oauth.ts';

const redirectUri = 'http://localhost:3000/callback';
const services = ['balances', 'transactions'];

const sandbox = await createSandbox({ clock: '2026-11-20T09:00:00+09:00' });
after(() => sandbox.close());

let world: OtherWorld;
let bank: oauth.Configuration;
beforeEach(async () => {
  world = await sandbox.createWorld();
  bank = await discoverBank({
    issuer: `${world.origin}/gunma`,
    clientId: 'demo-accounting',
    clientSecret: 'sandbox-demo-secret',
    fetch: world.fetch,
  });
});

/** A customer links. */
async function link(loginId = 'sato') {
  const { url, pending } = await startLinkage(bank, redirectUri, services);
  const callbackUrl = new URL(await world.customer('gunma', loginId).link(url));
  const box = inMemory(await completeLinkage(bank, callbackUrl, pending));
  return { box, linkage: new Linkage(bank, box, world.fetch) };
}

async function all<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const list: Item[] = [];
  for await (const item of items) list.push(item);
  return list;
}

describe('a vendor with openid-client', () => {
  test('links a customer and reads a statement of many pages', async () => {
    const { linkage } = await link('kato');
    const accounts = await all(linkage.accounts());
    assert.deepEqual(
      accounts.map(({ accountId }) => accountId),
      ['001-1-4000000', '001-1-4000001', '001-1-4000002'],
    );
    const lines = await all(linkage.transactions('001-1-4000002'));
    assert.ok(lines.length > 500);
    assert.equal(new Set(lines.map(({ transactionId }) => transactionId)).size, lines.length);
  });

  test('sends an S256 challenge, and no verifier, through the browser', async () => {
    const { url, pending } = await startLinkage(bank, redirectUri, services);
    const { searchParams } = new URL(url);
    assert.equal(searchParams.get('code_challenge_method'), 'S256');
    assert.equal(searchParams.get('code_challenge'), await oauth.calculatePKCECodeChallenge(pending.codeVerifier));
    assert.ok(!url.includes(pending.codeVerifier));
  });

  test('refuses a callback of another bank (iss) or of another linkage (state)', async () => {
    const { url, pending } = await startLinkage(bank, redirectUri, services);
    const callbackUrl = await world.customer('gunma', 'sato').link(url);
    for (const [name, value] of [
      ['iss', `${world.origin}/mizuho`],
      ['state', 'another'],
    ] as const) {
      const forged = new URL(callbackUrl);
      forged.searchParams.set(name, value);
      await assert.rejects(completeLinkage(bank, forged, pending), oauth.ClientError);
    }
    const withoutIss = new URL(callbackUrl);
    withoutIss.searchParams.delete('iss');
    await assert.rejects(completeLinkage(bank, withoutIss, pending), oauth.ClientError);

    const { refreshToken } = await completeLinkage(bank, new URL(callbackUrl), pending);
    assert.ok(refreshToken, 'the code was not sent before');
  });

  test('tells a customer who refused', async () => {
    const { url, pending } = await startLinkage(bank, redirectUri, services);
    const callbackUrl = await world.customer('gunma', 'sato').link(url, { deny: true });
    await assert.rejects(completeLinkage(bank, new URL(callbackUrl), pending), { error: 'access_denied' });
  });

  test('refreshes an access token that has run out, once for all that wait', async () => {
    const { box, linkage } = await link();
    const before = await box.load();
    await world.expireAccessTokens('gunma', 'sato');
    await Promise.all([all(linkage.accounts()), all(linkage.accounts()), all(linkage.transactions('001-1-3000001'))]);
    assert.notEqual((await box.load()).refreshToken, before.refreshToken);
    const requests = await world.journal.entries({ bank: 'gunma', kind: 'request' });
    const grants = requests.flatMap((entry) => (entry.kind === 'request' ? (entry.form?.grant_type ?? []) : []));
    assert.deepEqual(grants, ['authorization_code', 'refresh_token']);
  });

  test('tells what the bank says of a request that it refuses', async () => {
    const { linkage } = await link();
    await assert.rejects(all(linkage.transactions('001-1-9999999')), (error: BankProblemError) => {
      assert.equal(error.problem?.code, 'account_not_found');
      return true;
    });
  });

  test('tells why a linkage is over', async () => {
    const { linkage } = await link();
    await world.clock.advance('P90D');
    await assert.rejects(all(linkage.accounts()), { name: 'LinkageEndedError', reason: 'expired' });
  });

  test('ends a linkage: nothing can be read any more', async () => {
    const { box, linkage } = await link();
    await endLinkage(bank, await box.load());
    await assert.rejects(all(linkage.accounts()), { name: 'LinkageEndedError' });
    const [known] = await world.linkages({ bank: 'gunma', loginId: 'sato' });
    assert.equal(known?.reason, 'ended_by_vendor');
  });
});
