import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type Server, type TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  type Authority,
  createAuthority,
  createRevocationList,
  type IssuedCertificate,
  issueClientCertificate,
  issueServerCertificate,
} from '../../sandbox/src/pki/authority.ts';
import { createPkcs12 } from '../../sandbox/src/pki/pkcs12.ts';

const DAY = 86_400_000;
// The real time: the handshake is checked by it.
const now = new Date();
const passphrase = 'sandbox';

let authority: Authority;
let client: IssuedCertificate;
let revoked: IssuedCertificate;
let expired: IssuedCertificate;
let server: Server;

beforeAll(async () => {
  authority = await createAuthority({ commonName: 'テスト認証局', organization: 'テスト', serialNumber: '01', now });
  const issue = (serialNumber: string, end = 1) =>
    issueClientCertificate(authority, {
      commonName: '見本 花子',
      organization: 'テスト商店',
      serialNumber,
      notBefore: new Date(now.getTime() - 2 * DAY),
      notAfter: new Date(now.getTime() + end * DAY),
    });
  client = await issue('10');
  revoked = await issue('11');
  expired = await issue('12', -1);
  const hosts = ['localhost', '127.0.0.1'];
  const { certificatePem, privateKeyPem } = await issueServerCertificate(authority, { hosts, serialNumber: '02', now });
  server = createServer({
    cert: certificatePem,
    key: privateKeyPem,
    ca: authority.certificatePem,
    crl: await createRevocationList(authority, [{ serialNumber: '11', revokedAt: now }], {
      now,
      nextUpdate: new Date(now.getTime() + DAY),
    }),
    requestCert: true,
    rejectUnauthorized: false,
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

/** What the server sees of a client that connects with this `.p12` file, or with none. */
async function seenByServer(certificate: IssuedCertificate | undefined) {
  const pfx =
    certificate &&
    Buffer.from(
      await createPkcs12({
        certificatePem: certificate.certificatePem,
        privateKeyPem: certificate.privateKeyPem,
        authorityPem: authority.certificatePem,
        friendlyName: '見本 花子',
        passphrase,
      }),
    );
  const seen = once(server, 'secureConnection') as Promise<[TLSSocket]>;
  const socket = connect({
    host: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    servername: 'localhost',
    ca: authority.certificatePem,
    ...(pfx ? { pfx, passphrase } : {}),
  });
  try {
    await once(socket, 'secureConnect');
    const [peer] = await seen;
    return {
      serverTrusted: socket.authorized,
      authorized: peer.authorized,
      error: peer.authorizationError as unknown,
      fingerprint: peer.getPeerX509Certificate()?.fingerprint256.replaceAll(':', '').toLowerCase(),
    };
  } finally {
    socket.destroy();
  }
}

describe('a TLS handshake with a client certificate', () => {
  test('authorizes the customer and shows which certificate it was', async () => {
    expect(await seenByServer(client)).toMatchObject({
      serverTrusted: true,
      authorized: true,
      fingerprint: client.fingerprint,
    });
  });

  test('shows a revoked certificate but does not authorize it', async () => {
    expect(await seenByServer(revoked)).toMatchObject({
      authorized: false,
      error: 'CERT_REVOKED',
      fingerprint: revoked.fingerprint,
    });
  });

  test('shows an expired certificate but does not authorize it', async () => {
    expect(await seenByServer(expired)).toMatchObject({
      authorized: false,
      error: 'CERT_HAS_EXPIRED',
      fingerprint: expired.fingerprint,
    });
  });

  test('without one authorizes nobody', async () => {
    expect(await seenByServer(undefined)).toMatchObject({ authorized: false, fingerprint: undefined });
  });
});
