import { X509Certificate } from 'node:crypto';
import { createSandbox } from '@renkei/sandbox';
import { exportJWK } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAuthority, issueClientCertificate, issueServerCertificate } from '../../sandbox/src/pki/authority.ts';
import { type Certificate, certificateFetch } from '../support/certificate-fetch.ts';
import { createRawApp, errorOf, type RawApp, type Tokens } from '../support/raw-app.ts';
import { CALLBACK, inWorld, openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { type AppKind, issueCertificate } from '../support/strict-app.ts';

let sandbox: TestSandbox;
let ca: string;
beforeAll(async () => {
  sandbox = await openSandbox();
  ca = await (await sandbox.control('GET', '/certificates/ca.pem')).text();
});
afterAll(async () => {
  expect(sandbox.faults).toEqual([]);
  await sandbox.close();
});

const DAY = 86_400_000;
const mutual: AppKind = { profile: 'fapi2', method: 'tls_client_auth', bound: 'certificate' };

const pairOf = (issued: { certificatePem: string; privateKeyPem: string }): Certificate => ({
  cert: issued.certificatePem,
  key: issued.privateKeyPem,
});

/** A certificate of the sandbox CA that the control API would not issue. */
async function issued(changes: Partial<Parameters<typeof issueClientCertificate>[1]> = {}) {
  const settings = await sandbox.store.db
    .selectFrom('settings')
    .selectAll()
    .where('name', '=', 'authorities')
    .execute();
  const { bank } = JSON.parse(settings[0]?.value ?? '') as { bank: Parameters<typeof issueClientCertificate>[0] };
  const options = {
    commonName: 'vendor-app',
    organization: 'Vendor, Inc.',
    serialNumber: '77',
    notBefore: new Date(Date.now() - DAY),
    notAfter: new Date(Date.now() + DAY),
    ...changes,
  };
  return { bank, certificate: pairOf(await issueClientCertificate(bank, options)) };
}

/** A certificate of an authority that everybody else may trust. */
async function ofPublicAuthority(): Promise<Certificate> {
  const now = new Date();
  const authority = await createAuthority({ commonName: 'Public CA', organization: 'Public', serialNumber: '01', now });
  const notBefore = new Date(now.getTime() - DAY);
  const notAfter = new Date(now.getTime() + DAY);
  const names = { commonName: 'vendor-app', organization: 'Vendor, Inc.', serialNumber: '02' };
  return pairOf(await issueClientCertificate(authority, { ...names, notBefore, notAfter }));
}

/** The app with another certificate, or with none. */
async function showing(app: RawApp, certificate?: Certificate): Promise<RawApp> {
  const fetchWith = certificateFetch(ca, certificate) as typeof fetch;
  return createRawApp(sandbox, app.app.kind, {}, { ...app.app, fetch: fetchWith });
}

const refresh = { grant_type: 'refresh_token', refresh_token: 'sandbox_rt_unknown' };

describe('an app that authenticates by tls_client_auth', () => {
  let app: RawApp;
  beforeAll(async () => {
    app = await createRawApp(sandbox, mutual);
  });

  test('is known by the certificate that its registration names', async () => {
    expect(await errorOf(await app.post('token', refresh))).toMatchObject({ status: 400, error: 'invalid_grant' });
  });

  test('may hold any certificate of that name: a renewed one is as good', async () => {
    const renewed = await issueCertificate(sandbox, 'vendor-app');
    const again = await showing(app, pairOf(renewed));
    expect((await errorOf(await again.post('token', refresh))).error).toBe('invalid_grant');
  });

  test('is told where to call when it shows no certificate', async () => {
    const refusal = await errorOf(await (await showing(app)).post('token', refresh));
    expect(refusal).toMatchObject({ status: 400, error: 'invalid_client' });
    expect(refusal.error_description).toBe(
      `the profile fapi2 of this app wants a TLS client certificate (RFC 8705): send the request with it to ${sandbox.tlsOrigin}/gunma/oauth/token`,
    );
  });

  test('is told the same on the plain listener', async () => {
    const body = new URLSearchParams({ ...refresh, client_id: app.app.client.client_id });
    const refusal = await errorOf(await fetch(`${sandbox.issuer}/oauth/token`, { method: 'POST', body }));
    expect(refusal.error_description).toContain(`send the request with it to ${sandbox.tlsOrigin}/gunma/oauth/token`);
  });

  test.each<[string, () => Promise<Certificate>, RegExp]>([
    [
      'of another name',
      async () => (await issued({ commonName: 'other-app' })).certificate,
      /subject value does not match/,
    ],
    ['of a public CA', ofPublicAuthority, /of an unknown authority; get one with POST \/sandbox\/v1\/certificates/],
    [
      'that has expired',
      async () => (await issued({ notAfter: new Date(Date.now() - DAY / 2) })).certificate,
      /has expired/,
    ],
    [
      'that is not valid yet',
      async () => (await issued({ notBefore: new Date(Date.now() + DAY / 2) })).certificate,
      /not valid yet/,
    ],
    [
      'of a server',
      async () => {
        const { bank } = await issued();
        return pairOf(
          await issueServerCertificate(bank, { hosts: ['vendor-app'], serialNumber: '78', now: new Date() }),
        );
      },
      /not for TLS clients/,
    ],
    [
      'that it signed itself',
      async () => {
        const names = { commonName: 'vendor-app', organization: 'Vendor, Inc.', serialNumber: '03', now: new Date() };
        return pairOf(await createAuthority(names));
      },
      /not verified/,
    ],
  ])('is refused with a certificate %s', async (_, make, reason) => {
    const refusal = await errorOf(await (await showing(app, await make())).post('token', refresh));
    expect(refusal).toMatchObject({ status: 400, error: 'invalid_client' });
    expect(refusal.error_description).toMatch(reason);
  });

  test.each([
    ['tls_client_auth_subject_dn', 'o=Vendor\\, Inc. , cn=vendor-app', true],
    ['tls_client_auth_subject_dn', 'CN=vendor-app,O=Vendor\\, Inc.', true],
    ['tls_client_auth_subject_dn', 'CN=vendor-app', false],
    ['tls_client_auth_subject_dn', 'CN=Vendor-App,O=Vendor\\, Inc.', false],
    ['tls_client_auth_san_dns', 'app.vendor.example', true],
    ['tls_client_auth_san_dns', 'vendor.example', false],
    ['tls_client_auth_san_uri', 'https://app.vendor.example', false],
    ['tls_client_auth_san_ip', '192.0.2.1', false],
    ['tls_client_auth_san_email', 'app@vendor.example', false],
  ])('is named by %s %s: %s', async (member, name, isKnown) => {
    const { certificate } = await issued({ dnsNames: ['app.vendor.example'] });
    const metadata = { profile: 'fapi2', token_endpoint_auth_method: 'tls_client_auth', [member]: name };
    const client = await sandbox.registerClient(metadata);
    const named = await createRawApp(sandbox, mutual, {}, { ...app.app, client });
    const { error } = await errorOf(await (await showing(named, certificate)).post('token', refresh));
    expect(error).toBe(isKnown ? 'invalid_grant' : 'invalid_client');
  });
});

describe('an app that authenticates by self_signed_tls_client_auth', () => {
  const own: AppKind = { profile: 'fapi2', method: 'self_signed_tls_client_auth', bound: 'certificate' };

  test('is known by its own certificate and by no other', async () => {
    const app = await createRawApp(sandbox, own);
    expect((await errorOf(await app.post('token', refresh))).error).toBe('invalid_grant');
    const other = await createRawApp(sandbox, own);
    for (const certificate of [other.app.certificate, (await issued()).certificate]) {
      const refusal = await errorOf(await (await showing(app, certificate)).post('token', refresh));
      expect(refusal).toMatchObject({ status: 400, error: 'invalid_client' });
      expect(refusal.error_description).toContain('unregistered client certificate');
    }
  });

  test.each<[string, () => Promise<Record<string, unknown>>, RegExp]>([
    ['no certificate', async () => ({}), /^jwks\/keys\/0\/x5c: missing/],
    ['what is no certificate', async () => ({ x5c: ['AAAA'] }), /^jwks\/keys\/0\/x5c: not a certificate/],
    [
      'the certificate of a public CA',
      async () => ({ x5c: [(await ofPublicAuthority()).cert.replace(/-----[^-]+-----|\s/g, '')] }),
      /^jwks\/keys\/0\/x5c: (of another key|not self-signed)/,
    ],
  ])('cannot register %s', async (_, more, detail) => {
    const certificate = await ofPublicAuthority();
    const { kty, crv, x, y } = await exportJWK(new X509Certificate(certificate.cert).publicKey);
    const response = await sandbox.control('POST', '/clients', {
      redirect_uris: [CALLBACK],
      profile: 'fapi2',
      token_endpoint_auth_method: 'self_signed_tls_client_auth',
      jwks: { keys: [{ kty, crv, x, y, ...(await more()) }] },
    });
    expect(response.status).toBe(400);
    expect(((await response.json()) as { detail: string }).detail).toMatch(detail);
  });

  test('cannot register a certificate that another authority signed for its key', async () => {
    const { cert } = await ofPublicAuthority();
    const jwk = await exportJWK(new X509Certificate(cert).publicKey);
    const response = await sandbox.control('POST', '/clients', {
      redirect_uris: [CALLBACK],
      token_endpoint_auth_method: 'self_signed_tls_client_auth',
      jwks: { keys: [{ ...jwk, x5c: [cert.replace(/-----[^-]+-----|\s/g, '')] }] },
    });
    expect(((await response.json()) as { detail: string }).detail).toContain('x5c: not self-signed');
  });
});

describe('a token bound to a certificate (RFC 8705 §3)', () => {
  let app: RawApp;
  let tokens: Tokens;
  beforeAll(async () => {
    app = await createRawApp(sandbox, mutual);
    tokens = await app.link();
  });

  test('names it by cnf.x5t#S256', async () => {
    const told = (await (await app.post('introspect', { token: tokens.access_token })).json()) as {
      cnf: Record<string, string>;
    };
    const fingerprint = new X509Certificate(app.app.certificate.cert).fingerprint256.replaceAll(':', '');
    expect(told.cnf).toEqual({ 'x5t#S256': Buffer.from(fingerprint, 'hex').toString('base64url') });
    expect(tokens.token_type).toBe('Bearer');
  });

  test('opens the services with it', async () => {
    expect((await app.read(tokens.access_token)).status).toBe(200);
  });

  test.each<[string, () => Promise<Certificate | undefined>, RegExp]>([
    ['none', async () => undefined, /the request shows none/],
    ['another of the sandbox CA', async () => (await issued()).certificate, /the request shows another one/],
    ['one of a public CA', ofPublicAuthority, /of an unknown authority/],
  ])('opens nothing with %s: 401 invalid_token', async (_, certificate, reason) => {
    const response = await (await showing(app, await certificate())).read(tokens.access_token);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe('Bearer realm="gunma", error="invalid_token"');
    const { code, detail } = (await response.json()) as { code: string; detail: string };
    expect(code).toBe('invalid_token');
    expect(detail).toMatch(reason);
    expect(detail).toContain(`at ${sandbox.tlsOrigin}/gunma`);
  });

  test('opens nothing on the plain listener', async () => {
    const headers = { Authorization: `Bearer ${tokens.access_token}` };
    expect((await fetch(`${sandbox.issuer}/api/v1/accounts`, { headers })).status).toBe(401);
  });

  test('opens nothing on a new connection without the certificate, though another one showed it', async () => {
    const [first, second] = [await showing(app, app.app.certificate), await showing(app)];
    for (const status of [200, 401, 200, 401]) {
      const response = await (status === 200 ? first : second).read(tokens.access_token);
      expect(response.status).toBe(status);
    }
  });

  test('wants its certificate at the token endpoint too (fapi2-security-profile-final-ensure-holder-of-key-required)', async () => {
    const kind: AppKind = { profile: 'fapi2', method: 'private_key_jwt', bound: 'certificate' };
    const vendor = await createRawApp(sandbox, kind);
    const { form } = await vendor.authorized();
    const refusal = await errorOf(await (await showing(vendor)).post('token', form));
    expect(refusal).toMatchObject({ status: 400, error: 'invalid_grant' });
    expect(refusal.error_description).toContain(
      'the profile fapi2 of this app wants a TLS client certificate (RFC 8705)',
    );
    const foreign = await errorOf(await (await showing(vendor, await ofPublicAuthority())).post('token', form));
    expect(foreign).toMatchObject({ status: 400, error: 'invalid_grant' });
    expect((await vendor.post('token', form)).status).toBe(200);
  });

  test('is not bound to a key besides', async () => {
    const { form } = await app.authorized();
    const refusal = await errorOf(await app.post('token', form, { dpop: {} }));
    expect(refusal).toMatchObject({ status: 400, error: 'invalid_request' });
  });

  test('is renewed with the certificate that the app shows then', async () => {
    const { refresh_token: token } = await app.link();
    const renewed = await showing(app, pairOf(await issueCertificate(sandbox, 'vendor-app')));
    const fresh = (await (await renewed.refresh(token)).json()) as Tokens;
    expect((await renewed.read(fresh.access_token)).status).toBe(200);
    expect((await app.read(fresh.access_token)).status).toBe(401);
  });
});

test('a certificate for a vendor comes from the control API with what a registration needs', async () => {
  const certificate = await issueCertificate(sandbox, 'my-app');
  const parsed = new X509Certificate(certificate.certificatePem);
  expect(certificate).toMatchObject({
    subjectDn: 'CN=my-app,O=Vendor\\, Inc.',
    fingerprint: parsed.fingerprint256.replaceAll(':', '').toLowerCase(),
    authorityPem: ca,
  });
  expect(parsed.verify(new X509Certificate(ca).publicKey)).toBe(true);
  expect(parsed.keyUsage).toEqual(['1.3.6.1.5.5.7.3.2']);
});

test('without a socket there is no TLS: the metadata leaves client certificates out, and the errors say what to do', async () => {
  const inProcess = await createSandbox();
  const issuer = `${inProcess.origin}/gunma`;
  const metadata = await (await inProcess.fetch(`${issuer}/.well-known/oauth-authorization-server`)).json();
  expect(JSON.stringify(metadata)).not.toMatch(/mtls|tls_client/);
  const { authorityPem, subjectDn } = await inProcess.issueCertificate({ commonName: 'my-app' });
  expect(authorityPem).toContain('BEGIN CERTIFICATE');
  const client = await inProcess.registerClient({
    redirect_uris: [CALLBACK],
    profile: 'fapi2',
    token_endpoint_auth_method: 'tls_client_auth',
    tls_client_auth_subject_dn: subjectDn,
  });
  const body = new URLSearchParams({ ...refresh, client_id: client.client_id });
  const response = await inProcess.fetch(`${issuer}/oauth/token`, { method: 'POST', body });
  const refusal = await errorOf(response);
  expect(refusal).toMatchObject({ status: 400, error: 'invalid_client' });
  expect(refusal.error_description).toBe(
    'the profile fapi2 of this app wants a TLS client certificate (RFC 8705): this sandbox has no TLS listener: start it, or call its listen()',
  );
  await inProcess.close();
});

test('in another world certificates work the same, at its own addresses', async () => {
  const world = await sandbox.createWorld();
  const there = inWorld(sandbox, world);
  const app = await createRawApp(there, mutual);
  const tokens = await app.link();
  expect((await app.read(tokens.access_token)).status).toBe(200);
  expect((await (await showing(app)).read(tokens.access_token)).status).toBe(401);
  await world.close();
});
