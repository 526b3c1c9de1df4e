import { createSandbox, type NewFault, type Sandbox } from '@renkei/sandbox';
import { errors } from 'oidc-provider';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { errorFiles } from '../../scripts/docs/errors.ts';
import { dpopProof } from '../support/proofs.ts';

const redirectUri = 'http://localhost:3000/callback';
const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

let sandbox: Sandbox;
let issuer: string;
let client: { client_id: string; client_secret?: string };

beforeAll(async () => {
  sandbox = await createSandbox({ clock: '2026-11-20T09:00:00+09:00' });
  issuer = `${sandbox.origin}/gunma`;
  client = await sandbox.registerClient({ redirect_uris: [redirectUri] });
});
afterAll(() => sandbox.close());

function authorizeUrl(changes: Record<string, string | undefined> = {}): string {
  const parameters = {
    response_type: 'code',
    client_id: client.client_id,
    redirect_uri: redirectUri,
    scope: 'balances',
    code_challenge: challenge,
    code_challenge_method: 'S256',
    ...changes,
  };
  const given = Object.entries(parameters).filter((one): one is [string, string] => one[1] !== undefined);
  return `${issuer}/oauth/authorize?${new URLSearchParams(given)}`;
}

/** The error in a redirect or in a body. */
async function errorIn(response: Response): Promise<unknown> {
  const location = response.headers.get('location');
  if (location === null) return ((await response.json()) as { error?: string }).error;
  const { search, hash } = new URL(location);
  return new URLSearchParams(search || hash.slice(1)).get('error');
}

const authorize = async (changes: Record<string, string | undefined>) =>
  errorIn(await sandbox.fetch(authorizeUrl(changes), { headers: { Accept: 'application/json' } }));

async function post(path: string, body: Record<string, string>, headers: Record<string, string> = {}) {
  const form = new URLSearchParams({ client_id: client.client_id, client_secret: client.client_secret ?? '', ...body });
  return errorIn(await sandbox.fetch(`${issuer}/oauth/${path}`, { method: 'POST', body: form, headers }));
}

async function withFault(fault: NewFault, path: string): Promise<unknown> {
  const { id } = await sandbox.faults.add(fault);
  try {
    return await post(path, { grant_type: 'refresh_token', refresh_token: 'x', token: 'x' });
  } finally {
    await sandbox.faults.clear(id);
  }
}

async function withoutNonce(): Promise<unknown> {
  const bound = { redirect_uris: [redirectUri], dpop_bound_access_tokens: true, requireDpopNonce: true };
  const { client_id, client_secret = '' } = await sandbox.registerClient(bound);
  const keys = (await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
    'sign',
    'verify',
  ])) as CryptoKeyPair;
  const DPoP = await dpopProof(keys, { method: 'POST', url: `${issuer}/oauth/token` });
  const body = { client_id, client_secret, grant_type: 'refresh_token', refresh_token: 'x' };
  return post('token', body, { DPoP });
}

/** How each is brought about. */
const provoked: Record<string, () => Promise<unknown>> = {
  access_denied: async () => {
    const callbackUrl = await sandbox.customer('gunma', 'sato').link(authorizeUrl(), { deny: true });
    return new URL(callbackUrl).searchParams.get('error');
  },
  invalid_client: () => post('token', { client_secret: 'wrong', grant_type: 'refresh_token', refresh_token: 'x' }),
  invalid_dpop_proof: () => post('token', { grant_type: 'refresh_token', refresh_token: 'x' }, { DPoP: 'none' }),
  invalid_grant: () => post('token', { grant_type: 'refresh_token', refresh_token: 'x' }),
  invalid_redirect_uri: () => authorize({ redirect_uri: 'http://localhost:3000/other' }),
  invalid_request: () => authorize({ code_challenge: undefined }),
  invalid_request_uri: () => authorize({ request_uri: 'urn:ietf:params:oauth:request_uri:none' }),
  invalid_scope: () => authorize({ scope: 'nothing' }),
  registration_not_supported: () => authorize({ registration: '{}' }),
  request_not_supported: () => authorize({ request: 'x' }),
  request_uri_not_supported: () => authorize({ request_uri: 'https://app.example/request' }),
  server_error: () => withFault({ operationId: 'token', status: 500 }, 'token'),
  temporarily_unavailable: () => withFault({ operationId: 'token', status: 503 }, 'token'),
  unauthorized_client: () => withFault({ operationId: 'token', status: 400, code: 'unauthorized_client' }, 'token'),
  unsupported_grant_type: () => post('token', { grant_type: 'password' }),
  unsupported_response_mode: () => authorize({ response_mode: 'none' }),
  unsupported_response_type: () => authorize({ response_type: 'token' }),
  unsupported_token_type: () =>
    withFault({ operationId: 'revoke', status: 400, code: 'unsupported_token_type' }, 'revoke'),
  use_dpop_nonce: withoutNonce,
};

test.each(Object.keys(errorFiles.oauth.codes))('%s has an entry, and the sandbox answers it', async (code) => {
  expect(await provoked[code]?.()).toBe(code);
});

/** What the library knows besides, and this authorization server has no use for. */
const ofOthers = [
  /^(authorization_pending|slow_down|expired_(login_hint_)?token|transaction_failed|unknown_user_id)$/, // CIBA, devices
  /^(invalid_binding_message|(invalid|missing)_user_code)$/, // CIBA
  /^(login|consent|interaction)_required$|^unmet_authentication_requirements$/, // OpenID Connect
  /credential|^invalid_(nonce|proof)$/, // verifiable credentials
  /attestation/, // attested clients
  /^invalid_(target|authorization_details)$/, // resource indicators and rich requests, which are off
  /^invalid_request_object$|software_statement$/, // signed requests and registrations
  /^(invalid_token|insufficient_scope|invalid_client_metadata)$/, // problems of the APIs here
];

test('every error that the authorization server knows has an entry, but those of what it does not offer', () => {
  const known = Object.values(errors).map((Class) => {
    const Made = Class as unknown as new (text: string) => { error?: string };
    return new Made('x').error ?? '';
  });
  const missing = known.filter((code) => code.includes('_') && !(code in errorFiles.oauth.codes));
  expect(missing.length).toBeGreaterThan(10);
  expect(missing.filter((code) => !ofOthers.some((pattern) => pattern.test(code)))).toEqual([]);
});
