// The same from CommonJS: what `require` is given.
import sandboxes = require('@renkei/sandbox');
import sdk = require('@renkei/sdk');
import fapi2 = require('@renkei/sdk/fapi2');
import node = require('@renkei/sdk/node');
import openapi = require('@renkei/sdk/openapi.json');

const bank = new sdk.BankLink({
  issuer: 'https://bank.example',
  clientId: 'my-app',
  redirectUri: 'https://vendor.example/callback',
  clientAuthentication: fapi2.tlsClientAuth(),
  fetch: node.mtlsFetch({ cert: 'PEM', key: 'PEM' }),
  tokenStore: new node.FileTokenStore('./linkages'),
});

async function link(): Promise<string> {
  const sandbox: sandboxes.Sandbox = await sandboxes.createSandbox();
  const { url, pending } = await bank.start({ services: ['balances'] });
  const linkage: sdk.Linkage = await bank.complete(await sandbox.customer('gunma', 'sato').link(url), pending);
  // @ts-expect-error: there is no such service
  await bank.start({ services: ['loans'] });
  // @ts-expect-error: a string, not any
  const never: number = linkage.id;
  return linkage.id + never + openapi.openapi;
}

export = link;
