import tls from 'node:tls';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAuthority, issueClientCertificate } from '../../sandbox/src/pki/authority.ts';
import { authorityNames } from '../../sandbox/src/pki/test-certificates.ts';
import { worldOfScreens } from '../browser/world.ts';
import { openssl } from '../pki/openssl.ts';
import { openSandbox, type TestSandbox } from '../support/sandbox.ts';
import { createVendor } from '../support/vendor.ts';
import { type ClientIdentity, createPageVisitor } from './handshake.ts';

/** With the certificate window as a page, and with that of the browser. */
let picker: TestSandbox;
let byTls: TestSandbox;
beforeAll(async () => {
  const world = worldOfScreens();
  [picker, byTls] = await Promise.all([openSandbox({ world }), openSandbox({ world, certificateLogin: 'tls' })]);
});
beforeEach(async () => {
  await Promise.all([picker, byTls].map((sandbox) => sandbox.control('POST', '/reset')));
});
afterAll(async () => {
  expect([...picker.faults, ...byTls.faults]).toEqual([]);
  await Promise.all([picker.close(), byTls.close()]);
});

/** A customer of gunma on the page after 電子証明書ログイン. */
async function arriveAtWindow(sandbox: TestSandbox) {
  const browser = createPageVisitor();
  const { url } = await browser.follow((await (await createVendor(sandbox)).authorizationUrl()).url);
  const pressed = await browser.press(url, 'certificate-login');
  expect(pressed.status).toBe(303);
  return { browser, url, certificateUrl: pressed.headers.get('location') ?? '' };
}

type Window = Awaited<ReturnType<typeof arriveAtWindow>>;

const file = async (sandbox: TestSandbox, name: string) =>
  (await sandbox.control('GET', `/certificates/${name}`)).text();

const identityOf = async (id: string): Promise<ClientIdentity> => ({
  cert: await file(byTls, `${id}.pem`),
  key: await file(byTls, `${id}.key`),
});

/** The page after the certificate was picked from the window. */
async function pick(id: string): Promise<string> {
  const { browser, url } = await arriveAtWindow(picker);
  expect((await browser.press(url, 'select', { certificate: id })).status).toBe(303);
  return (await browser.request(url)).text();
}

/** The page after what was shown in the TLS handshake. */
async function show(
  shown: { readonly identity?: ClientIdentity; readonly session?: Buffer | undefined },
  { browser, url, certificateUrl }: Window,
): Promise<string> {
  const answer = await browser.show(certificateUrl, shown);
  expect([answer.status, answer.location]).toEqual([303, url]);
  return (await browser.request(url)).text();
}

const showAnew = async (identity?: ClientIdentity) => show(identity ? { identity } : {}, await arriveAtWindow(byTls));

const refusedWith = (page: string): string | undefined =>
  page.includes('電子証明書でログインできませんでした。')
    ? /<p class="lead">(この電子証明書[^<]+|電子証明書が提示[^<]+)<\/p>/.exec(page)?.[1]
    : undefined;

const ACCEPTED = '電子証明書を確認しました。ログインパスワードを入力してください。';

async function issuedBy(commonName: string) {
  const now = new Date();
  const authority = await createAuthority({ commonName, organization: 'Test', serialNumber: '01', now });
  const { certificatePem: cert, privateKeyPem: key } = await issueClientCertificate(authority, {
    commonName: '鈴木 管理',
    organization: 'サンドボックス商事株式会社',
    serialNumber: '02',
    notBefore: new Date(now.getTime() - 60_000),
    notAfter: new Date(now.getTime() + 86_400_000),
  });
  return { authority, identity: { cert, key } };
}

/** Trusts an authority as this machine trusts the public ones. */
async function withPublicAuthority<T>(pem: string, run: () => Promise<T>): Promise<T> {
  const before = tls.getCACertificates('default');
  tls.setDefaultCACertificates([...before, pem]);
  try {
    return await run();
  } finally {
    tls.setDefaultCACertificates(before);
  }
}

