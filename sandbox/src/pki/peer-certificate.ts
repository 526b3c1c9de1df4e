import { X509Certificate } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import tls, { type TLSSocket } from 'node:tls';

/** A client certificate as a TLS handshake presented it; TLS has proved that the client holds its key. */
export interface PeerCertificate {
  /** SHA-256 of the DER, lower-case hex. */
  readonly fingerprint: string;
  /** Whether an authority that this machine trusts has issued it: a real one, which has no place in a sandbox. */
  readonly isPublic: () => boolean;
}

/** The authorities that this machine trusts; before Node.js 22.15 those that Node.js itself brings. */
const trusted = (): readonly string[] => tls.getCACertificates?.('default') ?? tls.rootCertificates;

/** The topmost certificate of those that the client sent. */
function topOf(certificate: X509Certificate): X509Certificate {
  let top = certificate;
  while (top.issuerCertificate && top.issuerCertificate.fingerprint256 !== top.fingerprint256) {
    top = top.issuerCertificate;
  }
  return top;
}

function isPublic(certificate: X509Certificate): boolean {
  const top = topOf(certificate);
  return trusted().some((pem) => {
    const root = new X509Certificate(pem);
    return top.issuer === root.subject && top.verify(root.publicKey);
  });
}

/** The client certificate of the TLS handshake that carries a request; a session resumed without one counts as none. */
export function handshakeCertificate({ socket }: IncomingMessage): X509Certificate | undefined {
  return (socket as Partial<TLSSocket>).getPeerX509Certificate?.();
}

/** The same, as a customer's login judges it. */
export function peerCertificate(req: IncomingMessage): PeerCertificate | undefined {
  const certificate = handshakeCertificate(req);
  return (
    certificate && {
      fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
      isPublic: () => isPublic(certificate),
    }
  );
}
