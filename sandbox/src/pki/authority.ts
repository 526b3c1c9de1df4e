import 'reflect-metadata';
import { isIP } from 'node:net';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
  X509CrlGenerator,
  X509CrlReason,
} from '@peculiar/x509';
import { Integer } from 'asn1js';
import { distinguishedName, issueEndEntity, serialOctets } from './end-entity.ts';
import { createKeyPair, exportPrivateKey, importPrivateKey, signatureAlgorithm, toPem } from './key-pair.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** A certificate authority; whoever holds it can issue. The caller keeps it. */
export interface Authority {
  /** The self-signed certificate, PEM. */
  certificatePem: string;
  /** Its key, PKCS#8 PEM, unencrypted. */
  privateKeyPem: string;
}

/** A server's certificate and key, as `https.createServer` takes them. */
export interface ServerCertificate {
  certificatePem: string;
  /** PKCS#8 PEM, unencrypted. */
  privateKeyPem: string;
}

/** A client certificate, with what it is shown and looked up by. */
export interface IssuedCertificate {
  certificatePem: string;
  /** PKCS#8 PEM, unencrypted. */
  privateKeyPem: string;
  /** SHA-256 of the DER, lower-case hex without colons. */
  fingerprint: string;
  /** Lower-case hex of whole octets, without leading zeros. */
  serialNumber: string;
  /** For reading: `O=…, CN=…`. */
  subject: string;
  /** First second of validity; X.509 knows no fractions. */
  notBefore: Date;
  /** Last second of validity. */
  notAfter: Date;
}

/**
 * A new root: ECDSA P-256, 20 years, may issue end-entity certificates and CRLs only (RFC 5280 §4.2.1.3, §4.2.1.9).
 * TLS stacks and browsers check it by the machine's own clock: `now` is the real time, not the world's.
 */
export async function createAuthority(options: {
  commonName: string;
  organization: string;
  /** Hex, 1–20 octets, not zero. */
  serialNumber: string;
  now: Date;
}): Promise<Authority> {
  const keys = await createKeyPair();
  const notAfter = new Date(options.now);
  notAfter.setUTCFullYear(notAfter.getUTCFullYear() + 20);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    keys,
    serialNumber: serialOctets(options.serialNumber),
    name: distinguishedName(options),
    notBefore: new Date(options.now.getTime() - HOUR),
    notAfter,
    signingAlgorithm: signatureAlgorithm,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  const privateKeyPem = await exportPrivateKey(keys.privateKey);
  return { certificatePem: toPem(certificate.rawData, 'CERTIFICATE'), privateKeyPem };
}

/**
 * A TLS server certificate for DNS names and IP addresses (RFC 5280 §4.2.1.6), valid for 397 days from an hour before
 * `now`, which is the real time: browsers take no longer one.
 */
export async function issueServerCertificate(
  authority: Authority,
  options: { hosts: string[]; serialNumber: string; now: Date },
): Promise<ServerCertificate> {
  const [commonName] = options.hosts;
  if (commonName === undefined) throw new RangeError('A server certificate needs a host');
  const names = options.hosts.map((value) => ({ type: isIP(value) ? ('ip' as const) : ('dns' as const), value }));
  const notBefore = new Date(options.now.getTime() - HOUR);
  const { certificate, privateKeyPem } = await issueEndEntity(authority, {
    subject: distinguishedName({ commonName }),
    serialNumber: options.serialNumber,
    notBefore,
    notAfter: new Date(notBefore.getTime() + 397 * DAY - 1000),
    extensions: [
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension(names),
    ],
  });
  return { certificatePem: toPem(certificate.rawData, 'CERTIFICATE'), privateKeyPem };
}

/**
 * A TLS client certificate for a customer or a vendor (id-kp-clientAuth, RFC 5280 §4.2.1.12). Names may be Japanese. The
 * validity is taken as given, so that expired and future certificates can be made; so is
 * that it is for clients, by `forClients`.
 */
export async function issueClientCertificate(
  authority: Authority,
  options: {
    commonName: string;
    organization?: string;
    dnsNames?: readonly string[];
    serialNumber: string;
    notBefore: Date;
    notAfter: Date;
    forClients?: boolean;
  },
): Promise<IssuedCertificate> {
  const names = (options.dnsNames ?? []).map((value) => ({ type: 'dns' as const, value }));
  const { certificate, privateKeyPem } = await issueEndEntity(authority, {
    subject: distinguishedName(options),
    serialNumber: options.serialNumber,
    notBefore: options.notBefore,
    notAfter: options.notAfter,
    extensions: [
      ...(options.forClients === false ? [] : [new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth])]),
      ...(names.length > 0 ? [new SubjectAlternativeNameExtension(names)] : []),
    ],
  });
  return {
    certificatePem: toPem(certificate.rawData, 'CERTIFICATE'),
    privateKeyPem,
    fingerprint: Buffer.from(await certificate.getThumbprint('SHA-256')).toString('hex'),
    serialNumber: certificate.serialNumber,
    subject: certificate.subject,
    notBefore: certificate.notBefore,
    notAfter: certificate.notAfter,
  };
}

/** A CRL (PEM) of these certificates: RFC 5280 §5. A later `now` gives a higher CRL number; both times are real time. */
export async function createRevocationList(
  authority: Authority,
  revoked: { serialNumber: string; revokedAt: Date }[],
  options: { now: Date; nextUpdate: Date },
): Promise<string> {
  const issuer = new X509Certificate(authority.certificatePem);
  const crlNumber = new Integer({ value: Math.floor(options.now.getTime() / 1000) }).toBER();
  const crl = await X509CrlGenerator.create({
    issuer: issuer.subjectName,
    thisUpdate: options.now,
    nextUpdate: options.nextUpdate,
    signingKey: await importPrivateKey(authority.privateKeyPem),
    signingAlgorithm: signatureAlgorithm,
    // An entry without a reason would be written with an empty list of extensions, which RFC 5280 §5.1 does not allow.
    entries: revoked.map(({ serialNumber, revokedAt }) => ({
      serialNumber: serialOctets(serialNumber),
      revocationDate: revokedAt,
      reason: X509CrlReason.cessationOfOperation,
    })),
    extensions: [
      await AuthorityKeyIdentifierExtension.create(issuer.publicKey),
      new Extension('2.5.29.20', false, crlNumber),
    ],
  });
  return toPem(crl.rawData, 'X509 CRL');
}
