// #region imports
import { startSandbox } from '@renkei/sandbox';
import { BankLink } from '@renkei/sdk';
import { tlsClientAuth } from '@renkei/sdk/fapi2';
import { mtlsFetch } from '@renkei/sdk/node';
import { expect } from 'vitest';
import { bankAt, link, test } from './bank.ts';

// #endregion

// #region link
test('a customer logs in with a certificate', async ({ sandbox }) => {
  await link(sandbox, 'gunma', 'suzuki'); // takes a valid one of his
  await link(sandbox, 'gunma', 'suzuki', { certificate: 'suzuki-valid' });
});
// #endregion

// #region refused
test('the bank says what is wrong with a certificate', async ({ sandbox }) => {
  const says: Record<string, string | undefined> = {};
  for (const certificate of [
    'suzuki-expired',
    'suzuki-not-yet',
    'suzuki-revoked',
    'suzuki-foreign',
    'suzuki-no-client-auth',
    'kobayashi-valid',
  ]) {
    const { url } = await bankAt(sandbox, 'gunma').start();
    const { screen } = await sandbox.customer('gunma', 'suzuki').walk(url, { certificate });
    says[certificate] = screen?.lead[1]?.split('。')[0];
  }
  expect(says).toEqual({
    'suzuki-expired': 'この電子証明書は有効期限が切れています',
    'suzuki-not-yet': 'この電子証明書は有効期間の開始前です',
    'suzuki-revoked': 'この電子証明書は失効しています',
    'suzuki-foreign': 'この電子証明書は当組合が発行したものではありません',
    'suzuki-no-client-auth': 'この電子証明書の用途にはクライアント認証が含まれていません',
    'kobayashi-valid': 'この電子証明書は他の金融機関のものです',
  });
});
// #endregion

// #region another
test('the certificate of A with the password of B is refused', async ({ sandbox }) => {
  const { url } = await bankAt(sandbox, 'gunma').start();
  const { screen } = await sandbox.customer('gunma', 'suzuki').walk(url, { certificate: 'takahashi-valid' });
  expect(screen?.errors[0]?.code).toBe('login_password_refused');
});
// #endregion

// #region life
test('a certificate is revoked, restored, and a year old', async ({ sandbox }) => {
  const logIn = async () => {
    const { url } = await bankAt(sandbox, 'gunma').start();
    const { callbackUrl, screen } = await sandbox
      .customer('gunma', 'suzuki')
      .walk(url, { certificate: 'suzuki-valid' });
    return callbackUrl ? 'linked' : screen?.id;
  };
  await sandbox.control('PUT', '/certificates/suzuki-valid/revocation');
  expect(await logIn()).toBe('certificate-refused');

  await sandbox.control('DELETE', '/certificates/suzuki-valid/revocation');
  expect(await logIn()).toBe('linked');

  await sandbox.clock.advance('P366D');
  expect(await logIn()).toBe('certificate-refused');
});
// #endregion

// #region vendor
test('your own app shows a certificate to the bank', async () => {
  const sandbox = await startSandbox({ port: 0, tlsPort: 0 });
  const certificate = await sandbox.issueCertificate({ commonName: 'Example Accounting' });
  const redirectUri = 'http://localhost:3000/callback';
  const { client_id: clientId } = await sandbox.registerClient({
    redirect_uris: [redirectUri],
    profile: 'fapi2',
    token_endpoint_auth_method: 'tls_client_auth',
    tls_client_auth_subject_dn: certificate.subjectDn,
    tls_client_certificate_bound_access_tokens: true,
  });

  const bank = new BankLink({
    issuer: `${sandbox.origin}/gunma`,
    apiUrl: `${sandbox.tlsOrigin}/gunma`,
    clientId,
    redirectUri,
    clientAuthentication: tlsClientAuth(),
    fetch: mtlsFetch({
      cert: certificate.certificatePem,
      key: certificate.privateKeyPem,
      ca: certificate.authorityPem,
    }),
  });
  const { url, pending } = await bank.start();
  const linkage = await bank.complete(await sandbox.customer('gunma', 'sato').link(url), pending);
  expect((await linkage.status()).daysLeft).toBe(90);
  await sandbox.close();
});
// #endregion
