import { AuthorizationError, BankLink, type BankLinkOptions, LinkageEndedError, MemoryTokenStore } from '@renkei/sdk';
import { dpop, generateDpopKey, privateKeyJwt, tlsClientAuth } from '@renkei/sdk/fapi2';
import { mtlsFetch } from '@renkei/sdk/node';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { CALLBACK, openSandbox, type TestSandbox } from '../support/sandbox.ts';
import {
  type AppKind,
  appKinds,
  createStrictApp,
  customerAllows,
  issueCertificate,
  named,
  type StrictApp,
} from '../support/strict-app.ts';

let sandbox: TestSandbox;
let ca: string;
beforeAll(async () => {
  sandbox = await openSandbox();
  ca = (await issueCertificate(sandbox, 'ca')).authorityPem;
});
afterAll(async () => {
  expect(sandbox.faults).toEqual([]);
  await sandbox.close();
});

/** The SDK knows a secret by client_secret_basic only. */
const kinds = appKinds
  .filter(({ method }) => method !== 'client_secret_post')
  .map((kind): [string, AppKind] => [named(kind), kind]);

/** The options that an app of a kind takes. */
function optionsFor(app: StrictApp): Partial<BankLinkOptions> {
  const { kind, client, signingKey, showsCertificate, certificate, dpopKey } = app;
  return {
    clientId: client.client_id,
    ...(kind.method === 'client_secret_basic' && { clientSecret: client.client_secret }),
    ...(kind.method === 'private_key_jwt' && { clientAuthentication: privateKeyJwt({ key: signingKey }) }),
    ...(kind.method.endsWith('tls_client_auth') && { clientAuthentication: tlsClientAuth() }),
    ...(kind.bound === 'dpop' && { dpop: dpop(dpopKey) }),
    ...(showsCertificate && {
      mutualTls: true,
      apiUrl: `${sandbox.tlsOrigin}/gunma`,
      fetch: mtlsFetch({ ...certificate, ca }),
    }),
  };
}

function open(options: Partial<BankLinkOptions>): BankLink {
  const now = () => sandbox.store.clock.now();
  return new BankLink({ issuer: sandbox.issuer, clientId: '', redirectUri: CALLBACK, now, ...options });
}

async function link(bank: BankLink) {
  const { url, pending } = await bank.start({ services: ['balances', 'transactions'] });
  return { url, linkage: await bank.complete(await customerAllows(url), pending) };
}

describe('the SDK links, reads, refreshes and ends', () => {
  test.each(kinds)('%s', async (_, kind) => {
    const { url, linkage } = await link(open(optionsFor(await createStrictApp(sandbox, kind))));
    expect(new URL(url).searchParams.has('request_uri')).toBe(
      kind.profile === 'fapi2' || kind.method !== 'client_secret_basic' || kind.bound !== undefined,
    );
    for await (const { accountId } of linkage.accounts()) {
      expect((await linkage.balance(accountId)).currency).toBe('JPY');
    }
    await sandbox.advance('PT2H');
    expect((await linkage.status()).services).toEqual(['balances', 'transactions']);
    await linkage.end();
    await expect(linkage.status()).rejects.toThrow(LinkageEndedError);
  });
});

describe('a client of FAPI 2.0 that holds less than it was registered with', () => {
  const kind: AppKind = { profile: 'fapi2', method: 'private_key_jwt', bound: 'dpop' };

  test('is told so when it does not push, does not sign or shows no key', async () => {
    const options = optionsFor(await createStrictApp(sandbox, kind));
    await expect(open({ ...options, clientAuthentication: undefined }).start()).rejects.toThrow(AuthorizationError);
    await expect(link(open({ ...options, dpop: undefined }))).rejects.toThrow(AuthorizationError);
  });

  test('goes on with another DPoP key after one refresh, for its refresh tokens are not bound', async () => {
    const options = { ...optionsFor(await createStrictApp(sandbox, kind)), tokenStore: new MemoryTokenStore() };
    const { linkage } = await link(open(options));
    const restarted = open({ ...options, dpop: dpop(await generateDpopKey()) });
    expect((await (await restarted.open(linkage.id)).status()).daysLeft).toBe(90);
  });
});