const cases = [
  ['expired', 'suzuki-expired', 'この電子証明書は有効期限が切れています。'],
  ['not yet valid', 'suzuki-not-yet', 'この電子証明書は有効期間の開始前です。'],
  ['revoked', 'suzuki-revoked', 'この電子証明書は失効しています。'],
  ['of another CA', 'suzuki-foreign', 'この電子証明書は当組合が発行したものではありません。'],
  ['of another bank', 'saito-valid', 'この電子証明書は他の金融機関のものです。'],
  [
    'without the EKU of TLS clients',
    'suzuki-no-client-auth',
    'この電子証明書の用途にはクライアント認証が含まれていません。',
  ],
] as const;

describe('a certificate has its own error screen in Japanese when it is', () => {
  test.each(cases)('%s, picked from the page of the window', async (_, id, says) => {
    expect(refusedWith(await pick(id))).toMatch(new RegExp(`^${says}`));
  });

  test.each(cases)('%s, shown in a TLS handshake', async (_, id, says) => {
    expect(refusedWith(await showAnew(await identityOf(id)))).toMatch(new RegExp(`^${says}`));
  });

  test('of a public CA, which a sandbox refuses whatever else it says', async () => {
    const { authority, identity } = await issuedBy('公的認証局');
    const page = await withPublicAuthority(authority.certificatePem, () => showAnew(identity));
    expect(refusedWith(page)).toMatch(/^この電子証明書は実在の認証局が発行したものです。/);
    const { certificates } = (await (await byTls.control('GET', '/certificates')).json()) as {
      certificates: unknown[];
    };
    expect(JSON.stringify(certificates)).not.toContain('公的認証局');
  });

  test('of a CA that nobody knows, even under the name of the bank’s own', async () => {
    for (const name of ['無名認証局', authorityNames.bank]) {
      const { identity } = await issuedBy(name);
      expect(refusedWith(await showAnew(identity))).toMatch(/^この電子証明書は当組合に登録されていません。/);
    }
  });

  test('not there at all', async () => {
    expect(refusedWith(await showAnew())).toMatch(/^電子証明書が提示されませんでした。/);
  });

  test('missing from a TLS 1.3 session that a later connection resumes', async () => {
    const first = await arriveAtWindow(byTls);
    const identity = await identityOf('suzuki-valid');
    const { session } = await first.browser.show(first.certificateUrl, { identity });
    expect(session).toBeInstanceOf(Buffer);
    const later = await arriveAtWindow(byTls);
    const resumed = await later.browser.show(later.certificateUrl, { session });
    expect(resumed.isResumed).toBe(false);
    expect(refusedWith(await (await later.browser.request(later.url)).text())).toMatch(
      /^電子証明書が提示されませんでした。/,
    );
    const { session: without } = await (await arriveAtWindow(byTls)).browser.show(later.certificateUrl);
    expect(refusedWith(await show({ session: without }, await arriveAtWindow(byTls)))).toMatch(
      /^電子証明書が提示されませんでした。/,
    );
  });
});

describe('a certificate that the bank accepts', () => {
  test('leads to the password of its holder, picked or shown by TLS', async () => {
    expect(await pick('suzuki-valid')).toContain(ACCEPTED);
    expect(await showAnew(await identityOf('suzuki-valid'))).toContain(ACCEPTED);
  });

  test('of A with the password of B is refused, picked or shown by TLS; with that of A it goes on', async () => {
    for (const sandbox of [picker, byTls]) {
      const { browser, url, certificateUrl } = await arriveAtWindow(sandbox);
      if (sandbox === picker) await browser.press(url, 'select', { certificate: 'takahashi-valid' });
      else await browser.show(certificateUrl, { identity: await identityOf('takahashi-valid') });
      // The login ID of B in the form is not asked for, and changes nothing.
      const refused = await browser.press(url, 'login', { loginId: 'suzuki', loginPassword: 'suzuki-pw1' });
      expect(refused.status).toBe(422);
      expect(await refused.text()).toContain('data-code="login_password_refused"');
      expect((await browser.press(url, 'login', { loginPassword: 'takahashi-pw1' })).status).toBe(303);
      expect(await (await browser.request(url)).text()).toContain('API連携認証（認可業務選択）（利用登録）');
    }
  });

  test('can be taken in place of another of the same customer, which was picked by mistake', async () => {
    const { browser, url } = await arriveAtWindow(picker);
    await browser.press(url, 'select', { certificate: 'suzuki-expired' });
    await browser.press(url, 'back');
    await browser.press(url, 'certificate-login');
    await browser.press(url, 'select', { certificate: 'suzuki-valid' });
    expect(await (await browser.request(url)).text()).toContain(ACCEPTED);

    const window = await arriveAtWindow(byTls);
    await show({ identity: await identityOf('suzuki-expired') }, window);
    await window.browser.press(window.url, 'back');
    await window.browser.press(window.url, 'certificate-login');
    expect(await show({ identity: await identityOf('suzuki-valid') }, window)).toContain(ACCEPTED);
  });
});

