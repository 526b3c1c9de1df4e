import { createAuthority, issueClientCertificate, issueServerCertificate } from '../../sandbox/src/pki/authority.ts';

/** A CA, its server `localhost`, and two clients. */
export async function makeCertificates() {
  const now = new Date();
  const names = { organization: 'Sandbox' };
  const authority = await createAuthority({ commonName: 'Sandbox CA', ...names, serialNumber: '01', now });
  const server = await issueServerCertificate(authority, { hosts: ['localhost'], serialNumber: '02', now });
  const validity = { notBefore: new Date(now.getTime() - 60_000), notAfter: new Date(now.getTime() + 3_600_000) };
  const issue = async (serialNumber: string) => {
    const options = { commonName: 'Accounting', ...names, serialNumber, ...validity };
    const { certificatePem: cert, privateKeyPem: key } = await issueClientCertificate(authority, options);
    return { cert, key };
  };
  return {
    ca: authority.certificatePem,
    server: { cert: server.certificatePem, key: server.privateKeyPem },
    certificate: await issue('03'),
    another: await issue('04'),
  };
}
