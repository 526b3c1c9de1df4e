import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type TLSSocket } from 'node:tls';
import { realNow } from '../../world/clock.ts';
import { randomSerialNumber } from '../../world/ids.ts';
import { type Check, ok, problem } from './finding.ts';

const check = 'client certificates';
const HOUR = 3_600_000;

/** A server's certificate and a customer's PKCS#12 file, as the sandbox makes them. */
async function makeCertificates() {
  const { createAuthority, issueClientCertificate, issueServerCertificate } = await import('../../pki/authority.ts');
  const { createPkcs12 } = await import('../../pki/pkcs12.ts');
  const named = () => ({ commonName: 'doctor', organization: 'doctor', serialNumber: randomSerialNumber() });
  const now = realNow();
  const authority = await createAuthority({ ...named(), now: new Date(now) });
  const validity = { notBefore: new Date(now - HOUR), notAfter: new Date(now + HOUR) };
  const client = await issueClientCertificate(authority, { ...named(), ...validity });
  const authorityPem = authority.certificatePem;
  const passphrase = 'doctor';
  const file = await createPkcs12({ ...client, authorityPem, friendlyName: 'doctor', passphrase });
  const hosts = ['localhost'];
  const server = await issueServerCertificate(authority, { ...named(), hosts, now: new Date(now) });
  return { authorityPem, server, client: { pfx: Buffer.from(file), passphrase } };
}

/** Whether a server on this machine sees a client's certificate. */
async function isShown(): Promise<boolean> {
  const { authorityPem, server, client } = await makeCertificates();
  const { certificatePem: cert, privateKeyPem: key } = server;
  const listener = createServer({ cert, key, ca: [authorityPem], requestCert: true });
  try {
    listener.listen(0, '127.0.0.1');
    await once(listener, 'listening');
    const seen = once(listener, 'secureConnection') as Promise<[TLSSocket]>;
    const { port } = listener.address() as AddressInfo;
    const socket = connect({ host: '127.0.0.1', port, servername: 'localhost', ca: authorityPem, ...client });
    const [[peer]] = await Promise.all([seen, once(socket, 'secureConnect')]);
    const { authorized } = peer;
    socket.destroy();
    return authorized;
  } finally {
    listener.close();
  }
}

/** Whether certificate login by TLS works with this machine's OpenSSL. */
export const checkClientCertificates: Check = async () => {
  const { openssl } = process.versions;
  const reason = await isShown().then(
    (shown) => (shown ? undefined : 'the server did not see the certificate'),
    // OpenSSL's own words, without its file and line.
    (error: Error & { reason?: string }) => error.reason ?? error.message,
  );
  if (reason === undefined) return [ok(check, `usable, OpenSSL ${openssl}`)];
  const next = 'unset NODE_OPTIONS and OPENSSL_CONF; or start with --certificate-login picker, which needs none';
  return [problem(check, `not usable with OpenSSL ${openssl}: ${reason}`, next)];
};
