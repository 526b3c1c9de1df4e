import { X509Certificate } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type CertificateSubject, isSelfSigned } from '../bank/client-terms.ts';
import { realNow } from '../world/clock.ts';

/** Reads the client certificate of the TLS handshake that carries a request; none without one. */
type CertificateReader = (req: IncomingMessage) => X509Certificate | undefined;

/** The client certificates that vendors show, RFC 8705. */
export interface ClientCertificates {
  /** The certificate of a request, if a vendor may use it. */
  of(req: IncomingMessage): X509Certificate | undefined;
  /** Why the certificate of a request cannot be used, if there is one; ASCII. */
  mistakeIn(req: IncomingMessage): string | undefined;
  /** Whether a request shows a certificate of the sandbox CA. */
  isOfAuthority(req: IncomingMessage): boolean;
}

// RFC 5280 §4.2.1.12, id-kp-clientAuth. Node takes certificates without it.
const CLIENT_AUTHENTICATION = '1.3.6.1.5.5.7.3.2';

/**
 * Judges the certificates that vendors show: of the sandbox CA, or self-signed. TLS itself takes any. Their validity goes
 * by the real time, as all transport does.
 *
 * @param authorityPem - the sandbox CA; there is none as long as it has issued nothing
 * @param peer - reads the certificate of a handshake
 */
export function clientCertificates(
  authorityPem: () => string | undefined,
  peer: CertificateReader,
): ClientCertificates {
  const isIssued = (one: X509Certificate) => {
    const pem = authorityPem();
    const authority = pem === undefined ? undefined : new X509Certificate(pem);
    return authority !== undefined && one.checkIssued(authority) && one.verify(authority.publicKey);
  };

  function mistake(one: X509Certificate): string | undefined {
    if (!isIssued(one)) {
      const expected = 'get one with POST /sandbox/v1/certificates, or use a self-signed one';
      return isSelfSigned(one) ? undefined : `the client certificate is of an unknown authority; ${expected}`;
    }
    const now = realNow();
    if (now < Date.parse(one.validFrom)) return 'the client certificate is not valid yet';
    if (now > Date.parse(one.validTo)) return 'the client certificate has expired; get another one';
    const isForClients = !one.ca && one.keyUsage?.includes(CLIENT_AUTHENTICATION);
    return isForClients ? undefined : 'the certificate is not for TLS clients (extended key usage clientAuth)';
  }

  const mistakeIn = (req: IncomingMessage) => {
    const one = peer(req);
    return one && mistake(one);
  };
  const of = (req: IncomingMessage) => (mistakeIn(req) === undefined ? peer(req) : undefined);
  return {
    of,
    mistakeIn,
    isOfAuthority: (req) => {
      const one = of(req);
      return one !== undefined && isIssued(one);
    },
  };
}

/** The relative names of a distinguished name, types in capitals: of RFC 4514, or of a line each. */
function namesIn(distinguishedName: string, separator: RegExp): readonly string[] {
  const names = distinguishedName.split(separator).map((name) => name.trim());
  return names.map((name) => name.replace(/^[a-z.0-9]+(?=\s*=)/i, (type) => type.toUpperCase()));
}

// Tools write a name forwards or, as RFC 4514 §2.1 has it, backwards.
function hasSubject({ subject }: X509Certificate, expected: string): boolean {
  const names = namesIn(subject, /\n/);
  const wanted = namesIn(expected, /(?<!\\),/).join();
  return wanted === names.join() || wanted === names.toReversed().join();
}

/** The subject of a certificate as RFC 4514 has it, for `tls_client_auth_subject_dn`. */
export function subjectDnOf({ subject }: X509Certificate): string {
  return subject.split('\n').toReversed().join(',');
}

/** Whether a certificate is the one that a registration names, RFC 8705 §2.1.2. */
export function certificateHas(one: X509Certificate, member: CertificateSubject, expected: string): boolean {
  switch (member) {
    case 'tls_client_auth_subject_dn':
      return hasSubject(one, expected);
    case 'tls_client_auth_san_dns':
      return one.checkHost(expected, { subject: 'never', wildcards: false }) !== undefined;
    case 'tls_client_auth_san_ip':
      return one.checkIP(expected) !== undefined;
    case 'tls_client_auth_san_email':
      return one.checkEmail(expected, { subject: 'never' }) !== undefined;
    case 'tls_client_auth_san_uri':
      return (one.subjectAltName ?? '').split(', ').includes(`URI:${expected}`);
  }
}

/** The `x5t#S256` of a certificate, RFC 8705 §3.1. */
export function thumbprintOf(certificate: X509Certificate): string {
  return Buffer.from(certificate.fingerprint256.replaceAll(':', ''), 'hex').toString('base64url');
}
