import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

test.each([
  ['@renkei/sdk', 'sdk/dist/index.cjs'],
  ['@renkei/sdk/fapi2', 'sdk/dist/fapi2.cjs'],
  ['@renkei/sdk/node', 'sdk/dist/node.cjs'],
  ['@renkei/sdk/japan', 'sdk/dist/japan.cjs'],
  ['@renkei/sdk/line-keys', 'sdk/dist/line-keys.cjs'],
  ['@renkei/sdk/bank-files', 'sdk/dist/bank-files.cjs'],
  ['@renkei/sandbox', 'sandbox/dist/index.cjs'],
  ['@renkei/sandbox/msw', 'sandbox/dist/msw.cjs'],
])('Node.js has one copy of %s, and its CommonJS build gives the same names', (name, bundle) => {
  const script = `import { createRequire } from 'node:module';
    const require = createRequire(process.cwd() + '/');
    const imported = await import('${name}');
    const names = (module) => Object.keys(module).filter((name) => name !== 'module.exports').sort();
    const same = names(imported).every((name) => require('${name}')[name] === imported[name]);
    console.log(JSON.stringify({ same, imported: names(imported), bundled: names(require('./${bundle}')) }));`;
  const { same, imported, bundled } = JSON.parse(
    execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }),
  ) as { same: boolean; imported: string[]; bundled: string[] };
  expect(same).toBe(true);
  expect(imported).not.toEqual([]);
  expect(bundled).toEqual(imported);
});

test('the CommonJS build of @renkei/sdk takes the keys of @renkei/sdk/fapi2', () => {
  const script = `const { BankLink } = require('./sdk/dist/index.cjs');
    const { dpop, generateDpopKey } = require('./sdk/dist/fapi2.cjs');
    const issuer = 'https://bank.example';
    const metadata = {
      issuer,
      authorization_endpoint: issuer + '/authorize',
      token_endpoint: issuer + '/token',
      pushed_authorization_request_endpoint: issuer + '/par',
      code_challenge_methods_supported: ['S256'],
      dpop_signing_alg_values_supported: ['ES256'],
      authorization_response_iss_parameter_supported: true,
    };
    const fetch = async ({ method, headers }) => method === 'GET'
      ? Response.json(metadata)
      : Response.json({ request_uri: 'urn:' + headers.get('dpop').split('.').length }, { status: 201 });
    generateDpopKey()
      .then((key) => new BankLink({ issuer, clientId: 'a', redirectUri: 'app:/', dpop: dpop(key), fetch }).start())
      .then(({ url }) => console.log(url));`;
  const url = execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' });
  expect(url.trim()).toBe('https://bank.example/authorize?client_id=a&request_uri=urn%3A3');
});