describe('a certificate revoked while the bank runs', () => {
  const revoke = (sandbox: TestSandbox, id = 'suzuki-valid') =>
    sandbox.control('PUT', `/certificates/${id}/revocation`);
  const says = /^この電子証明書は失効しています。/;

  test('is refused at the next login, picked or shown by TLS', async () => {
    for (const sandbox of [picker, byTls]) {
      const answer = await revoke(sandbox);
      expect(await answer.json()).toMatchObject({ id: 'suzuki-valid', state: 'revoked' });
    }
    expect(refusedWith(await pick('suzuki-valid'))).toMatch(says);
    expect(refusedWith(await showAnew(await identityOf('suzuki-valid')))).toMatch(says);
    expect(await pick('takahashi-valid')).toContain(ACCEPTED);
  });

  test('is refused at the password of a login that has begun', async () => {
    const { browser, url } = await arriveAtWindow(picker);
    await browser.press(url, 'select', { certificate: 'suzuki-valid' });
    await revoke(picker);
    await browser.press(url, 'login', { loginPassword: 'suzuki-pw1' });
    expect(refusedWith(await (await browser.request(url)).text())).toMatch(says);
  });

  test('is good again after a reset, after DELETE, and in a snapshot of before; the world’s own revocations stay', async () => {
    const snapshot = await picker.snapshot();
    const ways = [
      () => picker.control('POST', '/reset'),
      () => picker.control('DELETE', '/certificates/suzuki-valid/revocation'),
      () => picker.restore(snapshot),
    ];
    for (const way of ways) {
      await revoke(picker);
      expect(refusedWith(await pick('suzuki-valid'))).toMatch(says);
      await way();
      expect(await pick('suzuki-valid')).toContain(ACCEPTED);
      expect(refusedWith(await pick('suzuki-revoked'))).toMatch(says);
    }
  });

  test('is in the CRL from then on, as OpenSSL reads it', async () => {
    const verify = async (id: string): Promise<string> => {
      const names = ['ca.pem', 'ca.crl', `${id}.pem`];
      const files = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await file(picker, name)])));
      // The CRL is of the real time, as a checker needs it; the certificates are of the world's.
      const options = ['-crl_check', '-no_check_time', '-CAfile', 'ca.pem', '-CRLfile', 'ca.crl'];
      return (await openssl(['verify', ...options, `${id}.pem`], files)).output;
    };
    expect(await verify('suzuki-revoked')).toContain('certificate revoked');
    expect(await verify('suzuki-valid')).toContain('suzuki-valid.pem: OK');
    await revoke(picker);
    expect(await verify('suzuki-valid')).toContain('certificate revoked');
    await picker.control('POST', '/reset');
    expect(await verify('suzuki-valid')).toContain('suzuki-valid.pem: OK');
  });

  test('must be one that there is', async () => {
    for (const method of ['PUT', 'DELETE']) {
      const answer = await picker.control(method, '/certificates/nobody/revocation');
      expect([answer.status, await answer.json()]).toMatchObject([404, { code: 'certificate_not_found' }]);
    }
  });
});
